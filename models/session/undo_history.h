// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/session/filter_state.h"
#include "models/session/session.h"

#include <deque>
#include <optional>
#include <vector>

namespace ms::session {

/// What can be undone in a window, in one order: changes of the filter and of what answers are
/// asked with (a scenario, a threshold), and batches that were imported, taken out or put back.
class UndoHistory : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    UndoHistory(Session& session, FilterState& filter, QObject* parent = nullptr);

    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    /// "Undo filter", "Undo setting", "Undo import of may.csv", "Put import of may.csv back".
    QString undoText() const;
    QString redoText() const;
    /// A batch is switched in the background; what cannot be switched is forgotten.
    void undo();
    void redo();

Q_SIGNALS:
    void changed();
    /// A step that was taken back, or done again, switched a batch: it is so now.
    void batchSwitched(const ms::session::BatchChange& change);

private:
    /// Empty: a change of filter or options, which FilterState remembers.
    using Step = std::optional<BatchChange>;
    enum class Way { Undo, Redo };
    struct Switching {
        Step step;
        Way way;
    };

    void take(Way way);
    bool takeFilter(Way way);
    void remember(Step step);
    void noteBatch(const BatchChange& change);
    void forgetSwitch(qint64 batch);
    std::vector<Step>& stepsOf(Way way) { return way == Way::Undo ? m_undo : m_redo; }

    Session& m_session;
    FilterState& m_filter;
    std::vector<Step> m_undo;
    std::vector<Step> m_redo;
    std::deque<Switching> m_switching; // asked of the session, in order
};

} // namespace ms::session

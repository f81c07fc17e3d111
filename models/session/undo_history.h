// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/session/filter_state.h"
#include "models/session/saved_views.h"
#include "models/session/session.h"

#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace ms::session {

/// What can be undone in a window, in one order: changes of the filter and of what answers are
/// asked with (a scenario, a threshold), batches that were imported, taken out or put back, and
/// what was saved, changed or deleted of saved views.
class UndoHistory : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    UndoHistory(Session& session, FilterState& filter, QObject* parent = nullptr);

    /// Undo what is saved there, too. It must outlive this.
    void follow(SavedViews& saved);

    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    /// "Undo filter", "Undo setting", "Undo import of may.csv", "Put import of may.csv back".
    QString undoText() const;
    QString redoText() const;
    /// Batches and saved views change in the background; what cannot be changed is forgotten.
    void undo();
    void redo();

Q_SIGNALS:
    void changed();
    /// A step that was taken back, or done again, switched a batch: it is so now.
    void batchSwitched(const ms::session::BatchChange& change);
    /// The same of saved views.
    void savedAgain(const ms::store::SavedStep& step);

private:
    struct FilterChange {}; // of filter or options: FilterState remembers what it was
    using Step = std::variant<FilterChange, BatchChange, store::SavedStep>;
    enum class Way { Undo, Redo };
    struct UnderWay {
        Step step; // as it was made first
        Way way;
    };

    void take(Way way);
    bool takeFilter(Way way);
    void ask(Step step, Way way);
    void remember(Step step);
    void noteBatch(const BatchChange& change);
    void noteSaved(const store::SavedStep& step);
    template <class IsIt>
    std::optional<UnderWay> takeUnderWay(IsIt isIt);
    std::optional<UnderWay> takeSaved(const store::SavedStep& asked);
    void forgetBatch(qint64 batch);
    void forgetSaved(const store::SavedStep& step);
    std::vector<Step>& stepsOf(Way way) { return way == Way::Undo ? m_undo : m_redo; }

    Session& m_session;
    FilterState& m_filter;
    SavedViews* m_saved = nullptr;
    std::vector<Step> m_undo;
    std::vector<Step> m_redo;
    std::deque<UnderWay> m_underWay; // asked of the session, in order
};

} // namespace ms::session

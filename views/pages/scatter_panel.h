// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "models/analysis/scatter.h"
#include "models/report/section.h"
#include "models/session/latest_job.h"
#include "models/session/snapshot.h"

class QLabel;
class QPushButton;

namespace ms::views {

class ScatterView;

/// A scatter with what is selected of it in words, and the way from there to a filter. The sums are
/// counted while the pointer moves; names of entities are looked up in the background.
class ScatterPanel : public QFrame {
    Q_OBJECT

public:
    explicit ScatterPanel(QWidget* parent = nullptr);
    /// Of `section.scatter`, which is not null.
    void setSection(const report::Section& section, session::SnapshotPtr snapshot,
                    const report::Context& context);
    /// Nothing to show: a question that is under way gets no answer.
    void clear();
    ScatterView& view() const { return *m_view; }
    QPushButton& filterButton() const { return *m_filter; }
    QString words() const; // of the selection, or what to do
    bool isBusy() const { return m_list.isRunning() || m_filterJob.isRunning(); }

Q_SIGNALS:
    /// The dearest of the selection, or of all.
    void listed(const ms::report::Section& section);
    /// "Everything else is about these, please."
    void filterRequested(const ms::query::Condition& condition);
    /// Something that the user may wonder about; a sentence.
    void told(const QString& message);

private:
    void showSelection();
    void list();
    void askForFilter();
    void take(const core::Result<analysis::EntityFilter>& filter);

    session::SnapshotPtr m_snapshot;
    report::Context m_context;
    ScatterView* m_view;
    QLabel* m_words;
    QPushButton* m_filter;
    session::LatestJob<analysis::ScatterList> m_list;
    session::LatestJob<analysis::EntityFilter> m_filterJob;
};

} // namespace ms::views

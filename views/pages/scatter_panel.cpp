// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scatter_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/report/scatter_section.h"
#include "models/session/session.h"
#include "views/charts/scatter_view.h"

namespace ms::views {

ScatterPanel::ScatterPanel(QWidget* parent)
    : QFrame(parent), m_view{new ScatterView(this)}, m_words{new QLabel(this)},
      m_filter{new QPushButton(tr("Filter by these"), this)}, m_list{this}, m_filterJob{this} {
    setProperty("card", true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setAccessibleName(tr("What is selected"));
    m_filter->setToolTip(tr("Let every page be about the selection (Enter)"));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_words, 1);
    foot->addWidget(m_filter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 8);
    layout->setSpacing(6);
    layout->addWidget(m_view, 1);
    layout->addLayout(foot);
    connect(m_view, &ScatterView::selecting, this, &ScatterPanel::showSelection);
    connect(m_view, &ScatterView::selectionMade, this, &ScatterPanel::list);
    connect(m_view, &ScatterView::filterRequested, this, &ScatterPanel::askForFilter);
    connect(m_filter, &QPushButton::clicked, this, &ScatterPanel::askForFilter);
    showSelection();
}

QString ScatterPanel::words() const {
    return m_words->text();
}

void ScatterPanel::setSection(const report::Section& section, session::SnapshotPtr snapshot,
                              const report::Context& context) {
    m_list.cancel();
    m_filterJob.cancel();
    m_snapshot = std::move(snapshot);
    m_context = context;
    m_view->setScatter(section.scatter, context.currency);
    m_view->setAccessibleName(QString::fromStdString(section.title));
    m_view->setAccessibleDescription(QString::fromStdString(section.finding));
    showSelection();
}

void ScatterPanel::clear() {
    m_list.cancel();
    m_filterJob.cancel();
    m_view->setScatter(nullptr, {});
    showSelection();
}

void ScatterPanel::showSelection() {
    const auto& selected = m_view->selected();
    m_filter->setEnabled(selected && selected->entities > 0 && !m_filterJob.isRunning());
    if (!selected) {
        m_words->setText(tr("Drag to select, with Shift or Alt to draw around; arrow keys select "
                            "too. Escape clears."));
        return;
    }
    m_words->setText(QString::fromStdString(
        report::selectionWords(*m_view->scatter(), *selected, m_context.currency)));
}

void ScatterPanel::list() {
    m_list.start(
        [snapshot = m_snapshot, scatter = m_view->scatter(),
         region = m_view->region()](std::stop_token stop) {
            return analysis::dearestOf(scatter, region, *snapshot->source, stop);
        },
        [this](const core::Result<analysis::ScatterList>& found) {
            if (found)
                Q_EMIT listed(report::scatterSection(*found, m_context));
            else
                Q_EMIT told(session::sentenceOf(found.error()));
        });
}

void ScatterPanel::askForFilter() {
    const auto& selected = m_view->selected();
    if (!selected || selected->entities == 0) {
        Q_EMIT told(tr("Nothing is selected: drag over the points first."));
        return;
    }
    m_filterJob.start(
        [snapshot = m_snapshot, scatter = m_view->scatter(),
         region = *m_view->region()](std::stop_token stop) {
            return analysis::filterFor(*scatter, region, *snapshot->source, stop);
        },
        [this](const core::Result<analysis::EntityFilter>& filter) {
            showSelection();
            take(filter);
        });
    m_filter->setEnabled(false);
}

void ScatterPanel::take(const core::Result<analysis::EntityFilter>& filter) {
    if (!filter) {
        Q_EMIT told(session::sentenceOf(filter.error()));
        return;
    }
    if (filter->condition.values.empty()) {
        Q_EMIT told(tr("None of them has an id in the log: there is nothing to filter by."));
        return;
    }
    if (m_view->scatter()->query().grain == query::Grain::Attempt)
        Q_EMIT told(tr("Calls have no ids of their own: the filter keeps all calls of their "
                       "requests."));
    if (filter->withoutId > 0)
        Q_EMIT told(tr("%1 of the selection have no id in the log: the filter leaves them out.")
                        .arg(QString::fromStdString(
                            analysis::countWords(core::Int128(filter->withoutId)))));
    Q_EMIT filterRequested(filter->condition);
}

} // namespace ms::views

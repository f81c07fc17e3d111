// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/attempts_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "models/tables/attempt_table_model.h"
#include "views/pages/drill_crumbs.h"
#include "views/pages/explanation_view.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/breadcrumb.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/pinned_table.h"

#include <algorithm>

namespace ms::views {
namespace {

using query::AttemptQuery;

constexpr std::size_t kPageRows = 500;

} // namespace

AttemptsPage::AttemptsPage(session::Session& session, session::FilterState& state, QWidget* parent)
    : QWidget(parent), m_session{session}, m_state{state}, m_model{new tables::AttemptTableModel(
                                                               this)},
      m_crumbs{new Breadcrumb(this)}, m_table{new PinnedTable(this)},
      m_explanation{new ExplanationView(this)}, m_empty{new EmptyState(this)},
      m_stack{new QStackedWidget(this)}, m_job{this}, m_explainJob{this} {
    m_asked.limit = kPageRows;
    m_table->setModels(m_model, nullptr);
    m_table->view()->setAccessibleName(tr("Attempts"));
    m_table->view()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->view()->setItemDelegate(new BarDelegate(
        [this](const QModelIndex& index) -> std::optional<BarDelegate::Bar> {
            return m_model->barOf(index);
        },
        this));
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_explanation);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({340, 270}); // the arithmetic of an ordinary attempt without scrolling
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->addWidget(buildHead());
    layout->addWidget(m_stack, 1);
    connect(m_crumbs, &Breadcrumb::climbRequested, this,
            [this](int crumb) { m_state.climbTo(std::size_t(crumb)); });
    connect(m_table, &PinnedTable::currentRowChanged, this, &AttemptsPage::explainCurrent);
    connect(m_table, &PinnedTable::rowActivated, this, &AttemptsPage::openRequest);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_session.snapshot() && m_session.snapshot()->eventRows() > 0)
            m_state.setFilter({});
        else
            Q_EMIT filesRequested();
    });
    connect(&m_state, &session::FilterState::changed, this, &AttemptsPage::refresh);
    connect(&m_session, &session::Session::changed, this, &AttemptsPage::refresh);
}

QWidget* AttemptsPage::buildHead() {
    auto* head = new QWidget(this);
    m_order = new QComboBox(head);
    m_order->addItem(tr("Dearest first"), int(AttemptQuery::Order::CostDescending));
    m_order->addItem(tr("Oldest first"), int(AttemptQuery::Order::Time));
    m_order->setAccessibleName(tr("Order of all attempts"));
    m_position = new QLabel(head);
    m_previous = new QPushButton(tr("Previous"), head);
    m_next = new QPushButton(tr("Next"), head);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_crumbs, 1);
    layout->addWidget(m_order);
    layout->addWidget(m_position);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    connect(m_order, &QComboBox::activated, this, [this] {
        m_asked.order = AttemptQuery::Order(m_order->currentData().toInt());
        m_asked.offset = 0;
        ask();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { turnPage(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { turnPage(1); });
    return head;
}

void AttemptsPage::copyTable() const {
    QApplication::clipboard()->setText(tabSeparated(*m_table->view(), nullptr));
}

void AttemptsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void AttemptsPage::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    const session::Place& place = m_state.place();
    if (!snapshot || !isVisible() || place.page != session::Page::Attempts)
        return;
    m_crumbs->setCrumbs(crumbsOf(place, *snapshot));
    const query::Filter filter = effectiveFilter(place);
    if (m_askedOf == snapshot && m_asked.filter == filter) {
        if (place.attempt && !m_job.isRunning())
            chooseAttempt();
        return;
    }
    m_asked.filter = filter;
    m_asked.offset = 0;
    ask();
}

void AttemptsPage::ask() {
    const session::SnapshotPtr snapshot = m_session.snapshot();
    if (!snapshot)
        return;
    m_askedOf = snapshot;
    m_job.start([snapshot, asked = m_asked](
                    std::stop_token stop) { return snapshot->source->attempts(asked, stop); },
                [this](core::Result<query::AttemptPage> page) {
                    if (page)
                        return showAttempts(*std::move(page));
                    m_askedOf.reset(); // ask again next time
                    Q_EMIT failed(session::sentenceOf(page.error()));
                });
}

void AttemptsPage::showAttempts(query::AttemptPage page) {
    const tables::NumberFormat format(m_askedOf->settings.baseCurrency);
    const bool isFirst = m_model->columnCount() == 0;
    const std::size_t rows = page.attempts.size();
    const std::uint64_t matching = page.matching;
    m_model->setPage({std::move(page),
                      m_asked.offset,
                      m_askedOf->source->lens().zone,
                      m_askedOf->settings.baseCurrency,
                      {m_askedOf, &m_askedOf->source->tenants()}});
    m_position->setText(tr("%1–%2 of %3")
                            .arg(format.count(core::Int128(m_asked.offset + (rows ? 1 : 0))),
                                 format.count(core::Int128(m_asked.offset + rows)),
                                 format.count(core::Int128(matching))));
    m_previous->setEnabled(m_asked.offset > 0);
    m_next->setEnabled(m_asked.offset + rows < matching);
    if (m_askedOf->eventRows() == 0)
        m_empty->setTexts(tr("No usage has been imported yet"),
                          tr("Drop a usage log on this window."), tr("Choose files …"));
    else
        m_empty->setTexts(tr("Nothing matches the filter"),
                          tr("There are events in this workspace, but none in this selection."),
                          tr("Show everything"));
    m_stack->setCurrentIndex(rows == 0 ? 0 : 1);
    if (isFirst)
        m_table->fitColumns();
    m_explanation->showText({});
    chooseAttempt();
    Q_EMIT shown();
}

/// The one that somebody came for, else the first. It may be on none of the shown pages.
void AttemptsPage::chooseAttempt() {
    const std::optional<std::uint64_t> wanted =
        m_asked.offset == 0 ? m_state.place().attempt : std::nullopt;
    int row = wanted ? -1 : 0;
    for (int shown = 0; shown < m_model->rowCount() && row < 0; ++shown)
        if (m_model->attemptAt(shown).row == *wanted)
            row = shown;
    if (row >= 0)
        return m_table->view()->selectRow(row);
    m_table->view()->clearSelection();
    explain(*wanted);
}

void AttemptsPage::turnPage(qint64 pages) {
    const qint64 offset = qint64(m_asked.offset) + pages * qint64(kPageRows);
    m_asked.offset = std::size_t(std::max<qint64>(0, offset));
    ask();
}

void AttemptsPage::explainCurrent() {
    const int row = m_table->currentRow();
    if (row < 0 || row >= m_model->rowCount() || !m_askedOf)
        return;
    explain(m_model->attemptAt(row).row);
}

/// By row: an event without a request id has its arithmetic too.
void AttemptsPage::explain(std::uint64_t attempt) {
    m_explainJob.start(
        [snapshot = m_askedOf, attempt](std::stop_token stop) {
            return snapshot->source->explainRow(attempt, stop);
        },
        [this](const core::Result<query::Explanation>& explanation) {
            if (!explanation)
                return m_explanation->showText(session::sentenceOf(explanation.error()));
            m_explanation->showExplanation(*explanation, m_askedOf->source->lens().zone,
                                           tables::NumberFormat(m_askedOf->settings.baseCurrency));
            Q_EMIT explained();
        });
}

void AttemptsPage::openRequest() {
    m_explanation->setFocus();
    explainCurrent();
}

} // namespace ms::views

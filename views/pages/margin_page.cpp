// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/margin_page.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "models/analysis/gpu_cost.h"
#include "models/session/period.h"
#include "models/tables/margin_finding.h"
#include "models/tables/margin_table_model.h"
#include "models/tables/totals_model.h"
#include "views/charts/chart_panel.h"
#include "views/charts/margin_chart.h"
#include "views/pages/dimension_choosers.h"
#include "views/pages/drill_crumbs.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/breadcrumb.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/loss_mark_delegate.h"
#include "views/widgets/pinned_table.h"
#include "views/widgets/theme.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kFewestBars = 3;
constexpr int kMostBars = 12;
constexpr int kLowPage = 480; // below that the table needs the room
constexpr int kBarHeight = 26;
constexpr int kChartFrame = 160; // title, axis and source around the bars

} // namespace

MarginPage::MarginPage(session::Session& session, session::FilterState& state, QWidget* parent)
    : QWidget(parent), m_session{session}, m_state{state}, m_model{new tables::MarginTableModel(
                                                               this)},
      m_totals{new tables::TotalsModel(*m_model, this)}, m_crumbs{new Breadcrumb(this)},
      m_chart{new ChartPanel(this)}, m_table{new PinnedTable(this)}, m_notes{new QLabel(this)},
      m_empty{new EmptyState(this)}, m_stack{new QStackedWidget(this)}, m_job{this} {
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildTable());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->addWidget(buildHead());
    layout->addWidget(m_stack, 1);
    connect(m_crumbs, &Breadcrumb::climbRequested, this,
            [this](int crumb) { m_state.climbTo(std::size_t(crumb)); });
    connect(m_chart, &ChartPanel::rowClicked, this,
            [this](int row) { drillKeys(m_model->table().rows.at(std::size_t(row))); });
    connect(m_chart, &ChartPanel::told, this, &MarginPage::failed);
    connect(m_table, &PinnedTable::rowActivated, this, &MarginPage::drill);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_session.snapshot() && m_session.snapshot()->eventRows() > 0)
            m_state.setFilter({});
        else
            Q_EMIT filesRequested();
    });
    connect(&m_state, &session::FilterState::changed, this, &MarginPage::refresh);
    connect(&m_session, &session::Session::changed, this, &MarginPage::refresh);
}

QWidget* MarginPage::buildHead() {
    auto* head = new QWidget(this);
    m_by = new DimensionChoosers(head);
    auto* losses = new QPushButton(tr("Losses first"), head);
    losses->setToolTip(tr("Sort by margin, the deepest loss on top"));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_crumbs, 1);
    layout->addWidget(m_by);
    layout->addWidget(losses);
    connect(m_by, &DimensionChoosers::chosen, this, &MarginPage::chooseBy);
    connect(losses, &QPushButton::clicked, this, &MarginPage::sortByMargin);
    return head;
}

QWidget* MarginPage::buildTable() {
    auto* page = new QWidget(this);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setFont(scaledFont(font(), 92));
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setModels(m_model, m_totals);
    QTableView* view = m_table->view();
    view->setAccessibleName(tr("Margin"));
    view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    view->setItemDelegate(new BarDelegate(
        [this](const QModelIndex& index) -> std::optional<BarDelegate::Bar> {
            return m_model->barOf(index);
        },
        view));
    view->setItemDelegateForColumn(0, new LossMarkDelegate(view));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_chart);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notes);
    return page;
}

void MarginPage::toggleChart() {
    m_chart->toggleFolded();
}

void MarginPage::copyTable() const {
    QApplication::clipboard()->setText(tabSeparated(*m_table->view(), m_totals));
}

void MarginPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showChart();
}

void MarginPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void MarginPage::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    const session::Place& place = m_state.place();
    if (!snapshot || !isVisible() || place.page != session::Page::Margin)
        return;
    refreshHead();
    if (m_askedOf == snapshot && m_askedAt == place)
        return;
    m_askedOf = snapshot;
    m_askedAt = place;
    const analysis::MarginQuery question{place.by, effectiveFilter(place),
                                         analysis::RevenueSplit::Requests};
    m_job.start(
        [snapshot, question](std::stop_token stop) {
            return analysis::marginWithGpu(question, *snapshot->source, snapshot->revenue,
                                           snapshot->gpu, std::move(stop));
        },
        [this](core::Result<analysis::MarginTable> table) {
            if (!table) {
                m_askedOf.reset(); // ask again next time
                Q_EMIT failed(session::sentenceOf(table.error()));
                return;
            }
            showTable(*std::move(table));
        });
}

void MarginPage::refreshHead() {
    const session::Place& place = m_state.place();
    m_crumbs->setCrumbs(crumbsOf(place, *m_session.snapshot()));
    m_by->setBy(place.by);
}

void MarginPage::chooseBy() {
    session::Place next = m_state.place();
    next.by = m_by->by();
    m_state.visit(std::move(next));
    refreshHead();
}

void MarginPage::showTable(analysis::MarginTable table) {
    const analysis::MarginTable& before = m_model->table();
    const bool isOtherShape =
        table.query.by != before.query.by || table.gpu.has_value() != before.gpu.has_value();
    const session::Snapshot& snapshot = *m_askedOf;
    m_model->setTable(std::move(table), snapshot.settings.baseCurrency,
                      {m_askedOf, &snapshot.source->tenants()});
    if (isOtherShape) { // else widths and order stay as the user left them
        sortForReading();
        m_table->fitColumns();
    }
    const analysis::MarginTable& result = m_model->table();
    QStringList notes;
    for (const std::string& note : result.notes)
        notes << QString::fromStdString(note);
    m_notes->setText(notes.join(u' '));
    m_notes->setVisible(!notes.isEmpty());
    m_empty->setReason(snapshot.eventRows() == 0 ? EmptyState::Reason::NothingImported
                                                 : EmptyState::Reason::NothingKept);
    m_stack->setCurrentIndex(result.rows.empty() ? 0 : 1);
    showChart();
    Q_EMIT shown();
}

void MarginPage::showChart() {
    if (!m_askedOf || m_model->table().rows.empty())
        return;
    const int bars =
        std::clamp((height() * 2 / 5 - kChartFrame) / kBarHeight, kFewestBars, kMostBars);
    m_chart->setRoom(height() < kLowPage ? ChartPanel::Room::Little : ChartPanel::Room::Enough);
    const query::Lens& lens = m_askedOf->source->lens();
    m_chart->setSpec(
        marginChart(m_model->table(),
                    {m_askedOf->settings.baseCurrency, lens.zone.name(), m_askedOf->book,
                     QString::fromStdString(
                         session::periodText(m_model->table().query.filter.range, lens.zone)),
                     &m_askedOf->source->tenants()},
                    std::size_t(bars)));
}

void MarginPage::drill(int shownRow) {
    if (shownRow >= 0 && shownRow < m_model->rowCount())
        drillKeys(m_model->rowAt(shownRow));
}

void MarginPage::drillKeys(const analysis::MarginRow& row) {
    if (row.isIdle) {
        Q_EMIT failed(tr("These GPU hours were used by nobody: there is nothing below."));
        return;
    }
    if (row.isNoUsage) {
        Q_EMIT failed(tr("This revenue has no requests behind it: there is nothing below."));
        return;
    }
    m_state.visit(drilledInto(m_state.place(), row.keys));
}

/// Time in its own order; else losses on top where margins are known, and the dearest where not.
void MarginPage::sortForReading() {
    const analysis::MarginTable& table = m_model->table();
    if (query::isTime(table.query.by.front()))
        m_table->view()->sortByColumn(0, Qt::AscendingOrder);
    else if (tables::hasRevenue(table))
        sortByMargin();
    else
        m_table->view()->sortByColumn(
            m_model->columnOf(table.gpu ? QStringLiteral("total_cost") : QStringLiteral("cost")),
            Qt::DescendingOrder);
}

void MarginPage::sortByMargin() {
    const int column = m_model->columnOf(QStringLiteral("margin"));
    if (column >= 0)
        m_table->view()->sortByColumn(column, Qt::AscendingOrder);
}

} // namespace ms::views

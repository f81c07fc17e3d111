// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_view.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QGraphicsOpacityEffect>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>

#include "models/tables/report_table_model.h"
#include "models/tables/totals_model.h"
#include "views/charts/chart_panel.h"
#include "views/charts/report_chart.h"
#include "views/pages/scatter_panel.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/loss_mark_delegate.h"
#include "views/widgets/pinned_table.h"
#include "views/widgets/theme.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ms::views {
namespace {

constexpr int kBusyHeight = 3;
constexpr double kStaleOpacity = 0.45;
constexpr int kTwoCharts = 1000; // pixels in which two charts stand side by side
constexpr int kLowPage = 480;    // below that the table needs the room
constexpr std::size_t kFewestBars = 3;
constexpr std::size_t kMostBars = 12;
constexpr int kBarHeight = 26;
constexpr int kChartFrame = 160; // title, axis and source around the bars
constexpr int kScatterShare = 3; // of the height, where the table has 2: points need room
constexpr int kTableShare = 2;
constexpr int kLowScatter = 160; // with what is selected still below the points
constexpr int kRowHeight = 24;
constexpr int kTableFrame = 160; // header, total and notes around the rows

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString joined(const std::vector<std::string>& sentences) {
    QStringList texts;
    for (const std::string& sentence : sentences)
        texts << QString::fromStdString(sentence);
    return texts.join(u' ');
}

} // namespace

SectionView::SectionView(QWidget* parent)
    : QWidget(parent), m_model{new tables::ReportTableModel(this)},
      m_totals{new tables::TotalsModel(*m_model, this)}, m_busy{new QProgressBar(this)},
      m_finding{plainLabel(this)}, m_chartRow{new QWidget(this)}, m_scatter{new ScatterPanel(this)},
      m_table{new PinnedTable(this)}, m_notes{plainLabel(this)}, m_empty{new EmptyState(this)},
      m_stack{new QStackedWidget(this)} {
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(kBusyHeight);
    m_busy->setAccessibleName(tr("Computing"));
    QSizePolicy keepsItsPlace = m_busy->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(keepsItsPlace);
    m_busy->hide();
    m_figures = buildFigures();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_figures);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
    connect(m_table, &PinnedTable::rowActivated, this, [this](int shownRow) {
        if (shownRow >= 0 && shownRow < m_model->rowCount())
            Q_EMIT rowChosen(m_model->resultRowAt(shownRow));
    });
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_asksForFiles ? Q_EMIT filesRequested() : Q_EMIT everythingRequested(); });
    m_scatter->hide();
    connect(m_scatter, &ScatterPanel::listed, this, &SectionView::listSelection);
    connect(m_scatter, &ScatterPanel::filterRequested, this, &SectionView::filterRequested);
    connect(m_scatter, &ScatterPanel::told, this, &SectionView::told);
    setWaiting();
}

QWidget* SectionView::buildFigures() {
    auto* page = new QWidget(this);
    m_finding->setFont(scaledFont(font(), 130, QFont::DemiBold));
    m_notes->setFont(scaledFont(font(), 92));
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_chartLayout = new QBoxLayout(QBoxLayout::TopToBottom, m_chartRow);
    m_chartLayout->setContentsMargins(0, 0, 0, 0);
    m_table->setModels(m_model, m_totals);
    QTableView* view = m_table->view();
    view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    view->setItemDelegate(new BarDelegate(
        [this](const QModelIndex& index) -> std::optional<BarDelegate::Bar> {
            return m_model->barOf(index);
        },
        view));
    view->setItemDelegateForColumn(0, new LossMarkDelegate(view));
    connect(
        view->itemDelegate(), &QAbstractItemDelegate::closeEditor, this,
        [this] { Q_EMIT editingEnded(); }, Qt::QueuedConnection); // the editor is still there now
    connect(m_model, &tables::ReportTableModel::typed, this, &SectionView::cellTyped);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid())
                    Q_EMIT columnChosen(current.column());
            });
    connect(view->horizontalHeader(), &QHeaderView::sectionClicked, this,
            &SectionView::columnChosen);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_finding);
    layout->addWidget(m_chartRow);
    m_scatter->setMinimumHeight(kLowScatter);
    layout->addWidget(m_scatter, kScatterShare);
    layout->addWidget(m_table, kTableShare);
    layout->addWidget(m_notes);
    return page;
}

bool SectionView::isEmpty() const {
    return m_stack->currentWidget() == m_empty;
}

QString SectionView::finding() const {
    return QString::fromStdString(m_section.finding);
}

QString SectionView::notes() const {
    return m_notes->text();
}

void SectionView::setSection(report::Section section, session::SnapshotPtr snapshot,
                             const report::Context& context) {
    m_section = std::move(section);
    m_snapshot = std::move(snapshot);
    m_context = context;
    setFreshness(Freshness::Current);
    showTable();
    m_drawn.clear();
    std::copy_if(m_section.charts.begin(), m_section.charts.end(), std::back_inserter(m_drawn),
                 isDrawable);
    matchPanels(); // before anything that can resize the page
    const std::string headline = m_drawn.empty() ? std::string() : m_drawn.front().title;
    m_finding->setText(finding());
    m_finding->setVisible(!m_section.finding.empty() && m_section.finding != headline);
    m_notes->setText(notesText());
    m_notes->setVisible(!m_notes->text().isEmpty());
    if (m_section.table.rows.empty() && m_drawn.empty()) {
        showWhatIsMissing();
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_figures);
    }
    showCharts();
    showScatter();
}

void SectionView::showScatter() {
    const bool isShown = m_section.scatter && !m_section.table.rows.empty();
    if (isShown)
        m_scatter->setSection(m_section, m_snapshot, m_context);
    else
        m_scatter->clear();
    m_scatter->setVisible(isShown);
}

/// The points stay as they are, with what is selected of them.
void SectionView::listSelection(const report::Section& section) {
    m_section.table = section.table;
    m_section.finding = section.finding;
    m_finding->setText(finding());
    showTable();
}

void SectionView::setEditable(std::vector<std::string> columns) {
    m_model->setEditable(std::move(columns));
}

bool SectionView::isEditing() const {
    return m_table->isEditing();
}

void SectionView::forgetTyped() {
    m_model->forgetTyped();
}

QString SectionView::notesText() const {
    QStringList editable;
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (m_model->isEditable(column))
            editable << m_model->columns()[std::size_t(column)].title;
    const QString notes = joined(m_section.notes);
    if (editable.isEmpty() || m_section.table.rows.empty())
        return notes;
    return tr("%1 can be changed here: Enter, F2 or a double click; Ctrl+Z takes it back. %2")
        .arg(editable.join(tr(" and ")), notes);
}

void SectionView::chooseRow(const QString& name, int column) {
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->index(row, 0).data(tables::ExactTextRole).toString() == name)
            return m_table->view()->setCurrentIndex(m_model->index(row, column));
}

void SectionView::showTable() {
    const QModelIndex current = m_table->view()->currentIndex();
    const bool isKept = current.isValid() && m_model->isEditable(current.column());
    const QString name = current.siblingAtColumn(0).data(tables::ExactTextRole).toString();
    const int typedInto = current.column();
    QStringList shape;
    for (const tables::TableColumn& column : m_model->columns())
        shape << column.id;
    m_model->setTable(m_section.table, m_context.currency,
                      {m_snapshot, &m_snapshot->source->tenants()});
    m_table->totalsView()->setVisible(!m_section.table.total.empty());
    m_table->view()->setAccessibleName(QString::fromStdString(m_section.title));
    QStringList present;
    for (const tables::TableColumn& column : m_model->columns())
        present << column.id;
    const bool isSame = shape == present && m_tableOf == m_section.id;
    m_tableOf = m_section.id;
    if (isSame) {   // widths and order stay as the user left them
        if (isKept) // rows that can be changed may change their place: the cursor follows
            chooseRow(name, typedInto);
        return;
    }
    m_table->view()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->fitColumns();
}

/// One panel a chart.
void SectionView::matchPanels() {
    while (m_charts.size() > m_drawn.size()) {
        delete m_charts.back();
        m_charts.pop_back();
    }
    while (m_charts.size() < m_drawn.size()) {
        auto* panel = new ChartPanel(m_chartRow);
        connect(panel, &ChartPanel::rowClicked, this, &SectionView::rowChosen);
        connect(panel, &ChartPanel::told, this, &SectionView::told);
        m_chartLayout->addWidget(panel, 1, Qt::AlignTop);
        m_charts.push_back(panel);
    }
}

void SectionView::showCharts() {
    m_chartRow->setVisible(!m_charts.empty());
    arrangeCharts();
}

/// What the rows of the table leave, and at least two fifths.
int SectionView::heightForCharts() const {
    const int rows = int(std::min<std::size_t>(m_section.table.rows.size(), 1000));
    return std::max(height() * 2 / 5, height() - kTableFrame - rows * kRowHeight);
}

/// Side by side where there is room; one below another, only the first one is unfolded.
void SectionView::arrangeCharts() {
    if (m_charts.empty() || !m_snapshot)
        return;
    const bool isWide = width() >= kTwoCharts;
    m_chartLayout->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int room = (heightForCharts() - kChartFrame) / kBarHeight;
    const ChartContext context{m_context.currency, m_context.zone, m_context.book,
                               QString::fromStdString(m_context.period),
                               &m_snapshot->source->tenants()};
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        const bool hasRoom = height() >= kLowPage && (isWide ? i < 2 : i == 0);
        m_charts[i]->setRoom(hasRoom ? ChartPanel::Room::Enough : ChartPanel::Room::Little);
        m_charts[i]->setSpec(
            reportChart(m_drawn[i], context,
                        std::clamp(std::size_t(std::max(room, 0)), kFewestBars, kMostBars)));
    }
}

void SectionView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrangeCharts();
}

void SectionView::showWhatIsMissing() {
    const QString notes = joined(m_section.notes);
    m_asksForFiles = m_snapshot->eventRows() == 0 || m_section.filter == query::Filter{};
    if (m_snapshot->eventRows() == 0) {
        m_empty->setTexts(tr("No usage has been imported yet"),
                          notes.isEmpty()
                              ? tr("Drop a usage log on this window: which requests were made, "
                                   "with which model and how many tokens.")
                              : notes,
                          tr("Choose files …"));
        return;
    }
    const QString title = m_section.finding.empty()
                              ? (m_asksForFiles ? tr("There is nothing to show yet")
                                                : tr("Nothing matches the filter"))
                              : finding();
    const QString advice =
        m_asksForFiles
            ? tr("These figures need columns or files that this workspace does not have.")
            : tr("There are events in this workspace, but none in this period, "
                 "environment and selection.");
    const bool isUnasked = m_section.table.columns.empty(); // no file would help
    m_empty->setTexts(title, notes.isEmpty() ? advice : notes,
                      isUnasked        ? QString()
                      : m_asksForFiles ? tr("Choose files …")
                                       : tr("Show everything"));
}

void SectionView::setError(const QString& message) {
    setFreshness(Freshness::Current);
    m_empty->setTexts(tr("This could not be computed"), message);
    m_stack->setCurrentWidget(m_empty);
}

void SectionView::setWaiting() {
    setFreshness(Freshness::Current);
    m_empty->setTexts(tr("Computing …"), {});
    m_stack->setCurrentWidget(m_empty);
}

void SectionView::setFreshness(Freshness freshness) {
    if (freshness == m_freshness)
        return;
    m_freshness = freshness;
    m_busy->setVisible(isStale());
    if (!isStale())
        return m_figures->setGraphicsEffect(nullptr);
    auto* grey = new QGraphicsOpacityEffect(m_figures);
    grey->setOpacity(kStaleOpacity);
    m_figures->setGraphicsEffect(grey);
}

void SectionView::toggleCharts() {
    if (m_section.scatter && !m_section.table.rows.empty())
        m_scatter->setVisible(m_scatter->isHidden());
    if (m_charts.empty())
        return;
    const bool isFolded = m_charts.front()->isFolded();
    for (ChartPanel* panel : m_charts)
        if (panel->isFolded() == isFolded)
            panel->toggleFolded();
}

void SectionView::copyTable() const {
    if (isEmpty())
        return;
    const bool hasTotals = !m_section.table.total.empty();
    QApplication::clipboard()->setText(
        tabSeparated(*m_table->view(), hasTotals ? m_totals : nullptr));
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/pinned_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include "models/tables/grouped_table_model.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kWidestColumn = 360;
constexpr int kNarrowestColumn = 76;
constexpr int kNarrowestBar = 124; // a column with bars needs room for them
constexpr int kRowsMeasured = 60;  // for widths; all rows would take seconds
constexpr int kRowPadding = 10;

void setUpTable(QTableView& view) {
    view.setFont(tabularFont(view.font()));
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setWordWrap(false);
    view.setShowGrid(false);
    view.horizontalHeader()->setResizeContentsPrecision(kRowsMeasured);
    view.setItemDelegate(new BarDelegate({}, &view));
    view.verticalHeader()->hide();
    view.verticalHeader()->setDefaultSectionSize(view.fontMetrics().height() + kRowPadding);
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

QString oneCell(const QModelIndex& index) {
    QString text = index.data(Qt::DisplayRole).toString();
    for (QChar& c : text)
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    return text;
}

} // namespace

PinnedTable::PinnedTable(QWidget* parent)
    : QWidget(parent), m_rows{new QTableView(this)}, m_totals{new QTableView(this)} {
    setUpTable(*m_rows);
    m_rows->setAlternatingRowColors(true);
    m_rows->setSortingEnabled(true);
    m_rows->setTabKeyNavigation(false);
    m_rows->horizontalHeader()->setHighlightSections(false);
    m_rows->horizontalHeader()->setSectionsMovable(true);
    m_rows->installEventFilter(this);
    setUpTable(*m_totals);
    m_totals->setFont(scaledFont(m_totals->font(), 100, QFont::Bold));
    m_totals->horizontalHeader()->hide();
    m_totals->setFocusPolicy(Qt::NoFocus);
    m_totals->setSelectionMode(QAbstractItemView::NoSelection);
    m_totals->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_totals->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_totals->setFixedHeight(m_totals->verticalHeader()->defaultSectionSize() + 2);
    m_totals->setAccessibleName(tr("Totals"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_totals);
    QHeaderView* header = m_rows->horizontalHeader();
    connect(header, &QHeaderView::sectionResized, m_totals,
            [this](int column, int, int width) { m_totals->setColumnWidth(column, width); });
    connect(header, &QHeaderView::sectionMoved, m_totals,
            [this](int, int from, int to) { m_totals->horizontalHeader()->moveSection(from, to); });
    connect(m_rows->horizontalScrollBar(), &QScrollBar::valueChanged,
            m_totals->horizontalScrollBar(), &QScrollBar::setValue);
    connect(m_rows->verticalScrollBar(), &QScrollBar::rangeChanged, this,
            &PinnedTable::alignTotals);
    auto* fit = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_0), this);
    fit->setContext(Qt::WidgetWithChildrenShortcut);
    connect(fit, &QShortcut::activated, this, &PinnedTable::fitColumns);
    connect(m_rows, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!edit(index))
            Q_EMIT rowActivated(index.row());
    });
}

void PinnedTable::setModels(QAbstractItemModel* rows, QAbstractItemModel* totals) {
    m_rows->setModel(rows);
    m_totals->setModel(totals);
    m_totals->setVisible(totals != nullptr);
    connect(m_rows->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { Q_EMIT currentRowChanged(current.row()); });
}

void PinnedTable::fitColumns() {
    m_rows->resizeColumnsToContents();
    const QAbstractItemModel* model = m_rows->model();
    if (!model)
        return;
    for (int column = 0; column < model->columnCount(); ++column) {
        int width = m_rows->columnWidth(column) + 12;
        if (const auto* totals = m_totals->model())
            width = qMax(width, m_totals->fontMetrics().horizontalAdvance(
                                    totals->index(0, column).data().toString()) +
                                    24);
        const bool hasBars = model->index(0, column).data(tables::BarRole).isValid();
        m_rows->setColumnWidth(
            column, qBound(hasBars ? kNarrowestBar : kNarrowestColumn, width, kWidestColumn));
    }
    alignTotals();
}

int PinnedTable::currentRow() const {
    return m_rows->currentIndex().isValid() ? m_rows->currentIndex().row() : -1;
}

bool PinnedTable::isEditing() const {
    return m_rows->currentIndex().isValid() &&
           m_rows->isPersistentEditorOpen(m_rows->currentIndex());
}

bool PinnedTable::edit(const QModelIndex& index) {
    if (!(index.flags() & Qt::ItemIsEditable))
        return false;
    m_rows->setCurrentIndex(index);
    m_rows->edit(index);
    return true;
}

bool PinnedTable::editRow() {
    const QModelIndex current = m_rows->currentIndex();
    if (edit(current))
        return true;
    for (int visual = 0; current.isValid() && visual < m_rows->model()->columnCount(); ++visual)
        if (edit(current.siblingAtColumn(m_rows->horizontalHeader()->logicalIndex(visual))))
            return true;
    return false;
}

bool PinnedTable::eventFilter(QObject* watched, QEvent* event) {
    // Keys that a cell's editor leaves come here too.
    if (watched == m_rows && event->type() == QEvent::KeyPress && !isEditing()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && currentRow() >= 0) {
            if (!edit(m_rows->currentIndex()))
                Q_EMIT rowActivated(currentRow());
            return true;
        }
        if (key == Qt::Key_F2 && editRow())
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

/// The totals leave room for the scroll bar that only the rows have.
void PinnedTable::alignTotals() {
    if (!m_totals->model())
        return;
    for (int column = 0; column < m_totals->model()->columnCount(); ++column)
        m_totals->setColumnWidth(column, m_rows->columnWidth(column));
    m_totals->horizontalScrollBar()->setValue(m_rows->horizontalScrollBar()->value());
}

QString tabSeparated(const QTableView& view, const QAbstractItemModel* totals) {
    const QAbstractItemModel* model = view.model();
    if (!model)
        return {};
    QList<int> columns; // as they stand on screen
    for (int visual = 0; visual < model->columnCount(); ++visual) {
        const int column = view.horizontalHeader()->logicalIndex(visual);
        if (!view.isColumnHidden(column))
            columns << column;
    }
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells << model->headerData(column, Qt::Horizontal).toString().simplified();
    lines << cells.join(u'\t');
    const auto appendRow = [&](const QAbstractItemModel& rows, int row) {
        cells.clear();
        for (const int column : columns)
            cells << oneCell(rows.index(row, column));
        lines << cells.join(u'\t');
    };
    const QModelIndexList selected = view.selectionModel()->selectedRows();
    const bool takesAll = selected.size() <= 1; // a cursor is no selection
    for (int row = 0; row < model->rowCount(); ++row)
        if (takesAll || view.selectionModel()->isRowSelected(row))
            appendRow(*model, row);
    if (takesAll && totals)
        appendRow(*totals, 0);
    return lines.join(u'\n') + u'\n';
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/batch_table_model.h"

#include <QFileInfo>

#include "models/analysis/sentences.h"

#include <algorithm>

namespace ms::session {
namespace {

using Column = BatchTableModel::Column;

QString count(std::int64_t value) {
    return QString::fromStdString(analysis::countWords(value));
}

/// "2026-05-28 20:27:01": nobody asks for more of an import.
QString timeText(core::Instant t) {
    constexpr int kToTheSecond = 19;
    return QString::fromStdString(toText(t)).left(kToTheSecond).replace(u'T', u' ');
}

QString textOf(const store::Batch& batch, Column column) {
    switch (column) {
    case Column::Id:
        return QString::number(batch.id);
    case Column::File:
        return QFileInfo(QString::fromStdString(batch.path)).fileName();
    case Column::Kind: {
        const auto name = nameOf(batch.kind);
        return QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    case Column::State:
        return batch.isActive ? BatchTableModel::tr("in use") : BatchTableModel::tr("undone");
    case Column::Rows:
        return count(batch.rows);
    case Column::Accepted:
        return count(batch.accepted);
    case Column::Duplicates:
        return count(batch.duplicates);
    case Column::Rejected:
        return count(batch.rejected);
    case Column::Skipped:
        return count(batch.skipped);
    case Column::Replaced:
        return count(batch.replaced);
    case Column::Imported:
        return timeText(batch.importedAt);
    case Column::Count:
        break;
    }
    return {};
}

bool isNumber(Column column) {
    return column == Column::Id || (column >= Column::Rows && column <= Column::Replaced);
}

} // namespace

void BatchTableModel::setBatches(std::vector<store::Batch> batches) {
    beginResetModel();
    m_batches = std::move(batches);
    std::sort(m_batches.begin(), m_batches.end(),
              [](const store::Batch& a, const store::Batch& b) { return a.id > b.id; });
    endResetModel();
}

void BatchTableModel::setActive(qint64 batch, bool isActive) {
    const int row = rowOf(batch);
    if (row < 0)
        return;
    m_batches[std::size_t(row)].isActive = isActive;
    Q_EMIT dataChanged(index(row, 0), index(row, int(Column::Count) - 1));
}

int BatchTableModel::rowOf(qint64 batch) const {
    const auto found = std::find_if(m_batches.begin(), m_batches.end(),
                                    [&](const store::Batch& known) { return known.id == batch; });
    return found == m_batches.end() ? -1 : int(found - m_batches.begin());
}

const store::Batch* BatchTableModel::batchAt(int row) const {
    return row >= 0 && std::size_t(row) < m_batches.size() ? &m_batches[std::size_t(row)] : nullptr;
}

int BatchTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_batches.size());
}

int BatchTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant BatchTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::Batch& batch = m_batches[std::size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::DisplayRole)
        return textOf(batch, column);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Column::File) {
        // Always markup, so that escapes are read as such and the path is shown as it is.
        const QString path = QString::fromStdString(batch.path).toHtmlEscaped();
        return QStringLiteral("<span>%1</span>").arg(path);
    }
    return {};
}

QVariant BatchTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= int(Column::Count))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(Column(section)) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Id:
        return tr("Batch");
    case Column::File:
        return tr("File");
    case Column::Kind:
        return tr("Kind");
    case Column::State:
        return tr("State");
    case Column::Rows:
        return tr("Read");
    case Column::Accepted:
        return tr("Accepted");
    case Column::Duplicates:
        return tr("Duplicates");
    case Column::Rejected:
        return tr("Rejected");
    case Column::Skipped:
        return tr("Skipped");
    case Column::Replaced:
        return tr("Replaced");
    case Column::Imported:
        return tr("Imported (UTC)");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace ms::session

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/reject_table_model.h"

#include "models/analysis/sentences.h"
#include "models/session/visible_text.h"

#include <algorithm>

namespace ms::session {
namespace {

using Column = RejectTableModel::Column;
using State = RejectTableModel::State;

constexpr qsizetype kCellCut = 400; // characters on screen; the editor has all
constexpr qsizetype kTipCut = 2000;

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

void RejectTableModel::showBatch(qint64 batch, qint64 kept) {
    beginResetModel();
    m_batch = batch;
    m_kept = kept;
    m_rejects.clear();
    m_isReading = false;
    endResetModel();
}

void RejectTableModel::append(qint64 batch, const std::vector<store::Reject>& rejects) {
    if (batch != m_batch)
        return;
    m_isReading = false;
    if (rejects.empty()) {
        m_kept = qint64(m_rejects.size()); // no more than that is there
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + int(rejects.size()) - 1);
    m_rejects.insert(m_rejects.end(), rejects.begin(), rejects.end());
    endInsertRows();
}

void RejectTableModel::refresh(qint64 batch, const std::vector<store::Reject>& rejects) {
    if (batch != m_batch)
        return;
    for (std::size_t row = 0; row < std::min(rejects.size(), m_rejects.size()); ++row) {
        if (m_rejects[row].correctedBy == rejects[row].correctedBy)
            continue;
        m_rejects[row].correctedBy = rejects[row].correctedBy;
        rowChanged(int(row));
    }
}

const RejectTableModel::Change* RejectTableModel::changeOf(qint64 number) const {
    const auto changes = m_changes.find(m_batch);
    if (changes == m_changes.end())
        return nullptr;
    const auto change = changes->second.find(number);
    return change == changes->second.end() ? nullptr : &change->second;
}

RejectTableModel::State RejectTableModel::stateOf(int row) const {
    const store::Reject& reject = rejectAt(row);
    if (reject.correctedBy)
        return State::Corrected;
    const Change* change = changeOf(reject.number);
    if (!change)
        return State::Open;
    if (change->isTried)
        return State::Refused;
    return change->text ? State::Edited : State::Open;
}

std::string RejectTableModel::textAt(int row) const {
    const store::Reject& reject = rejectAt(row);
    const Change* change = changeOf(reject.number);
    return change && change->text ? *change->text : reject.row.raw;
}

QString RejectTableModel::reasonAt(int row) const {
    const store::Reject& reject = rejectAt(row);
    const Change* change = changeOf(reject.number);
    return change && !change->reason.isEmpty() ? change->reason : plain(reject.row.reason);
}

void RejectTableModel::setText(int row, std::string text) {
    const store::Reject& reject = rejectAt(row);
    if (text == textAt(row))
        return;
    Change& change = m_changes[m_batch][reject.number];
    change.isTried = false;
    if (text == reject.row.raw)
        m_changes[m_batch].erase(reject.number);
    else
        change.text = std::move(text);
    rowChanged(row);
}

std::vector<CorrectedRow> RejectTableModel::rowsToRetry(const QList<int>& rows) const {
    std::vector<CorrectedRow> wanted;
    for (const int row : rows)
        if (stateOf(row) != State::Corrected)
            wanted.push_back({rejectAt(row).number, textAt(row)});
    return wanted;
}

std::vector<CorrectedRow> RejectTableModel::editedRows() const {
    std::vector<CorrectedRow> rows;
    if (const auto changes = m_changes.find(m_batch); changes != m_changes.end())
        for (const auto& [number, change] : changes->second)
            if (change.text && !change.isTried)
                rows.push_back({number, *change.text});
    return rows;
}

void RejectTableModel::takeResult(qint64 batch, const std::vector<CorrectedRow>& tried,
                                  const RetriedRows& result) {
    std::map<qint64, Change>& changes = m_changes[batch];
    std::map<qint64, const RetriedRows::Refusal*> refused;
    for (const RetriedRows::Refusal& refusal : result.refusals)
        refused[refusal.number] = &refusal;
    for (const CorrectedRow& row : tried) {
        const auto refusal = refused.find(row.number);
        if (refusal == refused.end()) {
            if (result.receipt.id > 0)
                changes.erase(row.number);
            continue;
        }
        Change& change = changes[row.number];
        change.text = row.text;
        change.column = plain(refusal->second->column);
        change.reason = plain(refusal->second->reason);
        change.isTried = true;
    }
    if (batch != m_batch)
        return;
    for (const CorrectedRow& row : tried) {
        const auto at = std::lower_bound(
            m_rejects.begin(), m_rejects.end(), row.number,
            [](const store::Reject& reject, qint64 number) { return reject.number < number; });
        if (at == m_rejects.end() || at->number != row.number)
            continue;
        if (result.receipt.id > 0 && !refused.contains(row.number))
            at->correctedBy = result.receipt.id;
        rowChanged(int(at - m_rejects.begin()));
    }
}

void RejectTableModel::rowChanged(int row) {
    Q_EMIT dataChanged(index(row, 0), index(row, int(Column::Count) - 1));
}

int RejectTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rejects.size());
}

int RejectTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Column::Count);
}

QString RejectTableModel::textOf(int row, Column column) const {
    const store::Reject& reject = rejectAt(row);
    const Change* change = changeOf(reject.number);
    switch (column) {
    case Column::State:
        switch (stateOf(row)) {
        case State::Open:
            return tr("rejected");
        case State::Edited:
            return tr("edited");
        case State::Refused:
            return tr("rejected again");
        case State::Corrected:
            return tr("in batch %1").arg(*reject.correctedBy);
        }
        break;
    case Column::Line:
        return plain(analysis::countWords(reject.row.line));
    case Column::Column:
        return change && !change->reason.isEmpty() ? change->column : plain(reject.row.column);
    case Column::Reason:
        return reasonAt(row);
    case Column::Row:
        return QString::fromStdString(textAt(row));
    case Column::Count:
        break;
    }
    return {};
}

QVariant RejectTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::DisplayRole)
        return visibleLine(textOf(index.row(), column).left(kCellCut));
    if (role == Qt::ToolTipRole && (column == Column::Reason || column == Column::Row)) {
        // Always markup, so that escapes are read as such and the text is shown as it is.
        const QString text = visibleLine(textOf(index.row(), column).left(kTipCut));
        return QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
    }
    if (role == Qt::TextAlignmentRole)
        return int((column == Column::Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant RejectTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((Column(section) == Column::Line ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::State:
        return tr("State");
    case Column::Line:
        return tr("Line");
    case Column::Column:
        return tr("Column");
    case Column::Reason:
        return tr("Reason");
    case Column::Row:
        return tr("Row in the file");
    case Column::Count:
        break;
    }
    return {};
}

bool RejectTableModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && !m_isReading && qint64(m_rejects.size()) < m_kept;
}

void RejectTableModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent))
        return;
    m_isReading = true;
    Q_EMIT moreWanted(m_batch, m_rejects.empty() ? 0 : m_rejects.back().number);
}

} // namespace ms::session

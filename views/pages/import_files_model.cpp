// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/import_files_model.h"

#include "models/session/receipt.h"
#include "models/tables/tool_tip.h"
#include "views/widgets/titles.h"

#include <algorithm>
#include <utility>

namespace ms::views {
namespace {

using Column = ImportFilesModel::Column;
using State = ImportFilesModel::State;

QString resultText(const ImportFilesModel::File& file) {
    switch (file.state) {
    case State::Recognised:
        return file.recognised.canBeImported() ? QString::fromStdString(file.recognised.evidence)
                                               : QString::fromStdString(file.recognised.error);
    case State::Queued:
        return ImportFilesModel::tr("Being imported …");
    case State::Imported:
        return receiptText(*file.receipt);
    case State::Failed:
        return file.failure;
    }
    return {};
}

QString textOf(const ImportFilesModel::File& file, Column column) {
    switch (column) {
    case Column::File:
        return QString::fromStdString(file.recognised.file.shortName());
    case Column::Kind:
        return file.recognised.canBeImported() ? QString::fromStdString(file.recognised.title)
                                               : ImportFilesModel::tr("not recognised");
    case Column::Size:
        return file.recognised.bytes > 0 ? session::sizeText(file.recognised.bytes) : QString();
    case Column::Result:
        return resultText(file);
    case Column::Count:
        break;
    }
    return {};
}

} // namespace

QString receiptText(const store::Batch& batch) {
    QString text = session::equationText(batch);
    if (!batch.isActive)
        text += ImportFilesModel::tr(" — undone");
    return text;
}

void ImportFilesModel::setFiles(std::vector<session::RecognisedFile> files) {
    beginResetModel();
    m_files.clear();
    for (session::RecognisedFile& file : files)
        m_files.push_back({std::move(file), {}, {}, {}});
    endResetModel();
}

void ImportFilesModel::updateFiles(std::vector<session::RecognisedFile> files) {
    const std::vector<File> before = std::exchange(m_files, {});
    setFiles(std::move(files));
    for (std::size_t row = 0; row < m_files.size(); ++row)
        for (const File& file : before)
            if (file.recognised.file == m_files[row].recognised.file && file.receipt)
                setReceipt(int(row), *file.receipt);
}

const ImportFilesModel::File* ImportFilesModel::fileAt(int row) const {
    return row >= 0 && std::size_t(row) < m_files.size() ? &m_files[std::size_t(row)] : nullptr;
}

void ImportFilesModel::setQueued(int row) {
    if (!fileAt(row))
        return;
    m_files[std::size_t(row)].state = State::Queued;
    rowChanged(row);
}

void ImportFilesModel::setReceipt(int row, const store::Batch& receipt) {
    if (!fileAt(row))
        return;
    m_files[std::size_t(row)].state = State::Imported;
    m_files[std::size_t(row)].receipt = receipt;
    rowChanged(row);
}

void ImportFilesModel::setFailure(int row, const QString& failure) {
    if (!fileAt(row))
        return;
    m_files[std::size_t(row)].state = State::Failed;
    m_files[std::size_t(row)].failure = failure;
    rowChanged(row);
}

void ImportFilesModel::setActive(qint64 batch, bool isActive) {
    for (std::size_t row = 0; row < m_files.size(); ++row) {
        File& file = m_files[row];
        if (!file.receipt || file.receipt->id != batch)
            continue;
        file.receipt->isActive = isActive;
        rowChanged(int(row));
    }
}

bool ImportFilesModel::isSettled() const {
    const auto any = [this](State state) {
        return std::any_of(m_files.begin(), m_files.end(),
                           [state](const File& file) { return file.state == state; });
    };
    return any(State::Imported) && !any(State::Queued);
}

std::vector<int> ImportFilesModel::importableRows() const {
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_files.size(); ++row) {
        const File& file = m_files[row];
        const bool isOpen = file.state == State::Recognised || file.state == State::Failed;
        if (isOpen && file.recognised.canBeImported())
            rows.push_back(int(row));
    }
    return rows;
}

void ImportFilesModel::rowChanged(int row) {
    Q_EMIT dataChanged(index(row, 0), index(row, int(Column::Count) - 1));
}

int ImportFilesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_files.size());
}

int ImportFilesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant ImportFilesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const File& file = m_files[std::size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::DisplayRole)
        return textOf(file, column);
    if (role == Qt::ToolTipRole)
        return tables::toolTipText(column == Column::File
                                       ? QString::fromStdString(file.recognised.file.name())
                                       : textOf(file, column));
    if (role == Qt::TextAlignmentRole)
        return int((column == Column::Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant ImportFilesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return int((column == Column::Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::File:
        return tr("File");
    case Column::Kind:
        return tr("Read as");
    case Column::Size:
        return tr("Size");
    case Column::Result:
        return tr("Evidence and receipt");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace ms::views

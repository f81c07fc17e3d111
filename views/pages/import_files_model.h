// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/session/import_service.h"

#include <optional>
#include <vector>

namespace ms::views {

/// The files of the import page: first how each would be read, then its receipt.
class ImportFilesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State { Recognised, Queued, Imported, Failed };
    struct File {
        session::RecognisedFile recognised;
        State state = State::Recognised;
        std::optional<store::Batch> receipt;
        QString failure;
    };
    enum class Column { File, Kind, Size, Result, Count };
    using QAbstractTableModel::QAbstractTableModel;

    void setFiles(std::vector<session::RecognisedFile> files);
    /// The same files, looked at again: what was imported keeps its receipt.
    void updateFiles(std::vector<session::RecognisedFile> files);
    const File* fileAt(int row) const;
    void setQueued(int row);
    void setReceipt(int row, const store::Batch& receipt);
    void setFailure(int row, const QString& failure);
    /// A batch was taken out or put back: its receipt says so.
    void setActive(qint64 batch, bool isActive);
    /// Something was imported, and nothing is on its way.
    bool isSettled() const;
    /// Rows that Import would take.
    std::vector<int> importableRows() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rowChanged(int row);
    std::vector<File> m_files;
};

/// "48,210 read = 48,000 accepted + 200 duplicates + 10 rejected + 0 skipped".
QString receiptText(const store::Batch& batch);

} // namespace ms::views

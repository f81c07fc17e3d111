// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/session/import_service.h"
#include "models/store/workspace.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ms::session {

/// The rejected rows of a batch, read piece by piece as somebody scrolls, with what was done to
/// them since: corrected texts that were not tried yet, and why one was refused again. What was
/// done is kept for each batch while the model lives.
class RejectTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column { State, Line, Column, Reason, Row, Count };
    enum class State {
        Open,     // as it was rejected
        Edited,   // has another text, not tried yet
        Refused,  // was tried and refused again
        Corrected // a batch in use holds it
    };
    using QAbstractTableModel::QAbstractTableModel;

    /// Show the `kept` rejects of a batch. Nothing is read yet.
    void showBatch(qint64 batch, qint64 kept);
    /// More of them, in order. An answer to moreWanted() for a batch that is not shown any more is
    /// left out.
    void append(qint64 batch, const std::vector<store::Reject>& rejects);
    /// Those that were read, as they are now: batches that hold them corrected come and go.
    void refresh(qint64 batch, const std::vector<store::Reject>& rejects);
    qint64 batch() const { return m_batch; }
    qint64 kept() const { return m_kept; }

    const store::Reject& rejectAt(int row) const { return m_rejects[std::size_t(row)]; }
    State stateOf(int row) const;
    /// As it would be tried: corrected, else as it stands in the file.
    std::string textAt(int row) const;
    /// The last word on the row: why it was refused again, else why it was rejected.
    QString reasonAt(int row) const;
    /// The same text as in the file takes a correction back.
    void setText(int row, std::string text);

    /// What Retry of these rows tries: those that no batch in use holds.
    std::vector<CorrectedRow> rowsToRetry(const QList<int>& rows) const;
    /// All rows of the batch whose texts were edited and not tried since, read or not.
    std::vector<CorrectedRow> editedRows() const;
    /// What came of trying `tried`: those that were taken count as corrected by `receipt`.
    void takeResult(qint64 batch, const std::vector<CorrectedRow>& tried,
                    const RetriedRows& result);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// Rejects of `batch` behind number `after` are asked for; append() answers.
    void moreWanted(qint64 batch, qint64 after);

private:
    struct Change {
        std::optional<std::string> text; // absent: as in the file
        QString column;
        QString reason; // why it was refused again
        bool isTried = false;
    };
    const Change* changeOf(qint64 number) const;
    QString textOf(int row, Column column) const;
    void rowChanged(int row);

    qint64 m_batch = 0;
    qint64 m_kept = 0;
    bool m_isReading = false;
    std::vector<store::Reject> m_rejects;
    std::map<qint64, std::map<qint64, Change>> m_changes; // by batch and number
};

} // namespace ms::session

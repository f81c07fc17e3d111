// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

#include "models/core/zone.h"
#include "models/store/workspace.h"

#include <optional>

class QTextCursor;

namespace ms::views {

/// The receipt of an import as one sheet to read and copy from: the equation, what counts, how the
/// file was read, control totals, notes.
class ReceiptView : public QTextEdit {
    Q_OBJECT

public:
    explicit ReceiptView(QWidget* parent = nullptr);

    /// What counts is added up yet.
    void showBatch(const store::Batch& batch, const core::Zone& zone);
    void showCounted(const store::CountedTotals& counted);
    /// Why that could not be added up.
    void showProblem(const QString& problem);
    void showNothing();

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();
    void writeHead(QTextCursor& cursor) const;
    void writeSheet(QTextCursor& cursor) const;
    void writeTotals(QTextCursor& cursor) const;
    void writeNotes(QTextCursor& cursor) const;

    std::optional<store::Batch> m_batch;
    core::Zone m_zone;
    std::optional<store::CountedTotals> m_counted;
    QString m_problem;
};

} // namespace ms::views

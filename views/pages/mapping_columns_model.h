// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/core/privacy_rules.h"

#include <optional>

namespace ms::mapping {
struct ColumnSurvey;
}

namespace ms::views {

class MappingDraft;

/// The columns of a file that is being mapped, one a row: what they hold, which field they fill
/// and how their values are read; of fields that say who a row is about, how they are stored. The
/// last two are chosen with a ChoiceDelegate.
class MappingColumnsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column { Name, Filled, Type, Examples, Field, ReadAs, Count };

    /// The draft must outlive the model.
    explicit MappingColumnsModel(MappingDraft& draft, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    const mapping::ColumnSurvey& columnAt(const QModelIndex& index) const;
    QString textOf(const QModelIndex& index) const;
    QStringList titlesOf(const QModelIndex& index) const;
    QStringList valuesOf(const QModelIndex& index) const;
    /// Empty: the column does not say who a row is about.
    std::optional<core::IdentityField> identityOf(const mapping::ColumnSurvey& column) const;
    QString readAsText(const mapping::ColumnSurvey& column) const;
    QString formatInForce(const mapping::ColumnSurvey& column) const;
    bool isOpen(const QModelIndex& index) const;

    MappingDraft& m_draft;
    int m_rows = 0;
};

} // namespace ms::views

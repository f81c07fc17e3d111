// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_columns_model.h"

#include "models/tables/tool_tip.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/choice_delegate.h"
#include "views/widgets/text_tables.h"

#include <array>

namespace ms::views {
namespace {

using Column = MappingColumnsModel::Column;
using mapping::MappableField;

using Treatment = core::PrivacyRules::Treatment;

constexpr std::array kTreatments{Treatment::AddressesOnly, Treatment::Hash, Treatment::Keep};

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

MappingColumnsModel::MappingColumnsModel(MappingDraft& draft, QObject* parent)
    : QAbstractTableModel(parent), m_draft{draft} {
    connect(&draft, &MappingDraft::started, this, [this] {
        beginResetModel();
        m_rows = int(m_draft.survey().columns.size());
        endResetModel();
    });
    connect(&draft, &MappingDraft::changed, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, int(Column::Count) - 1));
    });
}

int MappingColumnsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int MappingColumnsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Column::Count);
}

const mapping::ColumnSurvey& MappingColumnsModel::columnAt(const QModelIndex& index) const {
    return m_draft.survey().columns[std::size_t(index.row())];
}

std::optional<core::IdentityField>
MappingColumnsModel::identityOf(const mapping::ColumnSurvey& column) const {
    const mapping::MappingProfile::Field* field = m_draft.fieldOf(column.name);
    return field ? core::identityFieldNamed(field->name) : std::nullopt;
}

QString MappingColumnsModel::formatInForce(const mapping::ColumnSurvey& column) const {
    if (const auto identity = identityOf(column))
        return QString::number(int(m_draft.profile().privacy.of(*identity)));
    const mapping::MappingProfile::Field* field = m_draft.fieldOf(column.name);
    const MappableField* known = field ? m_draft.fieldNamed(field->name) : nullptr;
    if (!known)
        return {};
    return fromView(known->holds == MappableField::Holds::Time ? nameOf(field->time)
                                                               : nameOf(field->number));
}

QString MappingColumnsModel::readAsText(const mapping::ColumnSurvey& column) const {
    const mapping::MappingProfile::Field* field = m_draft.fieldOf(column.name);
    const MappableField* known = field ? m_draft.fieldNamed(field->name) : nullptr;
    if (!known)
        return {};
    if (m_draft.isOpen(field->name))
        return tr("Choose …");
    if (const auto identity = identityOf(column))
        return treatmentTitle(m_draft.profile().privacy.of(*identity));
    for (const mapping::Reading& reading : readingsFor(column, *known))
        if (formatText(reading, *known) == formatInForce(column))
            return formatTitle(reading, *known);
    return known->holds == MappableField::Holds::Text ? tr("As it is") : tr("Does not fit");
}

QString MappingColumnsModel::textOf(const QModelIndex& index) const {
    const mapping::ColumnSurvey& column = columnAt(index);
    switch (Column(index.column())) {
    case Column::Name:
        return QString::fromStdString(column.name);
    case Column::Filled:
        return filledText(column.filled, m_draft.survey().rows);
    case Column::Type:
        return typeTitle(column);
    case Column::Examples:
        return toStringList(column.examples).join(QStringLiteral("  ·  "));
    case Column::Field: {
        const mapping::MappingProfile::Field* field = m_draft.fieldOf(column.name);
        return field ? QString::fromStdString(field->name) : tr("Not used");
    }
    case Column::ReadAs:
        return readAsText(column);
    case Column::Count:
        break;
    }
    return {};
}

QStringList MappingColumnsModel::titlesOf(const QModelIndex& index) const {
    const mapping::ColumnSurvey& column = columnAt(index);
    const mapping::MappingProfile::Field* present = m_draft.fieldOf(column.name);
    QStringList titles;
    if (Column(index.column()) == Column::Field) {
        titles << tr("Not used");
        for (const MappableField& field : m_draft.fields()) {
            const mapping::MappingProfile::Field* taken = m_draft.profile().fieldNamed(field.name);
            QString title = QString::fromStdString(field.name);
            if (taken && taken != present)
                title += tr(" — now “%1”").arg(QString::fromStdString(taken->source));
            else if (!taken && field.need == MappableField::Need::Required)
                title += tr(" — needed");
            titles << title;
        }
        return titles;
    }
    const MappableField* known = present ? m_draft.fieldNamed(present->name) : nullptr;
    if (Column(index.column()) != Column::ReadAs || !known)
        return {};
    if (identityOf(column)) {
        for (const Treatment treatment : kTreatments)
            titles << treatmentTitle(treatment);
        return titles;
    }
    for (const mapping::Reading& reading : readingsFor(column, *known))
        titles << formatTitle(reading, *known) + QStringLiteral(" — ") +
                      readingText(reading, m_draft.survey()).section(u'\n', 0, 0);
    return titles;
}

QStringList MappingColumnsModel::valuesOf(const QModelIndex& index) const {
    const mapping::ColumnSurvey& column = columnAt(index);
    QStringList values;
    if (Column(index.column()) == Column::Field) {
        values << QString();
        for (const MappableField& field : m_draft.fields())
            values << QString::fromStdString(field.name);
        return values;
    }
    const mapping::MappingProfile::Field* present = m_draft.fieldOf(column.name);
    const MappableField* known = present ? m_draft.fieldNamed(present->name) : nullptr;
    if (Column(index.column()) != Column::ReadAs || !known)
        return values;
    if (identityOf(column))
        for (const Treatment treatment : kTreatments)
            values << QString::number(int(treatment));
    else
        for (const mapping::Reading& reading : readingsFor(column, *known))
            values << formatText(reading, *known);
    return values;
}

bool MappingColumnsModel::isOpen(const QModelIndex& index) const {
    const mapping::MappingProfile::Field* field = m_draft.fieldOf(columnAt(index).name);
    return Column(index.column()) == Column::ReadAs && field && m_draft.isOpen(field->name);
}

QVariant MappingColumnsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index);
    case Qt::EditRole:
        if (column == Column::Field) {
            const mapping::MappingProfile::Field* field = m_draft.fieldOf(columnAt(index).name);
            return field ? QString::fromStdString(field->name) : QString();
        }
        return column == Column::ReadAs ? formatInForce(columnAt(index)) : textOf(index);
    case Qt::ToolTipRole:
        return column == Column::Name || column == Column::Examples
                   ? tables::toolTipText(textOf(index))
                   : QString();
    case Qt::TextAlignmentRole:
        return int((column == Column::Filled ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChoiceDelegate::TitlesRole:
        return titlesOf(index);
    case ChoiceDelegate::ValuesRole:
        return valuesOf(index);
    case ChoiceDelegate::IsOpenRole:
        return isOpen(index);
    default:
        return {};
    }
}

QVariant MappingColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return int((column == Column::Filled ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Name:
        return m_draft.survey().format == mapping::MappingProfile::FileFormat::Json
                   ? tr("JSON path")
                   : tr("Column");
    case Column::Filled:
        return tr("Filled");
    case Column::Type:
        return tr("Type");
    case Column::Examples:
        return tr("Examples");
    case Column::Field:
        return tr("Field");
    case Column::ReadAs:
        return tr("Read or stored as");
    case Column::Count:
        break;
    }
    return {};
}

Qt::ItemFlags MappingColumnsModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    const auto column = Column(index.column());
    if (column == Column::Field || (column == Column::ReadAs && valuesOf(index).size() > 1))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool MappingColumnsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const std::string column = columnAt(index).name;
    const std::string text = value.toString().toStdString();
    if (Column(index.column()) == Column::Field) {
        m_draft.setField(column, text);
        return true;
    }
    if (!isOpen(index) && value.toString() == formatInForce(columnAt(index)))
        return false; // nothing new
    if (const auto identity = identityOf(columnAt(index))) {
        m_draft.setTreatment(*identity, Treatment(value.toInt()));
        return true;
    }
    m_draft.setFormat(m_draft.fieldOf(column)->name, text);
    return true;
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/mappable_fields.h"

#include "importers/common/event_field.h"
#include "importers/common/native_tables.h"

#include <algorithm>
#include <array>
#include <map>

namespace ms::importers {

namespace {

using mapping::MappableField;
using Holds = MappableField::Holds;
using Need = MappableField::Need;

Holds holdsOf(EventField::Kind kind) {
    switch (kind) {
    case EventField::Kind::Count:
    case EventField::Kind::Tokens:
        return Holds::Count;
    case EventField::Kind::Millis:
    case EventField::Kind::Cost:
        return Holds::Number;
    case EventField::Kind::Time:
        return Holds::Time;
    default:
        return Holds::Text;
    }
}

std::vector<MappableField> fieldsOfEvents() {
    std::vector<MappableField> fields;
    for (const std::string_view name : eventFieldNames()) {
        const Need need = name == "timestamp" ? Need::Required : Need::Optional;
        fields.push_back({std::string(name), holdsOf(eventFieldNamed(name)->kind), need});
    }
    return fields;
}

std::vector<MappableField> fieldsOfTable(const TableSpec& table) {
    std::vector<MappableField> fields;
    bool hasPeriod = false;
    for (const TableSpec::Column& column : table.columns) {
        fields.push_back(
            {column.name, column.holds,
             column.need == importers::Need::Required ? Need::Required : Need::Optional});
        hasPeriod = hasPeriod || column.name == "period_end";
    }
    if (hasPeriod)
        fields.push_back({std::string(kMonthField), Holds::Time, Need::Optional});
    return fields;
}

std::map<core::FileKind, std::vector<MappableField>> makeFields() {
    std::map<core::FileKind, std::vector<MappableField>> all;
    for (std::size_t i = 0; i < core::kFileKinds; ++i) {
        const auto kind = core::FileKind(i);
        const TableSpec* const table = nativeTable(kind);
        all[kind] = table ? fieldsOfTable(*table) : std::vector<MappableField>();
    }
    all[core::FileKind::Events] = fieldsOfEvents();
    return all;
}

} // namespace

const std::vector<MappableField>& mappableFields(core::FileKind kind) {
    static const auto fields = makeFields();
    return fields.at(kind);
}

const MappableField* mappableField(core::FileKind kind, std::string_view name) {
    const auto& fields = mappableFields(kind);
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const MappableField& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

} // namespace ms::importers

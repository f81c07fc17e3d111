// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/attempt_columns.h"

#include "models/core/flags.h"
#include "models/core/time.h"

namespace ms::app {

namespace {

using core::BlobColumn;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;
using Type = AttemptColumn::Type;

AttemptField textField(const std::string& text) {
    return text.empty() ? AttemptField{} : AttemptField{text};
}

AttemptColumn textColumn(std::string name, std::function<const std::string&(const Attempt&)> text) {
    return {std::move(name), Type::Text,
            [text = std::move(text)](const Attempt& a) { return textField(text(a)); }};
}

AttemptColumn numberColumn(NumberColumn column) {
    return {std::string(core::nameOf(column)), Type::Integer, [column](const Attempt& a) {
                const std::int64_t value = a.numbers[std::size_t(column)];
                return value == core::kUnknownNumber ? AttemptField{} : AttemptField{value};
            }};
}

AttemptField timeField(const Attempt& a) {
    const std::int64_t micros = a.numbers[std::size_t(NumberColumn::Time)];
    return micros == core::kUnknownNumber ? AttemptField{}
                                          : AttemptField{core::toText(core::Instant{micros})};
}

AttemptField reportedCostField(const Attempt& a) {
    const std::int64_t picos = a.numbers[std::size_t(NumberColumn::ReportedCost)];
    return picos == core::kUnknownNumber
               ? AttemptField{}
               : AttemptField{core::toDecimalText(core::Money::fromPicos(picos))};
}

AttemptField flagsField(const Attempt& a) {
    const std::int64_t bits = a.numbers[std::size_t(NumberColumn::Flags)];
    return textField(core::toText(core::Flags::fromBits(bits)));
}

/// Numbers that are shown in another form than they are kept in.
bool isSpelledOut(NumberColumn column) {
    return column == NumberColumn::Time || column == NumberColumn::ReportedCost ||
           column == NumberColumn::Flags || column == NumberColumn::SourceRow;
}

std::vector<AttemptColumn> makeColumns() {
    std::vector<AttemptColumn> columns;
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        columns.push_back(
            textColumn(std::string(core::nameOf(IdColumn(c))),
                       [c](const Attempt& a) -> const std::string& { return a.ids[c]; }));
    columns.push_back({"timestamp", Type::Text, timeField});
    for (std::size_t c = 0; c < core::kTextColumns; ++c)
        columns.push_back(
            textColumn(std::string(core::nameOf(TextColumn(c))),
                       [c](const Attempt& a) -> const std::string& { return a.texts[c]; }));
    columns.push_back(
        textColumn("tier", [](const Attempt& a) -> const std::string& { return a.tier; }));
    columns.push_back(
        textColumn("segment", [](const Attempt& a) -> const std::string& { return a.segment; }));
    for (std::size_t c = 0; c < core::kNumberColumns; ++c)
        if (!isSpelledOut(NumberColumn(c)))
            columns.push_back(numberColumn(NumberColumn(c)));
    columns.push_back({"reported_cost", Type::Text, reportedCostField});
    columns.push_back({"cost", Type::Text, [](const Attempt& a) {
                           return a.cost ? AttemptField{core::toDecimalText(*a.cost)}
                                         : AttemptField{};
                       }});
    columns.push_back({"cost_basis", Type::Text, [](const Attempt& a) {
                           return AttemptField{std::string(query::nameOf(a.basis))};
                       }});
    columns.push_back({"flags", Type::Text, flagsField});
    for (std::size_t c = 0; c < core::kBlobColumns; ++c)
        columns.push_back(
            textColumn(std::string(core::nameOf(BlobColumn(c))),
                       [c](const Attempt& a) -> const std::string& { return a.blobs[c]; }));
    columns.push_back(
        textColumn("file", [](const Attempt& a) -> const std::string& { return a.file; }));
    columns.push_back(numberColumn(NumberColumn::SourceRow));
    columns.push_back(
        {"batch", Type::Integer, [](const Attempt& a) { return AttemptField{a.batch}; }});
    return columns;
}

} // namespace

const std::vector<AttemptColumn>& attemptColumns() {
    static const std::vector<AttemptColumn> columns = makeColumns();
    return columns;
}

} // namespace ms::app

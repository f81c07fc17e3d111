// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/map_text.h"

#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "importers/common/mappable_fields.h"
#include "importers/common/profile_writer.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace ms::app {

using mapping::ColumnSurvey;
using mapping::FileSurvey;
using mapping::MappableField;
using mapping::MappingProfile;
using mapping::MappingProposal;
using mapping::Reading;
using Json = nlohmann::ordered_json;

namespace {

std::string shareText(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "0 %" : std::to_string(part * 100 / whole) + " %";
}

std::string typeOf(const ColumnSurvey& column) {
    if (column.holdsLists)
        return "list";
    if (!column.times.empty())
        return "time";
    if (!column.numbers.empty())
        return "number";
    return column.holdsEmails ? "text (e-mail)" : "text";
}

/// A field of the profile: mapField() lets no other in.
const MappableField& fieldOf(const MappingProposal& proposal, const std::string& name) {
    return *importers::mappableField(proposal.profile.kind, name);
}

/// How the values of a mapped column are read; empty: as text.
std::string formatOf(const MappingProfile::Field& mapped, const MappableField& field) {
    if (field.holds == MappableField::Holds::Text)
        return {};
    return std::string(formatName({mapped.number, mapped.time, {}, {}, {}, {}}, field));
}

std::string joined(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + text;
    return list;
}

Json readingJson(const Reading& reading, const MappableField& field) {
    return {{"format", formatName(reading, field)},
            {"example", reading.example},
            {"meaning", reading.meaning},
            {"total", reading.total.empty() ? Json() : Json(reading.total)}};
}

} // namespace

void printSurvey(std::ostream& out, const FileSurvey& survey, const MappingProposal& proposal) {
    using Align = TextColumn::Align;
    TextTable table{{{"column", "Column", Align::Left},
                     {"filled", "Filled", Align::Right},
                     {"type", "Type", Align::Left},
                     {"field", "Field", Align::Left},
                     {"format", "Read as", Align::Left},
                     {"examples", "Examples", Align::Left}},
                    {},
                    {}};
    for (const ColumnSurvey& column : survey.columns) {
        std::vector<std::string> fields;
        std::string format;
        for (const MappingProfile::Field& field : proposal.profile.fields)
            if (field.source == column.name) {
                fields.push_back(field.name);
                format = formatOf(field, fieldOf(proposal, field.name));
            }
        table.rows.push_back({column.name, shareText(column.filled, survey.rows), typeOf(column),
                              joined(fields), format, joined(column.examples).substr(0, 60)});
    }
    printForTerminal(out, table);
    out << '\n' << survey.rows << (survey.isWhole ? " rows" : " rows looked at");
    for (const std::string& note : survey.notes)
        out << "; " << note;
    out << "\nKind: " << core::nameOf(proposal.profile.kind) << '\n';
    for (const auto& [field, text] : proposal.profile.constants)
        out << "Constant: " << field << " = " << forTerminal(text) << '\n';
}

void printOpenQuestions(std::ostream& out, const MappingProposal& proposal) {
    for (const mapping::Question& question : proposal.questions) {
        out << "\nThe column '" << forTerminal(question.column) << "' (" << question.field
            << ") can be read in more than one way. Choose one:\n";
        for (const Reading& reading : question.readings) {
            out << "  --format " << question.field << '='
                << formatName(reading, fieldOf(proposal, question.field)) << "    "
                << forTerminal(reading.example) << " is " << reading.meaning;
            if (!reading.total.empty())
                out << "; all rows looked at: " << reading.total;
            out << '\n';
        }
    }
    for (const std::string& field : proposal.missing)
        out << "\nNothing fills the field '" << field << "'. Say what does: --set " << field
            << "=COLUMN or --constant " << field << "=TEXT\n";
}

std::string mappingJson(const FileSurvey& survey, const MappingProposal& proposal) {
    Json columns = Json::array();
    for (const ColumnSurvey& column : survey.columns)
        columns.push_back({{"name", column.name},
                           {"filled", column.filled},
                           {"type", typeOf(column)},
                           {"examples", column.examples}});
    Json questions = Json::array();
    for (const mapping::Question& question : proposal.questions) {
        Json readings = Json::array();
        for (const Reading& reading : question.readings)
            readings.push_back(readingJson(reading, fieldOf(proposal, question.field)));
        questions.push_back(
            {{"field", question.field}, {"column", question.column}, {"readings", readings}});
    }
    return Json{{"rows", survey.rows},
                {"is_whole", survey.isWhole},
                {"columns", columns},
                {"profile", Json::parse(importers::profileDocument(proposal.profile))},
                {"questions", questions},
                {"missing", proposal.missing}}
               .dump(2) +
           '\n';
}

} // namespace ms::app

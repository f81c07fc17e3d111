// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/proposal.h"

#include "importers/common/mappable_fields.h"
#include "importers/common/named_columns.h"
#include "importers/common/number_format.h"
#include "importers/common/time_format.h"
#include "importers/common/written_number.h"
#include "importers/mapping/field_names.h"

#include <algorithm>
#include <array>
#include <span>

namespace ms::importers {

using core::Error;
using core::FileKind;
using mapping::ColumnSurvey;
using mapping::FileSurvey;
using mapping::MappableField;
using mapping::MappingProfile;
using mapping::MappingProposal;
using Holds = MappableField::Holds;

namespace {

Error usage(std::string message) {
    return {Error::Code::Usage, std::move(message), {}};
}

/// "usage.prompt_tokens" is called prompt_tokens.
std::string_view lastStep(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool canHold(const ColumnSurvey& column, const MappableField& field) {
    if (column.filled == 0)
        return false;
    if (field.holds == Holds::Text)
        return !column.holdsLists || field.name == "prompt_blocks";
    return field.name == kMonthField || !readingsFor(column, field).empty();
}

constexpr std::array<std::string_view, 3> kCurrencies{"usd", "eur", "gbp"};

/// "cost_eur" is called cost.
std::string withoutCurrency(std::string name) {
    for (const std::string_view code : kCurrencies)
        if (name.size() > code.size() && name.ends_with(code))
            name.resize(name.size() - code.size());
    return name;
}

/// A column by its letters, worked out once for all fields.
struct LetteredColumn {
    const ColumnSurvey* column;
    std::string whole;
    std::string last; // step of a path
    bool isCalled(std::string_view name) const { return whole == name || last == name; }
};

std::vector<LetteredColumn> letteredColumnsOf(const FileSurvey& survey) {
    std::vector<LetteredColumn> columns;
    for (const ColumnSurvey& column : survey.columns)
        columns.push_back(
            {&column, lettersOf(column.name), withoutCurrency(lettersOf(lastStep(column.name)))});
    return columns;
}

/// How well a column is named for a field: 0 best; nullopt not at all.
std::optional<std::size_t> rankOf(const LetteredColumn& column, std::string_view ownName,
                                  std::span<const std::string_view> usualNames) {
    if (column.isCalled(ownName))
        return 0;
    for (std::size_t i = 0; i < usualNames.size(); ++i)
        if (column.isCalled(usualNames[i]))
            return i + 1;
    return std::nullopt;
}

/// A field, a column for it, and how well they go together.
struct Pair {
    std::size_t rank;
    const MappableField* field;
    const ColumnSurvey* column;
};

std::vector<Pair> pairsOf(const FileSurvey& survey, FileKind kind) {
    const std::vector<LetteredColumn> columns = letteredColumnsOf(survey);
    std::vector<Pair> pairs;
    for (const MappableField& field : mappableFields(kind)) {
        const std::string ownName = lettersOf(field.name);
        const auto usualNames = usualNamesOf(kind, field.name);
        for (const LetteredColumn& column : columns)
            if (const auto rank = rankOf(column, ownName, usualNames);
                rank && canHold(*column.column, field))
                pairs.push_back({*rank, &field, column.column});
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.rank < b.rank; });
    return pairs;
}

MappingProfile::Field fieldOf(const MappableField& field, const ColumnSurvey& column) {
    MappingProfile::Field mapped{field.name, column.name, {}, {}};
    if (const auto readings = readingsFor(column, field); !readings.empty()) {
        mapped.number = readings.front().number;
        mapped.time = readings.front().time;
    }
    return mapped;
}

bool hasField(const std::vector<MappingProfile::Field>& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const auto& field) { return field.name == name; });
}

/// Fields that must not stand together: a month is the whole period, and revenue belongs to a
/// tenant or to a tier.
void dropContradictions(std::vector<MappingProfile::Field>& fields, FileKind kind) {
    const auto drop = [&](std::string_view name) {
        std::erase_if(fields, [&](const auto& field) { return field.name == name; });
    };
    if (hasField(fields, "period_start") && hasField(fields, "period_end"))
        drop(kMonthField);
    if (hasField(fields, kMonthField)) {
        drop("period_start");
        drop("period_end");
    }
    if (kind == FileKind::Revenue && hasField(fields, "tenant"))
        drop("tier");
}

/// Each column fills one field and each field takes one column: the best pairs first.
std::vector<MappingProfile::Field> fieldsFor(const FileSurvey& survey, FileKind kind) {
    std::vector<MappingProfile::Field> fields;
    std::vector<const ColumnSurvey*> used;
    for (const Pair& pair : pairsOf(survey, kind)) {
        const bool isTaken = std::find(used.begin(), used.end(), pair.column) != used.end() ||
                             std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
                                 return field.name == pair.field->name;
                             });
        if (isTaken)
            continue;
        used.push_back(pair.column);
        fields.push_back(fieldOf(*pair.field, *pair.column));
    }
    dropContradictions(fields, kind);
    return fields;
}

/// Kinds by how often people have them: the first of equals is taken.
constexpr std::array kKinds{FileKind::Events,   FileKind::Revenue,       FileKind::Charges,
                            FileKind::Outcomes, FileKind::ActiveUsers,   FileKind::Tenants,
                            FileKind::Plans,    FileKind::Prices,        FileKind::GpuHours,
                            FileKind::Fx,       FileKind::TenantAliases, FileKind::Features};

/// A required field counts for three: rows without it are none.
int scoreOf(const FileSurvey& survey, FileKind kind) {
    const auto fields = fieldsFor(survey, kind);
    const auto telling = tellingFieldsOf(kind);
    if (std::none_of(telling.begin(), telling.end(),
                     [&](std::string_view name) { return hasField(fields, name); }))
        return 0;
    int score = 0;
    for (const MappableField& field : mappableFields(kind)) {
        const bool isRequired = field.need == MappableField::Need::Required;
        const bool isThere = hasField(fields, field.name) ||
                             (field.name.starts_with("period_") && hasField(fields, kMonthField));
        score += isThere ? (isRequired ? 3 : 1) : (isRequired ? -2 : 0);
    }
    return score;
}

FileKind likelyKind(const FileSurvey& survey) {
    FileKind best = FileKind::Events;
    int bestScore = 0;
    for (const FileKind kind : kKinds)
        if (const int score = scoreOf(survey, kind); score > bestScore) {
            best = kind;
            bestScore = score;
        }
    return best;
}

/// The currency that a column's name or its numbers' sign says: "cost_usd", "$1.20".
std::string currencySaidBy(const ColumnSurvey& column) {
    const std::string name = lettersOf(column.name);
    for (const std::string_view code : kCurrencies)
        if (name.ends_with(code)) {
            std::string upper(code);
            for (char& c : upper)
                c = static_cast<char>(c - 'a' + 'A');
            return upper;
        }
    return column.examples.empty() ? std::string()
                                   : std::string(currencySignIn(column.examples.front()));
}

void proposeConstants(MappingProfile& profile, const FileSurvey& survey) {
    const std::string_view amount = profile.kind == FileKind::Events ? "reported_cost" : "amount";
    const MappingProfile::Field* const field = profile.fieldNamed(amount);
    if (field && !profile.fieldNamed("currency"))
        if (const std::string code = currencySaidBy(*survey.columnNamed(field->source));
            !code.empty())
            profile.constants.emplace_back("currency", code);
    if (profile.kind == FileKind::Revenue && !profile.fieldNamed("kind"))
        profile.constants.emplace_back("kind", "subscription");
}

/// Logs with request ids that number their attempts say which row is which; others are told apart
/// by what they hold.
core::Identity identityOf(const MappingProfile& profile) {
    if (!profile.fieldNamed("request_id"))
        return core::Identity::Content;
    return profile.fieldNamed("attempt") ? core::Identity::RequestAndAttempt
                                         : core::Identity::RequestOnly;
}

bool hasConstant(const MappingProfile& profile, std::string_view field) {
    return std::any_of(profile.constants.begin(), profile.constants.end(),
                       [&](const auto& constant) { return constant.first == field; });
}

bool isFilled(const MappingProfile& profile, std::string_view field) {
    return profile.fieldNamed(field) || hasConstant(profile, field);
}

void findQuestions(MappingProposal& proposal, const FileSurvey& survey) {
    proposal.questions.clear();
    for (const MappingProfile::Field& mapped : proposal.profile.fields) {
        const bool isDecided = std::find(proposal.decided.begin(), proposal.decided.end(),
                                         mapped.name) != proposal.decided.end();
        const MappableField* const field = mappableField(proposal.profile.kind, mapped.name);
        const ColumnSurvey* const column = survey.columnNamed(mapped.source);
        if (isDecided || !field || !column)
            continue;
        if (auto readings = readingsFor(*column, *field); readings.size() > 1)
            proposal.questions.push_back({mapped.name, mapped.source, std::move(readings)});
    }
}

void findMissing(MappingProposal& proposal) {
    const MappingProfile& profile = proposal.profile;
    proposal.missing.clear();
    for (const MappableField& field : mappableFields(profile.kind)) {
        const bool isPeriod = field.name.starts_with("period_") && isFilled(profile, kMonthField);
        if (field.need == MappableField::Need::Required && !isPeriod &&
            !isFilled(profile, field.name))
            proposal.missing.push_back(field.name);
    }
}

} // namespace

MappingProposal proposeMapping(const FileSurvey& survey, std::optional<FileKind> kind,
                               const std::string& name) {
    MappingProposal proposal;
    MappingProfile& profile = proposal.profile;
    profile.name = name;
    profile.source = name;
    profile.kind = kind.value_or(likelyKind(survey));
    profile.format = survey.format;
    profile.header = survey.header;
    if (survey.format == MappingProfile::FileFormat::Csv)
        profile.delimiter = survey.delimiter;
    profile.fields = fieldsFor(survey, profile.kind);
    proposeConstants(profile, survey);
    reviewMapping(proposal, survey);
    return proposal;
}

core::Status mapField(MappingProposal& proposal, const FileSurvey& survey, const std::string& field,
                      const std::string& column) {
    MappingProfile& profile = proposal.profile;
    const MappableField* const known = mappableField(profile.kind, field);
    if (!known)
        return usage("'" + field + "' is no field of " + std::string(nameOf(profile.kind)) + ".");
    const ColumnSurvey* const found = survey.columnNamed(column);
    if (!column.empty() && !found)
        return usage("The file has no column '" + column + "'.");
    std::erase_if(profile.fields, [&](const auto& mapped) { return mapped.name == field; });
    std::erase(proposal.decided, field);
    if (found)
        profile.fields.push_back(fieldOf(*known, *found));
    reviewMapping(proposal, survey);
    return {};
}

core::Status chooseFormat(MappingProposal& proposal, const FileSurvey& survey,
                          const std::string& field, const std::string& format) {
    auto& fields = proposal.profile.fields;
    const auto mapped =
        std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == field; });
    if (mapped == fields.end())
        return usage("No column fills the field '" + field + "'.");
    const auto number = mapping::numberFormatNamed(format);
    const auto time = mapping::timeFormatNamed(format);
    if (!number && !time)
        return usage("There is no format '" + format + "'.");
    if (number)
        mapped->number = *number;
    else
        mapped->time = *time;
    if (std::find(proposal.decided.begin(), proposal.decided.end(), field) ==
        proposal.decided.end())
        proposal.decided.push_back(field);
    reviewMapping(proposal, survey);
    return {};
}

void reviewMapping(MappingProposal& proposal, const FileSurvey& survey) {
    proposal.profile.identity = identityOf(proposal.profile);
    findQuestions(proposal, survey);
    findMissing(proposal);
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/outlier_checks.h"

#include "models/analysis/unit_cohorts.h"
#include "models/query/outcome.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::analysis {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;
using query::Dimension;
using query::Grain;

namespace {

constexpr std::size_t kMostAttempts = 50'000; // looked at in one question
constexpr std::int64_t kDuplicateMicros = 10 * 60 * core::kMicrosPerSecond;

/// What tells the unit of an attempt apart from others of the grain.
std::string unitOf(const Attempt& attempt, Grain grain) {
    const auto id = [&](IdColumn column) { return attempt.ids[std::size_t(column)]; };
    switch (grain) {
    case Grain::Action:
        return id(IdColumn::Root).empty() ? id(IdColumn::Request) : id(IdColumn::Root);
    case Grain::Session:
        return id(IdColumn::Session);
    case Grain::Unit:
        return id(IdColumn::Unit);
    default:
        return id(IdColumn::Request);
    }
}

std::string_view textOf(const Attempt& attempt, TextColumn column) {
    return attempt.texts[std::size_t(column)];
}

/// Left-over fields say why an answer ended, in the words of the provider.
bool isTruncated(const Attempt& attempt) {
    const std::string& tags = attempt.blobs[std::size_t(core::BlobColumn::Tags)];
    for (const std::string_view sign :
         {R"("finish_reason":"length")", R"("stop_reason":"max_tokens")",
          R"("finishReason":"MAX_TOKENS")",
          R"("incomplete_details":{"reason":"max_output_tokens")"})
        if (tags.find(sign) != std::string::npos)
            return true;
    return false;
}

bool isNonProduction(const Attempt& attempt) {
    const std::string_view environment = textOf(attempt, TextColumn::Environment);
    const std::string_view mode = textOf(attempt, TextColumn::DataMode);
    return (!environment.empty() && environment != "production") ||
           (!mode.empty() && mode != "real");
}

void look(const Attempt& attempt, std::set<OutlierCheck>& checks) {
    if (textOf(attempt, TextColumn::Status) == "cancelled")
        checks.insert(OutlierCheck::Abandoned);
    if (query::foldedOutcome(textOf(attempt, TextColumn::UnitOutcome)) == "reopened")
        checks.insert(OutlierCheck::Reopened);
    if (isNonProduction(attempt))
        checks.insert(OutlierCheck::NonProduction);
    if (isTruncated(attempt))
        checks.insert(OutlierCheck::Truncated);
}

/// The ids that unitOf() takes, and the prompt's.
std::vector<IdColumn> checkedIds(Grain grain) {
    switch (grain) {
    case Grain::Action:
        return {IdColumn::Root, IdColumn::Request, IdColumn::PromptHash};
    case Grain::Session:
        return {IdColumn::Session, IdColumn::PromptHash};
    case Grain::Unit:
        return {IdColumn::Unit, IdColumn::PromptHash};
    default:
        return {IdColumn::Request, IdColumn::PromptHash};
    }
}

/// What the checks look at.
query::AttemptColumns checkedColumns(Grain grain) {
    return {{NumberColumn::Time},
            {TextColumn::Status, TextColumn::UnitOutcome, TextColumn::Environment,
             TextColumn::DataMode},
            checkedIds(grain),
            {core::BlobColumn::Tags}};
}

/// The attempts of the rows that have an id.
core::Result<std::vector<Attempt>>
attemptsOf(const OutlierTable& table, const query::EventSource& source, std::stop_token stop) {
    query::Condition named{idDimension(table.query.grain), query::Condition::Kind::In, {}};
    for (const Outlier& row : table.rows)
        if (!row.id.empty())
            named.values.push_back(row.id);
    if (named.values.empty())
        return std::vector<Attempt>();
    query::AttemptQuery ask;
    ask.filter = table.query.filter;
    ask.filter.range = {}; // whole units
    ask.filter.conditions.push_back(std::move(named));
    ask.order = query::AttemptQuery::Order::Time;
    ask.limit = kMostAttempts;
    ask.only = checkedColumns(table.query.grain);
    auto page = source.attempts(ask, std::move(stop));
    if (!page)
        return page.error();
    return std::move(page->attempts);
}

std::int64_t timeOf(const Attempt& attempt) {
    return attempt.numbers[std::size_t(NumberColumn::Time)];
}

/// Units whose prompts other units sent too, within ten minutes.
core::Result<std::set<std::string>> duplicatedUnits(const std::vector<Attempt>& attempts,
                                                    const OutlierTable& table,
                                                    const query::EventSource& source,
                                                    std::stop_token stop) {
    std::set<std::string> hashes;
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    for (const Attempt& attempt : attempts) {
        const std::string& hash = attempt.ids[std::size_t(IdColumn::PromptHash)];
        if (hash.empty() || timeOf(attempt) == core::kUnknownNumber)
            continue;
        hashes.insert(hash);
        first = std::min(first, timeOf(attempt));
        last = std::max(last, timeOf(attempt));
    }
    std::set<std::string> duplicated;
    if (hashes.empty())
        return duplicated;
    query::AttemptQuery ask;
    ask.filter.scope = table.query.filter.scope;
    ask.filter.range = {core::Instant{first - kDuplicateMicros},
                        core::Instant{last + kDuplicateMicros + 1}};
    ask.filter.conditions = {
        {Dimension::PromptHash, query::Condition::Kind::In, {hashes.begin(), hashes.end()}}};
    ask.order = query::AttemptQuery::Order::Time;
    ask.limit = kMostAttempts;
    ask.only = query::AttemptColumns{{NumberColumn::Time}, {}, checkedIds(table.query.grain), {}};
    const auto page = source.attempts(ask, std::move(stop));
    if (!page)
        return page.error();
    std::map<std::string, std::vector<const Attempt*>> byHash;
    for (const Attempt& other : page->attempts)
        byHash[other.ids[std::size_t(IdColumn::PromptHash)]].push_back(&other);
    for (const Attempt& attempt : attempts) {
        const std::string unit = unitOf(attempt, table.query.grain);
        for (const Attempt* other : byHash[attempt.ids[std::size_t(IdColumn::PromptHash)]])
            if (unitOf(*other, table.query.grain) != unit &&
                std::abs(timeOf(*other) - timeOf(attempt)) <= kDuplicateMicros)
                duplicated.insert(unit);
    }
    return duplicated;
}

} // namespace

core::Status checkOutliers(OutlierTable& table, const query::EventSource& source,
                           std::stop_token stop) {
    const auto attempts = attemptsOf(table, source, stop);
    if (!attempts)
        return attempts.error();
    std::map<std::string, std::set<OutlierCheck>> checks;
    for (const Attempt& attempt : *attempts)
        if (table.query.grain != Grain::Attempt)
            look(attempt, checks[unitOf(attempt, table.query.grain)]);
    const auto duplicated = duplicatedUnits(*attempts, table, source, stop);
    if (!duplicated)
        return duplicated.error();
    for (const std::string& unit : *duplicated)
        checks[unit].insert(OutlierCheck::Duplicated);
    for (Outlier& row : table.rows) {
        std::set<OutlierCheck> own = row.id.empty() ? std::set<OutlierCheck>() : checks[row.id];
        if (row.id.empty() || table.query.grain == Grain::Attempt) {
            const auto explained = source.explainRow(row.firstRow, stop);
            if (!explained)
                return explained.error();
            look(explained->attempt, own);
        }
        row.checks.assign(own.begin(), own.end());
    }
    return {};
}

} // namespace ms::analysis

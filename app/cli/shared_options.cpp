// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shared_options.h"

#include "app/settings/privacy_key.h"
#include "models/core/mail_address.h"
#include "models/core/private_texts.h"
#include "models/session/workspace_access.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

namespace ms::app {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream in(text);
    while (std::getline(in, part, separator))
        parts.push_back(part);
    if (text.empty() || text.back() == separator)
        parts.emplace_back();
    return parts;
}

core::Result<query::Dimension> dimensionOf(const std::string& name) {
    if (const auto dimension = query::dimensionNamed(name))
        return *dimension;
    return usage("There is no dimension '" + name + "'; the dimensions are " + dimensionList() +
                 ".");
}

core::Result<query::Condition> conditionOf(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return usage("--where takes DIM=VALUE[,VALUE] or DIM!=VALUE[,VALUE], not '" + text + "'.");
    const bool isNot = text[equals - 1] == '!';
    const auto dimension = dimensionOf(text.substr(0, isNot ? equals - 1 : equals));
    if (!dimension)
        return dimension.error();
    query::Condition condition;
    condition.dimension = *dimension;
    condition.kind = isNot ? query::Condition::Kind::NotIn : query::Condition::Kind::In;
    condition.values = split(text.substr(equals + 1), ',');
    return condition;
}

/// Addresses are stored as tokens unless an import kept them: each is asked for in either form.
/// Without a key on this machine no import of its made a token, and none is made for a question.
core::Status addTokensOfAddresses(query::Condition& condition) {
    std::error_code unreadable;
    if (std::none_of(condition.values.begin(), condition.values.end(), core::looksLikeEmail) ||
        !std::filesystem::exists(PrivacyKey::usualFile(), unreadable))
        return {};
    PrivacyKey key;
    core::PrivateTexts texts(key);
    std::vector<std::string> tokens;
    for (const std::string& value : condition.values)
        if (core::looksLikeEmail(value))
            tokens.push_back(texts.tokenFor(value));
    condition.values.insert(condition.values.end(), tokens.begin(), tokens.end());
    return texts.status();
}

query::Scope scopeOf(const std::string& environment) {
    if (environment == "production")
        return {};
    if (environment == "all")
        return {query::Scope::Kind::All, {}};
    return {query::Scope::Kind::Named, split(environment, ',')};
}

core::Result<std::optional<core::Instant>> endOf(const std::string& text, const char* option,
                                                 const core::Zone& zone) {
    if (text.empty())
        return std::optional<core::Instant>{};
    const auto moment = core::parseMoment(text);
    if (!moment)
        return usage(std::string(option) + ": " + moment.error().message);
    return std::optional(zone.resolve(*moment));
}

} // namespace

void OutputOptions::addTo(CLI::App& verb) {
    auto* json = verb.add_flag("--json", isJson, "Print JSON for programs");
    verb.add_flag("--csv", isCsv, "Print CSV for programs")->excludes(json);
}

void QuestionOptions::addTo(CLI::App& verb) {
    verb.add_option("workspace", workspace, "Workspace file")->required()->type_name("WORKSPACE");
    verb.add_option("--from", from, "First day or instant (2026-05-01, 2026-05-01T00:00:00Z)");
    verb.add_option("--to", to, "End, exclusive: --from 2026-05-01 --to 2026-06-01 is May");
    verb.add_option("--zone", zone, "IANA time zone of days and months (default: the workspace's)");
    verb.add_option(
            "--where", where,
            "Keep DIM=VALUE[,VALUE] (or leave out with DIM!=VALUE); repeat to narrow further; "
            "an empty value means not given; an e-mail address finds its token")
        ->type_name("DIM=VALUE")
        ->allow_extra_args(false);
    verb.add_option("--environment", environment,
                    "production (default, with unspecified), all, or names separated by commas");
    verb.add_option("--book", book, "Price book to cost with (default: the workspace's)");
    verb.add_option("--currency", currency, "Currency of amounts; must be the workspace's own");
}

core::Result<session::SnapshotPtr> QuestionOptions::open(std::stop_token stop) const {
    auto snapshot = session::localWorkspaces().load({workspace, book, zone, nullptr, reopenDays},
                                                    std::move(stop));
    if (!snapshot)
        return snapshot.error();
    const session::Snapshot& open = **snapshot;
    if (!book.empty() && std::find(open.books.begin(), open.books.end(), book) == open.books.end())
        return usage("The workspace has no price book '" + book + "'.");
    if (!currency.empty() && currency != open.settings.baseCurrency)
        return usage("Amounts of this workspace are in " + open.settings.baseCurrency +
                     "; other currencies are not offered yet.");
    return snapshot;
}

core::Result<query::Filter> QuestionOptions::filter(const core::Zone& inZone) const {
    query::Filter filter;
    const auto begin = endOf(from, "--from", inZone);
    if (!begin)
        return begin.error();
    const auto end = endOf(to, "--to", inZone);
    if (!end)
        return end.error();
    filter.range = {*begin, *end};
    if (*begin && *end && !(**begin < **end))
        return usage("The range is empty: --to " + to + " is not after --from " + from + ".");
    filter.scope = scopeOf(environment);
    for (const std::string& text : where) {
        auto condition = conditionOf(text);
        if (!condition)
            return condition.error();
        if (auto added = addTokensOfAddresses(*condition); !added)
            return added.error();
        filter.conditions.push_back(*std::move(condition));
    }
    return filter;
}

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

void addGroupingTo(CLI::App& verb, std::string& by) {
    verb.add_option("--by", by, "Dimensions to group by, separated by commas: " + dimensionList())
        ->capture_default_str()
        ->type_name("DIM[,DIM...]");
}

std::string dimensionList() {
    std::string list;
    for (const query::Dimension dimension : query::allDimensions())
        list += (list.empty() ? "" : ", ") + std::string(query::nameOf(dimension));
    return list;
}

core::Result<std::vector<query::Dimension>> dimensionsNamed(const std::string& commaSeparated) {
    std::vector<query::Dimension> dimensions;
    for (const std::string& name : split(commaSeparated, ',')) {
        const auto dimension = dimensionOf(name);
        if (!dimension)
            return dimension.error();
        if (std::find(dimensions.begin(), dimensions.end(), *dimension) != dimensions.end())
            return usage("The dimension '" + name + "' is given twice.");
        dimensions.push_back(*dimension);
    }
    return dimensions;
}

} // namespace ms::app

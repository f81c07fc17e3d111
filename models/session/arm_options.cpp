// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/arm_options.h"

#include "models/analysis/arm_choice.h"
#include "models/session/option_text.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace ms::session {

using analysis::ArmQuery;
using query::Dimension;

namespace {

constexpr const char* kLength = "length"; // a stratum that is no dimension

core::Error refused(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

std::vector<std::string> partsOf(const std::string& text) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream in(text);
    while (std::getline(in, part, ','))
        parts.push_back(part);
    return parts;
}

core::Result<Dimension> dimensionOf(const std::string& name) {
    if (const auto dimension = query::dimensionNamed(name))
        return *dimension;
    std::string known;
    for (const Dimension dimension : query::allDimensions())
        known += (known.empty() ? "" : ", ") + std::string(nameOf(dimension));
    return refused("There is no dimension '" + name + "'; the dimensions are " + known + ".");
}

core::Status readStrata(ArmQuery& query, const std::string& text) {
    for (const std::string& name : partsOf(text)) {
        if (name == kLength) {
            query.hasLengthBands = true;
            continue;
        }
        const auto dimension = dimensionOf(name);
        if (!dimension)
            return dimension.error();
        query.strata.push_back(*dimension);
    }
    return {};
}

core::Status readMetrics(ArmQuery& query, const std::string& text) {
    for (const std::string& name : partsOf(text)) {
        const auto metric = analysis::armMetricNamed(name);
        if (!metric)
            return refused("There is no metric '" + name + "'; the metrics are " + armMetricList() +
                           ".");
        query.metrics.push_back(*metric);
    }
    return {};
}

core::Status readPeriods(ArmQuery& query, const ArmOptions& options, const core::Zone& zone) {
    const auto before = periodOption("--before", options.before, zone);
    if (!before)
        return before.error();
    const auto after = periodOption("--after", options.after, zone);
    if (!after)
        return after.error();
    if (before->has_value() != after->has_value())
        return refused("A comparison of periods needs both of them: before and after.");
    if (*before)
        query.periods = {**before, **after};
    return {};
}

/// A percentage with up to two decimals as basis points; nothing where it is something else.
std::optional<std::int64_t> basisPointsOf(core::MoneySum percent) {
    constexpr core::Int128 kBasisPoint = core::kPicosPerUnit / 100;
    const core::Int128 points = percent.picos() / kBasisPoint;
    if (points < 0 || points > 10'000 || points * kBasisPoint != percent.picos())
        return {};
    return std::int64_t(points);
}

core::Status readGuardrails(ArmQuery& query, const std::string& text) {
    for (const std::string& part : partsOf(text)) {
        const std::size_t sign = part.find('=');
        const std::string name = part.substr(0, sign);
        const auto metric = analysis::armMetricNamed(name);
        if (!metric)
            return refused("There is no metric '" + name + "'; the metrics are " + armMetricList() +
                           ".");
        if (*metric == analysis::ArmMetric::SuccessRate)
            return refused("By how much the success rate may fall is said with --margin, in "
                           "percentage points.");
        const auto percent = amountOption(
            "--guardrail", sign == std::string::npos ? std::string() : part.substr(sign + 1));
        if (!percent)
            return percent.error();
        const auto margin = *percent ? basisPointsOf(**percent) : std::nullopt;
        if (!margin)
            return refused("--guardrail takes a metric and by how many percent it may get worse, "
                           "from 0 to 100, such as latency_p95=10, not '" +
                           part + "'.");
        query.guardrails.push_back({*metric, *margin});
    }
    return {};
}

core::Status readNumbers(ArmQuery& query, const ArmOptions& options) {
    const auto margin = amountOption("--margin", options.margin);
    if (!margin)
        return margin.error();
    if (*margin) {
        const auto points = basisPointsOf(**margin);
        if (!points)
            return refused("--margin takes percentage points from 0 to 100 with up to two "
                           "decimals, such as 2 or 0.5, not '" +
                           options.margin + "'.");
        query.marginBasisPoints = *points;
    }
    for (const std::string& part : partsOf(options.shares)) {
        const auto share = countOption("--shares", part, 1);
        if (!share)
            return share.error();
        query.shares.push_back(share->value_or(0));
    }
    const auto planned = countOption("--planned", options.planned, 1);
    if (!planned)
        return planned.error();
    query.plannedRequests = *planned;
    return {};
}

core::Status readArms(ArmQuery& query, const ArmOptions& options) {
    query.arms = partsOf(options.arms);
    if (!query.arms.empty() && (!options.a.empty() || !options.b.empty()))
        return refused("Name the arms either with --arms or with --a and --b.");
    if (options.a.empty() != options.b.empty())
        return refused("A comparison needs both arms: --a, the baseline, and --b.");
    if (!options.a.empty())
        query.arms = {options.a, options.b};
    if (query.periods && !query.arms.empty())
        return refused("Compare either two periods or values of a dimension; to compare the "
                       "periods of one value, narrow by it.");
    return {};
}

core::Status checkValues(const ArmQuery& query, const query::EventSource& source,
                         std::stop_token stop) {
    const auto values = source.values(query.dimension, std::move(stop));
    if (!values)
        return values.error();
    for (const std::string& arm : query.arms) {
        if (std::binary_search(values->begin(), values->end(), arm))
            continue;
        constexpr std::size_t kListed = 12;
        std::string known;
        for (std::size_t i = 0; i < std::min(values->size(), kListed); ++i)
            if (!(*values)[i].empty())
                known += (known.empty() ? "" : ", ") + (*values)[i];
        return refused("There is no " + std::string(nameOf(query.dimension)) + " '" + arm +
                       "'; there " + (known.empty() ? "is none" : "are " + known) +
                       (values->size() > kListed ? " and more." : "."));
    }
    return {};
}

} // namespace

core::Result<AskedArms> armQueryOf(const ArmOptions& options, const query::Filter& filter,
                                   const query::EventSource& source, std::stop_token stop) {
    const auto dimension = dimensionOf(options.dimension);
    if (!dimension)
        return dimension.error();
    const auto cluster = dimensionOf(options.cluster);
    if (!cluster)
        return cluster.error();
    AskedArms asked{*dimension, ArmQuery{}, {}};
    ArmQuery& query = *asked.query;
    query.dimension = *dimension;
    query.cluster = *cluster;
    query.filter = filter;
    if (const auto read = readPeriods(query, options, source.lens().zone); !read)
        return read.error();
    if (const auto read = readArms(query, options); !read)
        return read.error();
    if (const auto read = readStrata(query, options.stratify); !read)
        return read.error();
    if (const auto read = readMetrics(query, options.metric); !read)
        return read.error();
    if (const auto read = readGuardrails(query, options.guardrail); !read)
        return read.error();
    if (const auto read = readNumbers(query, options); !read)
        return read.error();
    if (query.periods)
        return asked;
    if (!query.arms.empty()) {
        if (const auto known = checkValues(query, source, std::move(stop)); !known)
            return known.error();
        return asked;
    }
    const auto choice = analysis::chooseArms(*dimension, filter, source, std::move(stop));
    if (!choice)
        return choice.error();
    if (!*choice) {
        asked.query.reset();
        return asked;
    }
    query.arms = (*choice)->arms;
    query.filter = (*choice)->filter;
    asked.note = (*choice)->note;
    return asked;
}

core::Result<analysis::ArmMethods::Bootstrap> bootstrapOf(const ArmOptions& options) {
    constexpr std::int64_t kMostDraws = 1'000'000;
    const auto draws = countOption("--bootstrap", options.bootstrap, 1);
    if (!draws)
        return draws.error();
    const auto seed = countOption("--seed", options.seed, 0);
    if (!seed)
        return seed.error();
    if (draws->value_or(0) > kMostDraws)
        return refused("--bootstrap takes up to 1,000,000 draws.");
    analysis::ArmMethods::Bootstrap bootstrap;
    bootstrap.draws = std::uint64_t(draws->value_or(0));
    bootstrap.seed = std::uint64_t(seed->value_or(1));
    return bootstrap;
}

std::string armMetricList() {
    std::string names;
    for (const analysis::ArmMetric metric : analysis::allArmMetrics())
        names += (names.empty() ? "" : ", ") + std::string(factsOf(metric).name);
    return names;
}

} // namespace ms::session

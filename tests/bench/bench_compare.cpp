// SPDX-License-Identifier: GPL-3.0-or-later
// Times a comparison of five arms over 200 tenants: bench_compare [REQUESTS]
#include "models/analysis/arm_comparison.h"
#include "models/analysis/arm_methods.h"
#include "models/analysis/arm_slices.h"
#include "models/analysis/arm_spread.h"
#include "models/analysis/arm_timeline.h"
#include "tests/models/analysis/arm_company.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace ms;

namespace {

constexpr int kTimes = 5;

/// The least of several times: the machine may be busy.
template <class Work>
double timed(const char* what, const Work& work, double unit, int times = kTimes) {
    double least = 1e9;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!work())
            std::abort();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        least = std::min(least, taken.count());
    }
    std::printf("%-52s %8.3f s", what, least);
    if (unit > 0)
        std::printf("  %6.2f x", least / unit);
    std::printf("\n");
    return least;
}

std::shared_ptr<const query::EventSource> sourceOf(std::size_t requests) {
    test::ArmCompany company;
    for (const char* name : {"v1", "v2", "v3", "v4", "v5"}) {
        test::Version version{name};
        version.latencyMs = 900;
        company.versions.push_back(version);
    }
    company.tenants = 200;
    company.tickets = requests;
    return test::frameOfEvents(test::ticketsOf(company));
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t requests =
        argc > 1 ? std::size_t(std::strtoull(argv[1], nullptr, 10)) : 1'000'000;
    const auto source = sourceOf(requests);
    analysis::ArmQuery query;
    query.arms = {"v1", "v2", "v3", "v4", "v5"};
    query.metrics.assign(analysis::allArmMetrics().begin(),
                         analysis::allArmMetrics().begin() + 8); // the ratios
    const query::EntityQuery plain{query::Grain::Request,
                                   {query::Dimension::PromptVersion, query::Dimension::Tenant},
                                   {query::Measure::Cost},
                                   {}};
    std::printf("%zu requests, 5 arms, 200 tenants; least of %d, against one entity query\n",
                requests, kTimes);
    timed(
        "the first comparison: columns and costs",
        [&] { return bool(compareArms(query, *source, {})); }, 0, 1);
    const double unit = timed(
        "one entity query", [&] { return bool(source->entities(plain, {})); }, 0);
    timed(
        "8 metrics", [&] { return bool(compareArms(query, *source, {})); }, unit);
    analysis::ArmQuery usual = query;
    usual.metrics.clear();
    timed(
        "the usual metrics: with three quantiles of latency",
        [&] { return bool(compareArms(usual, *source, {})); }, unit);
    analysis::ArmQuery stratified = query;
    stratified.strata = {query::Dimension::ServiceTier};
    stratified.hasLengthBands = true;
    timed(
        "8 metrics, two kinds of strata",
        [&] { return bool(compareArms(stratified, *source, {})); }, unit);
    timed(
        "spread: 15 shares of cost and latency",
        [&] { return bool(armSpread(query, *source, {})); }, unit);
    timed(
        "slices by service tier",
        [&] { return bool(armSlices(query, query::Dimension::ServiceTier, *source, {})); }, unit);
    timed(
        "over time", [&] { return bool(armTimeline(query, *source, {})); }, unit);
    timed(
        "methods", [&] { return bool(armMethods(query, {}, *source, {}, {})); }, unit);
    timed(
        "methods with 2,000 draws",
        [&] {
            return bool(armMethods(query, {2'000, 1}, *source, {}, {}));
        },
        unit);
}

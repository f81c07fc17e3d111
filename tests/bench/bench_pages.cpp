// SPDX-License-Identifier: GPL-3.0-or-later
// How long each page of a workspace takes: opening it, its first answer, and the answer after a
// change of filter. Not a test. `bench_pages WORKSPACE [text that page/section contains]`
#include "models/analysis/margin.h"
#include "models/session/workspace_access.h"
#include "views/pages/report_pages.h"

#include <QApplication>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace ms;
using query::Dimension;

namespace {

using Ask = std::function<core::Status(const query::Filter& filter)>;

template <class Work>
double milliseconds(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

/// The value of `dimension` that costs most, and the others: a filter each.
std::vector<query::Filter> filtersOf(const session::Snapshot& snapshot) {
    std::vector<query::Filter> filters;
    query::Filter all;
    all.range = *snapshot.span;
    for (const Dimension dimension : {Dimension::Feature, Dimension::Tenant, Dimension::Model}) {
        query::GroupQuery query{{dimension}, {query::Measure::Cost}, all};
        auto table = *snapshot.source->groups(query, {});
        std::sort(table.rows.begin(), table.rows.end(),
                  [](const auto& a, const auto& b) { return a.values.front() > b.values.front(); });
        query::Filter filter = all;
        filter.conditions = {
            {dimension, query::Condition::Kind::NotIn, {table.rows.front().keys.front()}}};
        filters.push_back(filter);
        filter.conditions.front().kind = query::Condition::Kind::In;
        filters.push_back(filter);
    }
    query::Filter half = all;
    half.range.from->micros += (all.range.to->micros - all.range.from->micros) / 2;
    filters.push_back(half);
    return filters;
}

void time(const std::string& name, const session::Snapshot& snapshot,
          const std::vector<query::Filter>& filters, const Ask& ask) {
    query::Filter all;
    all.range = *snapshot.span;
    bool isAnswered = true;
    const double first = milliseconds([&] { isAnswered = bool(ask(all)); });
    const double again = milliseconds([&] { (void)ask(all); });
    std::vector<double> changed;
    for (const query::Filter& filter : filters)
        changed.push_back(milliseconds([&] { (void)ask(filter); }));
    std::sort(changed.begin(), changed.end());
    std::printf("%-34s %9.0f %9.0f %9.0f %9.0f%s\n", name.c_str(), first, again,
                changed[changed.size() / 2], changed.back(), isAnswered ? "" : "  (no answer)");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen"); // nothing is shown
    const QApplication application(argc, argv);
    if (argc < 2)
        return 2;
    const std::string wanted = argc > 2 ? argv[2] : "";
    session::SnapshotPtr snapshot;
    std::printf("%-34s %9s\n", "ms", "open");
    const double open = milliseconds([&] {
        auto loaded = session::localWorkspaces().load({argv[1], {}, {}, nullptr, {}}, {});
        if (loaded)
            snapshot = *loaded;
        else
            std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
    });
    if (!snapshot || !snapshot->span)
        return 1;
    std::printf("%-34s %9.0f\n\n%-34s %9s %9s %9s %9s\n", "", open, "", "first", "again", "filter",
                "worst");
    std::vector<query::Filter> filters;
    time("margin", *snapshot, {{}}, [&](const query::Filter& filter) -> core::Status {
        const auto table = analysis::marginBy({{Dimension::Tenant}, filter}, *snapshot->source,
                                              snapshot->revenue, {});
        return table ? core::Status{} : core::Status{table.error()};
    });
    filters = filtersOf(*snapshot);
    time("margin, warm", *snapshot, filters, [&](const query::Filter& filter) -> core::Status {
        const auto table = analysis::marginBy({{Dimension::Tenant}, filter}, *snapshot->source,
                                              snapshot->revenue, {});
        return table ? core::Status{} : core::Status{table.error()};
    });
    for (const views::ReportPageSpec& page : views::reportPages())
        for (const views::SectionSource& section : page.sections) {
            const std::string name = page.verb + "/" + section.id;
            if (name.find(wanted) == std::string::npos)
                continue;
            time(name, *snapshot, filters, [&](const query::Filter& filter) -> core::Status {
                const auto answer = section.ask(
                    *snapshot, {filter, section.by, session::contextOf(*snapshot, filter.range)},
                    {});
                return answer ? core::Status{} : core::Status{answer.error()};
            });
        }
    return 0;
}

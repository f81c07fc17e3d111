// SPDX-License-Identifier: GPL-3.0-or-later
// How long the frame takes over synthetic events, beside a plain loop over the same arrays. Not a
// test: it prints one JSON object a line. `bench_frame [--events N]`, 10 million unless said.
// "ms" is the best of some runs; "cpu_ms" is the processor time of that run over all threads, which
// tells more where others use the machine too. "loop_ms" and "loop_cpu_ms" are the plain loop's.
#include "models/frame/frame.h"
#include "models/frame/parallel.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace ms;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::uint32_t kTenants = 2000;
constexpr std::uint32_t kFeatures = 20;
constexpr std::uint32_t kModels = 12;
constexpr std::uint32_t kUsers = 200'000;
constexpr std::uint32_t kSegmentRows = 65'536;
constexpr std::int64_t kStart = 1'767'225'600'000'000; // 2026-01-01
constexpr std::int64_t kDays = 120;

std::uint64_t mixed(std::uint64_t row, std::uint64_t column) {
    std::uint64_t z = row * 0x9E3779B97F4A7C15ULL + column * 0xD1B54A32D192ED03ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}
std::uint32_t draw(std::uint64_t row, std::uint64_t column, std::uint32_t below) {
    return std::uint32_t((mixed(row, column) >> 32) * below >> 32);
}

/// Events as a function of their row.
class SyntheticSource : public frame::ColumnSource {
public:
    explicit SyntheticSource(std::uint64_t rows) : m_rows{rows} {
        for (std::uint64_t first = 0; first < rows; first += kSegmentRows)
            m_segments.push_back(
                {std::int64_t(m_segments.size()) + 1, 1,
                 std::uint32_t(std::min<std::uint64_t>(kSegmentRows, rows - first)), first});
    }
    std::int64_t number(NumberColumn column, std::uint64_t row) const {
        switch (column) {
        case NumberColumn::Time:
            return kStart +
                   std::int64_t(row * (std::uint64_t(kDays) * core::kMicrosPerDay / m_rows)) +
                   draw(row, 1, 1'000'000);
        case NumberColumn::Attempt:
            return isRetry(row) ? 2 : 1;
        case NumberColumn::Input:
            return 200 + draw(row, 2, 8000);
        case NumberColumn::CacheRead:
            return draw(row, 3, 3) == 0 ? draw(row, 4, 4000) : 0;
        case NumberColumn::CacheWrite5m:
            return draw(row, 5, 10) == 0 ? draw(row, 6, 2000) : 0;
        case NumberColumn::Output:
            return draw(row, 7, 1200);
        case NumberColumn::Reasoning:
            return draw(row, 7, 1200) / 3;
        case NumberColumn::Fallback:
            return draw(row, 8, 100) == 0 ? 1 : 0;
        default:
            return core::kUnknownNumber;
        }
    }
    std::uint32_t code(TextColumn column, std::uint64_t row) const {
        switch (column) {
        case TextColumn::Environment:
            return draw(row, 9, 50) == 0 ? 2 : 1;
        case TextColumn::Tenant:
            return 1 + std::min(draw(row, 10, kTenants), draw(row, 11, kTenants));
        case TextColumn::Feature:
            return 1 + draw(row, 12, kFeatures);
        case TextColumn::Provider:
            return 1 + draw(row, 13, kModels) / 4;
        case TextColumn::Model:
            return 1 + draw(row, 13, kModels);
        case TextColumn::PlanTier:
            return 1 + code(TextColumn::Tenant, row) % 3;
        case TextColumn::PromptVersion:
            return 1 + draw(row, 14, 8);
        case TextColumn::Status:
            return draw(row, 15, 40) == 0 ? 2 : 1;
        default:
            return 0;
        }
    }
    std::uint32_t key(IdColumn column, std::uint64_t row) const {
        switch (column) {
        case IdColumn::Request: // one request in ten has a second attempt in the next row
            return std::uint32_t(isRetry(row) ? row : row + 1);
        case IdColumn::Root: // actions of four rows
            return std::uint32_t(row / 4 * 4 + 1);
        case IdColumn::User:
            return 1 + draw(row, 16, kUsers);
        default:
            return 0;
        }
    }

    std::span<const frame::SegmentInfo> segments() const override { return m_segments; }
    std::span<const frame::BatchInfo> batches() const override { return {}; }
    core::Status readNumbers(std::span<const NumberColumn> columns, const NumberVisitor& visit,
                             std::stop_token) const override {
        forEachSegment<std::int64_t>(
            columns, visit,
            [this](NumberColumn column, std::uint64_t row) { return number(column, row); });
        return {};
    }
    core::Status readCodes(std::span<const TextColumn> columns, const CodeVisitor& visit,
                           std::stop_token) const override {
        forEachSegment<std::uint32_t>(columns, visit, [this](TextColumn column, std::uint64_t row) {
            return code(column, row);
        });
        return {};
    }
    core::Status readKeys(std::span<const IdColumn> columns, const KeyVisitor& visit,
                          std::stop_token) const override {
        forEachSegment<std::uint32_t>(columns, visit, [this](IdColumn column, std::uint64_t row) {
            return key(column, row);
        });
        return {};
    }
    core::Result<std::vector<std::string>> dictionary(TextColumn column) const override {
        std::vector<std::string> texts{std::string()};
        const auto name = [&](const char* prefix, std::uint32_t count) {
            for (std::uint32_t i = 0; i < count; ++i)
                texts.push_back(prefix + std::to_string(10'000 + i));
        };
        if (column == TextColumn::Environment)
            texts = {"", "production", "staging"};
        if (column == TextColumn::Status)
            texts = {"", "success", "error"};
        if (column == TextColumn::PlanTier)
            texts = {"", "Free", "Pro", "Enterprise"};
        if (column == TextColumn::Tenant)
            name("tenant-", kTenants);
        if (column == TextColumn::Feature)
            name("feature-", kFeatures);
        if (column == TextColumn::Provider)
            name("provider-", kModels / 4);
        if (column == TextColumn::Model)
            name("model-", kModels);
        if (column == TextColumn::PromptVersion)
            name("v", 8);
        return texts;
    }
    core::Result<std::vector<std::string>>
    idTexts(IdColumn, std::span<const std::uint32_t> keys) const override {
        std::vector<std::string> texts;
        for (const std::uint32_t key : keys)
            texts.push_back(key ? std::to_string(key) : "");
        return texts;
    }
    core::Result<std::uint32_t> idKey(IdColumn, std::string_view text,
                                      std::stop_token) const override {
        return std::uint32_t(std::strtoul(std::string(text).c_str(), nullptr, 10));
    }
    std::uint32_t maxKey(IdColumn column) const override {
        if (column == IdColumn::Request || column == IdColumn::Root)
            return std::uint32_t(m_rows);
        return column == IdColumn::User ? kUsers : 0;
    }
    core::Result<std::string> blob(core::BlobColumn, std::size_t, std::uint32_t) const override {
        return std::string();
    }
    std::span<const std::uint64_t> replacedRows() const override { return {}; }

private:
    static bool isRetry(std::uint64_t row) { return row % 10 == 9; }

    template <class Value, class Column, class Visitor, class ValueOf>
    void forEachSegment(std::span<const Column> columns, const Visitor& visit,
                        const ValueOf& valueOf) const {
        frame::parallelBlocks(m_segments.size(), frame::workersOrAll(0), {},
                              [&](unsigned, std::size_t s) {
                                  std::vector<Value> values(m_segments[s].rows);
                                  for (const Column column : columns) {
                                      for (std::size_t i = 0; i < values.size(); ++i)
                                          values[i] = valueOf(column, m_segments[s].firstRow + i);
                                      visit(s, column, values);
                                  }
                              });
    }
    std::uint64_t m_rows;
    std::vector<frame::SegmentInfo> m_segments;
};

frame::Facts factsOf(const SyntheticSource& source) {
    frame::Facts facts;
    facts.book = "default";
    facts.baseCurrency = "USD";
    const auto models = *source.dictionary(TextColumn::Model);
    const auto providers = *source.dictionary(TextColumn::Provider);
    for (std::uint32_t m = 0; m < kModels; ++m)
        for (const core::Bucket bucket :
             {core::Bucket::Input, core::Bucket::CacheRead, core::Bucket::Output})
            for (const char* from : {"", "2026-03-01"}) {
                core::PriceRule& rule = facts.rules.emplace_back();
                rule.provider = providers[1 + m / 4];
                rule.model = models[1 + m];
                rule.bucket = bucket;
                rule.amount =
                    core::Money::fromPicos((m + 1) * 150'000'000'000LL * (*from ? 9 : 10));
                rule.currency = "USD";
                if (*from)
                    rule.validFrom = *core::parseMoment(from);
            }
    return facts;
}

struct Timing {
    double ms = 1e300;
    double cpuMs = 1e300;
};

double processorMs() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto millis = [](const timeval& t) {
        return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3;
    };
    return millis(usage.ru_utime) + millis(usage.ru_stime);
}

/// The best of some runs: others share the machine.
Timing bestOf(int runs, const std::function<void()>& work) {
    Timing best;
    for (int i = 0; i < runs; ++i) {
        const double cpu = processorMs();
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        best.ms = std::min(best.ms, took.count());
        best.cpuMs = std::min(best.cpuMs, processorMs() - cpu);
    }
    return best;
}

void report(const std::string& name, const Timing& t) {
    std::printf("{\"name\": \"%s\", \"ms\": %.1f, \"cpu_ms\": %.1f}\n", name.c_str(), t.ms,
                t.cpuMs);
    std::fflush(stdout);
}
void report(const std::string& name, const Timing& t, const Timing& loop) {
    std::printf("{\"name\": \"%s\", \"ms\": %.1f, \"cpu_ms\": %.1f, \"loop_ms\": %.1f, "
                "\"loop_cpu_ms\": %.1f, \"cpu_ratio\": %.2f}\n",
                name.c_str(), t.ms, t.cpuMs, loop.ms, loop.cpuMs, t.cpuMs / loop.cpuMs);
    std::fflush(stdout);
}

struct Arrays { // what a plain loop would run over
    std::vector<std::uint16_t> tenant;
    std::vector<std::uint8_t> feature, model, environment, day;
    std::vector<std::uint32_t> input, output;
    std::vector<std::int64_t> cost, time;

    explicit Arrays(const SyntheticSource& source, std::uint64_t rows) {
        for (std::uint64_t row = 0; row < rows; ++row) {
            tenant.push_back(std::uint16_t(source.code(TextColumn::Tenant, row)));
            feature.push_back(std::uint8_t(source.code(TextColumn::Feature, row)));
            model.push_back(std::uint8_t(source.code(TextColumn::Model, row)));
            environment.push_back(std::uint8_t(source.code(TextColumn::Environment, row)));
            input.push_back(std::uint32_t(source.number(NumberColumn::Input, row)));
            output.push_back(std::uint32_t(source.number(NumberColumn::Output, row)));
            time.push_back(source.number(NumberColumn::Time, row));
            day.push_back(std::uint8_t((time.back() - kStart) / core::kMicrosPerDay));
            cost.push_back(input.back() * 1'000'000LL);
        }
    }
};

constexpr std::int64_t kFilterFrom = kStart + 30 * core::kMicrosPerDay;
constexpr std::int64_t kFilterTo = kStart + 91 * core::kMicrosPerDay;
enum class Kept { Scope, Filtered };

/// Three sums and a count on all processors, in one array of structures a thread.
template <class GroupOf>
void plainLoop(const Arrays& a, std::size_t groups, Kept kept, const GroupOf& groupOf) {
    struct Sums {
        core::Int128 cost = 0;
        std::int64_t attempts = 0, input = 0, output = 0;
    };
    const unsigned workers = frame::workersOrAll(0);
    std::vector<std::vector<Sums>> sums(workers, std::vector<Sums>(groups));
    {
        std::vector<std::jthread> threads;
        for (unsigned w = 0; w < workers; ++w)
            threads.emplace_back([&, w] {
                const std::size_t end = a.cost.size() * (w + 1) / workers;
                for (std::size_t row = a.cost.size() * w / workers; row < end; ++row) {
                    if (a.environment[row] != 1)
                        continue;
                    if (kept == Kept::Filtered &&
                        (a.feature[row] > 3 || a.time[row] < kFilterFrom ||
                         a.time[row] >= kFilterTo))
                        continue;
                    Sums& sum = sums[w][groupOf(row)];
                    sum.cost += a.cost[row];
                    ++sum.attempts;
                    sum.input += a.input[row];
                    sum.output += a.output[row];
                }
            });
    }
    for (unsigned w = 1; w < workers; ++w)
        for (std::size_t g = 0; g < groups; ++g)
            sums[0][g].attempts += sums[w][g].attempts;
}

class Bench {
public:
    explicit Bench(std::uint64_t rows)
        : m_source{std::make_shared<SyntheticSource>(rows)}, m_facts{factsOf(*m_source)},
          m_columns{frame::loadColumns(m_source)}, m_arrays{*m_source, rows} {}

    void run() {
        report("first margin table, making the columns included", bestOf(1, [this] {
                   rerate();
                   ask({Dimension::Tenant}, kMargin);
               }));
        groupBys();
        report("tier,month", bestOf(kRuns, [this] {
                   ask({Dimension::Tier, Dimension::Month}, kSums);
               }));
        report("hour", bestOf(kRuns, [this] { ask({Dimension::Hour}, kSums); }));
        report("tenant,day", bestOf(kRuns, [this] {
                   ask({Dimension::Tenant, Dimension::Day}, kSums);
               }));
        report("requests by tenant",
               bestOf(kRuns, [this] { ask({Dimension::Tenant}, {Measure::Requests}); }));
        report("actions by tenant",
               bestOf(kRuns, [this] { ask({Dimension::Tenant}, {Measure::Actions}); }));
        report("users by feature",
               bestOf(kRuns, [this] { ask({Dimension::Feature}, {Measure::Users}); }));
        report("margin by tenant", bestOf(kRuns, [this] { ask({Dimension::Tenant}, kMargin); }));
        report("margin by tenant, filtered",
               bestOf(kRuns, [this] { ask({Dimension::Tenant}, kMargin, filter()); }));
        report("order of the dearest attempts", bestOf(kRuns, [this] {
                   query::AttemptQuery page;
                   page.limit = 0;
                   (void)m_events->attempts(page, {});
               }));
        report("re-rate", bestOf(kRuns, [this] {
                   rerate();
                   ask({Dimension::Tenant}, kSums);
               }));
        report("re-rate to a margin table", bestOf(kRuns, [this] {
                   rerate();
                   ask({Dimension::Tenant}, kMargin);
               }));
    }

private:
    static constexpr int kRuns = 5;
    const std::vector<Measure> kSums{Measure::Attempts, Measure::Cost, Measure::InputTokens,
                                     Measure::OutputTokens};
    const std::vector<Measure> kMargin{Measure::Attempts,         Measure::Requests,
                                       Measure::Actions,          Measure::InputTokens,
                                       Measure::CacheReadTokens,  Measure::CacheWriteTokens,
                                       Measure::OutputTokens,     Measure::Cost,
                                       Measure::RetryCost,        Measure::FallbackCost,
                                       Measure::UnpricedAttempts, Measure::UnpricedTokens,
                                       Measure::FirstAttempts};

    static query::Filter filter() {
        query::Filter filter;
        filter.conditions = {{Dimension::Feature,
                              query::Condition::Kind::In,
                              {"feature-10000", "feature-10001", "feature-10002"}}};
        filter.range = {core::Instant{kFilterFrom}, core::Instant{kFilterTo}};
        return filter;
    }
    void rerate() { m_events = *frame::makeFrame(m_columns, m_facts, {core::Zone(), ""}, {}); }
    void ask(std::vector<Dimension> by, const std::vector<Measure>& measures,
             query::Filter filter = {}) {
        const auto table = m_events->groups({std::move(by), measures, std::move(filter)}, {});
        if (!table)
            std::printf("%s\n", table.error().message.c_str());
    }
    template <class GroupOf>
    void compare(const std::string& name, const std::vector<Dimension>& by, std::size_t groups,
                 const GroupOf& groupOf) {
        report("group by " + name, bestOf(kRuns, [&] { ask(by, kSums); }),
               bestOf(kRuns, [&] { plainLoop(m_arrays, groups, Kept::Scope, groupOf); }));
        report("group by " + name + ", filtered", bestOf(kRuns, [&] { ask(by, kSums, filter()); }),
               bestOf(kRuns, [&] { plainLoop(m_arrays, groups, Kept::Filtered, groupOf); }));
    }
    void groupBys() {
        const Arrays& a = m_arrays;
        compare("tenant", {Dimension::Tenant}, kTenants + 1,
                [&a](std::size_t row) { return a.tenant[row]; });
        compare("feature", {Dimension::Feature}, kFeatures + 1,
                [&a](std::size_t row) { return a.feature[row]; });
        compare("model", {Dimension::Model}, kModels + 1,
                [&a](std::size_t row) { return a.model[row]; });
        compare("day", {Dimension::Day}, 256, [&a](std::size_t row) { return a.day[row]; });
        compare("tenant,feature", {Dimension::Tenant, Dimension::Feature},
                (kTenants + 1) * (kFeatures + 1), [&a](std::size_t row) {
                    return std::size_t(a.tenant[row]) * (kFeatures + 1) + a.feature[row];
                });
        compare("model,day", {Dimension::Model, Dimension::Day}, (kModels + 1) * 256,
                [&a](std::size_t row) { return std::size_t(a.model[row]) * 256 + a.day[row]; });
    }

    std::shared_ptr<SyntheticSource> m_source;
    frame::Facts m_facts;
    std::shared_ptr<frame::Columns> m_columns;
    Arrays m_arrays;
    std::shared_ptr<const query::EventSource> m_events;
};

} // namespace

int main(int argc, char** argv) {
    std::uint64_t rows = 10'000'000;
    if (argc == 3 && std::strcmp(argv[1], "--events") == 0)
        rows = std::strtoull(argv[2], nullptr, 10);
    Bench(rows).run();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"name\": \"peak memory\", \"mib\": %ld}\n", usage.ru_maxrss / 1024);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/prometheus_vllm_dcgm.h"

#include "importers/common/tags.h"
#include "importers/usage/prometheus_series.h"
#include "importers/usage/usage_rows.h"

#include <algorithm>
#include <set>

namespace ms::importers {

namespace {

using core::Flag;

constexpr std::array kKeys{SourceKey{"metric"}, SourceKey{"metric.__name__"},
                           SourceKey{"metric.model_name"}, SourceKey{"values"}};
consteval std::size_t at(std::string_view path) {
    return keyAt(kKeys, path);
}
constexpr TokenConvention kInclusive{Part::Inside, Part::Inside, Part::Inside};

/// What the servers of a model counted between two times.
struct Step {
    std::array<std::optional<std::int64_t>, std::size_t(VllmCounter::Count)> amounts{};
    std::set<std::string> servers;
    core::Flags flags;

    void add(const CounterSeries& series, const Increase& increase) {
        if (increase.isMissing)
            flags.add(Flag::SampleMissing);
        if (increase.isReset)
            flags.add(Flag::CounterReset);
        if (!increase.amount)
            return;
        auto& amount = amounts[std::size_t(series.counter)];
        amount = std::min(amount.value_or(0) + *increase.amount, kLargestCount + 1);
        servers.insert(series.server);
    }
    std::optional<std::int64_t> operator[](VllmCounter counter) const {
        return amounts[std::size_t(counter)];
    }
    bool isTooLarge() const {
        return std::any_of(amounts.begin(), amounts.end(),
                           [](const auto& amount) { return amount > kLargestCount; });
    }
};

std::string identityOfStep(const core::UsageFact& usage, const Step& step) {
    std::string servers;
    for (const std::string& server : step.servers)
        servers.append(identityOf({server}));
    return identityOf(
        {identityPart(usage.periodStart), identityPart(usage.periodEnd), usage.model, servers});
}

/// Empty when fine, else why the step is no row.
std::string settleStep(const Step& step, core::UsageFact& usage) {
    if (step.isTooLarge())
        return "The sum of the counters is larger than 2^53.";
    TokenCounts counts;
    const auto set = [&](TokenField field, VllmCounter counter) {
        counts[field] = step[counter].value_or(core::kUnknownNumber);
    };
    set(TokenField::Input, VllmCounter::PromptTokens);
    set(TokenField::CacheRead, VllmCounter::PrefixHits);
    set(TokenField::Output, VllmCounter::OutputTokens);
    usage.requests = step[VllmCounter::Requests];
    usage.flags = step.flags;
    if (step[VllmCounter::PrefixHits])
        usage.flags.add(Flag::PrefixCacheNotBilled);
    return settleUsage(counts, kInclusive, usage);
}

class SeriesReader final : public FactReader {
public:
    void read(Record& record, FactRows&) override {
        const std::string_view name = record.text(at("metric.__name__"));
        if (const auto counter = vllmCounterNamed(name))
            return readCounter(record, *counter);
        if (name == kGpuUse)
            readGpu(record);
    }

    void finish(FactRows& rows) override {
        if (m_models.empty())
            rows.tell("The file has no counters of vLLM, so it makes no rows.");
        for (const auto& [model, all] : m_models)
            addModel(model, all, rows);
    }

private:
    using SeriesOfModel = std::map<std::string, CounterSeries>; // by labels and counter

    void readCounter(Record& record, VllmCounter counter) {
        const std::string model(record.text(at("metric.model_name")));
        if (model.empty())
            return record.fail("metric.model_name", "The series does not say its model.");
        SeriesLabels labels = labelsOf(record.json(at("metric")));
        CounterSeries series{counter, {}, hostOf(labels), {}};
        std::string key = std::to_string(int(counter));
        for (const auto& [label, value] : labels) {
            const std::string part = identityOf({label, value});
            key += part;
            if (label != "finished_reason" && label != "model_name")
                series.server += part;
        }
        const auto known = m_models.find(model);
        if (known != m_models.end() && known->second.contains(key))
            series.samples = known->second.at(key).samples; // of an answer before
        eachSample(record, at("values"), [&](std::int64_t micros, std::string_view value) {
            addSample(record, series, micros, value);
        });
        if (!record.isSpoilt())
            m_models[model].insert_or_assign(key, std::move(series));
    }

    static void addSample(Record& record, CounterSeries& series, std::int64_t micros,
                          std::string_view value) {
        std::optional<std::int64_t> count;
        if (value != "NaN") {
            const WholeNumber number = parseCount(value);
            if (number.problem != nullptr)
                return record.fail("values", "'" + std::string(value.substr(0, 80)) + "' is " +
                                                 number.problem + ".");
            count = number.value;
        }
        const auto [known, isNew] = series.samples.emplace(micros, count);
        if (!isNew && known->second && count && *known->second != *count)
            return record.fail("values", "The series has two values at one time: " +
                                             std::to_string(*known->second) + " and " +
                                             std::to_string(*count) + ".");
        if (count)
            known->second = count;
    }

    void readGpu(Record& record) {
        const SeriesLabels labels = labelsOf(record.json(at("metric")));
        const auto name = labels.find("Hostname");
        std::string key;
        for (const auto& [label, value] : labels)
            key += identityOf({label, value});
        GpuSeries gpu = m_gpus[key]; // of an answer before
        gpu.host = name == labels.end() ? hostOf(labels) : name->second;
        eachSample(record, at("values"), [&](std::int64_t micros, std::string_view value) {
            if (value == "NaN")
                return;
            const auto percent = core::parseDecimal(value);
            if (!percent)
                return record.fail("values", percent.error().message);
            gpu.samples.emplace(micros, *percent);
        });
        if (!record.isSpoilt())
            m_gpus[key] = std::move(gpu);
    }

    void addModel(const std::string& model, const SeriesOfModel& all, FactRows& rows) {
        std::set<std::int64_t> known;
        for (const auto& [key, series] : all)
            for (const auto& [time, value] : series.samples)
                if (value)
                    known.insert(time);
        const std::vector<std::int64_t> times(known.begin(), known.end());
        std::vector<Step> steps(times.empty() ? 0 : times.size() - 1);
        for (const auto& [key, series] : all) {
            const std::vector<Increase> increases = increasesOf(series.samples, times);
            for (std::size_t i = 0; i < steps.size(); ++i)
                steps[i].add(series, increases[i]);
        }
        const std::vector<const GpuSeries*> gpus = gpusOf(all);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i].servers.empty()) // one server ended before the next one began
                continue;
            core::UsageFact usage;
            usage.periodStart = {times[i]};
            usage.periodEnd = {times[i + 1]};
            usage.model = model;
            addStep(steps[i], std::move(usage), gpus, rows);
        }
    }

    static void addStep(const Step& step, core::UsageFact usage,
                        const std::vector<const GpuSeries*>& gpus, FactRows& rows) {
        rows.nextRow();
        usage.line = rows.row();
        usage.provider = "self_hosted";
        const std::string problem = settleStep(step, usage);
        if (!problem.empty())
            return rows.reject(usage.model, toMillisText(usage.periodStart) + ": " + problem, {});
        Tags tags;
        tags.add("gpu_util_pct", meanUse(gpus, usage.periodEnd.micros));
        usage.tags = tags.finish();
        usage.identity = identityOfStep(usage, step);
        rows.add(std::move(usage));
    }

    /// Those of the model's hosts. Where the names do not meet, those of the only model.
    std::vector<const GpuSeries*> gpusOf(const SeriesOfModel& all) const {
        std::vector<const GpuSeries*> found;
        for (const auto& [key, gpu] : m_gpus)
            if (std::any_of(all.begin(), all.end(), [&host = gpu.host](const auto& one) {
                    return one.second.host == host;
                }))
                found.push_back(&gpu);
        if (found.empty() && m_models.size() == 1)
            for (const auto& [key, gpu] : m_gpus)
                found.push_back(&gpu);
        return found;
    }

    /// Rounded to two decimals where there are several; empty where there are none.
    static std::string meanUse(const std::vector<const GpuSeries*>& gpus, std::int64_t time) {
        std::optional<core::Decimal> sum;
        std::int64_t count = 0;
        for (const GpuSeries* gpu : gpus) {
            const auto found = gpu->samples.find(time);
            if (found == gpu->samples.end())
                continue;
            sum = plus(sum.value_or(core::Decimal{}), found->second);
            if (!sum)
                return {};
            ++count;
        }
        if (count <= 1)
            return sum ? toText(*sum) : std::string();
        constexpr int kPlaces = 2;
        constexpr int kGuard = 10; // the one division decides
        const auto fine = core::scaled(*sum, kPlaces + kGuard, core::Rounding::HalfEven);
        if (!fine)
            return {};
        return core::decimalText(
            core::divideRounded(*fine, core::powerOfTen(kGuard) * count, core::Rounding::HalfEven),
            kPlaces);
    }

    std::map<std::string, SeriesOfModel> m_models; // in the order of the rows
    std::map<std::string, GpuSeries> m_gpus;       // by labels
};

bool isKnownMetric(std::string_view name) {
    return name.starts_with("vllm:") || name == kGpuUse;
}

/// Series of other programs look the same.
Match matchSeries(const FileHead& head) {
    for (const FileHead::Place& place : head.places())
        for (const JsonValue& record : place.records)
            if (isKnownMetric(record.at("metric.__name__").text()))
                return {90, "Prometheus series of vLLM, metric.__name__ and values", 3};
    return {};
}

} // namespace

std::unique_ptr<Format> makePrometheusVllmDcgm() {
    FactFormatSpec spec;
    spec.name = "prometheus_vllm_dcgm";
    spec.title = "Prometheus series of vLLM and DCGM";
    spec.kind = core::FileKind::Usage;
    spec.signature = {{"metric.__name__"}, {"values"}};
    spec.match = matchSeries;
    spec.keys = pathsOf(kKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.order = Order::InFileOrder;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<SeriesReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

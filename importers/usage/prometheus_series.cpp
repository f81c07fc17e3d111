// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/prometheus_series.h"

#include "importers/common/json_text.h"

namespace ms::importers {

namespace {

std::string_view unquoted(std::string_view text) {
    const bool isText = text.size() >= 2 && text.front() == '"';
    return isText ? text.substr(1, text.size() - 2) : text;
}

} // namespace

std::optional<VllmCounter> vllmCounterNamed(std::string_view name) {
    struct Name {
        std::string_view text;
        VllmCounter counter;
    };
    static constexpr std::array kNames{
        Name{"prompt_tokens", VllmCounter::PromptTokens},
        Name{"generation_tokens", VllmCounter::OutputTokens},
        Name{"prefix_cache_hits", VllmCounter::PrefixHits},
        Name{"gpu_prefix_cache_hits", VllmCounter::PrefixHits}, // of older servers
        Name{"request_success", VllmCounter::Requests},
    };
    constexpr std::string_view kBefore = "vllm:";
    constexpr std::string_view kBehind = "_total";
    if (!name.starts_with(kBefore))
        return std::nullopt;
    name.remove_prefix(kBefore.size());
    if (name.ends_with(kBehind))
        name.remove_suffix(kBehind.size());
    for (const Name& known : kNames)
        if (known.text == name)
            return known.counter;
    return std::nullopt;
}

SeriesLabels labelsOf(JsonValue metric) {
    SeriesLabels labels;
    metric.eachMember([&](std::string_view name, JsonValue value) {
        if (name != "__name__")
            labels.emplace(name, value.toText());
    });
    return labels;
}

std::string hostOf(const SeriesLabels& labels) {
    const auto instance = labels.find("instance");
    return instance == labels.end() ? std::string()
                                    : instance->second.substr(0, instance->second.rfind(':'));
}

void eachSample(Record& record, std::size_t key, const SampleVisitor& visit) {
    static const TimeReader kUnixSeconds(TimeFormat::UnixSeconds, std::nullopt);
    if (!record.isList(key))
        return record.fail(record.name(key), "The series has no list of values over time. Save an "
                                             "answer of query_range.");
    JsonItems samples(rawValueAt(record.raw, record.steps(key)));
    while (const auto sample = samples.next()) {
        const bool isPair = sample->text.starts_with('[');
        JsonItems pair(isPair ? sample->text : std::string_view("[]"));
        const auto time = pair.next();
        const auto value = pair.next();
        const ReadTime read = kUnixSeconds.read(time ? unquoted(time->text) : std::string_view());
        if (!value || pair.next() || read.problem != nullptr)
            return record.fail(record.name(key), "'" + std::string(sample->text.substr(0, 80)) +
                                                     "' is no pair of a time and a value.");
        visit(read.micros, unquoted(value->text));
    }
}

} // namespace ms::importers

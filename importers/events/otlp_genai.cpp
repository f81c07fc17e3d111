// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/otlp_genai.h"

#include "importers/common/json_access.h"
#include "importers/common/record_reader.h"
#include "importers/events/otlp_raw_spans.h"
#include "importers/events/otlp_span.h"

#include <algorithm>

namespace ms::importers {

namespace dom = simdjson::dom;

namespace {

constexpr std::string_view kTitle = "OpenTelemetry GenAI spans";

EventMapping makeMapping() {
    EventMapping mapping;
    mapping.time = TimeReader(TimeFormat::UnixNanos, std::nullopt);
    mapping.attribution = {{"deployment.environment", "environment"}};
    return mapping;
}

/// Visit the elements of a list as (position, element).
template <class Visit>
void eachOf(JsonValue list, const Visit& visit) {
    dom::array elements;
    if (!list.isList() || JsonAccess::elementOf(list).get(elements) != simdjson::SUCCESS)
        return;
    std::size_t position = 0;
    for (const dom::element element : elements)
        visit(position++, JsonAccess::valueOf(element));
}

/// The member of an object, or `isRepeated` when its key stands twice.
struct OnlyMember {
    JsonValue value;
    bool isRepeated = false;

    OnlyMember(JsonValue object, std::string_view key) {
        dom::object members;
        if (!object.isObject() || JsonAccess::elementOf(object).get(members) != simdjson::SUCCESS)
            return;
        int count = 0;
        for (const auto [name, member] : members)
            if (name == key) {
                value = JsonAccess::valueOf(member);
                isRepeated = ++count > 1;
            }
    }
};

constexpr std::string_view kResources = "resourceSpans";
constexpr std::string_view kScopes = "scopeSpans";

class OtlpParser final : public ChunkParser {
public:
    OtlpParser(std::shared_ptr<const EventMapping> mapping, Layout layout)
        : m_mapping{std::move(mapping)}, m_records{makeJsonReader(
                                             std::make_shared<RecordShape>(kListsOfRecord),
                                             layout)} {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        m_records->start(chunk);
        out.sourceRows = 0;
        while (Record* const record = m_records->next(out)) {
            m_raw.reset();
            if (record->isSpoilt()) {
                out.reject(record->line, record->problemName(), record->problem(), record->raw);
            } else if (record->isList(0)) {
                --out.rows; // its spans are the rows
                eachOf(record->jsonAsIs(0), [&](std::size_t resource, JsonValue value) {
                    readResource(value, {resource, 0, 0}, *record, out);
                });
            } else if (record->isList(1)) {
                --out.rows;
                readResource(record->rootAsIs(), {}, *record, out);
            } else {
                ++out.skipped; // metrics, logs
            }
        }
    }

private:
    void readResource(JsonValue resource, SpanPlace place, Record& record, ParsedChunk& out) {
        m_spans.startResource(resource["resource"]);
        const OnlyMember scopes(resource, kScopes);
        if (scopes.isRepeated)
            return rejectRepeated(kScopes, record, out);
        eachOf(scopes.value, [&](std::size_t scope, JsonValue scopeSpans) {
            const OnlyMember spans(scopeSpans, "spans");
            if (spans.isRepeated)
                return rejectRepeated("spans", record, out);
            eachOf(spans.value, [&](std::size_t span, JsonValue value) {
                readSpan(value, {place.resource, scope, span}, record, out);
            });
        });
    }

    /// A list of which nobody knows where it is: none of its spans is a row.
    static void rejectRepeated(std::string_view key, const Record& record, ParsedChunk& out) {
        ++out.rows;
        out.reject(record.line, std::string(key),
                   "The key '" + std::string(key) + "' stands twice in one object.", record.raw);
    }

    void readSpan(JsonValue span, SpanPlace place, Record& record, ParsedChunk& out) {
        ++out.rows;
        m_draft.start(++*out.sourceRows);
        if (RepeatedKey found = span.keyTwice(); !found.problem.empty())
            return out.reject(record.line, std::move(found.key), std::move(found.problem),
                              rawSpan(place, record));
        const auto cost = [&](std::size_t attribute) {
            return RawSpans::numberOf(rawSpan(place, record), attribute);
        };
        if (m_spans.read(span, m_draft, *m_mapping, cost) == Verdict::Skip) {
            ++out.skipped;
            return;
        }
        const std::size_t rejects = out.rejects.size();
        m_draft.finish(*m_mapping, record, out);
        if (out.rejects.size() > rejects)
            out.rejects.back().raw = rawSpan(place, record);
    }

    std::string_view rawSpan(SpanPlace place, const Record& record) {
        if (!m_raw)
            m_raw.emplace(record.raw);
        return m_raw->at(place);
    }

    inline static const std::vector<std::string> kListsOfRecord{std::string(kResources),
                                                                std::string(kScopes)};
    std::shared_ptr<const EventMapping> m_mapping;
    std::unique_ptr<RecordReader> m_records;
    SpanReader m_spans;
    EventDraft m_draft;
    std::optional<RawSpans> m_raw; // of the record at hand
};

/// Does a resource of the file's head have a span with an attribute of a model call?
bool hasGenAiSpan(JsonValue resource) {
    bool isFound = false;
    eachOf(resource[kScopes], [&](std::size_t, JsonValue scope) {
        eachOf(scope["spans"], [&](std::size_t, JsonValue span) {
            eachOf(span["attributes"], [&](std::size_t, JsonValue attribute) {
                isFound = isFound || isGenAiKey(attribute["key"].text());
            });
        });
    });
    return isFound;
}

class OtlpGenai final : public Format {
public:
    std::string_view name() const override { return "otlp_genai"; }
    std::string_view title() const override { return kTitle; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(const FileHead& head) const override {
        const FileHead::Place* const place = resourcesOf(head);
        if (place == nullptr)
            return {};
        const std::string title(kTitle);
        if (std::any_of(place->records.begin(), place->records.end(), hasGenAiSpan))
            return {90, title + ", resourceSpans with spans that have gen_ai attributes", 4};
        return {60, title + ", resourceSpans; none of the first spans has gen_ai attributes", 3};
    }

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        const bool isLines = head.jsonShape() == FileHead::JsonShape::Lines;
        ReadPlan plan = jsonPlan(head, isLines ? "" : std::string(kResources));
        plan.makeParser = [mapping = std::make_shared<const EventMapping>(makeMapping()),
                           layout = plan.layout] {
            return std::make_unique<OtlpParser>(mapping, layout);
        };
        return plan;
    }

private:
    static const FileHead::Place* resourcesOf(const FileHead& head) {
        for (const FileHead::Place& place : head.places())
            if (place.at == kResources &&
                std::any_of(place.records.begin(), place.records.end(),
                            [](JsonValue resource) { return resource[kScopes].isList(); }))
                return &place;
        return nullptr;
    }
};

} // namespace

std::unique_ptr<Format> makeOtlpGenai() {
    return std::make_unique<OtlpGenai>();
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/event_format.h"

#include "importers/events/final_versions.h"
#include "models/core/check.h"

namespace ms::importers {

namespace {

// A value that must be the text that the mapping says.
constexpr std::string_view kSignatureField = "signature";

/// How a spec's records are read; shared by all threads.
struct EventReading {
    explicit EventReading(std::shared_ptr<const EventFormatSpec> its)
        : spec{std::move(its)}, fields(spec->keys.size()) {
        std::vector<std::string> paths;
        for (std::size_t key = 0; key < spec->keys.size(); ++key) {
            const SourceKey& source = spec->keys[key];
            paths.emplace_back(source.path);
            if (source.field.empty())
                continue;
            const auto field = source.field == kSignatureField
                                   ? EventField{EventField::Kind::Signature}
                                   : eventFieldNamed(source.field);
            CHECK(field.has_value(), "Every field that a format names is one of an event.");
            fields[key] = *field;
            if (key < spec->numbers.size())
                fields[key]->number = spec->numbers[key];
        }
        shape = std::make_shared<RecordShape>(std::move(paths));
    }

    const EventField* fieldOf(std::size_t key) const {
        return fields[key] ? &*fields[key] : nullptr;
    }

    std::shared_ptr<const EventFormatSpec> spec;
    std::vector<std::optional<EventField>> fields; // by key; empty: the row function's
    std::shared_ptr<const RecordShape> shape;
};

class EventParser final : public ChunkParser {
public:
    EventParser(std::shared_ptr<const EventReading> reading, std::unique_ptr<RecordReader> records)
        : m_reading{std::move(reading)}, m_records{std::move(records)} {
        const EventFormatSpec& spec = *m_reading->spec;
        if (spec.makeMemory)
            m_memory = spec.makeMemory();
        if (spec.versions == EventFormatSpec::Versions::FinalOnly)
            m_versions.emplace();
    }

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        m_records->start(chunk);
        while (Record* const record = m_records->next(out))
            read(*record, out);
    }
    void finish(ParsedChunk& out) override {
        if (m_versions)
            m_versions->handOn(out);
    }

private:
    Verdict settle(Record& record) {
        const EventFormatSpec& spec = *m_reading->spec;
        if (m_memory)
            return m_memory->settle(record, m_draft, spec.mapping);
        return spec.settle ? spec.settle(record, m_draft, spec.mapping) : Verdict::Take;
    }

    void read(Record& record, ParsedChunk& out) {
        const EventFormatSpec& spec = *m_reading->spec;
        m_draft.start(record.row);
        for (const std::uint32_t key : record.given())
            if (const EventField* const field = m_reading->fieldOf(key))
                m_draft.take(*field, record, key, spec.mapping);
        if (settle(record) == Verdict::Skip && !record.isSpoilt()) {
            ++out.skipped;
            return;
        }
        if (!m_versions)
            return m_draft.finish(spec.mapping, record, out);
        if (const core::EventRecord* const event = m_draft.complete(spec.mapping, record, out))
            m_versions->take(*event, out);
    }

    std::shared_ptr<const EventReading> m_reading;
    std::unique_ptr<RecordReader> m_records;
    EventDraft m_draft;
    std::unique_ptr<EventMemory> m_memory;
    std::optional<FinalVersions> m_versions;
};

class EventFormat final : public Format {
public:
    explicit EventFormat(EventFormatSpec spec)
        : m_spec{std::make_shared<EventFormatSpec>(std::move(spec))} {}
    std::string_view name() const override { return m_spec->name; }
    std::string_view title() const override { return m_spec->title; }
    core::FileKind kind() const override { return core::FileKind::Events; }
    Match match(const FileHead& head) const override {
        const Shape shape = shapeOf(head);
        return matchOf(shape.found, m_spec->title, shape.signature);
    }
    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        return planEvents(m_spec, head, shapeOf(head).found.recordsAt);
    }

private:
    /// By which of its signatures a file is of the format.
    struct Shape {
        SignatureMatch found;
        std::span<const SignatureField> signature;
    };
    Shape shapeOf(const FileHead& head) const {
        Shape shape{findSignature(head, m_spec->signature), m_spec->signature};
        for (const auto& other : m_spec->otherSignatures)
            if (!shape.found.fits)
                shape = {findSignature(head, other), other};
        return shape;
    }

    std::shared_ptr<const EventFormatSpec> m_spec;
};

} // namespace

core::Result<ReadPlan> planEvents(std::shared_ptr<const EventFormatSpec> spec, const FileHead& head,
                                  const std::string& recordsAt) {
    const auto reading = std::make_shared<const EventReading>(spec);
    ReadPlan plan;
    if (head.csv()) {
        auto place = placeOf(*reading->shape, *head.csv());
        if (!place)
            return place.error();
        plan = csvPlan(head);
        plan.makeParser = [reading, place = *std::move(place)] {
            return std::make_unique<EventParser>(reading, makeCsvReader(reading->shape, place));
        };
    } else {
        plan = jsonPlan(head, recordsAt);
        plan.makeParser = [reading, layout = plan.layout] {
            return std::make_unique<EventParser>(reading, makeJsonReader(reading->shape, layout));
        };
    }
    if (spec->makeMemory || spec->versions == EventFormatSpec::Versions::FinalOnly)
        plan.order = Order::InFileOrder;
    plan.info.identity = spec->identity;
    plan.info.source = spec->source;
    return plan;
}

std::unique_ptr<Format> makeEventFormat(EventFormatSpec spec) {
    return std::make_unique<EventFormat>(std::move(spec));
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"
#include "importers/events/event_format.h"
#include "importers/events/otlp_attributes.h"

#include <functional>
#include <string>
#include <string_view>

namespace ms::importers {

/// Reads spans into drafts, one after the other. For one thread.
class SpanReader {
public:
    /// What the spans to come have in common.
    void startResource(JsonValue resource) { m_resource.read(resource["attributes"]); }
    /// Fill `draft` from a span, or find that it is no call of a model. `cost`: gives the digits of
    /// the attribute at a place of the span's list.
    using RawNumber = std::function<std::string_view(std::size_t place)>;
    Verdict read(JsonValue span, EventDraft& draft, const EventMapping& mapping,
                 const RawNumber& cost);

private:
    struct Parts { // of a span
        std::string_view traceId, spanId, parentId, name;
        JsonValue start, end, status;
    };
    bool takeParts(JsonValue span, EventDraft& draft, Parts& parts);
    bool isCall(std::string_view spanName) const;
    std::string_view callKind() const;
    void setIds(const Parts& parts, EventDraft& draft);
    void setTimes(const Parts& parts, EventDraft& draft, const EventMapping& mapping);
    void setFirstToken(EventDraft& draft);
    void setTexts(const Parts& parts, EventDraft& draft);
    void takeCost(EventDraft& draft, const RawNumber& cost);
    void attributeAll(EventDraft& draft, const EventMapping& mapping);

    SpanAttributes m_resource;
    SpanAttributes m_span;
};

/// An id in small hex digits: some writers have them in base64, some in capitals. What is neither
/// comes back as it is.
std::string hexId(std::string_view id);

} // namespace ms::importers

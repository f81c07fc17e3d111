// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_format.h"

#include <array>
#include <span>
#include <string_view>

namespace ms::importers {

/// Langfuse's observations, of which generations and embeddings are calls of a model, and others
/// are if they have used tokens: agents and spans repeat what their children used elsewhere.
/// Tokens as in langfuse_usage.h. Costs are dollars, of the client or of Langfuse's own price list;
/// zero where it has no price. The exports name the same things in their own ways.
/// The record of an observation that says more is final: its usage comes last, and not all exports
/// have its session and user.
/// Source  FORMATS.md 6.6, 6.7, 6.8.

/// What is read of an observation, in the order of an export's list of keys.
enum class LangfuseKey : std::uint8_t {
    Id,
    Trace,
    Parent,
    Session,
    Type,
    StartTime,
    EndTime,
    FirstTokenTime,
    Environment,
    User,
    ProvidedModel,
    Model, // where there is no other
    Usage,
    OlderUsage, // input, output, total, unit
    CostDetails,
    TotalCost,
    OlderTotalCost,
    Latency,
    FirstTokenLatency,
    PromptName,
    PromptVersion,
    TraceName,
    Tags,
    Metadata,
    Level,
    StatusMessage,
    Count
};

/// How an export writes durations.
enum class LangfuseDurations : std::uint8_t { Seconds, Millis };

/// A format of observations under the source "langfuse"; name, title and signature are missing.
/// `keys`: what the export calls each LangfuseKey; empty where it has nothing of the kind.
EventFormatSpec langfuseSpec(std::span<const std::string_view> keys, LangfuseDurations durations);

/// The names of the user interface and of the application interface, but for the tags of a trace.
constexpr std::array<std::string_view, std::size_t(LangfuseKey::Count)>
langfuseCamelCaseKeys(std::string_view tags) {
    return {"id",
            "traceId",
            "parentObservationId",
            "sessionId",
            "type",
            "startTime",
            "endTime",
            "completionStartTime",
            "environment",
            "userId",
            "providedModelName",
            "model",
            "usageDetails",
            "usage",
            "costDetails",
            "totalCost",
            "calculatedTotalCost",
            "latency",
            "timeToFirstToken",
            "promptName",
            "promptVersion",
            "traceName",
            tags,
            "metadata",
            "level",
            "statusMessage"};
}

} // namespace ms::importers

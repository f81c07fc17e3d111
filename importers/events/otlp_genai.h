// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// OpenTelemetry spans with GenAI attributes, as the collector's file exporter writes them: an
/// object with nested resources, scopes and spans a line; also one such document, or a list of
/// them. A row is a span, counted through the file. Spans of agents, workflows and tools are no
/// calls: they repeat their children. Input includes cached tokens and output includes reasoning,
/// unless the counts show that the writer passes on what the provider counts beside; absent cache
/// counts are zero, and writes have no lifetime. Older names of attributes and those of
/// OpenLLMetry are read too. Times are Unix nanoseconds; costs, which only vendors add, dollars.
/// Source  FORMATS.md 6.10.
std::unique_ptr<Format> makeOtlpGenai();

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Bodies of Gemini's generateContent, from the Gemini API or from Vertex AI, as applications log
/// them, and their error bodies. The prompt includes cached tokens; the tool prompt is further
/// input. Thoughts are beside the candidates where the total has room for them, else within (older
/// answers). Absent counts are zero. The chunks of a stream share an id and have growing counts:
/// the largest is final. Times are those of Vertex, or what the logger added as "timestamp", in
/// ISO 8601; there is no cost.
/// Source  FORMATS.md 6.18.
std::unique_ptr<Format> makeGeminiGenerate();

} // namespace ms::importers

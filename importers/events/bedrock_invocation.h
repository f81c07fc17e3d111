// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Bedrock's model invocation log, as it lies in S3 (JSON Lines) or comes out of CloudWatch, where
/// each record stands as text in a "message". Input is without cached tokens, but with them for
/// models of the OpenAI family. The lifetimes of cache writes are only in the body of the answer,
/// if that is in the log: in Anthropic's usage object, in Converse's cacheDetails, or in the events
/// of a stream. The model keeps its region prefix, which is a part of its price. Times are UTC;
/// there is no cost.
/// Source  FORMATS.md 6.19.
std::unique_ptr<Format> makeBedrockInvocation();

} // namespace ms::importers

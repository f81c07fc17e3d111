// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/inference.h"
#include "models/report/section.h"

namespace ms::report {

/// What calls of each kind cost: generation, embedding, search, rerank, ... Id "inference".
Section inferenceSection(const analysis::InferenceTable& table, const Context& context);

/// What a question costs that is answered from documents, and which of its parts. Rows count whole
/// actions, so they lead to no attempts. Id "rag_queries".
Section ragSection(const analysis::InferenceTable& table, const Context& context);

} // namespace ms::report

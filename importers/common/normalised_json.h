// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"

#include <string>
#include <unordered_map>

namespace ms::importers {

/// Writes rows as the normalised records of FORMATS.md section 1: one JSON object each, null fields
/// left out but for those that are always written, flags sorted, money as canonical decimal text.
/// One object a file, rows in file order: where the log has no attempt numbers, they are told by
/// order of appearance.
class NormalisedJson {
public:
    explicit NormalisedJson(const core::SourceInfo& info);
    /// The event at `row` of `block`.
    std::string event(const core::EventBlock& block, std::size_t row);
    /// A row that is no event (fact_json.h).
    std::string fact(const core::Fact& fact) const;

private:
    std::string m_source;
    core::Identity m_identity;
    std::unordered_map<std::string, std::int64_t> m_attempts; // by request id
};

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/workspace.h"

#include <stdexcept>
#include <vector>

namespace ms::tests {

/// Import rows as one file, whose content hashes to `hash`; throws what goes wrong.
inline store::Batch importFacts(store::Workspace& workspace, core::FileKind kind,
                                const std::vector<core::Fact>& facts, std::uint64_t hash,
                                const std::string& source = "test") {
    auto import = workspace.beginImport({});
    core::SourceInfo info;
    info.kind = kind;
    info.path = "/in/prices.csv";
    info.source = source;
    if (!(*import)->begin(info) || !(*import)->facts(facts))
        throw std::runtime_error{"facts"};
    core::ReadTotals totals;
    totals.rows = std::int64_t(facts.size());
    totals.hash = hash;
    totals.notes = {"first", "second"};
    if (!(*import)->end(totals))
        throw std::runtime_error{"end"};
    auto receipt = (*import)->commit();
    if (!receipt)
        throw std::runtime_error{receipt.error().message};
    return *receipt;
}

} // namespace ms::tests

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/scope_rows.h"

#include "models/frame/columns.h"
#include "models/frame/parallel.h"

#include <algorithm>

namespace ms::frame {

using core::TextColumn;
using query::Scope;

namespace {

/// Which codes of a text column the scope keeps, one byte a code.
template <class IsKept>
std::vector<std::uint8_t> keptCodes(const TextCodes& column, const IsKept& isKept) {
    std::vector<std::uint8_t> kept;
    for (const std::string& text : column.texts)
        kept.push_back(isKept(text) ? 1 : 0);
    return kept;
}

void clearUnless(const CodeColumn& codes, const std::vector<std::uint8_t>& kept, std::size_t begin,
                 std::size_t end, std::uint8_t* isIn) {
    if (codes.isConstant()) {
        if (!kept[0])
            std::fill(isIn + begin, isIn + end, std::uint8_t(0));
        return;
    }
    codes.visit([&](const auto* values) {
        for (std::size_t row = begin; row < end; ++row)
            isIn[row] &= kept[values[row]];
    });
}

core::Status markScope(const Columns& columns, const Scope& scope, std::vector<std::uint8_t>& isIn,
                       std::stop_token stop) {
    const auto environment = columns.text(TextColumn::Environment, stop);
    if (!environment)
        return environment.error();
    const auto mode = columns.text(TextColumn::DataMode, stop);
    if (!mode)
        return mode.error();
    const auto keptEnvironments = keptCodes(**environment, [&](const std::string& text) {
        if (scope.kind == Scope::Kind::Production)
            return text.empty() || text == "production";
        return std::find(scope.environments.begin(), scope.environments.end(), text) !=
               scope.environments.end();
    });
    const auto keptModes = keptCodes(**mode, [&](const std::string& text) {
        return scope.kind == Scope::Kind::Named || text.empty() || text == "real";
    });
    const bool isDone = parallelBlocks(
        blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned, std::size_t block) {
            const std::size_t begin = block * kBlockRows;
            const std::size_t end = std::min(columns.rows(), begin + kBlockRows);
            clearUnless((*environment)->codes, keptEnvironments, begin, end, isIn.data());
            clearUnless((*mode)->codes, keptModes, begin, end, isIn.data());
        });
    if (!isDone)
        return cancelled();
    return {};
}

void markRequests(const EntityIndex& requests, ScopeRows& scope) {
    scope.isFirst = requests.isSingle;
    const auto isIn = [&scope](std::uint32_t row) { return scope.isIn.empty() || scope.isIn[row]; };
    for (std::size_t e = 0; e < requests.entities(); ++e) {
        std::uint32_t last = UINT32_MAX;
        for (std::uint32_t i = requests.starts[e]; i < requests.starts[e + 1]; ++i) {
            const std::uint32_t row = requests.rows[i];
            if (!isIn(row))
                continue;
            if (last == UINT32_MAX)
                scope.isFirst[row] = 1;
            else
                scope.retries.push_back(last);
            last = row;
        }
    }
    std::sort(scope.retries.begin(), scope.retries.end());
}

} // namespace

core::Result<std::unique_ptr<const ScopeRows>>
rowsInScope(const Columns& columns, const Scope& scope, std::stop_token stop) {
    auto rows = std::make_unique<ScopeRows>();
    const auto isLive = columns.isLive();
    rows->isIn.assign(isLive.begin(), isLive.end());
    if (scope.kind != Scope::Kind::All) {
        if (rows->isIn.empty())
            rows->isIn.assign(columns.rows(), 1);
        const core::Status status = markScope(columns, scope, rows->isIn, stop);
        if (!status)
            return status.error();
        const bool isAllIn = std::find(rows->isIn.begin(), rows->isIn.end(), 0) == rows->isIn.end();
        if (isAllIn)
            rows->isIn = {};
    }
    const auto requests = columns.entities(EntityKind::Request, stop);
    if (!requests)
        return requests.error();
    markRequests(**requests, *rows);
    return std::unique_ptr<const ScopeRows>(std::move(rows));
}

} // namespace ms::frame

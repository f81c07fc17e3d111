// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"

#include <utility>
#include <vector>

namespace ms::app {

/// Hands on what it takes: the base of sinks that look at one thing on its way to the store.
class PassingSink : public core::RowSink {
public:
    explicit PassingSink(core::RowSink& target) : m_target{target} {}
    core::Status begin(const core::SourceInfo& info) override { return m_target.begin(info); }
    void expectRows(std::uint64_t rows) override { m_target.expectRows(rows); }
    core::Status events(core::EventBlock block) override {
        return m_target.events(std::move(block));
    }
    core::Status facts(std::vector<core::Fact> facts) override {
        return m_target.facts(std::move(facts));
    }
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override {
        return m_target.rejects(std::move(diagnostics));
    }
    core::Status end(const core::ReadTotals& totals) override { return m_target.end(totals); }

private:
    core::RowSink& m_target;
};

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"
#include "models/report/table.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::analysis {
class Scatter;
}

namespace ms::report {

/// One answer: a finding in words, figures in a table, charts of the same figures, and what they
/// rest on. Screen, command line and exports are made from it alone.
struct Section {
    std::string id;      // for programs: "units"
    std::string title;   // what is asked: "Cost per unit"
    std::string finding; // what came out, a sentence with its figure; empty: nothing to say
    Table table;
    std::vector<Chart> charts;
    std::vector<std::string> notes; // sentences: rules in force, what is missing or left out
    query::Filter filter;           // what was asked; rows are drilled into from here
    /// Points of which a part can be selected on screen; null: none.
    std::shared_ptr<const analysis::Scatter> scatter = nullptr;
};

/// What every answer says of where its figures come from.
struct Context {
    std::string currency;
    std::string zone;
    std::string book;
    std::string period; // "May 2026"
};

} // namespace ms::report

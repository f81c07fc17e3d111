// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/query.h"
#include "models/session/snapshot.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ms::app {

/// How a verb prints.
enum class OutputFormat { Terminal, Json, Csv };

/// --json and --csv.
struct OutputOptions {
    bool isJson = false;
    bool isCsv = false;
    void addTo(CLI::App& verb);
    OutputFormat format() const {
        return isJson ? OutputFormat::Json : isCsv ? OutputFormat::Csv : OutputFormat::Terminal;
    }
};

/// --from --to --zone --where --environment --book --currency: the same for every question.
struct QuestionOptions {
    std::string workspace;
    std::string from;
    std::string to;
    std::string zone;
    std::vector<std::string> where;
    std::string environment = "production";
    std::string book;
    std::string currency;
    std::optional<int> reopenDays; // of a verb that offers it; nothing: the workspace's

    void addTo(CLI::App& verb);
    /// Open the workspace through these options' book and zone.
    /// Errors  Usage: unknown book, zone or currency; those of Workspace::open.
    core::Result<session::SnapshotPtr> open(std::stop_token stop) const;
    /// Errors  Usage: a range, dimension or value that cannot be read.
    core::Result<query::Filter> filter(const core::Zone& zone) const;
};

/// What was asked for cannot be: a sentence that says why.
core::Error usage(std::string message);
/// --by, the dimensions of the rows; what `by` holds is its default.
void addGroupingTo(CLI::App& verb, std::string& by);
/// "tenant, tier, ..., hour": the names of all dimensions, for help texts.
std::string dimensionList();
/// "tenant,feature" as dimensions. Errors  Usage: names the unknown one and lists the known.
core::Result<std::vector<query::Dimension>> dimensionsNamed(const std::string& commaSeparated);

} // namespace ms::app

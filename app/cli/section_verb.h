// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_code.h"
#include "app/cli/shared_options.h"
#include "models/report/section.h"
#include "models/session/snapshot.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::app {

/// Options of a verb that answers in report sections.
struct SectionOptions {
    QuestionOptions question;
    OutputOptions output;
    std::string section; // id of the only one to print; empty: all

    void addTo(CLI::App& verb);
    /// For a verb with one section: without --section.
    void addOneTo(CLI::App& verb);
};

/// What a verb asks once the workspace is open and the filter is read.
struct SectionQuestion {
    const session::Snapshot& snapshot;
    const query::Filter& filter;
    const report::Context& context;
    const query::EventSource& source() const { return *snapshot.source; }
};
using SectionMaker = std::function<core::Result<std::vector<report::Section>>(
    const SectionQuestion& question, std::stop_token stop)>;

/// Open the workspace, make the sections and print them.
ExitCode answer(const SectionOptions& options, const SectionMaker& make, std::stop_token stop);

} // namespace ms::app

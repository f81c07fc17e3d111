// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/core/result.h"
#include "models/report/section.h"
#include "models/session/import_service.h"
#include "models/session/place.h"
#include "models/session/session.h"
#include "models/session/snapshot.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

class QWidget;

namespace ms::views {

/// What a section is asked with: chips and drill path together, and what it is asked by.
struct SectionQuestion {
    query::Filter filter;
    std::vector<query::Dimension> by; // empty unless the source has a default
    report::Context context;
};

/// A row in which somebody typed.
struct EditedRow {
    const report::Table& table;
    std::vector<std::string> texts; // one a column, with what was typed
    std::size_t column = 0;         // that was typed into

    const std::string& at(std::string_view name) const {
        return texts[report::columnNamed(table, name)];
    }
};

/// Cells of a section that can be typed into, and the rows of a native file that says so.
struct SectionEdits {
    std::vector<std::string> columns; // by name
    /// Errors  BadInput: why it cannot be so, a sentence.
    std::function<core::Result<session::EnteredRows>(const EditedRow& row)> rowsFor;
};

/// One answer of a page, and who gives it.
struct SectionSource {
    /// Threads  called on a worker; the snapshot outlives the call.
    using Ask = std::function<core::Result<report::Section>(
        const session::Snapshot& snapshot, const SectionQuestion& question, std::stop_token stop)>;

    std::string id; // as the command line calls it: "concentration"
    QString title;  // of its tab
    Ask ask;
    std::vector<query::Dimension> by = {}; // its default; empty: it is not asked by dimensions
    std::string verb = {};                 // of the command line, where it is not the page's
    std::optional<SectionEdits> edits = {};
    /// A setting that the section depends on, above it; empty: none.
    std::function<QWidget*(session::Session& session)> makeTool = {};
};

/// A page that is nothing but sections. Name its icon in navigation.cpp.
struct ReportPageSpec {
    session::Page page = session::Page::Units;
    QString title;
    std::string verb; // of the command line: "units"
    std::vector<SectionSource> sections;
};

} // namespace ms::views

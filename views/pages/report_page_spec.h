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
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

class QWidget;

namespace ms::views {

class OptionEditor;

/// What a section is asked with: chips and drill path together, and what it is asked by.
struct SectionQuestion {
    query::Filter filter;
    std::vector<query::Dimension> by; // empty unless the source has a default
    report::Context context;
    std::map<std::string, std::string> options = {}; // those that are not the default

    /// As it was chosen or typed; empty: the default.
    std::string option(const std::string& name) const {
        const auto found = options.find(name);
        return found == options.end() ? std::string() : found->second;
    }
};

/// Something that a section can be asked with, as the command line can.
struct SectionOption {
    struct Choice {
        std::string value; // as the command line takes it; empty: the default
        QString title;
    };
    std::string name; // on the command line, without dashes: "idle"
    QString title;
    QString help;      // a sentence
    QString byDefault; // what holds when nothing is typed: "none", "20"
    /// What it can be; empty: what is typed, which the section reads or refuses.
    std::vector<Choice> choices = {};
    /// The same where the workspace decides.
    std::function<std::vector<Choice>(const session::Snapshot&)> choicesOf = {};
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

/// Where a row leads: to another section of its page, asked with this. Empty options are those
/// that take their default again.
struct RowTarget {
    std::string section;
    std::map<std::string, std::string> options;
    friend bool operator==(const RowTarget&, const RowTarget&) = default;
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
    std::vector<SectionOption> options = {};
    enum class Grouping { Any, One } grouping = Grouping::Any; // how many dimensions make sense
    std::optional<SectionEdits> edits = {};
    /// A setting that the section depends on, above it; empty: none.
    std::function<QWidget*(session::Session& session)> makeTool = {};
    /// Where a row leads instead of to its attempts; nothing: to those.
    using LeadsTo = std::function<std::optional<RowTarget>(const report::Table&, std::size_t row)>;
    LeadsTo leadsTo = {};
};

/// A page that is nothing but sections. Name its icon in navigation.cpp.
struct ReportPageSpec {
    session::Page page = session::Page::Units;
    QString title;
    std::string verb; // of the command line: "units"
    std::vector<SectionSource> sections;
    /// What all its sections are asked with, where a form of their options is not enough.
    std::function<OptionEditor*()> makeEditor = {};
};

} // namespace ms::views

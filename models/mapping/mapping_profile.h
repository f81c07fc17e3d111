// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"
#include "models/mapping/token_convention.h"
#include "models/mapping/value_formats.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::mapping {

/// How the columns of a CSV file or workbook, or the keys of a JSON file, map to normalised rows.
/// Source  resources/profiles/README.md documents the JSON form.
struct MappingProfile {
    enum class FileFormat : std::uint8_t { Csv, Json };
    /// A normalised field and where its values come from. Which fields there are depends on the
    /// kind: those of an event, or the columns of a native file (DESIGN.md section 4).
    struct Field {
        std::string name;                          // "tenant"
        std::string source;                        // column, or dotted path in JSON
        NumberFormat number = NumberFormat::Plain; // of fields that hold numbers
        TimeFormat time = TimeFormat::Iso;         // of fields that hold times or days
        friend bool operator==(const Field&, const Field&) = default;
    };

    std::string name;
    std::string title;
    std::string source; // who wrote the file: part of the identity of its rows
    core::FileKind kind = core::FileKind::Events;
    FileFormat format = FileFormat::Csv;
    std::optional<char> delimiter;
    std::string encoding; // empty: found by content; else as `--encoding` names it
    std::string header;   // fingerprintOf() the header, or JSON keys, that it was made for; empty:
                          // any that fits
    core::Identity identity = core::Identity::RequestAndAttempt;
    std::vector<Field> fields;
    std::optional<std::string> zone; // of times without one; absent: UTC is assumed and flagged
    TokenConvention tokens;
    std::vector<std::pair<std::string, std::string>> constants; // normalised name -> text
    std::vector<std::string> ignored;                           // known columns, not read
    core::PrivacyRules privacy; // of fields that say who a row is about

    /// Null when the field is not mapped.
    const Field* fieldNamed(std::string_view field) const;
    /// All columns or paths that are read.
    std::vector<std::string> sources() const;
    friend bool operator==(const MappingProfile&, const MappingProfile&) = default;
};

/// What becomes of a saved profile when another one is saved under its name.
enum class Namesake : std::uint8_t { Keep, Replace };

/// What tells one header from another: a short text that depends on every name and on their order.
std::string fingerprintOf(const std::vector<std::string>& columns);

} // namespace ms::mapping

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/number_format.h"
#include "importers/common/time_format.h"
#include "importers/common/token_counts.h"
#include "models/core/import_stream.h"
#include "models/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::importers {

/// How a CSV or JSON log of model calls maps to normalised events.
/// Source  resources/profiles/README.md documents the JSON form.
struct Profile {
    enum class FileFormat : std::uint8_t { Csv, JsonLines };
    struct Field {
        std::string name;   // normalised: "tenant"
        std::string source; // column, or dotted path in JSON
        NumberFormat number = NumberFormat::Plain;
    };
    struct Time {
        std::string source;
        TimeFormat format = TimeFormat::Iso;
        std::optional<std::string> zone; // of times without one; absent: UTC is assumed and flagged
    };

    std::string name;
    std::string title;
    std::string source; // who wrote the log: part of the identity of its events
    FileFormat format = FileFormat::Csv;
    std::optional<char> delimiter;
    core::Identity identity = core::Identity::RequestAndAttempt;
    std::vector<Field> fields;
    std::optional<Time> time;
    TokenConvention tokens;
    std::vector<std::pair<std::string, std::string>> constants; // normalised name -> text
    std::vector<std::string> ignored;                           // known columns, not read

    /// All columns or paths that are read.
    std::vector<std::string> sources() const;
};

/// Read a profile document; `nameOfSource` (a file name) is told in errors.
/// Errors  BadInput: no valid JSON (with line), an unknown key, field or format (with its place in
/// the document), a field twice, a zone that does not exist.
core::Result<Profile> parseProfile(std::string_view text, std::string_view nameOfSource);

/// A built-in profile by name, or the profile in a file.
/// Errors  Usage: neither; Storage; BadInput as parseProfile.
core::Result<Profile> loadProfile(const std::string& nameOrPath);

/// The profiles that come with the program, by name.
const std::vector<Profile>& builtInProfiles();

} // namespace ms::importers

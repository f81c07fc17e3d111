// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <utility>

namespace ms::core {

/// What a user gave to be read: a file, or one part of it.
struct InputFile {
    std::filesystem::path path;
    std::string part;    // a file in a zip archive or a sheet of a workbook; empty: the only file,
                         // the first sheet that is not hidden
    std::string shownAs; // what to call it where the path means nothing: "(standard input)"

    InputFile() = default;
    InputFile(std::filesystem::path file) : path{std::move(file)} {}
    InputFile(std::filesystem::path file, std::string itsPart)
        : path{std::move(file)}, part{std::move(itsPart)} {}

    /// "/data/bills.zip/may/focus.csv"
    std::string name() const {
        return (shownAs.empty() ? path.string() : shownAs) + (part.empty() ? "" : "/" + part);
    }
    /// "bills.zip/may/focus.csv"
    std::string shortName() const {
        return (shownAs.empty() ? path.filename().string() : shownAs) +
               (part.empty() ? "" : "/" + part);
    }
    friend bool operator==(const InputFile&, const InputFile&) = default;
};

} // namespace ms::core

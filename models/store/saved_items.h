// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/time.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ms::store {

/// A page as an analyst set it up: enough to show it again.
struct SavedView {
    std::string name;  // of its own among views
    std::string page;  // "whatif": session::nameOf
    std::string place; // the rest, as a document: session::placeText
    std::string note;
    core::Instant savedAt;
    friend bool operator==(const SavedView&, const SavedView&) = default;
};

/// Views that are handed out together.
struct SavedReport {
    std::string name; // of its own among reports
    std::string title;
    std::vector<std::string> views; // names, in order
    core::Instant savedAt;
    friend bool operator==(const SavedReport&, const SavedReport&) = default;
};

/// Everything that is saved, in order of name.
struct SavedItems {
    std::vector<SavedView> views;
    std::vector<SavedReport> reports;
    friend bool operator==(const SavedItems&, const SavedItems&) = default;
};

/// One step: nothing before is a new one, nothing after a deletion, both a change or another name.
template <class Item>
struct SavedChange {
    std::optional<Item> before;
    std::optional<Item> after;
    SavedChange reversed() const { return {after, before}; }
    friend bool operator==(const SavedChange&, const SavedChange&) = default;
};
using SavedStep = std::variant<SavedChange<SavedView>, SavedChange<SavedReport>>;
/// What takes the step back.
inline SavedStep reversed(const SavedStep& step) {
    return std::visit([](const auto& change) -> SavedStep { return change.reversed(); }, step);
}

inline constexpr std::size_t kMostSaved = 1000;  // of each kind, in a workspace
inline constexpr std::size_t kLongestName = 200; // characters
inline constexpr std::size_t kLongestNote = 2000;
inline constexpr std::size_t kLongestPlace = 1 << 18; // bytes; scenarios are in it

/// `name` without blanks around it, if it can be one: a line of text of at most kLongestName
/// characters.
/// Errors  Usage: a sentence that says what is wrong with it.
core::Result<std::string> savedName(const std::string& name);

/// What is saved in the workspace at `path`. It is no part of Workspace::version(): no figure
/// depends on it.
/// Errors  those of Workspace::open.
core::Result<SavedItems> savedIn(const std::filesystem::path& path);

/// Make one step there, or none of it.
/// Errors  Usage: `before` is not so any more; the name of `after` is empty, too long or taken; a
///         view that is deleted is part of a report, or one of a report's is not there. Those of
///         Workspace::open.
core::Status changeSaved(const std::filesystem::path& path, const SavedStep& step);

} // namespace ms::store

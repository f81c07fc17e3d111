// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace ms::importers {

/// What people and models say to each other is never kept. It is told by the name of its field, and
/// where no name tells it, by its looks.

/// What a field holds, by the names that lead to it.
enum class SaidBy : unsigned char {
    Nobody,    // a value
    Somebody,  // a prompt, an answer, a document, or a part of one
    Structure, // within those, what kind of part it is: role, type, model, reason to stop
};
SaidBy saidBy(std::span<const std::string> names);

/// At least `words` words of letters.
bool hasWords(std::string_view text, std::size_t words);
/// A number as logs write them, which is no prompt whatever its field is called.
bool isWrittenNumber(std::string_view text);

/// What stands for a text that is not kept: "[1234 characters]".
std::string placeholderFor(std::string_view text);
bool isPlaceholder(std::string_view text);

} // namespace ms::importers

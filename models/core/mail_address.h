// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// What looks like an e-mail address: a local part, an at-sign (also as "%40" of web addresses or
/// "\u0040" of JSON), and a domain of two names or more whose last one has no digits. Letters of
/// any script count, so that an address that touches text of another script is taken with too much
/// rather than with too little. An address without a dot in its domain ("root@localhost") is none,
/// and neither are versions: "claude-3-5-sonnet@20240620", "tool@1.2.3".

/// Whether an address can stand in `text` at all. Cost  three searches for a few bytes.
bool mayHoldMailAddress(std::string_view text);

struct TextSpan {
    std::size_t begin = 0;
    std::size_t size = 0;
};
/// The first address that begins at `from` or behind it, within a text of any kind.
std::optional<TextSpan> nextMailAddress(std::string_view text, std::size_t from);

/// Whether all of `text`, blanks around it aside, is one address.
bool looksLikeEmail(std::string_view text);

/// The same address in the one form that stands for all ways to write it: without blanks, "@" for
/// its escapes, small letters. Domains have no case, and no provider tells mailboxes apart by case,
/// while logs and billing systems write one person either way.
std::string plainMailAddress(std::string_view address);

} // namespace ms::core

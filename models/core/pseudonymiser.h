// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ms::core {

/// Makes the token that stands for a value: the same for the same value and key, and without the
/// key no way back and no way to try values out. Where the key lives is the caller's affair; it is
/// never in a workspace.
class Pseudonymiser {
public:
    virtual ~Pseudonymiser() = default;
    /// "u_" and 20 small letters and digits. Errors  Storage, BadInput: there is no key to be had.
    virtual Result<std::string> tokenOf(std::string_view value) = 0;
    /// What tells one key from another and gives nothing away: 8 hexadecimal digits.
    virtual Result<std::string> keyFingerprint() = 0;
};

/// The token of a keyed hash: its first 100 bits in base 32. A million million values would have
/// to be there before two of them shared one.
/// Input  at least 13 bytes of hash.
std::string tokenText(std::span<const std::uint8_t> hash);

/// Whether a text is a token already, so that what was replaced once stays as it is.
bool isToken(std::string_view text);

} // namespace ms::core

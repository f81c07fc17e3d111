// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// Passwords of programs that stray into logs, told by how vendors write them: sk-..., sk-ant-...,
/// AKIA..., ghp_..., github_pat_..., glpat-..., AIza..., xoxb-..., hf_..., "Bearer ..." and signed
/// web tokens. What is left of one says what it was: "sk-…[masked]".

/// `text` with such values masked; nullopt when there is none.
std::optional<std::string> withoutSecrets(std::string_view text);

/// Whether a value is as long and as mixed as passwords of programs are, for values whose field
/// says that they are one. Hexadecimal digests of 64 digits are not: gateways log them instead.
bool looksLikeSecret(std::string_view value);
/// What is left of a value that is a secret as a whole: "abc…[masked]".
std::string maskedSecret(std::string_view value);

} // namespace ms::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/pseudonymiser.h"

#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// Puts tokens in the place of what tells who somebody is. The first failure of the source of
/// tokens is kept and ends the replacing: what is returned from then on must not be stored, and
/// holds nothing of the values that were to be replaced.
class PrivateTexts {
public:
    explicit PrivateTexts(Pseudonymiser& tokens) : m_tokens{tokens} {}

    /// `text` with a token for each e-mail address in it; nullopt when there is none.
    std::optional<std::string> withoutAddresses(std::string_view text);
    /// The token of a whole value: of an address the one that withoutAddresses() gives. An empty
    /// text and a token stay as they are.
    std::string tokenFor(std::string_view value);

    /// Whether a token was made.
    bool hasReplaced() const { return m_hasReplaced; }
    const Status& status() const { return m_status; }

private:
    std::string token(std::string_view value);

    Pseudonymiser& m_tokens;
    Status m_status;
    bool m_hasReplaced = false;
};

} // namespace ms::core

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/private_texts.h"

#include "models/core/mail_address.h"

namespace ms::core {

std::string PrivateTexts::token(std::string_view value) {
    if (!m_status)
        return {};
    auto token = m_tokens.tokenOf(value);
    if (!token) {
        m_status = token.error();
        return {};
    }
    m_hasReplaced = true;
    return *std::move(token);
}

std::optional<std::string> PrivateTexts::withoutAddresses(std::string_view text) {
    if (!mayHoldMailAddress(text))
        return std::nullopt;
    if (looksLikeEmail(text))
        return token(plainMailAddress(text));
    std::string replaced;
    std::size_t copied = 0;
    while (const auto address = nextMailAddress(text, copied)) {
        replaced += text.substr(copied, address->begin - copied);
        replaced += token(plainMailAddress(text.substr(address->begin, address->size)));
        copied = address->begin + address->size;
    }
    if (copied == 0)
        return std::nullopt;
    return replaced.append(text.substr(copied));
}

std::string PrivateTexts::tokenFor(std::string_view value) {
    if (value.empty() || isToken(value))
        return std::string(value);
    return token(looksLikeEmail(value) ? plainMailAddress(value) : std::string(value));
}

} // namespace ms::core

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/row_mask.h"

#include "importers/common/prose.h"
#include "models/core/secret_text.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// How much a text must say before it counts as said where its field does not tell.
constexpr std::size_t kWordsOfProse = 15;     // in a field of its own
constexpr std::size_t kWordsOfBrokenRow = 2;  // where fields cannot be told apart
constexpr std::size_t kWordsOfQuotedText = 3; // in a sentence that says why
constexpr std::size_t kWordsOfKey = 4;
constexpr std::size_t kMostOfStructure = 64; // bytes of a role, a kind, a name of a model

bool namesSecret(std::string_view name) {
    constexpr std::array<std::string_view, 8> kNames{"authorization", "apikey",      "secret",
                                                     "password",      "accesstoken", "authtoken",
                                                     "privatekey",    "cookie"};
    std::string letters;
    for (const char c : name)
        if (c != '_' && c != '-' && c != '.' && c != ' ')
            letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return letters == "token" || letters == "bearer" ||
           std::any_of(kNames.begin(), kNames.end(),
                       [&](std::string_view known) { return letters.ends_with(known); });
}

bool isSaid(const RowPiece& piece) {
    switch (piece.kind) {
    case RowPiece::Kind::Plain:
        return false;
    case RowPiece::Kind::Key:
        return hasWords(piece.text, kWordsOfKey);
    case RowPiece::Kind::Bare:
        return hasWords(piece.text, kWordsOfBrokenRow) ||
               (saidBy(piece.names) == SaidBy::Somebody && hasWords(piece.text, 1));
    case RowPiece::Kind::Text:
        break;
    }
    switch (saidBy(piece.names)) {
    case SaidBy::Nobody:
        return hasWords(piece.text, kWordsOfProse);
    case SaidBy::Somebody:
        return !isWrittenNumber(piece.text);
    case SaidBy::Structure:
        return piece.text.size() > kMostOfStructure || piece.text.find(' ') != kNone;
    }
    return true;
}

std::optional<std::string> maskedPiece(const RowPiece& piece) {
    if (isPlaceholder(piece.text))
        return std::nullopt;
    if (isSaid(piece))
        return placeholderFor(piece.text);
    if (piece.kind == RowPiece::Kind::Text && !piece.names.empty() &&
        namesSecret(piece.names.back()) && core::looksLikeSecret(piece.text))
        return core::maskedSecret(piece.text);
    return core::withoutSecrets(piece.text);
}

/// "organization.usage.result": a name that programs give, however many words it is made of.
bool isName(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

/// Cut before a word that holds an at-sign: half an address would not be known as one.
void cut(std::string& raw) {
    if (raw.size() <= RowMask::kKeptBytes)
        return;
    constexpr std::size_t kLongestAddress = 320;
    std::size_t end = RowMask::kKeptBytes - RowMask::kCutMark.size();
    const std::size_t word =
        raw.find_last_of(" \t\r\n\",;|:<>()[]{}", end - 1) + 1; // npos + 1 is 0
    if (end - word <= kLongestAddress && raw.substr(word, end - word).find('@') != kNone)
        end = word;
    raw.resize(end);
    raw += RowMask::kCutMark;
}

} // namespace

void RowMask::apply(core::Diagnostic& reject) const {
    std::string_view raw = reject.raw;
    const bool wasCut = raw.ends_with(kCutMark);
    if (wasCut)
        raw.remove_suffix(kCutMark.size());
    std::string masked = m_form.edited(raw, maskedPiece);
    cut(masked);
    if (wasCut && !masked.ends_with(kCutMark))
        masked += kCutMark;
    reject.raw = std::move(masked);
    reject.reason = maskedReason(reject.column, std::move(reject.reason));
}

std::string maskedReason(const std::string& column, std::string reason) {
    if (!reason.starts_with('\''))
        return core::withoutSecrets(reason).value_or(reason);
    std::size_t end = reason.rfind("' is ");
    if (end == kNone || end == 0)
        end = reason.rfind('\'');
    const std::string_view value = std::string_view(reason).substr(1, end == 0 ? 0 : end - 1);
    // A word or two tell what is wrong with a cell, whatever its column is called.
    const bool isKept = value == column || isPlaceholder(value) || isName(value) ||
                        !hasWords(value, kWordsOfQuotedText);
    if (isKept)
        return core::withoutSecrets(reason).value_or(reason);
    return "A text" + reason.substr(end + 1);
}

} // namespace ms::importers

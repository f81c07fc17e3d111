// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/pseudonymiser.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace ms::app {

/// Tokens by HMAC-SHA-256 with the key of this user: 32 random bytes in a file of their own beside
/// the settings, readable by the user alone and made when a token is first wanted. A workspace that
/// is given away thus holds nothing to guess addresses with.
/// Errors  Storage: the file can be neither read nor made. BadInput: it is damaged, or others may
/// read it. There is no way on without the key.
/// Cost    about a microsecond a value; values that come again are remembered.
/// Threads one at a time; any number of programs may make the key at once and get the same.
class PrivacyKey final : public core::Pseudonymiser {
public:
    explicit PrivacyKey(std::filesystem::path file = usualFile());
    core::Result<std::string> tokenOf(std::string_view value) override;
    core::Result<std::string> keyFingerprint() override;

    /// `privacy.key` in settingsHome().
    static std::filesystem::path usualFile();

private:
    static constexpr std::size_t kBytes = 32;
    using Key = std::array<char, kBytes>;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    core::Status load();
    std::string hashOf(std::string_view value) const;

    std::filesystem::path m_file;
    std::optional<Key> m_key;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> m_known;
};

} // namespace ms::app

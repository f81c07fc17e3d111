// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_block.h"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ms::store {

/// Codes of the workspace for the texts of one dictionary-coded column, while importing.
class TextDictionary {
public:
    TextDictionary(SQLite::Database& db, core::TextColumn column);

    /// Turn codes of a block into codes of the workspace.
    void translate(const std::vector<std::string>& blockTexts,
                   const std::vector<std::uint32_t>& blockCodes, std::vector<std::uint32_t>& codes);
    /// Store the texts that are new.
    void save();

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    SQLite::Database& m_db;
    core::TextColumn m_column;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_codes;
    std::vector<std::string> m_new; // codes follow on those stored
    std::uint32_t m_stored = 0;     // texts stored, not counting the empty one
};

} // namespace ms::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/text_dictionary.h"

#include <SQLiteCpp/Statement.h>

namespace ms::store {

TextDictionary::TextDictionary(SQLite::Database& db, core::TextColumn column)
    : m_db{db}, m_column{column} {
    m_codes.emplace(std::string{}, 0);
    SQLite::Statement rows{db, "SELECT code, text FROM dictionary WHERE field = ?"};
    rows.bind(1, int(column));
    while (rows.executeStep()) {
        m_codes.emplace(rows.getColumn(1).getString(), rows.getColumn(0).getUInt());
        ++m_stored;
    }
}

void TextDictionary::translate(const std::vector<std::string>& blockTexts,
                               const std::vector<std::uint32_t>& blockCodes,
                               std::vector<std::uint32_t>& codes) {
    std::vector<std::uint32_t> ours;
    ours.reserve(blockTexts.size());
    for (const std::string& text : blockTexts) {
        const auto known = m_codes.find(text);
        if (known != m_codes.end()) {
            ours.push_back(known->second);
            continue;
        }
        m_new.push_back(text);
        const auto code = std::uint32_t(m_stored + m_new.size());
        m_codes.emplace(text, code);
        ours.push_back(code);
    }
    codes.resize(blockCodes.size());
    for (std::size_t row = 0; row < codes.size(); ++row)
        codes[row] = ours[blockCodes[row]];
}

void TextDictionary::save() {
    SQLite::Statement insert{m_db, "INSERT INTO dictionary (field, code, text) VALUES (?, ?, ?)"};
    for (const std::string& text : m_new) {
        insert.bind(1, int(m_column));
        insert.bind(2, ++m_stored);
        insert.bind(3, text);
        insert.exec();
        insert.reset();
    }
    m_new.clear();
}

} // namespace ms::store

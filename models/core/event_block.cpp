// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/event_block.h"

#include "models/core/same_text.h"

#include <algorithm>
#include <functional>

namespace ms::core {

/// Texts of one column and their codes. Open addressing on std::hash, because this is asked 23
/// times an event; most columns repeat the text of the row before, which is tried first.
class EventBlock::Dictionary {
public:
    Dictionary() { clear(); }

    std::uint32_t codeOf(std::string_view text) {
        if (!isSameText(text, m_texts[m_last]))
            m_last = find(text);
        return m_last;
    }
    const std::vector<std::string>& texts() const { return m_texts; }
    void clear() {
        m_texts.assign(1, std::string());
        m_slots.assign(64, kFree);
        m_hashes.assign(1, 0);
        m_last = 0;
    }

private:
    static constexpr std::uint32_t kFree = 0; // code 0 is the empty text and needs no slot

    std::uint32_t find(std::string_view text) {
        if (text.empty())
            return 0;
        const std::size_t hash = std::hash<std::string_view>{}(text);
        std::size_t slot = hash & (m_slots.size() - 1);
        while (m_slots[slot] != kFree) {
            const std::uint32_t code = m_slots[slot];
            if (m_hashes[code] == hash && m_texts[code] == text)
                return code;
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        const auto code = static_cast<std::uint32_t>(m_texts.size());
        m_texts.emplace_back(text);
        m_hashes.push_back(hash);
        m_slots[slot] = code;
        if (m_texts.size() * 2 > m_slots.size())
            grow();
        return code;
    }

    void grow() {
        m_slots.assign(m_slots.size() * 2, kFree);
        for (std::uint32_t code = 1; code < m_texts.size(); ++code) {
            std::size_t slot = m_hashes[code] & (m_slots.size() - 1);
            while (m_slots[slot] != kFree)
                slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = code;
        }
    }

    std::vector<std::string> m_texts;
    std::vector<std::size_t> m_hashes;
    std::vector<std::uint32_t> m_slots;
    std::uint32_t m_last = 0;
};

EventBlock::EventBlock() {
    for (auto& dictionary : m_dictionaries)
        dictionary = std::make_unique<Dictionary>();
}
EventBlock::~EventBlock() = default;
EventBlock::EventBlock(EventBlock&&) noexcept = default;
EventBlock& EventBlock::operator=(EventBlock&&) noexcept = default;

void EventBlock::reserve(std::size_t rows) {
    for (auto& column : m_numbers)
        column.reserve(rows);
    for (auto& column : m_codes)
        column.reserve(rows);
    for (Texts& texts : m_ids)
        texts.ends.reserve(rows);
    for (Texts& texts : m_blobs)
        texts.ends.reserve(rows);
}

void EventBlock::append(const EventRecord& record) {
    for (std::size_t c = 0; c < kNumberColumns; ++c)
        m_numbers[c].push_back(record.numbers[c]);
    for (std::size_t c = 0; c < kTextColumns; ++c)
        m_codes[c].push_back(m_dictionaries[c]->codeOf(record.texts[c]));
    for (std::size_t c = 0; c < kIdColumns; ++c)
        m_ids[c].append(record.ids[c]);
    for (std::size_t c = 0; c < kBlobColumns; ++c)
        m_blobs[c].append(record.blobs[c]);
    ++m_size;
}

void EventBlock::addToAll(NumberColumn c, std::int64_t summand) {
    for (std::int64_t& number : m_numbers[std::size_t(c)])
        number += summand;
}

void EventBlock::Texts::edit(const TextEdit& edit) {
    Texts edited;
    edited.ends.reserve(ends.size());
    for (std::size_t row = 0; row < ends.size(); ++row) {
        const auto text = edit(at(row));
        edited.append(text ? std::string_view(*text) : at(row));
    }
    *this = std::move(edited);
}

void EventBlock::edit(TextColumn c, const TextEdit& edit) {
    const std::vector<std::string>& texts = dictionary(c);
    std::vector<std::optional<std::string>> edits;
    for (const std::string& text : texts)
        edits.push_back(edit(text));
    if (std::none_of(edits.begin(), edits.end(), [](const auto& text) { return bool(text); }))
        return;
    auto edited = std::make_unique<Dictionary>();
    std::vector<std::uint32_t> newCodes;
    for (std::size_t code = 0; code < texts.size(); ++code)
        newCodes.push_back(edited->codeOf(edits[code] ? *edits[code] : texts[code]));
    for (std::uint32_t& code : m_codes[std::size_t(c)])
        code = newCodes[code];
    m_dictionaries[std::size_t(c)] = std::move(edited);
}

void EventBlock::clear() {
    m_size = 0;
    for (auto& column : m_numbers)
        column.clear();
    for (auto& column : m_codes)
        column.clear();
    for (auto& dictionary : m_dictionaries)
        dictionary->clear();
    for (auto& texts : m_ids)
        texts.clear();
    for (auto& texts : m_blobs)
        texts.clear();
}

std::vector<std::int64_t> EventBlock::takeNumbers(NumberColumn c) {
    return std::move(m_numbers[std::size_t(c)]);
}

const std::vector<std::string>& EventBlock::dictionary(TextColumn c) const {
    return m_dictionaries[std::size_t(c)]->texts();
}

EventRecord EventBlock::record(std::size_t row) const {
    EventRecord record;
    for (std::size_t c = 0; c < kNumberColumns; ++c)
        record.numbers[c] = m_numbers[c][row];
    for (std::size_t c = 0; c < kTextColumns; ++c)
        record.texts[c] = m_dictionaries[c]->texts()[m_codes[c][row]];
    for (std::size_t c = 0; c < kIdColumns; ++c)
        record.ids[c] = m_ids[c].at(row);
    for (std::size_t c = 0; c < kBlobColumns; ++c)
        record.blobs[c] = m_blobs[c].at(row);
    return record;
}

} // namespace ms::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_record.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::core {

/// A run of events of one file, column by column, in file order: what importers hand to the store.
/// Texts are dictionary-coded within the block, ids are kept as text, so that a block can be built
/// on any thread without knowing the workspace.
class EventBlock {
public:
    EventBlock();
    ~EventBlock();
    EventBlock(EventBlock&&) noexcept;
    EventBlock& operator=(EventBlock&&) noexcept;

    /// Make room for `rows` events.
    void reserve(std::size_t rows);
    /// Copy `record` to the end of the block.
    void append(const EventRecord& record);
    std::size_t size() const { return m_size; }
    /// Add to a number of every event; it must be known for all.
    void addToAll(NumberColumn c, std::int64_t summand);
    /// What takes the place of a text; nullopt leaves it.
    using TextEdit = std::function<std::optional<std::string>(std::string_view)>;
    /// Replace texts of a column. Cost  one call a distinct text; one a row of ids and blobs. Texts
    /// that become equal get one code.
    void edit(TextColumn c, const TextEdit& edit);
    void edit(IdColumn c, const TextEdit& edit) { m_ids[std::size_t(c)].edit(edit); }
    void edit(BlobColumn c, const TextEdit& edit) { m_blobs[std::size_t(c)].edit(edit); }
    /// Keep capacity, drop the events.
    void clear();

    const std::vector<std::int64_t>& numbers(NumberColumn c) const {
        return m_numbers[std::size_t(c)];
    }
    /// The same, moved out: the block has no such column from then on.
    std::vector<std::int64_t> takeNumbers(NumberColumn c);
    /// Codes into `dictionary(c)`; code 0 is always the empty text.
    const std::vector<std::uint32_t>& codes(TextColumn c) const { return m_codes[std::size_t(c)]; }
    const std::vector<std::string>& dictionary(TextColumn c) const;
    /// False: all are empty.
    bool hasAny(IdColumn c) const { return !m_ids[std::size_t(c)].bytes.empty(); }
    bool hasAny(BlobColumn c) const { return !m_blobs[std::size_t(c)].bytes.empty(); }
    std::string_view id(IdColumn c, std::size_t row) const { return m_ids[std::size_t(c)].at(row); }
    std::string_view blob(BlobColumn c, std::size_t row) const {
        return m_blobs[std::size_t(c)].at(row);
    }
    /// All texts of the column end to end: what is in none of them is not in there.
    std::string_view bytes(IdColumn c) const { return m_ids[std::size_t(c)].bytes; }
    std::string_view bytes(BlobColumn c) const { return m_blobs[std::size_t(c)].bytes; }
    /// The event at `row`; its texts live as long as the block is not changed.
    EventRecord record(std::size_t row) const;

private:
    struct Texts { // texts of one column, end to end
        std::string bytes;
        std::vector<std::uint32_t> ends;
        std::string_view at(std::size_t row) const {
            const std::size_t begin = row == 0 ? 0 : ends[row - 1];
            return std::string_view(bytes).substr(begin, ends[row] - begin);
        }
        void append(std::string_view text) {
            bytes.append(text);
            ends.push_back(static_cast<std::uint32_t>(bytes.size()));
        }
        void edit(const TextEdit& edit);
        void clear() {
            bytes.clear();
            ends.clear();
        }
    };
    class Dictionary;

    std::size_t m_size = 0;
    std::array<std::vector<std::int64_t>, kNumberColumns> m_numbers;
    std::array<std::vector<std::uint32_t>, kTextColumns> m_codes;
    std::array<std::unique_ptr<Dictionary>, kTextColumns> m_dictionaries;
    std::array<Texts, kIdColumns> m_ids;
    std::array<Texts, kBlobColumns> m_blobs;
};

} // namespace ms::core

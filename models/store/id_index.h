// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/column_codec.h"
#include "models/store/page_cache.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::store {

/// Hash of an id. Replaceable, so that tests can force collisions.
using IdHash = std::uint64_t (*)(std::string_view);
std::uint64_t strongIdHash(std::string_view text); // XXH3-64

/// One list of ids: gives every distinct text a dense key, from 1 on; key 0 is the empty text.
/// A hash finds the candidate, the text decides. Texts of full pages are kept elsewhere,
/// compressed; candidates on pages that are not at hand are gathered and settled page by page, so
/// that a block decodes each old page once. Cost  18 to 36 bytes a text, the page being filled, and
/// the pages of `pages`.
class IdIndex {
public:
    using Pages = RecentlyUsed<Texts>;
    /// A page that has become full, or is as full as it gets.
    struct Page {
        std::uint32_t number = 0;
        std::shared_ptr<const Texts> texts;
    };
    IdIndex(IdHash hash, std::shared_ptr<Pages> pages, std::size_t list);

    /// Make room for `texts` in all.
    void reserve(std::size_t texts);
    /// About so many rows will be asked for in all, repeats included. A guess from the size of the
    /// file: it saves growing step by step, nothing else depends on it.
    void expectRows(std::uint64_t rows) { m_rowsExpected = rows; }
    /// Take in a stored page; pages come in order and all but the last are full.
    void addStored(const Texts& page);
    /// Keys of `texts`, known ones and new ones. `keys` has the size of `texts`.
    /// Threads  one at a time; those of other lists may do the same with the same `pages`.
    core::Status intern(const std::vector<std::string_view>& texts,
                        std::vector<std::uint32_t>& keys);
    /// Pages that have become full since the last call, in order; to be stored.
    std::vector<Page> takeFull() { return std::exchange(m_full, {}); }
    /// The same at the end: the page being filled is among them if it has texts that are not
    /// stored.
    std::vector<Page> takeRest();
    std::uint32_t size() const { return m_size; } // key 0 included

private:
    struct Slot { // the hash in halves, so that a slot takes 12 bytes
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::uint32_t key = 0; // 0: free
        bool holds(std::uint64_t hash) const { return hashOf() == hash; }
        std::uint64_t hashOf() const { return std::uint64_t(high) << 32 | low; }
    };
    struct Open { // candidate on a page that is not at hand
        std::uint32_t row;
        std::uint32_t key;
    };
    enum class Match { Equal, Different, PageNeeded };

    static Slot slotOf(std::uint64_t hash, std::uint32_t key) {
        return {std::uint32_t(hash), std::uint32_t(hash >> 32), key};
    }
    std::shared_ptr<Texts> makePage() const;
    const Texts* atHand(std::uint32_t page);
    Match compare(std::uint32_t key, std::string_view text);
    std::uint32_t lookUp(std::string_view text, std::uint64_t hash, std::uint32_t& needed);
    std::uint32_t add(std::string_view text, std::uint64_t hash, std::size_t slot);
    core::Status settle(const std::vector<std::string_view>& texts,
                        std::vector<std::uint32_t>& keys, std::vector<Open> open);
    void place(std::uint64_t hash, std::uint32_t key);
    void growIfNeeded();
    std::size_t grownSize() const;
    void resize(std::size_t slots);
    /// Where to look first. Follows the order of the hashes, so that slots of any number will do.
    std::size_t homeOf(std::uint64_t hash) const {
        __extension__ using Wide = unsigned __int128;
        return std::size_t(Wide{hash} * m_slots.size() >> 64);
    }
    std::size_t after(std::size_t slot) const { return ++slot == m_slots.size() ? 0 : slot; }

    IdHash m_hash;
    std::shared_ptr<Pages> m_pages;
    std::size_t m_list;
    std::vector<Slot> m_slots;
    std::uint32_t m_size = 1;
    std::uint32_t m_added = 0; // texts that were not stored
    std::uint64_t m_rowsSeen = 0;
    std::uint64_t m_rowsExpected = 0;
    std::vector<std::uint64_t> m_rowHashes; // of the block at hand
    std::size_t m_pageBytes = 0;            // of the page filled last
    std::shared_ptr<Texts> m_filling;
    std::uint32_t m_fillingPage = 0;
    std::vector<Page> m_full;
    bool m_hasUnstored = false;
    std::shared_ptr<const Texts> m_lastPage; // the full page compared with last
    std::uint32_t m_lastPageNumber = 0;
};

} // namespace ms::store

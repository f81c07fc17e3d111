// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/column_codec.h"
#include "models/store/page_cache.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace ms::store {

/// Hash of an id. Replaceable, so that tests can force collisions.
using IdHash = std::uint64_t (*)(std::string_view);
std::uint64_t strongIdHash(std::string_view text); // XXH3-64

/// One list of ids: gives every distinct text a dense key, from 1 on; key 0 is the empty text.
/// A hash finds the candidate, the text decides. Texts of full pages are kept elsewhere,
/// compressed; candidates on pages that are not at hand are gathered and settled page by page, so
/// that a block decodes each old page once. Cost  24 bytes a text, the page being filled, and the
/// pages of `pages`.
class IdIndex {
public:
    using Pages = RecentlyUsed<Texts>;
    /// `seal` takes a page that has become full (or, by `flush`, is as full as it gets).
    using Seal = std::function<core::Status(std::uint32_t page, std::shared_ptr<const Texts>)>;
    IdIndex(IdHash hash, std::shared_ptr<Pages> pages, std::size_t list, Seal seal);

    /// Take in a stored page; pages come in order and all but the last are full.
    void addStored(const Texts& page);
    /// Keys of `texts`, known ones and new ones. `keys` has the size of `texts`.
    core::Status intern(const std::vector<std::string_view>& texts,
                        std::vector<std::uint32_t>& keys);
    /// Hand the page being filled to `seal`, if it has texts that are not stored.
    core::Status flush();
    std::uint32_t size() const { return std::uint32_t(m_hashes.size()); } // key 0 included

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t key = 0; // 0: free
    };
    struct Open { // candidate on a page that is not at hand
        std::uint32_t row;
        std::uint32_t key;
    };
    enum class Match { Equal, Different, PageNeeded };

    static std::uint32_t tagOf(std::uint64_t hash) { return std::uint32_t(hash >> 32); }
    Match compare(std::uint32_t key, std::string_view text);
    core::Status lookUp(std::string_view text, std::uint64_t hash, std::uint32_t& key,
                        std::uint32_t& needed);
    core::Status add(std::string_view text, std::uint64_t hash, std::size_t slot,
                     std::uint32_t& key);
    core::Status settle(const std::vector<std::string_view>& texts,
                        std::vector<std::uint32_t>& keys, std::vector<Open> open);
    void place(std::uint64_t hash, std::uint32_t key);
    void growIfNeeded();
    std::size_t mask() const { return m_slots.size() - 1; }

    IdHash m_hash;
    std::shared_ptr<Pages> m_pages;
    std::size_t m_list;
    Seal m_seal;
    std::vector<Slot> m_slots;
    std::vector<std::uint64_t> m_hashes;    // by key
    std::vector<std::uint64_t> m_rowHashes; // of the block at hand
    std::shared_ptr<Texts> m_filling;
    std::uint32_t m_fillingPage = 0;
    bool m_hasUnstored = false;
    std::shared_ptr<const Texts> m_lastPage; // the full page compared with last
    std::uint32_t m_lastPageNumber = 0;
};

} // namespace ms::store

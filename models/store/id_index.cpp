// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/id_index.h"

#include "models/core/check.h"
#include "models/store/body_reader.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace ms::store {

std::uint64_t strongIdHash(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

IdIndex::IdIndex(IdHash hash, std::shared_ptr<Pages> pages, std::size_t list, Seal seal)
    : m_hash{hash}, m_pages{std::move(pages)}, m_list{list}, m_seal{std::move(seal)}, m_slots(1024),
      m_hashes(1, 0), m_filling{std::make_shared<Texts>()} {
    m_filling->append({}); // key 0
}

void IdIndex::addStored(const Texts& page) {
    const std::size_t first = m_hashes.size() == 1 ? 1 : 0; // key 0 is there already
    for (std::size_t i = first; i < page.size(); ++i) {
        const std::uint64_t hash = m_hash(page.at(i));
        m_hashes.push_back(hash);
        place(hash, std::uint32_t(m_hashes.size() - 1));
        growIfNeeded();
    }
    m_fillingPage = std::uint32_t(m_hashes.size() / kPageTexts);
    if (page.size() < kPageTexts)
        *m_filling = page;
    else
        m_filling->clear();
}

IdIndex::Match IdIndex::compare(std::uint32_t key, std::string_view text) {
    const std::uint32_t page = key / kPageTexts;
    const Texts* texts = nullptr;
    if (page == m_fillingPage) {
        texts = m_filling.get();
    } else {
        if (!m_lastPage || m_lastPageNumber != page) {
            auto kept = m_pages->find(pageId(m_list, page));
            if (!kept)
                return Match::PageNeeded;
            m_lastPage = std::move(kept);
            m_lastPageNumber = page;
        }
        texts = m_lastPage.get();
    }
    return texts->at(key % kPageTexts) == text ? Match::Equal : Match::Different;
}

/// Find or add `text`. When a candidate's page is not at hand, nothing changes and `needed` is it.
core::Status IdIndex::lookUp(std::string_view text, std::uint64_t hash, std::uint32_t& key,
                             std::uint32_t& needed) {
    std::size_t slot = hash & mask();
    for (; m_slots[slot].key != 0; slot = (slot + 1) & mask()) {
        if (m_slots[slot].tag != tagOf(hash))
            continue;
        switch (compare(m_slots[slot].key, text)) {
        case Match::Equal:
            key = m_slots[slot].key;
            return {};
        case Match::PageNeeded:
            needed = m_slots[slot].key;
            return {};
        case Match::Different:
            break;
        }
    }
    return add(text, hash, slot, key);
}

core::Status IdIndex::add(std::string_view text, std::uint64_t hash, std::size_t slot,
                          std::uint32_t& key) {
    key = std::uint32_t(m_hashes.size());
    CHECK(key != 0xFFFFFFFF, "a list of ids holds at most 2^32 - 2 texts");
    m_slots[slot] = {tagOf(hash), key};
    m_hashes.push_back(hash);
    m_filling->append(text);
    m_hasUnstored = true;
    growIfNeeded();
    if (m_filling->size() < kPageTexts)
        return {};
    auto full = std::exchange(m_filling, std::make_shared<Texts>());
    m_pages->put(pageId(m_list, m_fillingPage), full);
    m_hasUnstored = false;
    return m_seal(m_fillingPage++, std::move(full));
}

core::Status IdIndex::intern(const std::vector<std::string_view>& texts,
                             std::vector<std::uint32_t>& keys) {
    constexpr std::size_t kAhead = 12; // rows; about one memory access of work
    m_rowHashes.resize(texts.size());
    for (std::size_t row = 0; row < texts.size(); ++row)
        if (!texts[row].empty())
            m_rowHashes[row] = m_hash(texts[row]);
    std::vector<Open> open;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (row + kAhead < texts.size())
            __builtin_prefetch(&m_slots[m_rowHashes[row + kAhead] & mask()]);
        if (texts[row].empty()) {
            keys[row] = 0;
        } else if (row > 0 && keys[row - 1] != 0 && texts[row] == texts[row - 1]) {
            keys[row] = keys[row - 1];
        } else {
            keys[row] = 0;
            std::uint32_t needed = 0;
            if (auto done = lookUp(texts[row], m_rowHashes[row], keys[row], needed); !done)
                return done;
            if (needed != 0)
                open.push_back({std::uint32_t(row), needed});
        }
    }
    return settle(texts, keys, std::move(open));
}

core::Status IdIndex::settle(const std::vector<std::string_view>& texts,
                             std::vector<std::uint32_t>& keys, std::vector<Open> open) {
    // By page, then by row: every page is decoded once, and the outcome does not depend on chance.
    std::sort(open.begin(), open.end(), [](const Open& a, const Open& b) {
        return std::pair{a.key / kPageTexts, a.row} < std::pair{b.key / kPageTexts, b.row};
    });
    for (const Open& one : open) {
        const std::string_view text = texts[one.row];
        const std::uint64_t hash = m_rowHashes[one.row];
        std::size_t slot = hash & mask();
        for (; m_slots[slot].key != 0; slot = (slot + 1) & mask()) {
            if (m_slots[slot].tag != tagOf(hash))
                continue;
            const std::uint32_t candidate = m_slots[slot].key;
            if (candidate / kPageTexts != m_fillingPage)
                if (auto page = m_pages->get(pageId(m_list, candidate / kPageTexts)); !page)
                    return page.error();
            if (compare(candidate, text) == Match::Equal) {
                keys[one.row] = candidate;
                break;
            }
        }
        if (keys[one.row] != 0)
            continue;
        if (auto added = add(text, hash, slot, keys[one.row]); !added)
            return added;
    }
    return {};
}

core::Status IdIndex::flush() {
    if (!m_hasUnstored)
        return {};
    m_hasUnstored = false;
    return m_seal(m_fillingPage, std::make_shared<Texts>(*m_filling));
}

void IdIndex::place(std::uint64_t hash, std::uint32_t key) {
    std::size_t slot = hash & mask();
    while (m_slots[slot].key != 0)
        slot = (slot + 1) & mask();
    m_slots[slot] = {tagOf(hash), key};
}

void IdIndex::growIfNeeded() {
    if (m_hashes.size() * 3 < m_slots.size() * 2)
        return;
    m_slots.assign(m_slots.size() * 2, {});
    for (std::uint32_t key = 1; key < m_hashes.size(); ++key)
        place(m_hashes[key], key);
}

} // namespace ms::store

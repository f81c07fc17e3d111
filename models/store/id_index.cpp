// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/id_index.h"

#include "models/core/check.h"
#include "models/store/body_reader.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace ms::store {

namespace {

/// At least a third of the slots stay free.
constexpr std::size_t slotsFor(std::size_t texts) {
    return texts + texts / 2 + 1;
}

} // namespace

std::uint64_t strongIdHash(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

IdIndex::IdIndex(IdHash hash, std::shared_ptr<Pages> pages, std::size_t list)
    : m_hash{hash}, m_pages{std::move(pages)}, m_list{list}, m_slots(1024), m_filling{makePage()} {
    m_filling->append({}); // key 0
}

/// An empty page with room for as much as the one before it holds: texts of a list are much alike.
std::shared_ptr<Texts> IdIndex::makePage() const {
    auto page = std::make_shared<Texts>();
    if (m_pageBytes > 0) {
        page->bytes.reserve(m_pageBytes + m_pageBytes / 64);
        page->ends.reserve(kPageTexts);
    }
    return page;
}

void IdIndex::addStored(const Texts& page) {
    const std::size_t first = m_size == 1 ? 1 : 0; // key 0 is there already
    for (std::size_t i = first; i < page.size(); ++i) {
        place(m_hash(page.at(i)), m_size++);
        growIfNeeded();
    }
    m_fillingPage = m_size / kPageTexts;
    if (page.size() < kPageTexts)
        *m_filling = page;
    else
        m_filling->clear();
}

/// The page if it is in memory; good until the next call.
const Texts* IdIndex::atHand(std::uint32_t page) {
    if (page == m_fillingPage)
        return m_filling.get();
    for (const Page& full : m_full) // not stored yet, so it must not be looked for there
        if (full.number == page)
            return full.texts.get();
    if (!m_lastPage || m_lastPageNumber != page) {
        auto kept = m_pages->find(pageId(m_list, page));
        if (!kept)
            return nullptr;
        m_lastPage = std::move(kept);
        m_lastPageNumber = page;
    }
    return m_lastPage.get();
}

IdIndex::Match IdIndex::compare(std::uint32_t key, std::string_view text) {
    const Texts* texts = atHand(key / kPageTexts);
    if (texts == nullptr)
        return Match::PageNeeded;
    return texts->at(key % kPageTexts) == text ? Match::Equal : Match::Different;
}

/// The key of `text`, which is added if it is new. When a candidate's page is not at hand, nothing
/// changes, `needed` is the candidate, and the key is 0.
std::uint32_t IdIndex::lookUp(std::string_view text, std::uint64_t hash, std::uint32_t& needed) {
    std::size_t slot = homeOf(hash);
    for (; m_slots[slot].key != 0; slot = after(slot)) {
        if (!m_slots[slot].holds(hash))
            continue;
        switch (compare(m_slots[slot].key, text)) {
        case Match::Equal:
            return m_slots[slot].key;
        case Match::PageNeeded:
            needed = m_slots[slot].key;
            return 0;
        case Match::Different:
            break;
        }
    }
    return add(text, hash, slot);
}

std::uint32_t IdIndex::add(std::string_view text, std::uint64_t hash, std::size_t slot) {
    CHECK(m_size != 0xFFFFFFFF, "a list of ids holds at most 2^32 - 2 texts");
    const std::uint32_t key = m_size++;
    ++m_added;
    m_slots[slot] = slotOf(hash, key);
    m_filling->append(text);
    m_hasUnstored = true;
    growIfNeeded();
    if (m_filling->size() == kPageTexts) {
        m_pageBytes = m_filling->bytes.size();
        auto full = std::exchange(m_filling, makePage());
        m_pages->put(pageId(m_list, m_fillingPage), full);
        m_full.push_back({m_fillingPage++, std::move(full)});
        m_hasUnstored = false;
    }
    return key;
}

core::Status IdIndex::intern(const std::vector<std::string_view>& texts,
                             std::vector<std::uint32_t>& keys) {
    constexpr std::size_t kAhead = 12; // rows; about one memory access of work
    m_rowsSeen += texts.size();
    m_rowHashes.resize(texts.size());
    for (std::size_t row = 0; row < texts.size(); ++row)
        if (!texts[row].empty())
            m_rowHashes[row] = m_hash(texts[row]);
    std::vector<Open> open;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (row + kAhead < texts.size())
            __builtin_prefetch(&m_slots[homeOf(m_rowHashes[row + kAhead])]);
        if (texts[row].empty()) {
            keys[row] = 0;
        } else if (row > 0 && keys[row - 1] != 0 && texts[row] == texts[row - 1]) {
            keys[row] = keys[row - 1];
        } else {
            std::uint32_t needed = 0;
            keys[row] = lookUp(texts[row], m_rowHashes[row], needed);
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
        std::size_t slot = homeOf(hash);
        for (; m_slots[slot].key != 0; slot = after(slot)) {
            if (!m_slots[slot].holds(hash))
                continue;
            const std::uint32_t candidate = m_slots[slot].key;
            if (atHand(candidate / kPageTexts) == nullptr)
                if (auto page = m_pages->get(pageId(m_list, candidate / kPageTexts)); !page)
                    return page.error();
            if (compare(candidate, text) == Match::Equal) {
                keys[one.row] = candidate;
                break;
            }
        }
        if (keys[one.row] == 0)
            keys[one.row] = add(text, hash, slot);
    }
    return {};
}

std::vector<IdIndex::Page> IdIndex::takeRest() {
    if (std::exchange(m_hasUnstored, false))
        m_full.push_back({m_fillingPage, std::make_shared<Texts>(*m_filling)});
    return takeFull();
}

void IdIndex::place(std::uint64_t hash, std::uint32_t key) {
    std::size_t slot = homeOf(hash);
    while (m_slots[slot].key != 0)
        slot = after(slot);
    m_slots[slot] = slotOf(hash, key);
}

void IdIndex::reserve(std::size_t texts) {
    if (const std::size_t slots = slotsFor(texts); slots > m_slots.size())
        resize(slots);
}

void IdIndex::growIfNeeded() {
    if (slotsFor(m_size) > m_slots.size())
        resize(grownSize());
}

/// Twice as many, or at once as many as the whole file will need if it goes on as it began. Fresh
/// memory is dear, and while a list grows the rest of an import waits for it.
std::size_t IdIndex::grownSize() const {
    constexpr std::uint64_t kRowsToTrust = 32'768;
    constexpr std::size_t kMostTimes = 64; // ids that come again and again would be overrated
    std::size_t slots = m_slots.size() * 2;
    if (m_rowsSeen < kRowsToTrust || m_rowsExpected <= m_rowsSeen)
        return slots;
    // Both factors are below 2^32: a list has no more texts, a workspace no more events.
    const std::uint64_t rows = std::min(m_rowsExpected, std::uint64_t{0xFFFFFFFF});
    const std::size_t texts = m_size - m_added + m_added * rows / m_rowsSeen;
    return std::max(slots, std::min(slotsFor(texts + texts / 32), m_slots.size() * kMostTimes));
}

/// In the order of the old slots, which is the order of the new ones: memory is met in order.
void IdIndex::resize(std::size_t slots) {
    const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(slots));
    for (const Slot& slot : old)
        if (slot.key != 0)
            place(slot.hashOf(), slot.key);
}

} // namespace ms::store

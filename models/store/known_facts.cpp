// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/known_facts.h"

#include <algorithm>

namespace ms::store {

void KnownFacts::addStored(Row row) {
    const std::size_t index = m_rows.size();
    if (row.isCounted)
        m_byContent[std::move(row.content)].push_back(index);
    if (row.isOfSource && !row.identity.empty())
        m_byIdentity[std::move(row.identity)].push_back(index);
    m_rows.push_back({row.id, row.isCounted, State::Free});
}

void KnownFacts::restateOne(const std::string& identity) {
    if (identity.empty())
        return;
    const auto versions = m_byIdentity.find(identity);
    if (versions == m_byIdentity.end())
        return;
    const auto free =
        std::find_if(versions->second.begin(), versions->second.end(), [this](std::size_t index) {
            return m_rows[index].isCounted && m_rows[index].state == State::Free;
        });
    if (free != versions->second.end())
        m_rows[*free].state = State::Restated;
}

KnownFacts::Meeting KnownFacts::meet(const std::string& content, const std::string& identity) {
    if (const auto versions = m_byIdentity.find(identity);
        versions != m_byIdentity.end() && !std::exchange(m_isIdentityMet[identity], true))
        std::copy_if(versions->second.begin(), versions->second.end(),
                     std::back_inserter(m_otherVersions),
                     [this](std::size_t index) { return !m_rows[index].isCounted; });

    const auto equals = m_byContent.find(content);
    if (equals == m_byContent.end() || equals->second.empty()) {
        restateOne(identity);
        return Meeting::New;
    }
    // A row before this one may have claimed the equal row as the one it states anew; it takes
    // another. Free ones first.
    const auto equal =
        std::find_if(equals->second.begin(), equals->second.end(),
                     [this](std::size_t index) { return m_rows[index].state == State::Free; });
    const auto taken = equal == equals->second.end() ? equals->second.begin() : equal;
    const bool wasClaimed = m_rows[*taken].state == State::Restated;
    m_rows[*taken].state = State::Matched;
    equals->second.erase(taken);
    if (wasClaimed)
        restateOne(identity);
    return Meeting::Duplicate;
}

std::vector<std::int64_t> KnownFacts::restated() const {
    std::vector<std::int64_t> ids;
    for (const Kept& row : m_rows)
        if (row.state == State::Restated)
            ids.push_back(row.id);
    for (const std::size_t index : m_otherVersions)
        ids.push_back(m_rows[index].id);
    return ids;
}

std::int64_t KnownFacts::restatedCounted() const {
    return std::count_if(m_rows.begin(), m_rows.end(),
                         [](const Kept& row) { return row.state == State::Restated; });
}

} // namespace ms::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/final_versions.h"

namespace ms::importers {

using core::EventRecord;
using core::IdColumn;
using core::NumberColumn;

namespace {

constexpr std::size_t kMostEvents = 65'536;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::string_view recordOf(const EventRecord& event) {
    const std::string_view record = event[IdColumn::Record];
    return record.empty() ? event[IdColumn::Request] : record;
}

} // namespace

void FinalVersions::take(const EventRecord& event, ParsedChunk& out) {
    const std::int64_t version = event[NumberColumn::Version];
    if (version == core::kUnknownNumber || recordOf(event).empty())
        return out.events.append(event);
    const auto [known, isNew] =
        m_final.try_emplace(std::string(recordOf(event)), Held{version, m_events.size()});
    if (!isNew) {
        ++out.skipped;
        if (known->second.version > version)
            return;
        m_isFinal[known->second.row] = 0;
        known->second = {version, m_events.size()};
    }
    hold(event);
    if (m_events.size() >= kMostEvents || m_bytes >= kMostBytes)
        handOn(out);
}

void FinalVersions::hold(const EventRecord& event) {
    m_events.append(event);
    m_isFinal.push_back(1);
    for (const std::string_view id : event.ids)
        m_bytes += id.size();
    for (const std::string_view blob : event.blobs)
        m_bytes += blob.size();
}

void FinalVersions::handOn(ParsedChunk& out) {
    for (std::size_t row = 0; row < m_events.size(); ++row)
        if (m_isFinal[row] != 0)
            out.events.append(m_events.record(row));
    m_events.clear();
    m_isFinal.clear();
    m_final.clear();
    m_bytes = 0;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/mapping/value_formats.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ms::importers {

using mapping::TimeFormat;

/// A time as read, or why there is none.
struct ReadTime {
    enum class Note : std::uint8_t {
        None,
        NoZone,  // the text has no zone and none was stated: taken as UTC
        Overlap, // a wall clock time that the zone has twice: the earlier one was taken
    };
    std::int64_t micros = 0; // UTC
    Note note = Note::None;
    const char* problem = nullptr; // part of a sentence: "'x' is ..."; null when fine
};

/// Reads the times of one column.
/// ISO 8601 "2026-05-01T08:00:00Z" with up to 9 decimals (cut to microseconds), blank or T between
/// date and time, "Z", " UTC" or an offset behind it. A time without zone is wall clock time of
/// `zone` when one was stated, else UTC. A date alone is midnight. Times that a zone skips are
/// errors. With the day or the month in front: "31/12/2026", "31.12.2026 14:05", "Dec 31, 2026,
/// 2:05 PM"; four digits a year, or it could be anything. Years 2015 to 2100 only: anything else is
/// a wrong unit or a wrong column.
class TimeReader {
public:
    TimeReader() = default;
    TimeReader(TimeFormat format, std::optional<core::Zone> zone);
    ReadTime read(std::string_view text) const;

private:
    ReadTime readIso(std::string_view text) const;
    ReadTime readWritten(std::string_view text) const;
    ReadTime readUnix(std::string_view text) const;
    ReadTime fromWallClock(std::int64_t localMicros) const;

    TimeFormat m_format = TimeFormat::Iso;
    std::optional<core::Zone> m_zone;
    bool m_isUtc = false;
};

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ms::core {

/// An IANA time zone: turns instants into civil days and back, daylight saving included.
/// Cheap to copy. Transitions from 1990 to 2100 are computed once, when the zone is found.
class Zone {
public:
    /// UTC.
    Zone();
    /// Errors  Usage: the tz database has no zone of that name.
    static Result<Zone> find(std::string_view ianaName);

    const std::string& name() const;
    /// Offset of local time from UTC at `t`, in microseconds.
    std::int64_t offsetAt(Instant t) const;
    Day dayOf(Instant t) const;
    /// First instant of the civil day (midnight, or the end of the gap where there is none).
    Instant startOf(Day day) const;
    /// The instant of a moment: a day is its first instant.
    Instant resolve(const Moment& moment) const;
    /// The civil day of a moment: a day is itself.
    Day dayOf(const Moment& moment) const;

    /// What a local wall clock time means.
    enum class Local { Unique, Gap, Overlap };
    struct LocalTime {
        Local kind;
        Instant earlier; // gap: the instant at which the gap ends, both fields
        Instant later;   // equal to `earlier` unless kind is Overlap
    };
    LocalTime fromLocal(std::int64_t localMicros) const;

    /// One row a change of offset: `offset` holds from `from` until the next row's.
    struct Transition {
        Instant from;
        std::int64_t offsetMicros;
    };
    /// Ascending; the first row starts before every supported time.
    const std::vector<Transition>& transitions() const;

private:
    struct Table;
    std::shared_ptr<const Table> m_table;
};

} // namespace ms::core

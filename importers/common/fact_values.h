// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"
#include "models/core/decimal.h"
#include "models/core/flags.h"
#include "models/core/money.h"
#include "models/core/time.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ms::importers {

/// Values of exports as facts keep them. What cannot be read spoils the record.

/// What tells a row apart within its source, as a short text: equal parts, equal texts.
std::string identityOf(std::initializer_list<std::string_view> parts);

/// `value` x 10^places: cents to units (-2), a token's price to that of a million (6); nullopt when
/// it does not fit 127 bits.
std::optional<core::Decimal> shifted(const core::Decimal& value, int places);
/// `value` x `factor`, alike.
std::optional<core::Decimal> times(const core::Decimal& value, std::int64_t factor);
/// The number under `key`, x 10^places.
std::optional<core::Decimal> shiftedAt(Record& record, std::size_t key, int places);

/// The number under `key`, which must be given.
core::Decimal requiredAt(Record& record, std::size_t key);
/// The amount under `key`, rounded half-even below a pico-unit.
std::optional<core::MoneySum> moneyAt(Record& record, std::size_t key);
core::MoneySum moneyOf(Record& record, std::string_view name, const core::Decimal& amount);
/// A currency code in capitals.
std::string currencyAt(Record& record, std::size_t key);
std::string requiredCurrencyAt(Record& record, std::size_t key);
/// The ISO 8601 time under `key`, which must be given. One without a zone is taken as UTC and
/// flagged.
std::optional<core::Instant> requiredTimeAt(Record& record, std::size_t key, core::Flags& flags);
/// A count that may be absent.
std::optional<std::int64_t> countAt(Record& record, std::size_t key,
                                    NumberFormat format = NumberFormat::Plain);

/// The calendar day, or month ("2026-09", or any day of it), under `key` as its first instant in
/// UTC and that of the next.
struct Span {
    core::Instant start;
    core::Instant end;
};
std::optional<Span> utcDayAt(Record& record, std::size_t key);
/// The same as days of the reporting zone.
struct Days {
    core::Moment start;
    core::Moment end;
};
std::optional<Days> monthOf(std::string_view text);
std::optional<Days> monthAt(Record& record, std::size_t key);

/// An instant as a moment.
inline core::Moment momentOf(core::Instant instant) {
    return {core::Moment::Kind::Instant, instant.micros};
}

} // namespace ms::importers

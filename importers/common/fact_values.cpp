// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/fact_values.h"

#include "models/core/hex_text.h"

#include <algorithm>
#include <xxhash.h>

namespace ms::importers {

namespace {

/// What may follow a date: nothing, or a time of that day.
bool goesOnAsTime(std::string_view rest) {
    return rest.empty() || rest[0] == 'T' || rest[0] == ' ';
}

} // namespace

std::string identityOf(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts)
        text.append(std::to_string(part.size())).append(1, ':').append(part);
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    return core::hexText(hash.high64) + core::hexText(hash.low64);
}

std::optional<core::Decimal> shifted(const core::Decimal& value, int places) {
    core::Decimal result{value.digits, value.scale - places};
    for (; result.scale < 0; ++result.scale)
        if (__builtin_mul_overflow(result.digits, core::Int128{10}, &result.digits))
            return std::nullopt;
    while (result.scale > 0 && result.digits % 10 == 0) {
        result.digits /= 10;
        --result.scale;
    }
    return result;
}

std::optional<core::Decimal> times(const core::Decimal& value, std::int64_t factor) {
    core::Decimal result{0, value.scale};
    if (__builtin_mul_overflow(value.digits, core::Int128{factor}, &result.digits))
        return std::nullopt;
    return shifted(result, 0);
}

std::optional<core::Decimal> shiftedAt(Record& record, std::size_t key, int places) {
    const auto number = record.decimal(key);
    if (!number)
        return std::nullopt;
    const auto moved = shifted(*number, places);
    if (!moved)
        record.fail(record.name(key), toText(*number) + " is too large.");
    return moved;
}

core::Decimal requiredAt(Record& record, std::size_t key) {
    if (!record.has(key))
        record.fail(record.name(key), "The value is missing.");
    return record.decimal(key).value_or(core::Decimal{});
}

core::MoneySum moneyOf(Record& record, std::string_view name, const core::Decimal& amount) {
    const auto picos = core::scaled(amount, core::kPicoDecimals, core::Rounding::HalfEven);
    if (picos)
        return core::MoneySum::fromPicos(*picos);
    record.fail(name, picos.error().message);
    return {};
}

std::optional<core::MoneySum> moneyAt(Record& record, std::size_t key) {
    const auto amount = record.decimal(key);
    if (!amount)
        return std::nullopt;
    return moneyOf(record, record.name(key), *amount);
}

std::string currencyAt(Record& record, std::size_t key) {
    std::string code(record.text(key));
    bool isCode = code.size() == 3 || code.empty();
    for (char& c : code) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        isCode = isCode && c >= 'A' && c <= 'Z';
    }
    if (!isCode)
        record.fail(record.name(key),
                    "'" + code.substr(0, 80) + "' is not a currency code such as USD.");
    return code;
}

std::string requiredCurrencyAt(Record& record, std::size_t key) {
    if (!record.has(key))
        record.fail(record.name(key), "The currency is missing.");
    return currencyAt(record, key);
}

std::optional<core::Instant> requiredTimeAt(Record& record, std::size_t key, core::Flags& flags) {
    static const TimeReader kIso;
    if (!record.has(key))
        record.fail(record.name(key), "The time is missing.");
    ReadTime::Note note = ReadTime::Note::None;
    const auto time = record.time(key, kIso, &note);
    if (note == ReadTime::Note::NoZone)
        flags.add(core::Flag::TimestampNoZone);
    return time;
}

std::optional<std::int64_t> countAt(Record& record, std::size_t key, NumberFormat format) {
    const std::int64_t count = record.count(key, format);
    return count == core::kUnknownNumber ? std::nullopt : std::optional(count);
}

std::optional<Span> utcDayAt(Record& record, std::size_t key) {
    if (!record.has(key))
        return std::nullopt;
    const std::string_view text = record.text(key);
    const auto day = core::parseDay(text.substr(0, 10));
    if (!day || !goesOnAsTime(text.substr(std::min<std::size_t>(text.size(), 10)))) {
        record.fail(record.name(key),
                    "'" + std::string(text.substr(0, 80)) + "' is not a day such as 2026-09-14.");
        return std::nullopt;
    }
    return Span{{day->number * core::kMicrosPerDay}, {(day->number + 1) * core::kMicrosPerDay}};
}

std::optional<Days> monthOf(std::string_view text) {
    const auto month = core::parseMonth(text.substr(0, 7));
    const bool isMonthAlone = text.size() == 7;
    if (!month || !(isMonthAlone || core::parseDay(text.substr(0, 10))) ||
        !goesOnAsTime(text.substr(std::min<std::size_t>(text.size(), isMonthAlone ? 7 : 10))))
        return std::nullopt;
    const auto first = [](core::Month m) {
        return core::Moment{core::Moment::Kind::Day, core::firstDayOf(m).number};
    };
    return Days{first(*month), first(core::Month{month->number + 1})};
}

std::optional<Days> monthAt(Record& record, std::size_t key) {
    if (!record.has(key))
        return std::nullopt;
    auto month = monthOf(record.text(key));
    if (!month)
        record.fail(record.name(key), "'" + std::string(record.text(key).substr(0, 80)) +
                                          "' is not a month such as 2026-09.");
    return month;
}

} // namespace ms::importers

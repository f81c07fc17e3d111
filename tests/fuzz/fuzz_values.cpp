// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and times: what is accepted, printed and read again has the same value.
#include "importers/common/number_format.h"
#include "importers/common/time_format.h"
#include "importers/common/written_number.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"

#include <array>

namespace ms::fuzz {

using namespace importers;

namespace {

void checkNumber(std::string_view text, NumberFormat format) {
    if (const auto number = parseNumber(text, format)) {
        const auto again = core::parseDecimal(toText(*number));
        CHECK(again && *again == *number, "A number that is printed reads as the same.");
    }
    if (const auto amount = parseAmount(text, format)) {
        const auto again = core::Money::parse(toDecimalText(*amount));
        CHECK(again && *again == *amount, "An amount that is printed reads as the same.");
    }
    if (const WholeNumber count = parseCount(text, format); count.problem == nullptr) {
        CHECK(count.value >= 0 && count.value <= kLargestCount, "A count is in its range.");
        const WholeNumber again = parseCount(std::to_string(count.value));
        CHECK(again.problem == nullptr && again.value == count.value,
              "A count that is printed reads as the same.");
        const auto number = parseNumber(text, format);
        CHECK(number && number->scale == 0 && number->digits == count.value,
              "A count is a number too.");
    }
}

void checkSum(std::string_view text) {
    const auto sum = core::MoneySum::parse(text);
    if (!sum)
        return;
    const auto again = core::MoneySum::parse(toDecimalText(*sum));
    CHECK(again && *again == *sum, "A sum that is printed reads as the same.");
}

void checkTime(std::string_view text, const TimeReader& reader) {
    const ReadTime time = reader.read(text);
    if (time.problem != nullptr)
        return;
    static const TimeReader kIso;
    const ReadTime again = kIso.read(core::toText(core::Instant{time.micros}));
    CHECK(again.problem == nullptr && again.micros == time.micros &&
              again.note == ReadTime::Note::None,
          "A time that is printed reads as the same.");
}

void checkDates(std::string_view text) {
    if (const auto day = core::parseDay(text))
        CHECK(toText(*day) == text, "A day is written in one way.");
    if (const auto month = core::parseMonth(text))
        CHECK(toText(*month) == text, "A month is written in one way.");
    if (const auto moment = core::parseMoment(text)) {
        const auto again = core::parseMoment(toText(*moment));
        CHECK(again && *again == *moment, "A moment that is printed reads as the same.");
    }
}

} // namespace

void fuzz(std::string_view text) {
    for (const NumberFormat format : {NumberFormat::Plain, NumberFormat::CommaThousands,
                                      NumberFormat::CommaDecimal, NumberFormat::SpaceThousands})
        checkNumber(text, format);
    checkSum(text);
    decimalMarkIn(text);
    currencySignIn(text);
    parseTruth(text);
    static const std::array kReaders{
        TimeReader(TimeFormat::Iso, std::nullopt),
        TimeReader(TimeFormat::Iso, *core::Zone::find("Europe/Berlin")),
        TimeReader(TimeFormat::UnixSeconds, std::nullopt),
        TimeReader(TimeFormat::UnixMillis, std::nullopt),
        TimeReader(TimeFormat::UnixMicros, std::nullopt),
        TimeReader(TimeFormat::UnixNanos, std::nullopt)};
    for (const TimeReader& reader : kReaders)
        checkTime(text, reader);
    checkDates(text);
}

} // namespace ms::fuzz

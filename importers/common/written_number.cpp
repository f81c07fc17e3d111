// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/written_number.h"

#include "importers/common/csv.h"
#include "importers/common/number_format.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::array<std::string_view, 4> kBlanks{" ", "\t", "\u00a0", "\u202f"};

struct Sign {
    std::string_view text;
    std::string_view currency;
};
constexpr std::array kSigns{Sign{"$", "USD"}, Sign{"\u20ac", "EUR"}, Sign{"\u00a3", "GBP"}};

/// A number without what stands around its digits.
struct Bare {
    std::string_view digits;
    std::string_view currency;
    bool isNegative = false;
    bool isBroken = false; // two signs
};

bool takeFront(std::string_view& text, std::string_view part) {
    if (!text.starts_with(part))
        return false;
    text.remove_prefix(part.size());
    return true;
}

bool takeBack(std::string_view& text, std::string_view part) {
    if (!text.ends_with(part))
        return false;
    text.remove_suffix(part.size());
    return true;
}

/// One mark from either end; false when none is left.
bool takeMark(Bare& bare) {
    for (const std::string_view blank : kBlanks)
        if (takeFront(bare.digits, blank) || takeBack(bare.digits, blank))
            return true;
    for (const Sign& sign : kSigns)
        if (takeFront(bare.digits, sign.text) || takeBack(bare.digits, sign.text)) {
            bare.isBroken = bare.isBroken || !bare.currency.empty();
            bare.currency = sign.currency;
            return true;
        }
    const bool isMinus = takeFront(bare.digits, "-") || takeFront(bare.digits, "\u2212");
    const bool isBracketed = !isMinus && bare.digits.size() > 1 && bare.digits.front() == '(' &&
                             bare.digits.back() == ')';
    if (isBracketed)
        bare.digits = bare.digits.substr(1, bare.digits.size() - 2);
    if (isMinus || isBracketed) {
        bare.isBroken = bare.isBroken || bare.isNegative;
        bare.isNegative = true;
    }
    return isMinus || isBracketed;
}

Bare bareOf(std::string_view number) {
    Bare bare{number, {}};
    while (takeMark(bare)) {
    }
    return bare;
}

DecimalMark markIn(std::string_view digits) {
    const std::size_t points = std::size_t(std::count(digits.begin(), digits.end(), '.'));
    const std::size_t commas = std::size_t(std::count(digits.begin(), digits.end(), ','));
    if (points + commas == 0 || digits.find_first_not_of("0123456789.,") != kNone)
        return DecimalMark::Unknown;
    const auto fractionBehind = [](char mark) {
        return mark == '.' ? DecimalMark::Point : DecimalMark::Comma;
    };
    const auto other = [](char mark) { return mark == '.' ? ',' : '.'; };
    const std::size_t last = digits.find_last_of(".,");
    if (points > 0 && commas > 0)
        return fractionBehind(digits[last]);
    if (points + commas > 1) // several are marks of thousands
        return fractionBehind(other(digits[last]));
    const std::size_t behind = digits.size() - last - 1;
    const bool mayBeThousands = behind == 3 && last >= 1 && last <= 3 && digits.front() != '0';
    return mayBeThousands ? DecimalMark::Unknown : fractionBehind(digits[last]);
}

bool holdsBlank(std::string_view digits) {
    return std::any_of(kBlanks.begin(), kBlanks.end(),
                       [&](std::string_view blank) { return digits.find(blank) != kNone; });
}

/// As core::parseDecimal takes it; nullopt when it breaks the rules of the mark.
std::optional<std::string> plainDigits(std::string_view digits, DecimalMark mark) {
    if (digits.find_first_of("eE") != kNone) { // no marks of thousands there
        std::string plain(digits);
        if (mark == DecimalMark::Comma)
            std::replace(plain.begin(), plain.end(), ',', '.');
        return plain;
    }
    if (holdsBlank(digits))
        return plainForm(digits, NumberFormat::SpaceThousands);
    return plainForm(digits, mark == DecimalMark::Comma ? NumberFormat::CommaDecimal
                                                        : NumberFormat::CommaThousands);
}

std::string quoted(std::string_view text) {
    return "'" + std::string(text.substr(0, 80)) + "'";
}

} // namespace

DecimalMark decimalMarkIn(std::string_view number) {
    return markIn(bareOf(number).digits);
}

std::string_view currencySignIn(std::string_view number) {
    return bareOf(number).currency;
}

DecimalMark decimalMarkOf(const FileHead& head, std::span<const std::string> columns) {
    const CsvHeader* const header = head.csv();
    if (header == nullptr)
        return DecimalMark::Point;
    std::vector<std::size_t> places;
    for (const std::string& column : columns)
        if (const auto place = header->indexOf(column))
            places.push_back(*place);
    std::string_view body = head.text().substr(header->bytes);
    // The last number may be cut in the middle: "39.0" of "39.000".
    body = body.substr(0, completeCsvRecords(body, header->delimiter,
                                             head.isWhole() ? TextEnd::Closed : TextEnd::Open)
                              .bytes);
    std::array<std::int64_t, 3> counts{};
    CsvRecords records(body, header->delimiter, 1, 1);
    CsvRecord record;
    while (records.next(record))
        for (const std::size_t place : places)
            if (record.problem == nullptr && record.cells.size() == header->names.size())
                ++counts[std::size_t(decimalMarkIn(record.cells[place]))];
    const bool hasPoints = counts[std::size_t(DecimalMark::Point)] > 0;
    const bool hasCommas = counts[std::size_t(DecimalMark::Comma)] > 0;
    if (hasPoints == hasCommas)
        return DecimalMark::Unknown;
    return hasPoints ? DecimalMark::Point : DecimalMark::Comma;
}

std::optional<core::Decimal> writtenNumberAt(Record& record, std::size_t key, DecimalMark mark) {
    if (!record.has(key))
        return std::nullopt;
    const std::string_view text = record.text(key);
    const Bare bare = bareOf(text);
    const auto fail = [&](const char* what) {
        record.fail(record.name(key), quoted(text) + what);
        return std::nullopt;
    };
    const DecimalMark itsOwn = markIn(bare.digits);
    if (mark == DecimalMark::Unknown && itsOwn == DecimalMark::Unknown &&
        bare.digits.find_first_of(".,") != kNone &&
        bare.digits.find_first_not_of("0123456789.,") == kNone)
        return fail(" may be a thousand or a fraction, and the file does not tell which. Write it "
                    "with a decimal point and without marks of thousands.");
    if (mark == DecimalMark::Unknown)
        mark = itsOwn;
    const bool contradicts = itsOwn != DecimalMark::Unknown && itsOwn != mark;
    const auto plain = bare.isBroken || contradicts ? std::nullopt : plainDigits(bare.digits, mark);
    auto number = core::parseDecimal(plain.value_or(std::string()));
    if (!plain || !number)
        return fail(contradicts ? " has another decimal mark than the numbers of the file."
                                : " is not a number.");
    if (bare.isNegative)
        number->digits = -number->digits;
    return *number;
}

} // namespace ms::importers

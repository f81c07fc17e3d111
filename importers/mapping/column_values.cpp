// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/column_values.h"

#include "importers/common/number_format.h"
#include "importers/common/time_format.h"
#include "models/core/int128.h"
#include "models/core/mail_address.h"

#include <algorithm>

namespace ms::importers {

using mapping::ColumnSurvey;
using mapping::Reading;

namespace {

constexpr std::size_t kMostExamples = 5;
constexpr std::size_t kLongestExample = 120;
constexpr int kSumDecimals = 12;

/// Cut between two characters of UTF-8.
std::string cut(std::string_view text) {
    if (text.size() <= kLongestExample)
        return std::string(text);
    std::size_t end = kLongestExample;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + "\u2026";
}

/// Every program writes 0.002 for two thousandths, and nobody writes 2 as "0.002"; with a comma
/// both are done.
bool isPlainFraction(std::string_view text, NumberFormat format) {
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    return format == NumberFormat::CommaDecimal && digits.starts_with("0.");
}

std::optional<std::vector<core::Decimal>> numbersOf(const std::vector<std::string>& values,
                                                    NumberFormat format) {
    std::vector<core::Decimal> numbers;
    for (const std::string& value : values) {
        const auto number = parseNumber(value, format);
        if (!number || isPlainFraction(value, format))
            return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

bool areEqual(const core::Decimal& a, const core::Decimal& b) {
    return toText(a) == toText(b);
}

/// Empty when it does not fit.
std::string totalOf(const std::vector<core::Decimal>& numbers) {
    core::Decimal sum{0, kSumDecimals};
    for (const core::Decimal& number : numbers) {
        const auto scaled = core::scaled(number, kSumDecimals, core::Rounding::HalfEven);
        if (!scaled || __builtin_add_overflow(sum.digits, *scaled, &sum.digits))
            return {};
    }
    return toText(sum);
}

/// Readings of values that were read in several formats: the first, and those that differ.
template <class Value, class Same, class Make>
std::vector<Reading> distinct(const std::vector<std::string>& values,
                              const std::vector<std::pair<Reading, std::vector<Value>>>& read,
                              const Same& isSame, const Make& makeText) {
    std::vector<std::size_t> kept;
    std::size_t telling = 0; // the value that shows the difference
    for (std::size_t i = 0; i < read.size(); ++i) {
        bool isNew = true;
        for (const std::size_t k : kept) {
            const auto& known = read[k].second;
            const auto differs =
                std::mismatch(known.begin(), known.end(), read[i].second.begin(), isSame);
            isNew = isNew && differs.first != known.end();
            if (isNew)
                telling = std::size_t(differs.first - known.begin());
        }
        if (isNew)
            kept.push_back(i);
    }
    std::vector<Reading> readings;
    for (const std::size_t k : kept) {
        Reading reading = read[k].first;
        reading.example = cut(values[telling]);
        reading.meaning = makeText(read[k].second[telling]);
        readings.push_back(std::move(reading));
    }
    return readings;
}

std::vector<Reading> numberReadings(const std::vector<std::string>& values, bool areJsonNumbers) {
    std::vector<std::pair<Reading, std::vector<core::Decimal>>> read;
    const std::size_t formats = areJsonNumbers ? 1 : mapping::kNumberFormats;
    for (std::size_t i = 0; i < formats; ++i)
        if (auto numbers = numbersOf(values, NumberFormat(i))) {
            Reading reading;
            reading.number = NumberFormat(i);
            reading.total = totalOf(*numbers);
            reading.isWhole = std::all_of(numbers->begin(), numbers->end(),
                                          [](const auto& n) { return core::isExactAt(n, 0); });
            read.emplace_back(std::move(reading), *std::move(numbers));
        }
    return distinct(values, read, areEqual, [](const core::Decimal& d) { return toText(d); });
}

std::vector<Reading> timeReadings(const std::vector<std::string>& values) {
    std::vector<std::pair<Reading, std::vector<std::int64_t>>> read;
    for (std::size_t i = 0; i < mapping::kTimeFormats; ++i) {
        const TimeReader reader(TimeFormat(i), std::nullopt);
        std::vector<std::int64_t> times;
        for (const std::string& value : values) {
            const ReadTime time = reader.read(value);
            if (time.problem != nullptr)
                break;
            times.push_back(time.micros);
        }
        if (times.size() != values.size())
            continue;
        Reading reading;
        reading.time = TimeFormat(i);
        read.emplace_back(std::move(reading), std::move(times));
    }
    return distinct(values, read, std::equal_to<>(),
                    [](std::int64_t micros) { return core::toText(core::Instant{micros}); });
}

} // namespace

void ColumnValues::add(std::string_view value, Written written) {
    const std::string_view text = trimmed(value);
    if (text.empty())
        return;
    m_hasTexts = m_hasTexts || written != Written::JsonNumber;
    m_hasLists = m_hasLists || written == Written::JsonList;
    m_values.emplace_back(text);
}

ColumnSurvey ColumnValues::survey() const {
    ColumnSurvey survey;
    survey.name = m_name;
    survey.filled = static_cast<std::int64_t>(m_values.size());
    for (const std::string& value : m_values) {
        survey.holdsEmails = survey.holdsEmails || core::looksLikeEmail(value);
        std::string example = cut(value);
        if (survey.examples.size() < kMostExamples &&
            std::find(survey.examples.begin(), survey.examples.end(), example) ==
                survey.examples.end())
            survey.examples.push_back(std::move(example));
    }
    survey.holdsLists = m_hasLists;
    if (m_values.empty() || m_hasLists)
        return survey;
    survey.numbers = numberReadings(m_values, !m_hasTexts);
    survey.times = timeReadings(m_values);
    return survey;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/record.h"

#include "importers/common/json_text.h"
#include "importers/common/number_format.h"
#include "models/core/int128.h"

#include <array>
#include <charconv>
#include <utility>

namespace ms::importers {

using core::kUnknownNumber;

namespace {

constexpr std::size_t kMostTextBytes = std::size_t{1} << 20;

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostShown = 80;
    return "'" + std::string(text.substr(0, kMostShown)) +
           (text.size() > kMostShown ? "...'" : "'");
}

} // namespace

Record::Record(const RecordShape& shape) : m_shape{shape}, m_values(shape.size()) {}

void Record::start(std::int64_t itsLine, std::int64_t itsRow, std::string_view itsRaw) {
    for (const std::uint32_t key : m_given)
        m_values[key].kind = Value::Kind::None;
    m_given.clear();
    m_textsUsed = 0;
    m_parsersUsed = 0;
    m_problem.clear();
    m_problemName.clear();
    line = itsLine;
    row = itsRow;
    raw = itsRaw;
    m_root = {};
    m_isRootChecked = false;
}

void Record::forgetCells(std::string_view word) {
    for (const std::uint32_t key : m_given)
        if (m_values[key].kind == Value::Kind::Cell && m_values[key].cell == word)
            m_values[key].kind = Value::Kind::None;
}

void Record::fail(std::string_view name, std::string reason) {
    if (isSpoilt())
        return;
    m_problemName = name;
    m_problem = std::move(reason);
}

void Record::failValue(std::size_t key, std::string_view text, std::string_view problem) {
    fail(m_shape.path(key), quoted(text) + " is " + std::string(problem) + ".");
}

std::string_view Record::integerText(std::int64_t integer) {
    if (m_textsUsed == m_texts.size())
        m_texts.emplace_back();
    std::string& text = m_texts[m_textsUsed++];
    std::array<char, 24> digits{};
    text.assign(digits.data(),
                std::to_chars(digits.data(), digits.data() + digits.size(), integer).ptr);
    return text;
}

std::string_view Record::text(std::size_t key) {
    const Value& value = m_values[key];
    switch (value.kind) {
    case Value::Kind::None:
        return {};
    case Value::Kind::Cell:
        if (value.cell.size() > kMostTextBytes)
            fail(m_shape.path(key), "The text is longer than 1 MiB.");
        if (m_mayHoldNul && value.cell.find('\0') != std::string_view::npos)
            fail(m_shape.path(key), "The text holds a NUL character.");
        return value.cell;
    case Value::Kind::Integer:
        return integerText(value.integer);
    case Value::Kind::Large: // as it is written, never through a float
        return rawNumberAt(raw, m_shape.steps(key));
    case Value::Kind::Json:
        break;
    }
    if (const auto truth = value.json.truth())
        return *truth ? "true" : "false";
    fail(m_shape.path(key),
         "'" + m_shape.path(key) + "' is a list or an object where a single value belongs.");
    return {};
}

std::int64_t Record::count(std::size_t key, NumberFormat format) {
    if (!has(key))
        return kUnknownNumber;
    if (const auto whole = integer(key); whole && *whole >= 0 && *whole <= kLargestCount)
        return *whole;
    const std::string_view digits = text(key);
    const WholeNumber number = parseCount(digits, format);
    if (number.problem == nullptr)
        return number.value;
    failValue(key, digits, number.problem);
    return kUnknownNumber;
}

std::int64_t Record::countOrZero(std::size_t key) {
    const std::int64_t number = count(key);
    return number == kUnknownNumber ? 0 : number;
}

std::optional<bool> Record::truth(std::size_t key) {
    if (!has(key))
        return std::nullopt;
    const auto truth = parseTruth(text(key));
    if (!truth)
        failValue(key, text(key), "neither true nor false");
    return truth;
}

std::optional<core::Decimal> Record::decimal(std::size_t key) {
    if (!has(key))
        return std::nullopt;
    const std::string_view digits = text(key);
    const auto number = parseNumber(digits, NumberFormat::Plain);
    if (number)
        return *number;
    fail(m_shape.path(key), number.error().message);
    return std::nullopt;
}

std::int64_t Record::millis(std::size_t key, std::int64_t factor) {
    const auto number = decimal(key);
    if (!number)
        return kUnknownNumber;
    core::Decimal scaled{0, number->scale};
    const bool isTooLong = __builtin_mul_overflow(number->digits, factor, &scaled.digits);
    const auto whole = core::scaled(scaled, 0, core::Rounding::Down);
    if (!isTooLong && whole && *whole >= 0 && *whole <= kLargestCount)
        return static_cast<std::int64_t>(*whole);
    failValue(key, text(key), "not a duration");
    return kUnknownNumber;
}

std::optional<core::Instant> Record::time(std::size_t key, const TimeReader& reader,
                                          ReadTime::Note* note) {
    if (!has(key))
        return std::nullopt;
    const std::string_view written = text(key);
    const ReadTime time = reader.read(written);
    if (note != nullptr)
        *note = time.note;
    if (time.problem == nullptr)
        return core::Instant{time.micros};
    failValue(key, written, time.problem);
    return std::nullopt;
}

JsonValue Record::withoutTwice(JsonValue value) {
    if (RepeatedKey found = value.keyTwice(); !found.problem.empty())
        fail(found.key, std::move(found.problem));
    return value;
}

JsonValue Record::root() {
    if (!std::exchange(m_isRootChecked, true))
        withoutTwice(m_root);
    return m_root;
}

JsonValue Record::json(std::size_t key) {
    const Value& value = m_values[key];
    if (value.kind != Value::Kind::Cell)
        return value.kind == Value::Kind::Json ? withoutTwice(value.json) : JsonValue();
    if (m_parsersUsed == m_parsers.size())
        m_parsers.emplace_back();
    JsonParser& parser = m_parsers[m_parsersUsed++];
    if (const auto parsed = parser.parse(value.cell))
        return withoutTwice(*parsed);
    failValue(key, value.cell, std::string("not valid JSON: ") + parser.problem());
    return {};
}

std::string_view Record::jsonText(std::size_t key) const {
    const Value& value = m_values[key];
    if (value.kind == Value::Kind::Cell)
        return value.cell;
    return value.kind == Value::Kind::Json ? rawValueAt(raw, m_shape.steps(key))
                                           : std::string_view();
}

} // namespace ms::importers

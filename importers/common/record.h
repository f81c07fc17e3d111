// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/json_value.h"
#include "importers/common/number_format.h"
#include "importers/common/record_shape.h"
#include "importers/common/time_format.h"
#include "models/core/decimal.h"
#include "models/core/event_columns.h"
#include "models/core/money.h"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// One record of a file, be it a row of delimited text or a JSON object: the values that its format
/// reads, by position among the format's keys. A value that is missing, null or an empty text is
/// not given. A value that cannot be read as what it is asked for spoils the record; the first such
/// is kept. Texts are valid until the next record.
class Record {
public:
    explicit Record(const RecordShape& shape);

    bool has(std::size_t key) const { return m_values[key].kind != Value::Kind::None; }
    /// The keys that are given, in the order of the record.
    std::span<const std::uint32_t> given() const { return m_given; }
    /// As it is written: a text, a number in its own digits, "true" or "false". Lists, objects and
    /// more than 1 MiB are no texts: they spoil the record.
    std::string_view text(std::size_t key);
    /// A count: whole, not negative, at most 2^53; kUnknownNumber when not given.
    std::int64_t count(std::size_t key, NumberFormat format = NumberFormat::Plain);
    /// The same, 0 when not given.
    std::int64_t countOrZero(std::size_t key);
    std::optional<bool> truth(std::size_t key);
    std::optional<core::Decimal> decimal(std::size_t key);
    /// Times `factor` (1000: seconds to milliseconds), fractions cut; kUnknownNumber when not
    /// given.
    std::int64_t millis(std::size_t key, std::int64_t factor = 1);
    /// `note`: takes what had to be assumed.
    std::optional<core::Instant> time(std::size_t key, const TimeReader& reader,
                                      ReadTime::Note* note = nullptr);
    /// A list or object: itself, or the JSON that a text holds. A key that stands twice anywhere in
    /// it spoils the record.
    JsonValue json(std::size_t key);
    /// The same as it is written, so that numbers within keep their digits. Empty for what is no
    /// list, object or text.
    std::string_view jsonText(std::size_t key) const;
    /// A whole number without a text in between; nullopt when it is something else.
    std::optional<std::int64_t> integer(std::size_t key) const {
        const Value& value = m_values[key];
        return value.kind == Value::Kind::Integer ? std::optional(value.integer) : std::nullopt;
    }
    /// A JSON number that is no whole number of 64 bits.
    bool isFraction(std::size_t key) const { return m_values[key].kind == Value::Kind::Large; }
    bool isText(std::size_t key) const { return m_values[key].kind == Value::Kind::Cell; }
    bool isList(std::size_t key) const {
        return m_values[key].kind == Value::Kind::Json && m_values[key].json.isList();
    }

    void fail(std::string_view name, std::string reason);
    bool isSpoilt() const { return !m_problem.empty(); }
    const std::string& problem() const { return m_problem; }
    const std::string& problemName() const { return m_problemName; }
    const std::string& name(std::size_t key) const { return m_shape.path(key); }
    const std::vector<std::string_view>& steps(std::size_t key) const { return m_shape.steps(key); }

    /// Where it stands: physical line; number among the rows, or line (JSON Lines).
    std::int64_t line = 0;
    std::int64_t row = 0;
    std::string_view raw;
    /// Whether it is a JSON object rather than a row of delimited text.
    bool isObject() const { return m_root.isObject(); }
    /// The JSON object itself; absent for delimited text. A key that stands twice anywhere in it
    /// spoils the record, because it is not known which of its values would be looked at.
    JsonValue root();
    /// The same without that look, for formats whose rows are parts of the record.
    JsonValue rootAsIs() const { return m_root; }
    JsonValue jsonAsIs(std::size_t key) const {
        return m_values[key].kind == Value::Kind::Json ? m_values[key].json : JsonValue();
    }

    // For whoever fills it.
    void setRoot(JsonValue object) { m_root = object; }
    void start(std::int64_t itsLine, std::int64_t itsRow, std::string_view itsRaw);
    void set(std::size_t key, std::string_view cell) {
        if (cell.empty())
            return;
        Value& value = give(key, Value::Kind::Cell);
        value.cell = cell;
    }
    void set(std::size_t key, std::int64_t integer) {
        give(key, Value::Kind::Integer).integer = integer;
    }
    /// Anything else than a text, an integer or null.
    void set(std::size_t key, JsonValue value) {
        give(key,
             value.kind() == JsonValue::Kind::LargeNumber ? Value::Kind::Large : Value::Kind::Json)
            .json = value;
    }
    /// Cells that hold this word are not given: some exports write "NULL" where nothing is.
    void forgetCells(std::string_view word);
    /// Texts may hold NUL characters: look at each that is asked for.
    void expectNul(bool mayHold) { m_mayHoldNul = mayHold; }
    bool mayHoldNul() const { return m_mayHoldNul; }

private:
    struct Value {
        enum class Kind : std::uint8_t { None, Cell, Integer, Large, Json } kind = Kind::None;
        std::int64_t integer = 0;
        std::string_view cell;
        JsonValue json;
    };
    Value& give(std::size_t key, Value::Kind kind) {
        Value& value = m_values[key];
        if (value.kind == Value::Kind::None)
            m_given.push_back(static_cast<std::uint32_t>(key));
        value.kind = kind;
        return value;
    }
    std::string_view integerText(std::int64_t integer);
    void failValue(std::size_t key, std::string_view text, std::string_view problem);
    JsonValue withoutTwice(JsonValue value);

    const RecordShape& m_shape;
    std::vector<Value> m_values;
    std::vector<std::uint32_t> m_given;
    std::deque<std::string> m_texts; // made from numbers; stable addresses
    std::size_t m_textsUsed = 0;
    std::deque<JsonParser> m_parsers; // for texts that hold JSON
    std::size_t m_parsersUsed = 0;
    bool m_mayHoldNul = false;
    JsonValue m_root;
    bool m_isRootChecked = false;
    std::string m_problem;
    std::string m_problemName;
};

} // namespace ms::importers

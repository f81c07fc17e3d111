// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// A key that an object has more than once, and a sentence about it; both empty when there is none.
struct RepeatedKey {
    std::string key;
    std::string problem;
};

/// A value of parsed JSON, valid while its document is. What is not there answers as null does, so
/// that a chain of members needs no tests on the way.
class JsonValue {
public:
    JsonValue() = default; // absent
    enum class Kind : std::uint8_t { Null, Truth, Integer, LargeNumber, Text, List, Object };
    Kind kind() const { return m_kind; } // Null also when absent
    bool isGiven() const { return m_kind != Kind::Null; }
    bool isObject() const { return m_kind == Kind::Object; }
    bool isList() const { return m_kind == Kind::List; }

    /// A member of an object; absent where there is none. Linear in the members before it.
    JsonValue operator[](std::string_view key) const;
    /// A member below members: "usage.details.cached".
    JsonValue at(std::string_view path) const;
    std::string_view text() const;               // empty when it is no text
    std::optional<std::int64_t> integer() const; // of a whole number of 64 bits
    std::optional<bool> truth() const;
    bool isTrue() const { return truth().value_or(false); }
    std::size_t size() const; // of a list or object, else 0

    using MemberVisitor = std::function<void(std::string_view key, JsonValue value)>;
    using ElementVisitor = std::function<void(JsonValue element)>;
    void eachMember(const MemberVisitor& visit) const;
    void eachElement(const ElementVisitor& visit) const;

    /// The value as text: texts as they are, whole numbers in digits, true and false, lists and
    /// objects as compact JSON; empty for null. Numbers with a fraction come in the shortest form
    /// that reads back: where a source's own digits count, take Record::number().
    std::string toText() const;
    /// "The key 'cost' stands twice in one object: 1 and 9.", of the first object within the value
    /// that has one; empty when there is none.
    RepeatedKey keyTwice() const;

private:
    friend struct JsonAccess;
    std::array<std::uint64_t, 2> m_place{}; // the library's element, which is two words
    Kind m_kind = Kind::Null;
};

/// Parses one document at a time; values stay valid until the next one. Validates every byte.
/// At most 64 levels deep. Threads  one at a time.
class JsonParser {
public:
    JsonParser();
    ~JsonParser();
    JsonParser(JsonParser&&) noexcept;
    JsonParser& operator=(JsonParser&&) noexcept;

    /// `text` must be followed by at least 64 readable bytes. Null, with why, when it is no JSON.
    std::optional<JsonValue> parsePadded(std::string_view text);
    /// The same for text that ends where memory may end: it is copied.
    std::optional<JsonValue> parse(std::string_view text);
    /// What was wrong with the last text, as a part of a sentence.
    const char* problem() const { return m_problem; }

private:
    struct State;
    std::unique_ptr<State> m_state;
    const char* m_problem = nullptr;
};

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// Reads JSON objects into a record, one after the other.
class JsonRecord {
public:
    explicit JsonRecord(std::shared_ptr<const RecordShape> shape);
    ~JsonRecord();
    JsonRecord(JsonRecord&&) noexcept;

    enum class Found : std::uint8_t { Object, OtherValue, NoJson };
    /// `text` must be followed by at least 64 readable bytes.
    Found readPadded(std::string_view text, std::int64_t line, std::int64_t row);
    /// The same for text that ends where memory may end: it is copied.
    Found read(std::string_view text, std::int64_t line, std::int64_t row);
    Record& record();
    /// What was wrong with text that is no JSON, as a part of a sentence.
    const char* problem() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The records of a list or map within a record, as they are written, so that numbers keep their
/// digits.
class InnerRecords {
public:
    /// Takes a member's name (empty: an element of a list), and the record.
    using Visitor = std::function<void(const std::string& name, Record& inner)>;

    explicit InnerRecords(std::vector<std::string> keys);
    /// Visit each element of the list under `key` of `outer`. What spoils one spoils `outer`.
    void eachOf(Record& outer, std::size_t key, const std::function<void(Record&)>& visit);
    /// Visit each member of the JSON object, or element of the list, that is written as `text`
    /// within `outer`. `spoilt` is called for those that a visit spoils; without it they spoil
    /// `outer`, as an item that is no object does.
    void each(Record& outer, std::string_view text, const Visitor& visit,
              const Visitor& spoilt = nullptr);

private:
    JsonRecord m_json;
    JsonParser m_names;
};

} // namespace ms::importers

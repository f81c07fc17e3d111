// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_rows.h"

#include "importers/common/byte_scan.h"
#include "importers/common/json_text.h"
#include "importers/common/number_format.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace ms::importers {

namespace {

/// Takes one flat object; the raw text of a number is what the lexer saw.
class FlatObject final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit FlatObject(JsonRow& row) : m_row{row} {}
    bool null() override { return take({}); }
    bool boolean(bool value) override { return take(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return take(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return take(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& raw) override { return take(raw); }
    bool string(string_t& value) override {
        if (value.find('\0') != std::string::npos)
            return refuse("The record holds a NUL character (\\u0000).");
        return take(value);
    }
    bool binary(binary_t&) override { return refuse("The record holds binary values."); }
    bool start_object(std::size_t) override {
        return ++m_depth == 1 || refuse("'" + m_key + "' is an object where a value belongs.");
    }
    bool key(string_t& value) override {
        m_key = value;
        const bool isRepeated =
            std::any_of(m_row.values.begin(), m_row.values.end(),
                        [&](const auto& entry) { return entry.first == value; });
        return !isRepeated || refuse("The key '" + value + "' stands twice.");
    }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override {
        return refuse(m_depth == 0 ? "The line is not a JSON object."
                                   : "'" + m_key + "' is a list where a value belongs.");
    }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::json::exception& error) override {
        m_isInvalid = true;
        const std::string text = error.what();
        const std::size_t detail = text.find("] ");
        return refuse("The line is not valid JSON: " +
                      (detail == std::string::npos ? text : text.substr(detail + 2)) + ".");
    }
    bool isInvalid() const { return m_isInvalid; }

private:
    bool take(const std::string& text) {
        if (m_depth == 0)
            return refuse("The line is not a JSON object.");
        m_row.values.emplace_back(m_key, text);
        return true;
    }
    bool refuse(const std::string& reason) {
        if (m_row.problem.empty())
            m_row.problem = reason;
        return false;
    }

    JsonRow& m_row;
    std::string m_key;
    int m_depth = 0;
    bool m_isInvalid = false;
};

} // namespace

struct JsonRows::State {
    Chunk chunk;
    Layout layout;
    JsonElements elements;
    std::size_t at = 0;
    std::int64_t line;

    /// The next text that is not blank; false at the end.
    bool nextText(JsonRow& row) {
        if (layout == Layout::Document) {
            const auto element = elements.next();
            if (!element)
                return false;
            row.raw = element->text;
            row.line = element->line;
            return true;
        }
        while (at < chunk.bytes.size()) {
            const std::size_t end = findByte(chunk.bytes, '\n', at, chunk.bytes.size());
            row.raw = trimmed(chunk.bytes.substr(at, end - at));
            row.line = line++;
            row.isCut = chunk.isLast && end == chunk.bytes.size();
            at = end + 1;
            if (!row.raw.empty())
                return true;
        }
        return false;
    }
};

JsonRows::JsonRows(const Chunk& chunk, Layout layout)
    : m_state{new State{chunk, layout, JsonElements(chunk.bytes, chunk.firstLine), 0,
                        chunk.firstLine}} {}
JsonRows::~JsonRows() = default;

bool JsonRows::next(JsonRow& row) {
    row.values.clear();
    row.problem.clear();
    row.isCut = false;
    if (!m_state->nextText(row))
        return false;
    FlatObject reader(row);
    nlohmann::json::sax_parse(row.raw, &reader);
    row.isCut = row.isCut && reader.isInvalid();
    return true;
}

Layout jsonRowsLayoutOf(std::string_view head) {
    return trimmed(head.substr(0, 4096)).starts_with('[') ? Layout::Document : Layout::Lines;
}

std::vector<std::string> firstKeysOf(std::string_view head) {
    const std::string_view text = trimmed(head);
    if (text.empty() || (text.front() != '{' && text.front() != '['))
        return {};
    Chunk chunk;
    chunk.bytes = text;
    JsonRows rows(chunk, jsonRowsLayoutOf(head));
    JsonRow row;
    std::vector<std::string> keys;
    constexpr int kMostTried = 20; // one bad line at the front must not hide what the file is
    for (int i = 0; i < kMostTried && keys.empty() && rows.next(row); ++i)
        if (row.problem.empty())
            for (const auto& [name, value] : row.values)
                keys.push_back(name);
    return keys;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_edit.h"

#include "importers/common/json_text.h"
#include "importers/common/json_value.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ms::importers {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kNone = std::string_view::npos;
constexpr int kMostLevels = 4; // of JSON within texts of JSON
constexpr std::string_view kStructure = "{}[],:\"";
constexpr std::string_view kBlanks = " \t\r\n";

std::string inQuotes(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isLiteral(std::string_view text) {
    return text == "true" || text == "false" || text == "null" ||
           text.find_first_not_of("0123456789+-.eE") == kNone;
}

/// Goes through the text once and copies what is not edited.
class Editor {
public:
    Editor(std::string_view json, const RowEdit& edit, std::vector<std::string> names, int level)
        : m_json{json}, m_edit{edit}, m_names{std::move(names)}, m_level{level} {}

    std::string run() {
        while (m_at < m_json.size())
            takeNext();
        return std::move(m_out.append(m_json.substr(m_copied)));
    }

private:
    /// An object or a list.
    struct Frame {
        std::size_t namesBefore = 0;
        std::optional<std::string> key; // of the value that comes next
        std::string label;              // what {"key": label, "value": ...} says
    };

    void takeNext() {
        const char c = m_json[m_at];
        if (c == '"')
            return takeString();
        if (c == '{' || c == '[')
            open();
        else if (c == '}' || c == ']')
            close();
        else if (c == ',')
            m_frames.back().key.reset();
        else if (c != ':' && kBlanks.find(c) == kNone)
            return takeBare();
        ++m_at;
    }

    void open() {
        const std::size_t before = m_names.size();
        pushName();
        m_frames.back().key.reset();
        m_frames.push_back({before, {}, {}});
    }
    void close() {
        if (m_frames.size() == 1) // one bracket too many
            return;
        m_names.resize(m_frames.back().namesBefore);
        m_frames.pop_back();
    }
    /// The name of the value that comes next, where it has one.
    void pushName() {
        const Frame& frame = m_frames.back();
        if (frame.key)
            m_names.push_back(*frame.key == "value" && !frame.label.empty() ? frame.label
                                                                            : *frame.key);
    }

    void takeString() {
        const std::size_t begin = m_at;
        const std::size_t end = endOfJsonString(m_json, begin + 1);
        const bool isCut = end == kNone;
        m_at = isCut ? m_json.size() : end;
        const std::string_view inside = m_json.substr(begin + 1, m_at - begin - (isCut ? 1 : 2));
        const std::string text = withoutEscapes(inside);
        const std::size_t next = skipJsonBlanks(m_json, m_at);
        Frame& frame = m_frames.back();
        if (next < m_json.size() && m_json[next] == ':' && !frame.key) {
            replace(begin, m_edit({RowPiece::Kind::Key, m_names, text}), isCut);
            frame.key = text;
            return;
        }
        if (frame.key == "key" || frame.key == "name")
            frame.label = text;
        const std::size_t names = m_names.size();
        pushName();
        auto inner = editedJsonText(text, m_edit, m_names, m_level + 1);
        if (!inner)
            inner = m_edit({RowPiece::Kind::Text, m_names, text});
        m_names.resize(names);
        if (inner != text)
            replace(begin, inner, isCut);
    }

    void takeBare() {
        const std::size_t begin = m_at;
        m_at = std::min(m_json.find_first_of(kStructure, begin), m_json.size());
        std::string_view text = m_json.substr(begin, m_at - begin);
        text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
        const auto kind = isLiteral(text) ? RowPiece::Kind::Plain : RowPiece::Kind::Bare;
        const std::size_t names = m_names.size();
        pushName();
        auto edited = m_edit({kind, m_names, text});
        m_names.resize(names);
        if (!edited)
            return;
        m_out.append(m_json.substr(m_copied, begin - m_copied)).append(inQuotes(*edited));
        m_copied = begin + text.size();
    }

    void replace(std::size_t begin, const std::optional<std::string>& edited, bool isCut) {
        if (!edited)
            return;
        m_out.append(m_json.substr(m_copied, begin - m_copied));
        const std::string written = inQuotes(*edited);
        m_out.append(written, 0, written.size() - (isCut ? 1 : 0));
        m_copied = m_at;
    }

    std::string_view m_json;
    const RowEdit& m_edit;
    std::vector<std::string> m_names;
    int m_level;
    std::vector<Frame> m_frames{1}; // the first is the text itself
    std::size_t m_at = 0;
    std::size_t m_copied = 0;
    std::string m_out;
};

} // namespace

std::string withoutEscapes(std::string_view inside) {
    if (inside.find('\\') == std::string_view::npos)
        return std::string(inside);
    const Json text = Json::parse('"' + std::string(inside) + '"', nullptr, false);
    return text.is_string() ? text.get<std::string>() : std::string(inside);
}

std::string editedJson(std::string_view json, const RowEdit& edit, std::vector<std::string> names,
                       int level) {
    return Editor(json, edit, std::move(names), level).run();
}

std::optional<std::string> editedJsonText(std::string_view text, const RowEdit& edit,
                                          const std::vector<std::string>& names, int level) {
    const std::size_t begin = skipJsonBlanks(text, 0);
    if (level > kMostLevels || begin >= text.size() || (text[begin] != '{' && text[begin] != '['))
        return std::nullopt;
    JsonParser parser;
    if (!parser.parse(text))
        return std::nullopt;
    return editedJson(text, edit, names, level);
}

} // namespace ms::importers

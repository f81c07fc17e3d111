// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/file_head.h"

#include "importers/common/json_completion.h"
#include "importers/common/number_format.h"

#include <algorithm>

namespace ms::importers {

namespace {

constexpr std::size_t kMostRecords = 50; // of one place
constexpr int kMostBadLines = 20;        // before the first good one
constexpr int kMostListDepth = 2;        // "result.items"

} // namespace

FileHead::FileHead(std::string bytes, bool isWhole, char delimiter)
    : m_text{std::move(bytes)}, m_isWhole{isWhole}, m_csv{readCsvHeader(m_text, delimiter)} {
    readJson();
    if (m_csv && m_csv->bytes == m_text.size() && !m_text.ends_with('\n') && !m_isWhole) {
        m_csv.reset();
        m_problem = "Its first line is longer than 256 KiB.";
    } else if (!m_csv && m_shape == JsonShape::None) {
        m_problem = whyNoCsvHeader(m_text, delimiter);
    }
}
FileHead::~FileHead() = default;
FileHead::FileHead(FileHead&&) noexcept = default;

JsonValue FileHead::firstValue() const {
    return m_places.empty() || m_places.front().records.empty() ? JsonValue()
                                                                : m_places.front().records.front();
}

void FileHead::readJson() {
    const std::string_view text = trimmed(m_text);
    if (text.empty() || (text.front() != '{' && text.front() != '['))
        return;
    m_places.push_back({});
    const std::string_view firstLine = trimmed(text.substr(0, text.find('\n')));
    auto parser = std::make_unique<JsonParser>();
    if (text.front() == '{' && parser->parse(firstLine)) {
        readLines();
        return;
    }
    if (const auto value = parser->parse(completedJson(text))) {
        m_shape = JsonShape::Values;
        m_parsers.push_back(std::move(parser));
        if (value->isList())
            value->eachElement([this](JsonValue element) { addValue(element); });
        else
            addValue(*value);
        return;
    }
    if (!readLines()) // one bad line at the front must not hide what the file is
        m_places.clear();
}

bool FileHead::readLines() {
    std::string_view rest = m_text;
    int badLines = 0;
    while (!rest.empty() && badLines <= kMostBadLines &&
           m_places.front().records.size() < kMostRecords) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = trimmed(rest.substr(0, end));
        const bool isCut = end == rest.size() && !m_isWhole;
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || isCut)
            continue;
        auto parser = std::make_unique<JsonParser>();
        if (const auto value = parser->parse(line); value && value->isObject()) {
            m_shape = JsonShape::Lines;
            m_parsers.push_back(std::move(parser));
            addValue(*value);
        } else {
            ++badLines;
        }
    }
    if (m_shape == JsonShape::None) { // one line that is longer than the head
        auto parser = std::make_unique<JsonParser>();
        if (const auto value = parser->parse(completedJson(trimmed(m_text)));
            value && value->isObject()) {
            m_shape = JsonShape::Values;
            m_parsers.push_back(std::move(parser));
            addValue(*value);
        }
    }
    return m_shape != JsonShape::None;
}

void FileHead::addValue(JsonValue value) {
    if (!value.isObject())
        return;
    addRecord({}, value);
    addListsOf(value, {}, 1);
}

void FileHead::addListsOf(JsonValue page, const std::string& path, int depth) {
    page.eachMember([&](std::string_view key, JsonValue member) {
        if (key.find('.') != std::string_view::npos) // would read as two keys
            return;
        const std::string at = path.empty() ? std::string(key) : path + "." + std::string(key);
        if (member.isObject() && depth < kMostListDepth)
            addListsOf(member, at, depth + 1);
        member.eachElement([&](JsonValue element) {
            if (element.isObject())
                addRecord(at, element);
        });
    });
}

void FileHead::addRecord(const std::string& at, JsonValue record) {
    auto place = std::find_if(m_places.begin(), m_places.end(),
                              [&](const Place& known) { return known.at == at; });
    if (place == m_places.end())
        place = m_places.insert(m_places.end(), {at, {}});
    if (place->records.size() < kMostRecords)
        place->records.push_back(record);
}

core::Result<FileHead> readFileHead(ByteInput& input, std::size_t bytes, char delimiter) {
    constexpr std::size_t kFirstBytes = std::size_t{16} << 10; // most small files end before
    std::string head;
    std::size_t size = 0;
    bool isWhole = false;
    while (size < bytes && !isWhole) {
        if (size == head.size())
            head.resize(std::min(bytes, std::max(kFirstBytes, 2 * size)));
        const auto got = input.read({head.data() + size, head.size() - size});
        if (!got)
            return got.error();
        isWhole = *got == 0;
        size += *got;
    }
    head.resize(size);
    return FileHead(std::move(head), isWhole, delimiter);
}

} // namespace ms::importers

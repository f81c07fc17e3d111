// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/json_events.h"

#include "importers/common/byte_scan.h"
#include "importers/common/json_text.h"
#include "models/core/check.h"
#include "models/core/same_text.h"

#include <algorithm>
#include <array>
#include <simdjson.h>

namespace ms::importers {

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kMostPath = 8;

std::size_t hashOf(std::string_view name) {
    if (name.empty())
        return 0;
    const auto at = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
    return name.size() * 11 + at(0) * 5u + at(name.size() / 2) * 31u + at(name.size() - 1) * 17u;
}

} // namespace

JsonKeys::JsonKeys() : m_slots(64, -1) {}

int JsonKeys::find(std::string_view name) const {
    std::size_t slot = hashOf(name) & (m_slots.size() - 1);
    while (m_slots[slot] >= 0) {
        if (core::isSameText(m_entries[std::size_t(m_slots[slot])].name, name))
            return m_slots[slot];
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    return -1;
}

void JsonKeys::rehash() {
    std::size_t size = m_slots.size();
    while (size < m_entries.size() * 4)
        size *= 2;
    m_slots.assign(size, -1);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        std::size_t slot = hashOf(m_entries[i].name) & (size - 1);
        while (m_slots[slot] >= 0)
            slot = (slot + 1) & (size - 1);
        m_slots[slot] = static_cast<std::int16_t>(i);
    }
}

JsonKeys::Entry& JsonKeys::entryNamed(std::string_view name) {
    if (const int found = find(name); found >= 0)
        return m_entries[std::size_t(found)];
    m_entries.push_back({std::string(name), {}, nullptr});
    rehash();
    return m_entries.back();
}

void JsonKeys::add(std::string_view path, const EventField& field) {
    const std::size_t dot = path.find('.');
    Entry& entry = entryNamed(path.substr(0, dot));
    if (dot == std::string_view::npos) {
        entry.field = field;
        return;
    }
    if (!entry.child)
        entry.child = std::make_unique<JsonKeys>();
    entry.child->add(path.substr(dot + 1), field);
}

namespace {

/// The keys of a table, asked in the order in which the record before had them: mostly one
/// comparison a key.
class KeysInOrder {
public:
    explicit KeysInOrder(const JsonKeys& keys) : m_keys{keys}, m_next(keys.entries().size() + 1) {
        for (const JsonKeys::Entry& entry : keys.entries())
            m_children.push_back(entry.child ? std::make_unique<KeysInOrder>(*entry.child)
                                             : nullptr);
    }
    /// As JsonKeys::find. `before`: what the last key that is read was, -1 at first.
    int findAfter(int before, std::string_view name) {
        int& next = m_next[std::size_t(before + 1)];
        if (core::isSameText(m_keys.entries()[std::size_t(next)].name, name))
            return next;
        const int found = m_keys.find(name);
        if (found >= 0)
            next = found;
        return found;
    }
    const JsonKeys::Entry& entry(int found) const { return m_keys.entries()[std::size_t(found)]; }
    KeysInOrder& child(int found) { return *m_children[std::size_t(found)]; }

private:
    const JsonKeys& m_keys;
    std::vector<int> m_next; // by the key before
    std::vector<std::unique_ptr<KeysInOrder>> m_children;
};

bool holdsEscapedNul(std::string_view text) {
    return text.find("\\u0000") != std::string_view::npos;
}

class JsonEventParser final : public ChunkParser {
public:
    JsonEventParser(std::shared_ptr<const JsonEventReading> reading, Layout layout)
        : m_reading{std::move(reading)}, m_keys{m_reading->keys}, m_layout{layout} {
        constexpr std::size_t kFirstCapacity = 16 << 10;
        CHECK(m_parser.allocate(kFirstCapacity, kMostDepth) == simdjson::SUCCESS,
              "There is no memory for the JSON parser.");
    }

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        if (m_layout == Layout::Document)
            readArray(chunk, out);
        else
            readLines(chunk, out);
    }

private:
    void readLines(const Chunk& chunk, ParsedChunk& out) {
        const std::string_view bytes = chunk.bytes;
        m_mayHoldNul = holdsEscapedNul(bytes);
        std::int64_t line = chunk.firstLine;
        for (std::size_t at = 0; at < bytes.size(); ++line) {
            const std::size_t end = findByte(bytes, '\n', at, bytes.size());
            const std::string_view text = trimmed(bytes.substr(at, end - at));
            const bool isCut = chunk.isLast && end == bytes.size();
            at = end + 1;
            if (!text.empty())
                readRecord(text, line, line, isCut, out);
        }
    }

    void readArray(const Chunk& chunk, ParsedChunk& out) {
        JsonElements elements(chunk.bytes, chunk.firstLine);
        m_mayHoldNul = holdsEscapedNul(chunk.bytes);
        while (const auto element = elements.next())
            readRecord(element->text, element->line, element->index, false, out);
        if (!elements.isWellEnded())
            out.note(Note::PartialLine);
    }

    void readRecord(std::string_view text, std::int64_t line, std::int64_t sourceRow, bool isCut,
                    ParsedChunk& out) {
        ++out.rows;
        dom::element root;
        // The bytes behind the text are the rest of the chunk or its padding: no copy is needed.
        const auto error =
            m_parser.parse(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), false)
                .get(root);
        if (error != simdjson::SUCCESS && isCut) {
            ++out.skipped;
            return out.note(Note::PartialLine);
        }
        dom::object object;
        if (error != simdjson::SUCCESS)
            return out.reject(
                line, {},
                std::string("The line is not valid JSON: ") + simdjson::error_message(error), text);
        if (root.get(object) != simdjson::SUCCESS)
            return out.reject(line, {}, "The line is not a JSON object.", text);
        m_draft.start(sourceRow);
        m_text = text;
        m_depth = 0;
        readObject(object, m_keys);
        if (m_mayHoldNul && holdsEscapedNul(text))
            m_draft.fail({}, "The line holds a NUL character (\\u0000).");
        m_draft.finish(m_reading->mapping, line, text, out);
    }

    void readObject(const dom::object& object, KeysInOrder& keys) {
        std::uint64_t seen = 0;
        int before = -1;
        for (const auto [key, value] : object) {
            const int found = keys.findAfter(before, key);
            if (found < 0)
                continue;
            before = found;
            const std::uint64_t bit = std::uint64_t{1} << (found & 63);
            if ((seen & bit) != 0 && found < 64)
                m_draft.fail(key, "The key '" + std::string(key) + "' stands twice in one object.");
            seen |= bit;
            const JsonKeys::Entry& entry = keys.entry(found);
            if (m_depth < kMostPath)
                m_path[m_depth] = entry.name;
            if (entry.child)
                readChild(value, entry, keys.child(found));
            else
                readValue(value, entry);
        }
    }

    void readChild(const dom::element& value, const JsonKeys::Entry& entry, KeysInOrder& keys) {
        dom::object object;
        if (value.is_null())
            return;
        if (value.get(object) != simdjson::SUCCESS || m_depth + 1 >= kMostPath)
            return m_draft.fail(entry.name, "'" + entry.name + "' is not an object.");
        ++m_depth;
        readObject(object, keys);
        --m_depth;
    }

    void readValue(const dom::element& value, const JsonKeys::Entry& entry) {
        const EventMapping& mapping = m_reading->mapping;
        switch (value.type()) {
        case dom::element_type::STRING:
            return m_draft.set(entry.field, entry.name, value.get_string().value_unsafe(), mapping);
        case dom::element_type::INT64:
            return m_draft.setInteger(entry.field, entry.name, value.get_int64().value_unsafe(),
                                      mapping);
        case dom::element_type::BOOL:
            return m_draft.setTruth(entry.field, entry.name, value.get_bool().value_unsafe());
        case dom::element_type::NULL_VALUE:
            return;
        case dom::element_type::UINT64:
        case dom::element_type::DOUBLE:
            return readRawNumber(entry);
        case dom::element_type::ARRAY:
            if (entry.field.kind == EventField::Kind::Blocks)
                return readBlocks(value.get_array().value_unsafe(), entry);
            break;
        case dom::element_type::OBJECT:
            break;
        }
        m_draft.fail(entry.name, "'" + entry.name +
                                     "' is a list or an object where a single value "
                                     "belongs.");
    }

    /// A number that is no 64-bit integer is taken as it is written.
    void readRawNumber(const JsonKeys::Entry& entry) {
        const std::string_view raw =
            rawNumberAt(m_text, std::span(m_path).first(std::min(m_depth + 1, kMostPath)));
        if (entry.field.kind == EventField::Kind::Text || entry.field.kind == EventField::Kind::Id)
            return m_draft.fail(entry.name,
                                std::string(raw) + " is a fraction where a text belongs.");
        m_draft.set(entry.field, entry.name, raw, m_reading->mapping);
    }

    void readBlocks(const dom::array& blocks, const JsonKeys::Entry& entry) {
        for (const dom::element block : blocks) {
            std::string_view hash;
            std::int64_t number = 0;
            if (block.get(hash) == simdjson::SUCCESS && !hash.empty() &&
                hash.find_first_of(" \t\r\n") == std::string_view::npos)
                m_draft.addBlock(entry.name, hash);
            else if (block.get(number) == simdjson::SUCCESS)
                m_draft.addBlock(entry.name, std::to_string(number));
            else
                return m_draft.fail(entry.name, "A block hash is neither a word nor a number.");
        }
    }

    std::shared_ptr<const JsonEventReading> m_reading;
    KeysInOrder m_keys;
    Layout m_layout;
    dom::parser m_parser;
    EventDraft m_draft;
    std::string_view m_text;
    std::array<std::string_view, kMostPath> m_path;
    std::size_t m_depth = 0;
    bool m_mayHoldNul = false; // somewhere in the chunk
};

/// The first record of a JSON file that can be read; nullopt when there is none within the head.
/// Some lines are tried, so that one bad line at the front does not hide what the file is.
std::optional<dom::object> firstRecord(dom::parser& parser, std::string& padded,
                                       std::string_view head) {
    constexpr int kMostTried = 20;
    std::string_view rest = trimmed(head);
    if (rest.empty() || (rest.front() != '{' && rest.front() != '['))
        return std::nullopt;
    if (parser.allocate(head.size() + 1, kMostDepth) != simdjson::SUCCESS)
        return std::nullopt;
    JsonElements elements(rest, 1);
    const bool isArray = rest.front() == '[';
    for (int i = 0; i < kMostTried && !rest.empty(); ++i) {
        std::string_view text = trimmed(rest.substr(0, rest.find('\n')));
        if (isArray) {
            const auto element = elements.next();
            text = element ? element->text : std::string_view{};
        } else {
            rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
        }
        padded.assign(text);
        dom::object object;
        if (!text.empty() && parser.parse(padded).get(object) == simdjson::SUCCESS)
            return object;
    }
    return std::nullopt;
}

} // namespace

std::unique_ptr<ChunkParser> makeJsonEventParser(std::shared_ptr<const JsonEventReading> reading,
                                                 Layout layout) {
    return std::make_unique<JsonEventParser>(std::move(reading), layout);
}

Layout jsonLayoutOf(std::string_view head) {
    return trimmed(head.substr(0, 4096)).starts_with('[') ? Layout::Document : Layout::Lines;
}

JsonSignature findJsonKeys(std::string_view head, const std::vector<std::string_view>& names) {
    dom::parser parser;
    std::string padded;
    const auto object = firstRecord(parser, padded, head);
    if (!object)
        return {};
    JsonSignature signature;
    signature.keys = static_cast<int>(object->size());
    for (const std::string_view name : names) {
        std::string pointer = "/" + std::string(name);
        for (char& c : pointer)
            c = c == '.' ? '/' : c;
        signature.found += object->at_pointer(pointer).error() == simdjson::SUCCESS ? 1 : 0;
    }
    return signature;
}

std::string jsonTextOf(std::string_view head, std::string_view key) {
    dom::parser parser;
    std::string padded;
    const auto object = firstRecord(parser, padded, head);
    std::string_view text;
    if (!object || object->at_key(key).get(text) != simdjson::SUCCESS)
        return {};
    return std::string(text);
}

} // namespace ms::importers

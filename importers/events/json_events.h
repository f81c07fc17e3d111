// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/event_field.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::importers {

/// Which keys of a JSON object are read, and into what. Nested objects have a table of their own.
class JsonKeys {
public:
    JsonKeys();
    /// Add a key or a dotted path ("usage.input_tokens").
    void add(std::string_view path, const EventField& field);

    struct Entry {
        std::string name;
        EventField field;
        std::unique_ptr<JsonKeys> child; // set: an object, `field` does not count
    };
    /// Position in entries(), or -1: in one probe mostly, because it is asked for every key.
    int find(std::string_view name) const;
    const std::vector<Entry>& entries() const { return m_entries; }

private:
    Entry& entryNamed(std::string_view name);
    void rehash();

    std::vector<Entry> m_entries;
    std::vector<std::int16_t> m_slots; // open addressing; -1 is free
};

/// How the events of a JSON file are read; shared by all threads.
struct JsonEventReading {
    EventMapping mapping;
    JsonKeys keys;
};

/// Reads one event a line, or one an element when the file is one JSON array.
/// A line that is no valid JSON, is deeper than 64 levels, holds a key twice that is read, or a
/// value that cannot be read, is rejected alone. The last line of a growing file, cut, is left out.
std::unique_ptr<ChunkParser> makeJsonEventParser(std::shared_ptr<const JsonEventReading> reading,
                                                 Layout layout);

/// Document when `head` begins with '[', else Lines.
Layout jsonLayoutOf(std::string_view head);

/// How many of `names` (dotted paths allowed) the first record of a JSON file has, and the number
/// of its top-level keys; both 0 when the file is no JSON.
struct JsonSignature {
    int found = 0;
    int keys = 0;
};
JsonSignature findJsonKeys(std::string_view head, const std::vector<std::string_view>& names);
/// The text of a top-level string of the first record; empty when there is none.
std::string jsonTextOf(std::string_view head, std::string_view key);

} // namespace ms::importers

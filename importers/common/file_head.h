// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/csv_header.h"
#include "importers/common/json_value.h"
#include "importers/input/byte_input.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// The beginning of a file, looked at once for all formats: a header of delimited text, or the
/// first records of JSON, wherever they stand.
class FileHead {
public:
    /// `bytes` decoded and without BOM. `isWhole`: the file ends with them. `delimiter` 0: found by
    /// counting.
    FileHead(std::string bytes, bool isWhole, char delimiter = 0);
    ~FileHead();
    FileHead(FileHead&&) noexcept;

    std::string_view text() const { return m_text; }
    bool isWhole() const { return m_isWhole; }
    /// Null when it is no delimited text.
    const CsvHeader* csv() const { return m_csv ? &*m_csv : nullptr; }
    /// Why text that is neither JSON nor delimited is not the latter, as a sentence; null when it
    /// is one of them.
    const char* problem() const { return m_problem; }

    /// How the JSON stands in the file.
    enum class JsonShape {
        None,
        Lines,  // one value a line
        Values, // values over many lines, or in a list
    };
    JsonShape jsonShape() const { return m_shape; }

    /// Places where records may stand, and the first records there. The values themselves come
    /// first, at the place "". Then lists within them: "data", "result.items".
    struct Place {
        std::string at;
        std::vector<JsonValue> records;
    };
    const std::vector<Place>& places() const { return m_places; }
    /// The first value of the file, made whole where the head cuts it; absent when it is no JSON.
    JsonValue firstValue() const;

private:
    void readJson();
    bool readLines();
    void addValue(JsonValue value);
    void addListsOf(JsonValue page, const std::string& path, int depth);
    void addRecord(const std::string& at, JsonValue record);

    std::string m_text;
    bool m_isWhole;
    std::optional<CsvHeader> m_csv;
    const char* m_problem = nullptr;
    JsonShape m_shape = JsonShape::None;
    std::vector<Place> m_places;
    std::vector<std::unique_ptr<JsonParser>> m_parsers; // keep the values valid
};

/// Read the first `bytes` of an input, or all of it where that is less. Errors  those of read().
core::Result<FileHead> readFileHead(ByteInput& input, std::size_t bytes, char delimiter = 0);

} // namespace ms::importers

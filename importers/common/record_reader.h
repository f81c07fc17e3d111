// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/csv_header.h"
#include "importers/common/format.h"
#include "importers/common/record.h"

#include <memory>
#include <span>
#include <string_view>

namespace ms::importers {

/// Walks the records of chunks, whatever their layout, and lists those that are none: broken rows
/// as rejected, the last line of a growing file as skipped. For one thread; keeps its memory from
/// chunk to chunk.
class RecordReader {
public:
    virtual ~RecordReader() = default;
    virtual void start(const Chunk& chunk) = 0;
    /// The next record of the chunk, counted in `out`; null at its end.
    virtual Record* next(ParsedChunk& out) = 0;
};

/// Records are rows; a key is the column of that name. Keys without a column are not given.
struct CsvPlace {
    char delimiter = ',';
    std::size_t columns = 0;
    std::vector<std::pair<std::size_t, std::size_t>> read; // column and key
};
/// Errors  BadInput: a column that is read stands twice.
core::Result<CsvPlace> placeOf(const RecordShape& shape, const CsvHeader& header,
                               Letters letters = Letters::AsIs);
/// The part of a plan that is the same for all delimited text: the layout, and the header that
/// stands before the records.
ReadPlan csvPlan(const FileHead& head);
std::unique_ptr<RecordReader> makeCsvReader(std::shared_ptr<const RecordShape> shape,
                                            CsvPlace place);
/// The same for JSON whose records stand at `recordsAt`: Lines when one stands in a line, else
/// Values.
ReadPlan jsonPlan(const FileHead& head, const std::string& recordsAt);
/// Records are JSON objects, in the layout Lines or Values.
std::unique_ptr<RecordReader> makeJsonReader(std::shared_ptr<const RecordShape> shape,
                                             Layout layout);

/// True when a page of an export says that there are more: `has_more`, a cursor, a page number
/// below the number of pages. Source  FORMATS.md section 4.
bool announcesMore(JsonValue page);

} // namespace ms::importers

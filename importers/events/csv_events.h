// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/csv_header.h"
#include "importers/common/event_field.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::importers {

/// How the events of a CSV file are read; shared by all threads.
struct CsvEventReading {
    EventMapping mapping;
    struct Column {
        std::size_t index; // in the file
        std::string name;
        EventField field;
    };
    std::vector<Column> columns;
    std::size_t width = 0; // columns of the header
    char delimiter = ',';
};

/// Reads one event a row. A row of another width than the header is rejected.
std::unique_ptr<ChunkParser> makeCsvEventParser(std::shared_ptr<const CsvEventReading> reading);

/// Bind the columns that `fields` names; others are not read and are listed in `unread`.
/// Errors  BadInput: a column is missing or stands twice.
struct CsvBinding {
    std::vector<CsvEventReading::Column> columns;
    std::vector<std::string> unread;
};
core::Result<CsvBinding> bindColumns(const CsvHeader& header,
                                     const std::vector<std::pair<std::string, EventField>>& fields);

/// The plan of a CSV file whose header was read.
ReadPlan csvEventPlan(const CsvHeader& header, CsvBinding binding, EventMapping mapping);

} // namespace ms::importers

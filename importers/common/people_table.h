// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/fact_format.h"
#include "importers/common/named_columns.h"
#include "importers/common/written_number.h"

#include <cstddef>
#include <memory>
#include <span>

namespace ms::importers {

/// Some neighbours among the columns of a table: those that hold numbers.
struct ColumnRange {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// Let `spec` read a table that people made: columns of many names, and numbers with the decimal
/// mark that those of `numbers` show in the beginning of the file. `Reader` is made with that mark;
/// its keys are the columns, in their order. `columns` must outlive the format.
template <class Reader>
void readPeopleTable(FactFormatSpec& spec, std::span<const NamedColumn> columns,
                     ColumnRange numbers) {
    spec.moreKeys = [columns](const FileHead& head) { return namesIn(head, columns); };
    spec.prepare = [columns, numbers](const FileHead& head,
                                      const ReadOptions&) -> core::Result<ReaderMaker> {
        const std::vector<std::string> names = namesIn(head, columns);
        const DecimalMark mark =
            decimalMarkOf(head, std::span(names).subspan(numbers.first, numbers.count));
        return ReaderMaker([mark] { return std::make_unique<Reader>(mark); });
    };
}

} // namespace ms::importers

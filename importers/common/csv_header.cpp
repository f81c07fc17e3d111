// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/csv_header.h"

#include "importers/common/csv.h"
#include "importers/common/number_format.h"

#include <algorithm>

namespace ms::importers {

namespace {

bool isSameLetter(char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(a) == lower(b);
}

bool isSameInAnyCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSameLetter);
}

/// What stands in brackets at the end of a name; empty when nothing does.
std::string_view inBrackets(std::string_view name) {
    const std::size_t opening = name.rfind('(');
    if (opening == std::string_view::npos || !name.ends_with(')'))
        return {};
    return trimmed(name.substr(opening + 1, name.size() - opening - 2));
}

} // namespace

bool isSameName(std::string_view column, std::string_view wanted, Letters letters) {
    switch (letters) {
    case Letters::AsIs:
        break;
    case Letters::AnyCase:
        return isSameInAnyCase(column, wanted);
    case Letters::Translated:
        return isSameInAnyCase(column, wanted) || isSameInAnyCase(inBrackets(column), wanted);
    }
    return column == wanted;
}

std::optional<std::size_t> CsvHeader::indexOf(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return std::size_t(found - names.begin());
}

const char* whyNoCsvHeader(std::string_view head, char delimiter) {
    const std::size_t lineEnd = head.find('\n');
    if (lineEnd == std::string_view::npos && trimmed(head).find('\r') != std::string_view::npos)
        return "Its lines end with carriage returns alone. Save it with the line ends of Unix or "
               "Windows.";
    CsvRecords records(head, delimiter != 0 ? delimiter : delimiterOf(head.substr(0, lineEnd)), 1,
                       1);
    CsvRecord record;
    return records.next(record) ? record.problem : "It has no header.";
}

std::optional<CsvHeader> readCsvHeader(std::string_view head, char delimiter) {
    const std::string_view begin = trimmed(head.substr(0, 64));
    if (begin.empty() || begin.front() == '{' || begin.front() == '[' ||
        whyNoCsvHeader(head, delimiter) != nullptr)
        return std::nullopt;
    CsvHeader header;
    header.delimiter = delimiter != 0 ? delimiter : delimiterOf(head.substr(0, head.find('\n')));
    CsvRecords records(head, header.delimiter, 1, 1);
    CsvRecord record;
    records.next(record);
    header.bytes = static_cast<std::size_t>(record.raw.data() + record.raw.size() - head.data());
    header.bytes = std::min(head.find('\n', header.bytes), head.size() - 1) + 1;
    header.lines = records.line() - 1;
    for (const std::string_view name : record.cells)
        header.names.emplace_back(trimmed(name));
    return header;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/file_survey.h"

namespace ms::mapping {

std::vector<Reading> readingsFor(const ColumnSurvey& column, const MappableField& field) {
    switch (field.holds) {
    case MappableField::Holds::Text:
        return {};
    case MappableField::Holds::Time:
        return column.times;
    case MappableField::Holds::Number:
        return column.numbers;
    case MappableField::Holds::Count:
        break;
    }
    std::vector<Reading> whole = column.numbers;
    std::erase_if(whole, [](const Reading& reading) { return !reading.isWhole; });
    return whole;
}

std::string_view formatName(const Reading& reading, const MappableField& field) {
    return field.holds == MappableField::Holds::Time ? nameOf(reading.time)
                                                     : nameOf(reading.number);
}

} // namespace ms::mapping

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/mapping_profile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ms::mapping {

/// A field that rows of a kind have, as a mapping may fill it.
struct MappableField {
    enum class Holds : std::uint8_t { Text, Count, Number, Time }; // Count: a whole number
    enum class Need : std::uint8_t { Required, Optional };
    std::string name; // "cache_read_tokens"
    Holds holds = Holds::Text;
    Need need = Need::Optional;
};

/// One way to read the values of a column.
struct Reading {
    NumberFormat number = NumberFormat::Plain;
    TimeFormat time = TimeFormat::Iso;
    std::string example;  // as it stands in the file: "0,002"
    std::string meaning;  // what it is, read so: "2"
    bool isWhole = false; // every value is a whole number, read so
    std::string total;    // of all values looked at, read so; empty for times, and where it is huge
};

/// What the values of one column, or JSON path, look like.
struct ColumnSurvey {
    std::string name;
    std::int64_t filled = 0;           // of the rows looked at: its coverage
    std::vector<std::string> examples; // up to five different ones, cut at 120 bytes
    /// How all its values can be read as numbers, or times: the usual way first, then those that
    /// give other values. Empty: they are none. Two: nobody can tell but the owner.
    std::vector<Reading> numbers;
    std::vector<Reading> times;
    bool holdsEmails = false; // some value looks like an e-mail address
    bool holdsLists = false;  // JSON: some value is a list
};

/// What was seen of a file before anybody said how to read it.
struct FileSurvey {
    MappingProfile::FileFormat format = MappingProfile::FileFormat::Csv;
    char delimiter = ',';
    std::string header;                // MappingProfile::header of a profile made for it
    std::vector<ColumnSurvey> columns; // in the order of the file
    std::int64_t rows = 0;             // looked at
    /// Rows as they stand in the file, one cell a column.
    struct Sample {
        enum class Place : std::uint8_t { Head, Middle, Tail } place = Place::Head;
        std::vector<std::vector<std::string>> rows;
    };
    std::vector<Sample> samples;
    bool isWhole = false;           // every row of the file was looked at
    std::vector<std::string> notes; // "compressed: only its beginning was looked at"

    /// Null when there is none.
    const ColumnSurvey* columnNamed(std::string_view name) const {
        for (const ColumnSurvey& column : columns)
            if (column.name == name)
                return &column;
        return nullptr;
    }
};

/// How a column can be read for a field; empty: as text only. Counts have whole readings only.
std::vector<Reading> readingsFor(const ColumnSurvey& column, const MappableField& field);
/// The name that profile documents give to the format of a reading for that field.
std::string_view formatName(const Reading& reading, const MappableField& field);

/// A column that must not be guessed: its values have several readings, and they differ.
struct Question {
    std::string field;
    std::string column;
    std::vector<Reading> readings;
};

/// How a file could be read: a profile to look at and change, and what only its owner knows.
struct MappingProposal {
    MappingProfile profile;
    std::vector<std::string> decided; // fields whose format was chosen, not guessed
    std::vector<Question> questions;  // nothing may be imported while there is one
    std::vector<std::string> missing; // required fields that no column and no constant fills
    bool isComplete() const { return questions.empty() && missing.empty(); }
};

} // namespace ms::mapping

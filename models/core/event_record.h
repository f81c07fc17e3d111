// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"
#include "models/core/flags.h"

#include <array>
#include <string_view>

namespace ms::core {

/// One normalised event (FORMATS.md 1.1) on its way from an importer into an EventBlock.
/// The texts point into the importer's buffer and live until the event is appended.
struct EventRecord {
    std::array<std::int64_t, kNumberColumns> numbers;
    std::array<std::string_view, kTextColumns> texts;
    std::array<std::string_view, kIdColumns> ids;
    std::array<std::string_view, kBlobColumns> blobs;

    EventRecord() {
        numbers.fill(kUnknownNumber);
        (*this)[NumberColumn::Flags] = 0;
    }
    std::int64_t& operator[](NumberColumn c) { return numbers[std::size_t(c)]; }
    std::string_view& operator[](TextColumn c) { return texts[std::size_t(c)]; }
    std::string_view& operator[](IdColumn c) { return ids[std::size_t(c)]; }
    std::string_view& operator[](BlobColumn c) { return blobs[std::size_t(c)]; }
    std::int64_t operator[](NumberColumn c) const { return numbers[std::size_t(c)]; }
    std::string_view operator[](TextColumn c) const { return texts[std::size_t(c)]; }
    std::string_view operator[](IdColumn c) const { return ids[std::size_t(c)]; }
    std::string_view operator[](BlobColumn c) const { return blobs[std::size_t(c)]; }
    void flag(Flag f) { (*this)[NumberColumn::Flags] |= bitOf(f); }
};

} // namespace ms::core

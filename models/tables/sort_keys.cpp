// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/sort_keys.h"

#include <optional>

namespace ms::tables {

namespace {

template <class Key>
std::optional<Key> keyOf(CellValue& cell);

template <>
std::optional<core::Int128> keyOf(CellValue& cell) {
    if (const auto* count = std::get_if<core::Int128>(&cell))
        return *count;
    if (const auto* money = std::get_if<core::MoneySum>(&cell))
        return money->picos();
    return std::nullopt;
}

template <>
std::optional<double> keyOf(CellValue& cell) {
    if (const auto* ratio = std::get_if<Ratio>(&cell))
        return ratio->value;
    if (const auto* probability = std::get_if<PValue>(&cell))
        return probability->value;
    const auto* number = std::get_if<Number>(&cell);
    return number ? std::optional(number->value) : std::nullopt;
}

template <>
std::optional<TextKey> keyOf(CellValue& cell) {
    auto* text = std::get_if<QString>(&cell);
    return text ? std::optional(TextKey{text->toCaseFolded(), *text}) : std::nullopt;
}

template <class Key>
SortKeys keysOf(std::size_t rows, const std::function<CellValue(std::size_t)>& cellOf) {
    SortKeys result;
    result.isKnown.resize(rows, 0);
    std::vector<Key> keys(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        CellValue cell = cellOf(row);
        std::optional<Key> key = keyOf<Key>(cell);
        if (!key)
            continue;
        keys[row] = *std::move(key);
        result.isKnown[row] = 1;
    }
    result.keys = std::move(keys);
    return result;
}

} // namespace

SortKeys sortKeysOf(std::size_t rows, const std::function<CellValue(std::size_t)>& cellOf) {
    for (std::size_t row = 0; row < rows; ++row) {
        const CellValue cell = cellOf(row);
        if (isUnknown(cell))
            continue;
        if (std::holds_alternative<QString>(cell))
            return keysOf<TextKey>(rows, cellOf);
        if (std::holds_alternative<Ratio>(cell) || std::holds_alternative<Number>(cell) ||
            std::holds_alternative<PValue>(cell))
            return keysOf<double>(rows, cellOf);
        break;
    }
    return keysOf<core::Int128>(rows, cellOf);
}

} // namespace ms::tables

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/tables/cell_value.h"

#include <functional>
#include <vector>

namespace ms::tables {

/// A text in order without case, then with it.
struct TextKey {
    QString folded;
    QString text;
    friend bool operator<(const TextKey& a, const TextKey& b) {
        const int order = a.folded.compare(b.folded);
        return order != 0 ? order < 0 : a.text < b.text;
    }
};

/// The cells of one column as keys that compare fast, one a row: what a comparison would do over
/// and over (unpacking cells, folding case) is done once.
struct SortKeys {
    std::variant<std::vector<core::Int128>, std::vector<double>, std::vector<TextKey>> keys;
    std::vector<char> isKnown; // 0: the key says nothing
};
/// Ordered by these keys, known cells stand as `compare` puts them. All known cells of a column are
/// of one kind; a cell of another kind than the first counts as unknown.
SortKeys sortKeysOf(std::size_t rows, const std::function<CellValue(std::size_t)>& cellOf);

} // namespace ms::tables

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/column_source.h"

#include <algorithm>

namespace ms::frame {

namespace {

/// `visit`, but only for the segments that are wanted.
template <class Visitor>
auto only(std::span<const std::size_t> segments, const Visitor& visit) {
    return [segments, &visit](std::size_t segment, auto column, auto values) {
        if (std::binary_search(segments.begin(), segments.end(), segment))
            visit(segment, column, values);
    };
}

} // namespace

core::Status ColumnSource::readNumbersOf(std::span<const std::size_t> segments,
                                         std::span<const core::NumberColumn> columns,
                                         const NumberVisitor& visit, std::stop_token stop) const {
    return readNumbers(columns, only(segments, visit), stop);
}

core::Status ColumnSource::readCodesOf(std::span<const std::size_t> segments,
                                       std::span<const core::TextColumn> columns,
                                       const CodeVisitor& visit, std::stop_token stop) const {
    return readCodes(columns, only(segments, visit), stop);
}

core::Status ColumnSource::readKeysOf(std::span<const std::size_t> segments,
                                      std::span<const core::IdColumn> columns,
                                      const KeyVisitor& visit, std::stop_token stop) const {
    return readKeys(columns, only(segments, visit), stop);
}

} // namespace ms::frame

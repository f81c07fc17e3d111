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

core::Status ColumnSource::readBlobsOf(std::span<const std::size_t> segments,
                                       std::span<const core::BlobColumn> columns,
                                       const BlobVisitor& visit, std::stop_token stop) const {
    std::string bytes;
    std::vector<std::uint32_t> ends;
    for (const std::size_t segment : segments)
        for (const core::BlobColumn column : columns) {
            if (stop.stop_requested())
                return core::Error{core::Error::Code::Cancelled, "Stopped.", {}};
            bytes.clear();
            ends.clear();
            for (std::uint32_t row = 0; row < this->segments()[segment].rows; ++row) {
                const auto text = blob(column, segment, row);
                if (!text)
                    return text.error();
                bytes += *text;
                ends.push_back(std::uint32_t(bytes.size()));
            }
            visit(segment, column, {bytes, ends});
        }
    return {};
}

} // namespace ms::frame

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/attempt_reader.h"
#include "models/frame/local_frame.h"
#include "models/frame/selection.h"

#include <algorithm>
#include <future>

namespace ms::frame {

namespace {

using Gathered = AttemptReader::Gathered;

/// Attempts handed over together: what they take should stay in the cache of a core.
constexpr std::size_t kRunAttempts = 1024;

std::vector<std::uint32_t> rowsOf(const Selection& selection, const SegmentInfo& segment) {
    std::vector<std::uint32_t> rows;
    Selection::Rows chunk;
    const std::size_t end = segment.firstRow + segment.rows;
    for (std::size_t at = segment.firstRow; at < end;) {
        const std::size_t next = std::min(end, (at / kChunkRows + 1) * kChunkRows);
        selection.select(at, next, chunk);
        for (std::size_t i = 0; i < chunk.count; ++i)
            rows.push_back(std::uint32_t(at + (chunk.isAll ? i : chunk.kept[i])));
        at = next;
    }
    return rows;
}

} // namespace

core::Status LocalFrame::visitAttempts(const query::Filter& filter, const AttemptVisitor& visit,
                                       std::stop_token stop) const {
    const auto selection = Selection::compile(*this, filter, stop);
    if (!selection)
        return selection.error();
    const auto reader = AttemptReader::make(*this, stop);
    if (!reader)
        return reader.error();

    const query::AttemptColumns columns = allAttemptColumns();
    const auto segments = m_columns->source().segments();
    std::size_t nextSegment = 0;
    // One segment is decoded while the visitor is busy with the one before.
    const auto startNext = [&] {
        std::vector<std::uint32_t> rows;
        while (rows.empty() && nextSegment < segments.size())
            rows = rowsOf(*selection, segments[nextSegment++]);
        if (rows.empty())
            return std::future<core::Result<Gathered>>();
        return std::async(std::launch::async,
                          [&reader, &columns, stop, wanted = std::move(rows)]() mutable {
                              return reader->gather(std::move(wanted), columns, stop);
                          });
    };
    std::vector<query::Attempt> attempts;
    for (auto coming = startNext(); coming.valid();) {
        core::Result<Gathered> gathered = coming.get();
        if (!gathered)
            return gathered.error();
        coming = startNext();
        const std::size_t count = gathered->rows.size();
        for (std::size_t from = 0; from < count; from += kRunAttempts) {
            if (stop.stop_requested())
                return cancelled();
            reader->assemble(*gathered, from, std::min(count, from + kRunAttempts), attempts);
            if (!visit(attempts))
                return {};
        }
    }
    return {};
}

} // namespace ms::frame

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_block.h"
#include "models/store/workspace.h"

#include <map>
#include <mutex>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace ms::tests {

/// One event as plain values, independent of the columns under test.
struct PlainEvent {
    std::map<core::NumberColumn, std::int64_t> numbers;
    std::map<core::TextColumn, std::string> texts;
    std::map<core::IdColumn, std::string> ids;
    std::map<core::BlobColumn, std::string> blobs;
};

inline PlainEvent plainEvent(const std::string& request, std::int64_t attempt, std::int64_t time,
                             std::int64_t input) {
    PlainEvent e;
    e.ids[core::IdColumn::Request] = request;
    e.numbers[core::NumberColumn::Attempt] = attempt;
    e.numbers[core::NumberColumn::Time] = time;
    e.numbers[core::NumberColumn::Input] = input;
    return e;
}

inline core::EventBlock blockOf(const std::vector<PlainEvent>& events, std::int64_t firstLine = 1) {
    core::EventBlock block;
    for (const PlainEvent& e : events) {
        core::EventRecord record;
        for (const auto& [c, v] : e.numbers)
            record[c] = v;
        for (const auto& [c, v] : e.texts)
            record[c] = v;
        for (const auto& [c, v] : e.ids)
            record[c] = v;
        for (const auto& [c, v] : e.blobs)
            record[c] = v;
        record[core::NumberColumn::SourceRow] = firstLine++;
        block.append(record);
    }
    return block;
}

/// Import `events` as one file in blocks of `blockRows`.
inline core::Result<store::Batch> importEvents(store::Workspace& workspace,
                                               const std::vector<PlainEvent>& events,
                                               core::Identity identity,
                                               const std::string& source = "test",
                                               std::size_t blockRows = 4096) {
    auto import = workspace.beginImport({});
    if (!import)
        return import.error();
    core::SourceInfo info;
    info.path = "/files/" + source + ".jsonl";
    info.source = source;
    info.identity = identity;
    if (auto begun = (*import)->begin(info); !begun)
        return begun.error();
    for (std::size_t from = 0; from < events.size(); from += blockRows) {
        const std::vector<PlainEvent> part(
            events.begin() + std::ptrdiff_t(from),
            events.begin() + std::ptrdiff_t(std::min(events.size(), from + blockRows)));
        if (auto added = (*import)->events(blockOf(part, std::int64_t(from) + 1)); !added)
            return added.error();
    }
    core::ReadTotals totals;
    totals.rows = std::int64_t(events.size());
    totals.hash = 42;
    if (auto ended = (*import)->end(totals); !ended)
        return ended.error();
    return (*import)->commit();
}

/// All counted events of the workspace, in order, read through the column source.
inline std::vector<PlainEvent> readBack(const store::Workspace& workspace) {
    const auto opened = workspace.columns();
    if (!opened)
        throw std::runtime_error{opened.error().message};
    const frame::ColumnSource& source = **opened;
    std::size_t rows = 0;
    for (const auto& segment : source.segments())
        rows += segment.rows;
    std::vector<PlainEvent> events(rows);
    const auto check = [](const core::Status& status) {
        if (!status)
            throw std::runtime_error{status.error().message};
    };
    const auto first = [&](std::size_t s) { return std::size_t(source.segments()[s].firstRow); };
    std::mutex mutex;
    for (std::size_t i = 0; i < core::kNumberColumns; ++i) {
        const auto c = core::NumberColumn(i);
        check(source.readNumbers(std::span{&c, 1},
                                 [&](std::size_t s, auto, auto values) {
                                     const std::lock_guard lock{mutex};
                                     for (std::size_t r = 0; r < values.size(); ++r)
                                         if (values[r] != core::kUnknownNumber)
                                             events[first(s) + r].numbers[c] = values[r];
                                 },
                                 {}));
    }
    for (std::size_t i = 0; i < core::kTextColumns; ++i) {
        const auto c = core::TextColumn(i);
        const auto dictionary = source.dictionary(c);
        check(source.readCodes(std::span{&c, 1},
                               [&](std::size_t s, auto, auto codes) {
                                   const std::lock_guard lock{mutex};
                                   for (std::size_t r = 0; r < codes.size(); ++r)
                                       if (codes[r] != 0)
                                           events[first(s) + r].texts[c] = dictionary->at(codes[r]);
                               },
                               {}));
    }
    for (std::size_t i = 0; i < core::kIdColumns; ++i) {
        const auto c = core::IdColumn(i);
        check(source.readKeys(std::span{&c, 1},
                              [&](std::size_t s, auto, auto keys) {
                                  const auto texts = source.idTexts(c, keys);
                                  const std::lock_guard lock{mutex};
                                  for (std::size_t r = 0; r < keys.size(); ++r)
                                      if (keys[r] != 0)
                                          events[first(s) + r].ids[c] = texts->at(r);
                              },
                              {}));
    }
    std::vector<std::size_t> segments(source.segments().size());
    std::iota(segments.begin(), segments.end(), std::size_t{0});
    for (std::size_t i = 0; i < core::kBlobColumns; ++i) {
        const auto c = core::BlobColumn(i);
        check(source.readBlobsOf(segments, std::span{&c, 1},
                                 [&](std::size_t s, auto, const frame::BlobTexts& texts) {
                                     const std::lock_guard lock{mutex};
                                     for (std::uint32_t r = 0; r < texts.ends.size(); ++r) {
                                         if (*source.blob(c, s, r) != texts.at(r))
                                             throw std::runtime_error{"read alone it differs"};
                                         if (!texts.at(r).empty())
                                             events[first(s) + r].blobs[c] = texts.at(r);
                                     }
                                 },
                                 {}));
    }
    std::vector<PlainEvent> counted;
    const auto replaced = source.replacedRows();
    for (std::size_t row = 0; row < events.size(); ++row)
        if (!std::binary_search(replaced.begin(), replaced.end(), row))
            counted.push_back(std::move(events[row]));
    return counted;
}

/// Random events with extreme values, empty and long texts, repeated and new ids.
inline std::vector<PlainEvent> randomEvents(std::size_t count, unsigned seed) {
    std::mt19937_64 random{seed};
    const auto upTo = [&](std::uint64_t n) { return random() % n; };
    std::vector<PlainEvent> events(count);
    for (std::size_t row = 0; row < count; ++row) {
        PlainEvent& e = events[row];
        for (std::size_t i = 0; i < core::kNumberColumns; ++i) {
            const auto c = core::NumberColumn(i);
            if (c == core::NumberColumn::SourceRow || c == core::NumberColumn::Flags)
                continue;
            switch (upTo(i % 5 + 2)) {
            case 0:
                break; // unknown
            case 1:
                e.numbers[c] = std::int64_t(upTo(1000));
                break;
            case 2:
                e.numbers[c] = INT64_MAX - std::int64_t(upTo(3));
                break;
            case 3:
                e.numbers[c] = INT64_MIN + 1 + std::int64_t(upTo(3));
                break;
            case 4:
                e.numbers[c] = std::int64_t(random() >> 20);
                break;
            default:
                e.numbers[c] = -std::int64_t(upTo(100000));
            }
        }
        for (std::size_t i = 0; i < core::kTextColumns; ++i)
            if (upTo(3) != 0)
                e.texts[core::TextColumn(i)] = "t" + std::to_string(upTo(i * i * i + 1));
        e.ids[core::IdColumn::Request] = "request-" + std::to_string(row);
        if (row > 0 && upTo(2) == 0)
            e.ids[core::IdColumn::Root] = "request-" + std::to_string(upTo(row));
        for (const auto c : {core::IdColumn::Parent, core::IdColumn::User, core::IdColumn::Unit})
            if (upTo(4) != 0)
                e.ids[c] = std::string(upTo(20), 'x') + std::to_string(upTo(500));
        if (upTo(10) == 0)
            e.blobs[core::BlobColumn::Tags] = "{\"n\":\"" + std::string(upTo(300), 'a') + "\"}";
        if (upTo(20) == 0)
            e.blobs[core::BlobColumn::PromptBlocks] = std::to_string(random());
    }
    return events;
}

inline bool operator==(const PlainEvent& a, const PlainEvent& b) {
    return a.numbers == b.numbers && a.texts == b.texts && a.ids == b.ids && a.blobs == b.blobs;
}

} // namespace ms::tests

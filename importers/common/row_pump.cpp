// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/row_pump.h"

#include "importers/common/row_mask.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace ms::importers {

namespace {

struct Job {
    std::uint64_t number = 0;
    ChunkBuffer buffer;
    ParsedChunk parsed;
};
using JobPtr = std::unique_ptr<Job>;

/// The chunks on their way from the reading thread over the parsing threads to the caller.
class Belt {
public:
    explicit Belt(std::size_t capacity) : m_capacity{capacity} {}

    /// Wait for room, then a buffer to fill; nullopt when the work is given up.
    std::optional<ChunkBuffer> takeEmpty() {
        std::unique_lock lock(m_mutex);
        m_change.wait(lock, [this] { return m_isGivenUp || m_inFlight < m_capacity; });
        if (m_isGivenUp)
            return std::nullopt;
        ++m_inFlight;
        if (m_empty.empty())
            return ChunkBuffer{};
        ChunkBuffer buffer = std::move(m_empty.back());
        m_empty.pop_back();
        return buffer;
    }
    void putRead(JobPtr job) {
        change([&] { m_read.push_back(std::move(job)); });
    }
    void endReading(std::optional<core::Error> error) {
        change([&] {
            m_isReadingDone = true;
            --m_inFlight; // the buffer taken for the end
            m_error = std::move(error);
        });
    }
    JobPtr takeRead() {
        std::unique_lock lock(m_mutex);
        m_change.wait(lock, [this] { return m_isGivenUp || !m_read.empty() || m_isReadingDone; });
        if (m_isGivenUp || m_read.empty())
            return nullptr;
        JobPtr job = std::move(m_read.front());
        m_read.pop_front();
        return job;
    }
    void putParsed(JobPtr job) {
        change([&] { m_parsed.emplace(job->number, std::move(job)); });
    }
    /// The parsed chunk of that number; null when there is none or the work is given up.
    JobPtr takeParsed(std::uint64_t number) {
        std::unique_lock lock(m_mutex);
        m_change.wait(lock, [&] {
            return m_isGivenUp || m_error || m_parsed.contains(number) ||
                   (m_isReadingDone && m_inFlight == 0);
        });
        if (m_isGivenUp || m_error || !m_parsed.contains(number))
            return nullptr;
        return std::move(m_parsed.extract(number).mapped());
    }
    void putEmpty(ChunkBuffer buffer) {
        change([&] {
            m_empty.push_back(std::move(buffer));
            --m_inFlight;
        });
    }
    void giveUp(std::exception_ptr bug = nullptr) {
        change([&] {
            m_isGivenUp = true;
            if (bug)
                m_bug = bug;
        });
    }
    /// After all threads ended.
    const std::optional<core::Error>& error() const { return m_error; }
    void rethrowBug() const {
        if (m_bug)
            std::rethrow_exception(m_bug);
    }

private:
    template <class Change>
    void change(Change apply) {
        {
            const std::lock_guard lock(m_mutex);
            apply();
        }
        m_change.notify_all();
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_change;
    std::size_t m_inFlight = 0;
    std::vector<ChunkBuffer> m_empty;
    std::deque<JobPtr> m_read;
    std::map<std::uint64_t, JobPtr> m_parsed;
    bool m_isReadingDone = false;
    bool m_isGivenUp = false;
    std::optional<core::Error> m_error;
    std::exception_ptr m_bug;
};

void readAll(ChunkReader& reader, Belt& belt) {
    for (std::uint64_t number = 0;; ++number) {
        auto empty = belt.takeEmpty();
        if (!empty)
            return;
        auto filled = reader.next(*std::move(empty));
        if (!filled)
            return belt.endReading(filled.error());
        if (!*filled)
            return belt.endReading(std::nullopt);
        auto job = std::make_unique<Job>();
        job->number = number;
        job->buffer = std::move(**filled);
        belt.putRead(std::move(job));
    }
}

void parseAll(const ReadPlan& plan, Belt& belt) {
    const auto parser = plan.makeParser();
    const RowMask mask(plan.info.head);
    std::size_t eventsBefore = 0; // of the chunk before; chunks of a file are much alike
    while (JobPtr job = belt.takeRead()) {
        ParsedChunk& out = job->parsed;
        out.rejects = std::move(job->buffer.rejects);
        out.rows = static_cast<std::int64_t>(out.rejects.size());
        const Chunk chunk = job->buffer.chunk();
        out.events.reserve(eventsBefore + eventsBefore / 16);
        parser->parse(chunk, out);
        if (chunk.isLast)
            parser->finish(out);
        eventsBefore = out.events.size();
        for (core::Diagnostic& reject : out.rejects)
            mask.apply(reject);
        belt.putParsed(std::move(job));
    }
}

template <class Work>
std::jthread startThread(Belt& belt, Work work) {
    return std::jthread([&belt, work] {
        try {
            work();
        } catch (...) { // a bug, or no memory: the caller's thread reports it
            belt.giveUp(std::current_exception());
        }
    });
}

/// Calls `progress` at most ten times a second.
class ProgressTeller {
public:
    ProgressTeller(const core::ProgressFn& progress, const ByteInput& input)
        : m_progress{progress}, m_input{input} {}
    void tell(std::int64_t rows) {
        const auto now = std::chrono::steady_clock::now();
        if (!m_progress || now - m_last < std::chrono::milliseconds(100))
            return;
        m_last = now;
        m_progress({m_input.bytesRead(), m_input.fileBytes(), static_cast<std::uint64_t>(rows)});
    }

private:
    const core::ProgressFn& m_progress;
    const ByteInput& m_input;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

core::Status handOn(ParsedChunk&& parsed, core::RowSink& sink) {
    if (parsed.events.size() > 0)
        if (auto taken = sink.events(std::move(parsed.events)); !taken)
            return taken;
    if (!parsed.facts.empty())
        if (auto taken = sink.facts(std::move(parsed.facts)); !taken)
            return taken;
    if (!parsed.rejects.empty())
        return sink.rejects(std::move(parsed.rejects));
    return {};
}

struct Tally {
    core::ReadTotals totals;
    std::array<std::int64_t, kNotes> notes{};
    std::vector<std::string> sentences;
    ConventionsMet conventions;
    std::int64_t sourceRows = 0; // before the chunk at hand, where chunks count from 1

    /// From rows of the chunk to rows of the file.
    void moveOn(ParsedChunk& parsed) {
        if (!parsed.sourceRows)
            return;
        parsed.events.addToAll(core::NumberColumn::SourceRow, sourceRows);
        for (core::Fact& fact : parsed.facts)
            std::visit([this](auto& row) { row.line += sourceRows; }, fact);
        for (const std::size_t reject : parsed.countedRejects)
            parsed.rejects[reject].line += sourceRows;
        sourceRows += *parsed.sourceRows;
    }
    void add(const ParsedChunk& parsed) {
        totals.rows += parsed.rows;
        totals.skipped += parsed.skipped;
        totals.rejected += static_cast<std::int64_t>(parsed.rejects.size());
        for (std::size_t i = 0; i < kNotes; ++i)
            notes[i] += parsed.notes[i];
        conventions.add(parsed.conventions);
        sentences.insert(sentences.end(), parsed.sentences.begin(), parsed.sentences.end());
    }
};

/// Rows of the whole file, if all of it is like its first chunk. A packed file is taken for its
/// size on disk, so that too few are told rather than too many.
std::uint64_t rowsExpected(const Job& first, const ByteInput& input) {
    const std::size_t bytes = first.buffer.chunk().bytes.size();
    return bytes == 0 ? 0 : input.fileBytes() * std::uint64_t(first.parsed.rows) / bytes;
}

core::Status deliverAll(Belt& belt, const ByteInput& input, core::RowSink& sink,
                        ProgressTeller& teller, Tally& tally) {
    for (std::uint64_t number = 0;; ++number) {
        JobPtr job = belt.takeParsed(number);
        if (!job)
            return {};
        if (number == 0)
            sink.expectRows(rowsExpected(*job, input));
        tally.add(job->parsed);
        tally.moveOn(job->parsed);
        if (auto taken = handOn(std::move(job->parsed), sink); !taken)
            return taken;
        belt.putEmpty(std::move(job->buffer));
        teller.tell(tally.totals.rows);
    }
}

} // namespace

core::Result<core::ReadTotals> pumpRows(ChunkReader& reader, const ByteInput& input,
                                        const ReadPlan& plan, unsigned threads, core::RowSink& sink,
                                        const core::ProgressFn& progress, std::stop_token stop) {
    const unsigned parsers = plan.order == Order::InFileOrder ? 1 : threads;
    Belt belt(parsers + 3);
    ProgressTeller teller(progress, input);
    Tally tally;
    core::Status delivered;
    {
        const std::stop_callback onStop(stop, [&belt] { belt.giveUp(); });
        std::vector<std::jthread> workers;
        workers.push_back(startThread(belt, [&] { readAll(reader, belt); }));
        for (unsigned i = 0; i < parsers; ++i)
            workers.push_back(startThread(belt, [&] { parseAll(plan, belt); }));
        try {
            delivered = deliverAll(belt, input, sink, teller, tally);
        } catch (...) { // from the sink: the threads must end before it goes on
            belt.giveUp(std::current_exception());
        }
        belt.giveUp(); // nothing is left to do, or nothing is wanted any more
    }                  // joins
    belt.rethrowBug();
    if (!delivered)
        return delivered.error();
    if (stop.stop_requested())
        return core::Error{core::Error::Code::Cancelled, "Reading was cancelled.", {}};
    if (belt.error())
        return *belt.error();
    for (std::size_t i = 0; i < kNotes; ++i)
        if (tally.notes[i] > 0)
            tally.totals.notes.push_back(noteText(Note(i), tally.notes[i]));
    tally.totals.convention = tally.conventions.text();
    for (std::string& sentence : tally.sentences)
        tally.totals.notes.push_back(std::move(sentence));
    return std::move(tally.totals);
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/log_writer.h"

#include "app/demo/gzip_member.h"
#include "models/core/check.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace ms::app::demo {
namespace {

struct SliceText {
    std::string log; // as it goes to disk
    std::string outcomes;
    std::uint64_t outcomeRows = 0;
};

/// A worker's tools: everything that one slice after the other needs.
class SliceMaker {
public:
    explicit SliceMaker(const LogPlan& plan)
        : m_plan{plan}, m_traffic{plan.company, plan.prices, plan.seed}, m_lines{plan.company,
                                                                                 plan.seed},
          m_tally{std::make_unique<Tally>(plan.company, plan.prices)} {}

    SliceText make(const Slice& slice) {
        SliceText made;
        m_outcomes.clear();
        m_traffic.make(slice, m_rows, m_tally.get(), &m_outcomes);
        m_isCompressed = slice.log != kGatewayFile;
        if (m_isCompressed)
            m_gzip.begin(made.log);
        writeOverlap(slice, made.log);
        writeRows(slice, made.log);
        if (slice.number == 0)
            writeBroken(made.log);
        drain(made.log);
        if (m_isCompressed)
            m_gzip.end(made.log);
        for (const UnitOutcome& outcome : m_outcomes)
            m_lines.append(outcome, made.outcomes);
        made.outcomeRows = m_outcomes.size();
        return made;
    }
    std::unique_ptr<Tally> takeTally() { return std::move(m_tally); }

private:
    static constexpr std::size_t kBuffer = 256 * 1024;

    void write(const Attempt& row, std::string& out) {
        m_lines.append(row, m_text);
        if (m_text.size() >= kBuffer)
            drain(out);
    }
    void writeAgain(const Attempt& row, std::string& out) {
        m_tally->addToPlot(Plot::DuplicateRows, std::span{&row, 1});
        write(row, out);
    }
    void drain(std::string& out) {
        if (m_isCompressed)
            m_gzip.add(m_text, out);
        else
            out += m_text;
        m_text.clear();
    }

    /// The exporter was restarted: the last rows of the slice before come once more.
    void writeOverlap(const Slice& slice, std::string& out) {
        if (slice.overlap == 0)
            return;
        std::vector<Attempt> before;
        m_traffic.make(m_plan.slices[slice.number - 1], before, nullptr, nullptr);
        CHECK(before.size() >= slice.overlap, "The overlap is longer than the slice before.");
        for (std::size_t i = before.size() - slice.overlap; i < before.size(); ++i)
            writeAgain(before[i], out);
    }

    /// At-least-once delivery: some rows come twice, the second time a few rows later.
    void writeRows(const Slice& slice, std::string& out) {
        struct Again {
            std::size_t after;
            std::size_t row;
        };
        Dice dice{scramble(~m_plan.seed ^ scramble(slice.number + 1))};
        std::vector<Again> agains;
        for (std::uint32_t i = 0; i < slice.duplicates; ++i) {
            const std::size_t row = dice.below(static_cast<std::uint32_t>(m_rows.size()));
            agains.push_back({std::min(row + dice.below(20), m_rows.size() - 1), row});
        }
        std::sort(agains.begin(), agains.end(), [](const Again& a, const Again& b) {
            return a.after != b.after ? a.after < b.after : a.row < b.row;
        });
        auto again = agains.begin();
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            write(m_rows[i], out);
            for (; again != agains.end() && again->after == i; ++again)
                writeAgain(m_rows[again->row], out);
        }
    }

    void writeBroken(std::string& out) {
        for (std::uint32_t i = 0; i < m_plan.brokenLines; ++i) {
            LogLines::appendBroken(i, m_text);
            if (m_text.size() >= kBuffer)
                drain(out);
        }
    }

    const LogPlan& m_plan;
    Traffic m_traffic;
    LogLines m_lines;
    GzipMember m_gzip;
    std::unique_ptr<Tally> m_tally;
    std::vector<Attempt> m_rows;
    std::vector<UnitOutcome> m_outcomes;
    std::string m_text;
    bool m_isCompressed = false;
};

/// Slices made out of order, taken in order. A worker that is too far ahead waits.
class Conveyor {
public:
    Conveyor(std::size_t slices, std::size_t window) : m_slices{slices}, m_window(window) {}

    /// The next slice to make; nothing when there is none or the work was called off.
    std::optional<std::size_t> claim() {
        std::unique_lock lock{m_mutex};
        if (m_next == m_slices)
            return std::nullopt;
        const std::size_t slice = m_next++;
        m_changed.wait(lock, [&] { return slice < m_taken + m_window.size() || m_isCalledOff; });
        if (m_isCalledOff)
            return std::nullopt;
        return slice;
    }
    void put(std::size_t slice, SliceText text) {
        const std::lock_guard lock{m_mutex};
        m_window[slice % m_window.size()] = std::move(text);
        m_changed.notify_all();
    }
    /// The next slice in order; nothing when the work was called off.
    std::optional<SliceText> take() {
        std::unique_lock lock{m_mutex};
        std::optional<SliceText>& place = m_window[m_taken % m_window.size()];
        m_changed.wait(lock, [&] { return place.has_value() || m_isCalledOff; });
        if (m_isCalledOff)
            return std::nullopt;
        std::optional<SliceText> text = std::exchange(place, std::nullopt);
        ++m_taken;
        m_changed.notify_all();
        return text;
    }
    void callOff(std::exception_ptr why = nullptr) {
        const std::lock_guard lock{m_mutex};
        m_isCalledOff = true;
        if (!m_failure)
            m_failure = why;
        m_changed.notify_all();
    }
    std::exception_ptr failure() {
        const std::lock_guard lock{m_mutex};
        return m_failure;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    const std::size_t m_slices;
    std::vector<std::optional<SliceText>> m_window;
    std::size_t m_next = 0;
    std::size_t m_taken = 0;
    bool m_isCalledOff = false;
    std::exception_ptr m_failure;
};

void work(SliceMaker& maker, const LogPlan& plan, Conveyor& conveyor) {
    try {
        while (const std::optional<std::size_t> slice = conveyor.claim())
            conveyor.put(*slice, maker.make(plan.slices[*slice]));
    } catch (...) {
        conveyor.callOff(std::current_exception());
    }
}

/// At most ten reports a second.
class Reporter {
public:
    Reporter(const core::ProgressFn& progress) : m_progress{progress} {}
    void report(const core::Progress& now) {
        const auto time = std::chrono::steady_clock::now();
        if (!m_progress || time - m_last < std::chrono::milliseconds{100})
            return;
        m_last = time;
        m_progress(now);
    }

private:
    const core::ProgressFn& m_progress;
    std::chrono::steady_clock::time_point m_last{};
};

core::Result<std::uint64_t> writeInOrder(const LogPlan& plan, Conveyor& conveyor,
                                         std::vector<OutputFile>& logs, OutputFile& outcomes,
                                         const core::ProgressFn& progress) {
    if (auto status = logs[kGatewayFile].write(kGatewayHeader); !status)
        return status.error();
    if (auto status = outcomes.write(kOutcomesHeader); !status)
        return status.error();
    Reporter reporter{progress};
    core::Progress done;
    std::uint64_t outcomeRows = 0;
    for (const Slice& slice : plan.slices) {
        const std::optional<SliceText> text = conveyor.take();
        if (!text)
            return core::Error{
                core::Error::Code::Cancelled, "Stopped before all files were written.", {}};
        if (auto status = logs[slice.log].write(text->log); !status)
            return status.error();
        if (auto status = outcomes.write(text->outcomes); !status)
            return status.error();
        outcomeRows += text->outcomeRows;
        done.rows += slice.rows;
        done.doneBytes += text->log.size();
        reporter.report(done);
    }
    return outcomeRows;
}

} // namespace

core::Result<LogTotals> writeLogs(const LogPlan& plan, std::vector<OutputFile>& logs,
                                  OutputFile& outcomes, const core::ProgressFn& progress,
                                  std::stop_token stop) {
    Conveyor conveyor{plan.slices.size(), 2 * plan.threads + 2};
    const std::stop_callback onStop{stop, [&] { conveyor.callOff(); }};
    std::vector<std::unique_ptr<SliceMaker>> makers;
    for (unsigned i = 0; i < plan.threads; ++i)
        makers.push_back(std::make_unique<SliceMaker>(plan));
    std::vector<std::jthread> workers;
    for (const auto& maker : makers)
        workers.emplace_back(
            [&plan, &conveyor, worker = maker.get()] { work(*worker, plan, conveyor); });
    const auto written = writeInOrder(plan, conveyor, logs, outcomes, progress);
    if (!written)
        conveyor.callOff();
    workers.clear(); // joined
    if (const std::exception_ptr failure = conveyor.failure())
        std::rethrow_exception(failure);
    if (!written)
        return written.error();
    LogTotals totals{makers.front()->takeTally(), *written};
    for (std::size_t i = 1; i < makers.size(); ++i)
        totals.tally->merge(*makers[i]->takeTally());
    return totals;
}

} // namespace ms::app::demo

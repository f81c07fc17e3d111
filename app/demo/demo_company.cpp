// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_company.h"

#include "app/demo/demo_folder.h"
#include "app/demo/log_writer.h"
#include "app/demo/sheets.h"
#include "app/demo/text.h"
#include "app/demo/truth.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace ms::app::demo {
namespace {

constexpr std::uint64_t kMostEvents = 1'000'000'000;
constexpr std::string_view kOutcomes = "outcomes.csv";
constexpr std::array<std::string_view, 10> kSheets{
    "prices.csv",       "aliases.csv",   "tenants.csv",      "plans.csv",  "revenue.csv",
    "active_users.csv", "gpu_hours.csv", "invoice-2026.csv", "truth.json", "README.txt"};

std::vector<std::string> allNames() {
    std::vector<std::string> names;
    for (std::size_t log = 0; log < kLogs; ++log)
        names.push_back(logName(log));
    names.emplace_back(kOutcomes);
    names.insert(names.end(), kSheets.begin(), kSheets.end());
    return names;
}

/// Everything that is written, in the order of allNames().
class Folder {
public:
    core::Status open(const std::filesystem::path& dir) {
        const std::vector<std::string> names = allNames();
        if (auto status = prepareFolder(dir, names); !status)
            return status;
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto file = OutputFile::create(dir / names[i]);
            if (!file)
                return file.error();
            (i < kLogs ? logs : others).push_back(*std::move(file));
        }
        return {};
    }
    core::Status write(std::string_view name, std::string_view text) {
        for (OutputFile& file : others)
            if (file.name() == name)
                return file.write(text);
        return core::Error{core::Error::Code::Internal, "A sample file has no place.",
                           std::string{name}};
    }
    /// README.txt first: it marks the folder as a demo, should anything stop the rest.
    core::Status publish() {
        std::vector<OutputFile*> files;
        for (OutputFile& file : logs)
            files.push_back(&file);
        for (OutputFile& file : others)
            files.push_back(&file);
        for (OutputFile* file : files)
            if (auto status = file->close(); !status)
                return status;
        std::rotate(files.begin(), files.end() - 1, files.end());
        for (OutputFile* file : files)
            if (auto status = file->publish(); !status)
                return status;
        return {};
    }
    OutputFile& outcomes() { return others.front(); }

    std::vector<OutputFile> logs;
    std::vector<OutputFile> others;
};

std::uint64_t linesIn(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

Figures totalOf(const Tally& tally, Tally::Part part) {
    return tally.figures(part, Group::Total, 0);
}

/// The parts of one run, in the order in which they need each other.
class DemoRun {
public:
    explicit DemoRun(const DemoOptions& options)
        : m_options{options}, m_company{options.events}, m_slices{scheduleOf(options.events)},
          m_sheets{revenueSheetsOf(m_company)} {}

    core::Result<DemoSummary> write(const core::ProgressFn& progress, std::stop_token stop) {
        if (auto status = m_folder.open(m_options.dir); !status)
            return status.error();
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const LogPlan plan{m_company,
                           m_prices,
                           m_slices,
                           m_options.seed,
                           m_options.brokenLines,
                           m_options.threads == 0 ? cores : m_options.threads};
        auto totals = writeLogs(plan, m_folder.logs, m_folder.outcomes(), progress, stop);
        if (!totals)
            return totals.error();
        if (auto status = writeSheets(*totals); !status)
            return status.error();
        if (stop.stop_requested())
            return core::Error{
                core::Error::Code::Cancelled, "Stopped before all files were written.", {}};
        if (auto status = m_folder.publish(); !status)
            return status.error();
        return summaryOf(*totals);
    }

private:
    core::Status writeSheets(const LogTotals& totals) {
        const BillSheet bills = billSheetOf(*totals.tally);
        const TruthSources truth{m_company,
                                 m_slices,
                                 m_sheets,
                                 *totals.tally,
                                 bills,
                                 m_options.events,
                                 m_options.seed,
                                 m_options.brokenLines,
                                 totals.outcomeRows};
        const std::array<std::string, kSheets.size()> texts{
            pricesCsv(m_prices),
            aliasesCsv(),
            tenantsCsv(m_company),
            plansCsv(m_sheets),
            revenueCsv(m_company, m_sheets),
            activeUsersCsv(m_company, m_options.seed),
            gpuHoursCsv(m_options.seed),
            bills.csv,
            truthJson(truth),
            readmeText(m_options.events, m_options.seed)};
        for (std::size_t i = 0; i < kSheets.size(); ++i) {
            if (auto status = m_folder.write(kSheets[i], texts[i]); !status)
                return status;
            m_sheetRows.push_back(kSheets[i].ends_with(".csv") ? linesIn(texts[i]) - 1 : 0);
        }
        return {};
    }

    DemoSummary summaryOf(const LogTotals& totals) const {
        DemoSummary summary;
        summary.events = m_options.events;
        summary.duplicates =
            static_cast<std::uint64_t>(totals.tally->plot(Plot::DuplicateRows).attempts);
        const Figures production = totalOf(*totals.tally, Tally::Part::Production);
        summary.productionCost = moneyText(production.cost);
        summary.allCost =
            moneyText(production.cost + totalOf(*totals.tally, Tally::Part::Outside).cost);
        for (std::size_t log = 0; log < kLogs; ++log) {
            std::uint64_t rows = 0;
            for (const Slice& slice : m_slices)
                rows += slice.log == log ? slice.rows : 0;
            summary.files.push_back({m_folder.logs[log].name(), m_folder.logs[log].bytes(), rows});
        }
        for (std::size_t i = 0; i < m_folder.others.size(); ++i) {
            const OutputFile& file = m_folder.others[i];
            summary.files.push_back(
                {file.name(), file.bytes(), i == 0 ? totals.outcomeRows : m_sheetRows[i - 1]});
        }
        return summary;
    }

    const DemoOptions& m_options;
    const Company m_company;
    const PriceList m_prices;
    const std::vector<Slice> m_slices;
    const RevenueSheets m_sheets;
    Folder m_folder;
    std::vector<std::uint64_t> m_sheetRows;
};

} // namespace

core::Result<DemoSummary> writeDemo(const DemoOptions& options, const core::ProgressFn& progress,
                                    std::stop_token stop) {
    if (options.events == 0 || options.events > kMostEvents)
        return core::Error{
            core::Error::Code::Usage, "The number of events must be 1 to 1,000,000,000.", {}};
    return DemoRun{options}.write(progress, std::move(stop));
}

} // namespace ms::app::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"
#include "importers/common/normalised_json.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace ms::importers {

/// Keeps everything that a reader hands on, as normalised records.
class CollectedRows final : public core::RowSink {
public:
    core::SourceInfo info;
    std::vector<std::string> records; // of events and facts
    std::vector<core::Fact> allFacts;
    std::vector<std::string> promptBlocks; // of events
    std::vector<std::int64_t> versions;    // of events
    std::vector<std::int64_t> queries;     // of events
    std::vector<std::string> recordIds;    // of events
    std::vector<core::Diagnostic> rejected;
    std::optional<core::ReadTotals> totals;  // set by end()
    std::vector<std::uint64_t> rowsExpected; // as told
    std::function<core::Status()> onEvents;  // may refuse

    core::Status begin(const core::SourceInfo& source) override {
        info = source;
        m_writer = std::make_unique<NormalisedJson>(source);
        return {};
    }
    void expectRows(std::uint64_t rows) override { rowsExpected.push_back(rows); }
    core::Status events(core::EventBlock block) override {
        for (std::size_t row = 0; row < block.size(); ++row) {
            records.push_back(m_writer->event(block, row));
            promptBlocks.emplace_back(block.blob(core::BlobColumn::PromptBlocks, row));
            versions.push_back(block.numbers(core::NumberColumn::Version)[row]);
            queries.push_back(block.numbers(core::NumberColumn::Queries)[row]);
            recordIds.emplace_back(block.id(core::IdColumn::Record, row));
        }
        return onEvents ? onEvents() : core::Status{};
    }
    core::Status facts(std::vector<core::Fact> rows) override {
        for (core::Fact& fact : rows) {
            records.push_back(m_writer->fact(fact));
            allFacts.push_back(std::move(fact));
        }
        return {};
    }
    core::Status rejects(std::vector<core::Diagnostic> rows) override {
        for (core::Diagnostic& row : rows)
            rejected.push_back(std::move(row));
        return {};
    }
    core::Status end(const core::ReadTotals& read) override {
        totals = read;
        return {};
    }

private:
    std::unique_ptr<NormalisedJson> m_writer;
};

inline std::string textOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A file that lives as long as the test, with this content.
class ScratchFile {
public:
    explicit ScratchFile(std::string_view content, const char* name = "input")
        : m_path{std::filesystem::path(m_folder.path().toStdString()) / name} {
        std::ofstream(m_path, std::ios::binary) << content;
    }
    const std::filesystem::path& path() const { return m_path; }

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
};

/// Read a whole file; a failure is a failed test.
inline std::unique_ptr<CollectedRows> readAll(const std::filesystem::path& file,
                                              const Choice& choice = {},
                                              const ReadOptions& options = {}) {
    auto rows = std::make_unique<CollectedRows>();
    const auto status = readFile(file, choice, options, *rows, {}, {});
    if (!status)
        QTest::qFail(status.error().message.c_str(), __FILE__, __LINE__);
    return rows;
}
inline std::unique_ptr<CollectedRows> readText(std::string_view content, const Choice& choice = {},
                                               const ReadOptions& options = {}) {
    return readAll(ScratchFile(content).path(), choice, options);
}

/// The error of a file that must be refused as a whole.
inline std::string refusalOf(std::string_view content, const Choice& choice = {}) {
    CollectedRows rows;
    const auto status = readFile(ScratchFile(content).path(), choice, {}, rows, {}, {});
    return status ? std::string() : status.error().message;
}

} // namespace ms::importers

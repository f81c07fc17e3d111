// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/preview.h"

#include "importers/common/normalised_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace ms::app {

namespace {

using nlohmann::ordered_json;

// The same in every row, or about the reading rather than the row.
constexpr std::array<std::string_view, 4> kLeftOut{"kind", "source_format", "request_count",
                                                   "flags"};

/// Keeps the first records, then ends the reading.
class FirstRecords : public core::RowSink {
public:
    explicit FirstRecords(std::size_t wanted) : m_wanted{wanted} {}
    core::Status begin(const core::SourceInfo& info) override {
        m_writer.emplace(info);
        return {};
    }
    core::Status events(core::EventBlock block) override {
        for (std::size_t row = 0; row < block.size() && !isFull(); ++row)
            m_records.push_back(ordered_json::parse(m_writer->event(block, row)));
        return enough();
    }
    core::Status facts(std::vector<core::Fact> facts) override {
        for (std::size_t i = 0; i < facts.size() && !isFull(); ++i)
            m_records.push_back(ordered_json::parse(m_writer->fact(facts[i])));
        return enough();
    }
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override {
        for (core::Diagnostic& reject : diagnostics)
            if (m_rejects.size() < m_wanted)
                m_rejects.push_back(std::move(reject));
        return enough();
    }
    core::Status end(const core::ReadTotals&) override { return {}; }

    /// A file of which nothing can be read must not be read to its end for that.
    bool isFull() const { return m_records.size() >= m_wanted || m_rejects.size() >= m_wanted; }
    std::vector<core::Diagnostic> takeRejects() { return std::move(m_rejects); }
    const std::vector<ordered_json>& records() const { return m_records; }

private:
    core::Status enough() const {
        if (!isFull())
            return {};
        return core::Error{core::Error::Code::Cancelled, "Enough rows were read.", {}};
    }

    std::size_t m_wanted;
    std::optional<importers::NormalisedJson> m_writer;
    std::vector<ordered_json> m_records;
    std::vector<core::Diagnostic> m_rejects;
};

std::string cellText(const ordered_json& value) {
    if (value.is_null())
        return {};
    return value.is_string() ? value.get<std::string>() : value.dump();
}

session::PreviewTable tableOf(const std::vector<ordered_json>& records) {
    session::PreviewTable preview;
    for (const ordered_json& record : records)
        for (const auto& [name, value] : record.items())
            if (!value.is_null() &&
                std::find(kLeftOut.begin(), kLeftOut.end(), name) == kLeftOut.end() &&
                std::find(preview.columns.begin(), preview.columns.end(), name) ==
                    preview.columns.end())
                preview.columns.push_back(name);
    for (const ordered_json& record : records) {
        std::vector<std::string>& row = preview.rows.emplace_back();
        for (const std::string& column : preview.columns)
            row.push_back(record.contains(column) ? cellText(record[column]) : std::string());
    }
    return preview;
}

} // namespace

core::Result<session::PreviewTable> previewOf(const core::InputFile& file,
                                              const importers::Choice& choice,
                                              const importers::ReadOptions& reading,
                                              std::size_t rows, std::stop_token stop) {
    FirstRecords first(rows);
    importers::ReadOptions options = reading;
    options.threads = 1;
    const core::Status read =
        importers::readFile(file, choice, options, first, {}, std::move(stop));
    if (!read && !first.isFull())
        return read.error();
    session::PreviewTable preview = tableOf(first.records());
    preview.rejects = first.takeRejects();
    return preview;
}

} // namespace ms::app

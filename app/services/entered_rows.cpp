// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/entered_rows.h"

#include "app/files/temporary_file.h"
#include "models/core/check.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace ms::app {

namespace {

/// JSON Lines: no cell can be taken for a separator.
std::string textOf(const session::EnteredRows& rows) {
    std::string text;
    for (const std::vector<std::string>& row : rows.rows) {
        CHECK(row.size() == rows.columns.size(), "Each entered row has a cell a column.");
        nlohmann::ordered_json object = nlohmann::ordered_json::object();
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!row[c].empty())
                object[rows.columns[c]] = row[c];
        text += object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
        text += '\n';
    }
    return text;
}

/// Finds out why a row would not be taken.
class FirstRefusal : public core::RowSink {
public:
    core::Status begin(const core::SourceInfo&) override { return {}; }
    core::Status events(core::EventBlock) override { return {}; }
    core::Status facts(std::vector<core::Fact>) override { return {}; }
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override {
        if (m_reason.empty() && !diagnostics.empty())
            m_reason =
                (diagnostics.front().column.empty() ? "" : diagnostics.front().column + ": ") +
                diagnostics.front().reason;
        return {};
    }
    core::Status end(const core::ReadTotals&) override { return {}; }
    const std::string& reason() const { return m_reason; }

private:
    std::string m_reason;
};

} // namespace

core::Result<ImportedFile> enterRows(store::Workspace& workspace, const session::EnteredRows& rows,
                                     std::stop_token stop) {
    const auto settings = workspace.settings();
    if (!settings)
        return settings.error();
    const auto content = TemporaryFile::create();
    if (!content)
        return content.error();
    if (auto written = content->write(textOf(rows)); !written)
        return written.error();
    ImportRequest request;
    request.file.path = content->path();
    request.file.shownAs =
        std::string(core::nameOf(rows.kind)) + " " + std::string(core::kEnteredByHand);
    request.choice.kind = rows.kind;
    request.source = core::kEnteredByHand;
    request.reading.zone = settings->zone;
    FirstRefusal refusal;
    if (auto read =
            importers::readFile(request.file, request.choice, request.reading, refusal, {}, stop);
        !read)
        return read.error();
    if (!refusal.reason().empty())
        return core::Error{core::Error::Code::BadInput, refusal.reason(), {}};
    return importFile(workspace, request, {}, std::move(stop));
}

} // namespace ms::app

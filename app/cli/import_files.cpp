// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_files.h"

#include "app/cli/json_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"

#include <iostream>

namespace ms::app {

namespace {

namespace fs = std::filesystem;

std::string profileText(const ImportedFile& file) {
    return file.receipt.profile.empty() ? file.recognition.profile : file.receipt.profile;
}

} // namespace

void ImportReport::add(const ImportedFile& file) {
    m_files.push_back(file);
    if (file.end == ImportedFile::End::Committed)
        return;
    m_worst = ExitCode::TooManyRejects;
    std::cerr << "marginscope: " << forTerminal(file.receipt.path) << " has "
              << file.receipt.rejected << " rejected of " << file.receipt.rows
              << " rows, more than --max-rejects allows; nothing of it was imported.\n";
}

bool ImportReport::addFailure(const NamedFile& file, const core::Error& error) {
    if (file.origin == NamedFile::Origin::Found && error.code == core::Error::Code::BadInput) {
        m_passedOver.push_back({file.input.name(), error.message});
        return true;
    }
    m_worst = report(error.where.empty() ? core::Error{error.code, error.message, file.input.name()}
                                         : error);
    return error.code == core::Error::Code::BadInput;
}

void ImportReport::printJson() const {
    Json list = Json::array();
    for (const ImportedFile& file : m_files) {
        const store::Batch& receipt = file.receipt;
        const std::string profile = profileText(file);
        list.push_back({{"path", receipt.path},
                        {"kind", core::nameOf(receipt.kind)},
                        {"format", file.recognition.format},
                        {"profile", profile.empty() ? Json() : Json(profile)},
                        {"rows", receipt.rows},
                        {"accepted", receipt.accepted},
                        {"duplicates", receipt.duplicates},
                        {"rejected", receipt.rejected},
                        {"skipped", receipt.skipped},
                        {"replaced", receipt.replaced},
                        {"batch", receipt.id == 0 ? Json() : Json(receipt.id)},
                        {"notes", receipt.notes}});
    }
    Json passedOver = Json::array();
    for (const PassedOver& file : m_passedOver)
        passedOver.push_back(file.name);
    const Json whole{{"files", list}, {"passed_over", passedOver}};
    std::cout << printed(whole);
}

void ImportReport::printTable() const {
    const auto right = TextColumn::Align::Right;
    TextTable table;
    table.columns = {{"file", "File"},
                     {"format", "Read as"},
                     {"rows", "Read", right},
                     {"accepted", "= accepted", right},
                     {"duplicates", "+ duplicates", right},
                     {"rejected", "+ rejected", right},
                     {"skipped", "+ skipped", right},
                     {"batch", "Batch", right}};
    for (const ImportedFile& file : m_files) {
        const store::Batch& receipt = file.receipt;
        table.rows.push_back({fs::path(receipt.path).filename().string(), file.recognition.title,
                              std::to_string(receipt.rows), std::to_string(receipt.accepted),
                              std::to_string(receipt.duplicates), std::to_string(receipt.rejected),
                              std::to_string(receipt.skipped),
                              receipt.id == 0 ? "–" : std::to_string(receipt.id)});
    }
    if (!table.rows.empty())
        printForTerminal(std::cout, table);
    for (const ImportedFile& file : m_files) {
        for (const std::string& note : file.receipt.notes)
            std::cout << forTerminal(fs::path(file.receipt.path).filename().string() + ": " + note)
                      << '\n';
        if (file.receipt.rejected > 0 && file.receipt.id != 0)
            std::cout << "See the rejected rows of batch " << file.receipt.id
                      << " with: marginscope batches WORKSPACE " << file.receipt.id
                      << " --rejects\n";
    }
    for (const PassedOver& file : m_passedOver)
        std::cout << "Passed over: " << forTerminal(file.name + ": " + file.reason) << '\n';
}

ExitCode ImportReport::print() const {
    if (m_format == Format::Json)
        printJson();
    else
        printTable();
    return m_worst;
}

ExitCode enterAndReport(store::Workspace& workspace, const session::EnteredRows& rows,
                        ImportReport::Format format, std::stop_token stop) {
    const auto entered = enterRows(workspace, rows, std::move(stop));
    if (!entered)
        return report(entered.error());
    ImportReport summary(format);
    summary.add(*entered);
    return summary.print();
}

} // namespace ms::app

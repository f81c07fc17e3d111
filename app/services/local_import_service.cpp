// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/local_import_service.h"

#include "app/services/entered_rows.h"
#include "app/services/import_file.h"
#include "app/services/named_files.h"
#include "app/services/preview.h"
#include "app/services/rejects_file.h"
#include "app/services/retry_rows.h"
#include "app/services/sample_workspace.h"
#include "app/settings/saved_profiles.h"
#include "importers/mapping/survey.h"

#include <algorithm>

namespace ms::app {

namespace {

constexpr std::size_t kPreviewRows = 50;

/// Files are found by content, and by the profiles that the user saved.
importers::Choice usualChoice() {
    importers::Choice choice;
    choice.saved = savedProfiles().profiles;
    return choice;
}

importers::ReadOptions readOptionsOf(const session::FileChoice& said) {
    importers::ReadOptions reading;
    reading.month = said.month;
    reading.activeEvent = said.activeEvent;
    return reading;
}

session::RecognisedFile::Asks asksOf(importers::Asks asks) {
    using Asks = session::RecognisedFile::Asks;
    switch (asks) {
    case importers::Asks::Month:
        return Asks::Month;
    case importers::Asks::ActiveEvent:
        return Asks::ActiveEvent;
    case importers::Asks::Nothing:
        break;
    }
    return Asks::Nothing;
}

/// What was said about a file; nothing where nothing was.
session::FileChoice choiceOf(const core::InputFile& file,
                             const session::ImportService::Choices& choices) {
    for (const auto& [chosen, choice] : choices)
        if (chosen == file)
            return choice;
    return {};
}

/// The first rows of a file as they stand in it, for whoever must say how to read it.
void showAsItStands(const core::InputFile& input, const importers::Choice& choice,
                    session::RecognisedFile& file) {
    const auto survey = importers::surveyFile(input, choice);
    if (!survey || survey->samples.empty())
        return;
    for (const mapping::ColumnSurvey& column : survey->columns)
        file.previewColumns.push_back(column.name);
    file.previewRows = survey->samples.front().rows;
    file.previewRows.resize(std::min(file.previewRows.size(), kPreviewRows));
}

session::RecognisedFile recogniseOne(const core::InputFile& input, importers::Choice choice,
                                     const session::FileChoice& said, std::stop_token stop) {
    choice.profile = said.profile;
    session::RecognisedFile file;
    file.file = input;
    const auto recognition = importers::recognise(input, choice);
    if (!recognition) {
        file.error = recognition.error().message;
        showAsItStands(input, choice, file);
        return file;
    }
    file.title = recognition->title;
    file.kindText = core::nameOf(recognition->kind);
    file.profile = recognition->profile;
    file.evidence = recognition->evidence;
    file.bytes = recognition->bytes;
    file.asks = asksOf(recognition->asks);
    auto preview = previewOf(input, choice, readOptionsOf(said), kPreviewRows, std::move(stop));
    if (!preview) {
        file.error = preview.error().message;
        return file;
    }
    file.previewColumns = std::move(preview->columns);
    file.previewRows = std::move(preview->rows);
    return file;
}

} // namespace

std::vector<session::RecognisedFile>
LocalImportService::recognise(const std::vector<std::string>& paths, const Choices& choices,
                              std::stop_token stop) {
    const importers::Choice choice = usualChoice();
    std::vector<session::RecognisedFile> files;
    for (const std::string& path : paths) {
        const auto inputs = filesOf({path}, {}, stop);
        if (!inputs) {
            files.push_back({});
            files.back().file = core::InputFile(path);
            files.back().error = inputs.error().message;
            continue;
        }
        for (const NamedFile& input : *inputs)
            if (!stop.stop_requested())
                files.push_back(
                    recogniseOne(input.input, choice, choiceOf(input.input, choices), stop));
    }
    return files;
}

std::vector<core::Error> LocalImportService::profileProblems() {
    return savedProfiles().problems;
}

core::Result<store::Batch> LocalImportService::importFile(const std::string& workspace,
                                                          const core::InputFile& file,
                                                          const session::FileChoice& said,
                                                          const core::ProgressFn& progress,
                                                          std::stop_token stop) {
    auto open = openOrCreate(workspace, {});
    if (!open)
        return open.error();
    ImportRequest request{file, usualChoice(), {}, {}, {}, readOptionsOf(said)};
    request.choice.profile = said.profile;
    auto imported = app::importFile(*open, request, progress, std::move(stop));
    if (!imported)
        return imported.error();
    return std::move(imported->receipt);
}

core::Result<store::Batch> LocalImportService::enterRows(const std::string& workspace,
                                                         const session::EnteredRows& rows,
                                                         std::stop_token stop) {
    auto open = store::Workspace::open(workspace, store::Workspace::Access::ReadWrite);
    if (!open)
        return open.error();
    auto entered = app::enterRows(*open, rows, std::move(stop));
    if (!entered)
        return entered.error();
    return std::move(entered->receipt);
}

core::Result<session::RetriedRows>
LocalImportService::retryRows(const std::string& workspace, std::int64_t batch,
                              const std::vector<session::CorrectedRow>& rows,
                              const core::ProgressFn& progress, std::stop_token stop) {
    auto open = store::Workspace::open(workspace, store::Workspace::Access::ReadWrite);
    if (!open)
        return open.error();
    return app::retryRows(*open, batch, rows, progress, stop);
}

core::Result<std::int64_t> LocalImportService::exportRejects(const std::string& workspace,
                                                             std::int64_t batch,
                                                             const std::string& path,
                                                             std::stop_token stop) {
    const auto open = store::Workspace::open(workspace, store::Workspace::Access::ReadOnly);
    if (!open)
        return open.error();
    return writeRejects(*open, batch, path, stop);
}

core::Result<std::string> LocalImportService::sampleWorkspace(const core::ProgressFn& progress,
                                                              std::stop_token stop) {
    return findOrMakeSample(progress, std::move(stop));
}

} // namespace ms::app

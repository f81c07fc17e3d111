// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/local_import_service.h"

#include "app/services/import_file.h"
#include "app/services/named_files.h"
#include "app/services/preview.h"
#include "app/services/sample_workspace.h"

namespace ms::app {

namespace {

constexpr std::size_t kPreviewRows = 50;

session::RecognisedFile recogniseOne(const core::InputFile& input, std::stop_token stop) {
    session::RecognisedFile file;
    file.file = input;
    const auto recognition = importers::recognise(input, {});
    if (!recognition) {
        file.error = recognition.error().message;
        return file;
    }
    file.title = recognition->title;
    file.kindText = core::nameOf(recognition->kind);
    file.evidence = recognition->evidence;
    file.bytes = recognition->bytes;
    auto preview = previewOf(input, {}, kPreviewRows, std::move(stop));
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
LocalImportService::recognise(const std::vector<std::string>& paths, std::stop_token stop) {
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
                files.push_back(recogniseOne(input.input, stop));
    }
    return files;
}

core::Result<store::Batch> LocalImportService::importFile(const std::string& workspace,
                                                          const core::InputFile& file,
                                                          const core::ProgressFn& progress,
                                                          std::stop_token stop) {
    auto open = openOrCreate(workspace, {});
    if (!open)
        return open.error();
    auto imported = app::importFile(*open, {file, {}, {}, {}}, progress, std::move(stop));
    if (!imported)
        return imported.error();
    return std::move(imported->receipt);
}

core::Result<std::string> LocalImportService::sampleWorkspace(const core::ProgressFn& progress,
                                                              std::stop_token stop) {
    return findOrMakeSample(progress, std::move(stop));
}

} // namespace ms::app

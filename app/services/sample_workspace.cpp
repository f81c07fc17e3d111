// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/sample_workspace.h"

#include "app/demo/demo_company.h"
#include "app/files/folder_files.h"
#include "app/files/output_file.h"
#include "app/services/import_file.h"
#include "app/settings/home.h"

namespace ms::app {

namespace {

namespace fs = std::filesystem;

// Those of packaging/run.sh, which makes the same sample.
constexpr std::uint64_t kSampleEvents = 100'000;
constexpr std::uint64_t kSampleSeed = 7;

core::Status importAll(const fs::path& workspacePath, const fs::path& folder,
                       const core::ProgressFn& progress, std::stop_token stop) {
    auto workspace = store::Workspace::create(workspacePath, {});
    if (!workspace)
        return workspace.error();
    const auto files = filesIn(folder);
    if (!files)
        return files.error();
    for (const fs::path& file : *files) {
        const auto imported = importFile(*workspace, {file, {}, {}, {}}, progress, stop);
        // The texts and the invoice beside the exports are no events or facts.
        if (!imported && imported.error().code != core::Error::Code::BadInput)
            return imported.error();
    }
    return {};
}

} // namespace

core::Result<std::string> findOrMakeSample(const core::ProgressFn& progress, std::stop_token stop) {
    const fs::path home = sampleHome();
    const fs::path finished = home / "sample.margin";
    std::error_code failure;
    if (fs::exists(finished, failure))
        return finished.string();
    fs::create_directories(home, failure);
    if (failure)
        return storageError("create the folder", home, failure.value());
    const fs::path unfinished = home / "sample.margin.new";
    fs::remove(unfinished, failure);
    const auto written =
        demo::writeDemo({home / "files", kSampleEvents, kSampleSeed}, progress, stop);
    if (!written)
        return written.error();
    const core::Status imported = importAll(unfinished, home / "files", progress, stop);
    if (!imported)
        return imported.error();
    fs::rename(unfinished, finished, failure);
    if (failure)
        return storageError("name the sample workspace", finished, failure.value());
    return finished.string();
}

} // namespace ms::app

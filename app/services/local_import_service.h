// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/import_service.h"

namespace ms::app {

/// Reads files of this computer into workspaces of this computer, for the window.
class LocalImportService : public session::ImportService {
public:
    std::vector<session::RecognisedFile> recognise(const std::vector<std::string>& paths,
                                                   const Choices& choices,
                                                   std::stop_token stop) override;
    std::vector<core::Error> profileProblems() override;
    core::Result<store::Batch> importFile(const std::string& workspace, const core::InputFile& file,
                                          const session::FileChoice& choice,
                                          const core::ProgressFn& progress,
                                          std::stop_token stop) override;
    core::Result<store::Batch> enterRows(const std::string& workspace,
                                         const session::EnteredRows& rows,
                                         std::stop_token stop) override;
    core::Result<session::RetriedRows> retryRows(const std::string& workspace, std::int64_t batch,
                                                 const std::vector<session::CorrectedRow>& rows,
                                                 const core::ProgressFn& progress,
                                                 std::stop_token stop) override;
    core::Result<std::int64_t> exportRejects(const std::string& workspace, std::int64_t batch,
                                             const std::string& path,
                                             std::stop_token stop) override;
    core::Result<std::string> sampleWorkspace(const core::ProgressFn& progress,
                                              std::stop_token stop) override;
};

} // namespace ms::app

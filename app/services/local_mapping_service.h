// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/mapping_service.h"

namespace ms::app {

/// Mappings of files of this computer; profiles are kept with the settings.
class LocalMappingService : public session::MappingService {
public:
    const std::vector<std::string>& encodings() override;
    core::Result<mapping::FileSurvey>
    survey(const core::InputFile& file, const std::string& encoding, std::stop_token stop) override;
    mapping::MappingProposal propose(const mapping::FileSurvey& survey,
                                     std::optional<core::FileKind> kind,
                                     const core::InputFile& file) override;
    const std::vector<mapping::MappableField>& fieldsOf(core::FileKind kind) override;
    core::Status mapField(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey,
                          const std::string& field, const std::string& column) override;
    core::Status chooseFormat(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey,
                              const std::string& field, const std::string& format) override;
    void review(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey) override;
    core::Result<session::PreviewTable> preview(const core::InputFile& file,
                                                const mapping::MappingProfile& profile,
                                                std::stop_token stop) override;
    bool isSaved(const std::string& name) override;
    core::Result<std::string> save(const mapping::MappingProfile& profile,
                                   mapping::Namesake namesake) override;
    std::string documentOf(const mapping::MappingProfile& profile) override;
};

} // namespace ms::app

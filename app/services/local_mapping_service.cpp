// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/local_mapping_service.h"

#include "app/services/preview.h"
#include "app/settings/saved_profiles.h"
#include "importers/common/mappable_fields.h"
#include "importers/common/profile_writer.h"
#include "importers/mapping/proposal.h"
#include "importers/mapping/survey.h"

namespace ms::app {

namespace {

constexpr std::size_t kPreviewRows = 200;

} // namespace

const std::vector<std::string>& LocalMappingService::encodings() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < importers::kEncodings; ++i)
            all.emplace_back(nameOf(importers::Encoding(i)));
        return all;
    }();
    return names;
}

core::Result<mapping::FileSurvey> LocalMappingService::survey(const core::InputFile& file,
                                                              const std::string& encoding,
                                                              std::stop_token) {
    importers::Choice choice;
    choice.encoding = importers::encodingNamed(encoding);
    return importers::surveyFile(file, choice);
}

mapping::MappingProposal LocalMappingService::propose(const mapping::FileSurvey& survey,
                                                      std::optional<core::FileKind> kind,
                                                      const core::InputFile& file) {
    return importers::proposeMapping(survey, kind, profileNameFor(file.shortName()));
}

const std::vector<mapping::MappableField>& LocalMappingService::fieldsOf(core::FileKind kind) {
    return importers::mappableFields(kind);
}

core::Status LocalMappingService::mapField(mapping::MappingProposal& proposal,
                                           const mapping::FileSurvey& survey,
                                           const std::string& field, const std::string& column) {
    return importers::mapField(proposal, survey, field, column);
}

core::Status LocalMappingService::chooseFormat(mapping::MappingProposal& proposal,
                                               const mapping::FileSurvey& survey,
                                               const std::string& field,
                                               const std::string& format) {
    return importers::chooseFormat(proposal, survey, field, format);
}

void LocalMappingService::review(mapping::MappingProposal& proposal,
                                 const mapping::FileSurvey& survey) {
    importers::reviewMapping(proposal, survey);
}

core::Result<session::PreviewTable>
LocalMappingService::preview(const core::InputFile& file, const mapping::MappingProfile& profile,
                             std::stop_token stop) {
    importers::Choice choice;
    choice.profile = profile;
    return previewOf(file, choice, {}, kPreviewRows, std::move(stop));
}

bool LocalMappingService::isSaved(const std::string& name) {
    return isSavedProfile(name);
}

core::Result<std::string> LocalMappingService::save(const mapping::MappingProfile& profile,
                                                    mapping::Namesake namesake) {
    const auto path = saveProfile(profile, namesake);
    if (!path)
        return path.error();
    return path->string();
}

std::string LocalMappingService::documentOf(const mapping::MappingProfile& profile) {
    return importers::profileDocument(profile);
}

} // namespace ms::app

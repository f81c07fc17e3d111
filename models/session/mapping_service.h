// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/input_file.h"
#include "models/core/result.h"
#include "models/mapping/file_survey.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::session {

/// The first rows of a file as they would be imported.
struct PreviewTable {
    std::vector<std::string> columns;           // normalised fields that any row gives
    std::vector<std::vector<std::string>> rows; // same width as the columns; empty: not given
    std::vector<core::Diagnostic> rejects;      // rows that would be refused
};

/// Saying how a file is read that no format recognises, as the window sees it. `app` implements it
/// with importers. The usual way: survey, propose, then one change after the other, each of which
/// says what is left open; preview at any time; save. A file is recognised by its saved profile
/// then, and imported like any other.
/// Threads  survey() and preview() read the file: call them from a worker. The rest is instant.
class MappingService {
public:
    virtual ~MappingService() = default;
    /// The names of text encodings that can be chosen.
    virtual const std::vector<std::string>& encodings() = 0;
    /// `encoding`: one of those; empty: found by content.
    /// Errors  Storage, BadInput: neither delimited text nor JSON records.
    virtual core::Result<mapping::FileSurvey>
    survey(const core::InputFile& file, const std::string& encoding, std::stop_token stop) = 0;
    virtual mapping::MappingProposal propose(const mapping::FileSurvey& survey,
                                             std::optional<core::FileKind> kind,
                                             const core::InputFile& file) = 0;
    /// The fields that rows of a kind have; empty: no mapping can make such rows.
    virtual const std::vector<mapping::MappableField>& fieldsOf(core::FileKind kind) = 0;
    /// Errors  Usage: no such field or column.
    virtual core::Status mapField(mapping::MappingProposal& proposal,
                                  const mapping::FileSurvey& survey, const std::string& field,
                                  const std::string& column) = 0;
    /// `format`: nameOf() a number or time format. Errors  Usage.
    virtual core::Status chooseFormat(mapping::MappingProposal& proposal,
                                      const mapping::FileSurvey& survey, const std::string& field,
                                      const std::string& format) = 0;
    /// After any other change of the profile: find anew what is left open.
    virtual void review(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey) = 0;
    /// Errors  those of reading the file with the profile.
    virtual core::Result<PreviewTable> preview(const core::InputFile& file,
                                               const mapping::MappingProfile& profile,
                                               std::stop_token stop) = 0;
    /// Whether a profile is saved under that name.
    virtual bool isSaved(const std::string& name) = 0;
    /// Keep the profile for this and later files. Returns where.
    /// Errors  Usage: the name cannot be one, or is taken. Storage.
    virtual core::Result<std::string> save(const mapping::MappingProfile& profile,
                                           mapping::Namesake namesake) = 0;
    /// The profile as the document that --profile reads.
    virtual std::string documentOf(const mapping::MappingProfile& profile) = 0;
};

} // namespace ms::session

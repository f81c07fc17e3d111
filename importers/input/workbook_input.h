// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/byte_input.h"

namespace ms::importers {

/// Whether an archive with these files is one document of an office program (.xlsx, .ods, .docx)
/// rather than several files.
bool isDocument(const std::vector<std::string>& files);

/// The sheet that `file.part` names, or the first that is not hidden, as CSV (see SheetReader).
/// The file is read twice: once for what cells refer to, once for the cells.
/// Errors  BadInput: damaged; no such sheet (the error lists them); no workbook, macros, a binary
/// workbook, a document type declaration.
core::Result<std::unique_ptr<ByteInput>> openWorkbook(const core::InputFile& file,
                                                      const std::vector<std::string>& files,
                                                      const DecompressionLimits& limits);

/// Names of the sheets with cells, in the order of the tabs. Errors  as openWorkbook.
core::Result<std::vector<std::string>> sheetsOf(const std::filesystem::path& path,
                                                const DecompressionLimits& limits = {});

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/import_service.h"
#include "models/store/workspace.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::app {

/// Rejected rows as CSV that people correct in a spreadsheet and hand in again: the columns line,
/// column, reason and raw. Texts are made safe as in models/tables/spreadsheet_text.h.

inline constexpr std::string_view kRejectsHeader = "line,column,reason,raw\n";
std::string rejectsLine(const store::Reject& reject);

/// Call `take` for every kept reject of `batch`, in order; nothing is held for long.
/// Errors  those of Workspace::rejects and `take`; Cancelled.
core::Status eachReject(const store::Workspace& workspace, std::int64_t batch,
                        const std::function<core::Status(const store::Reject&)>& take,
                        const std::stop_token& stop);

/// Write them to `path`, with a mark at the front by which spreadsheets know UTF-8. How many.
/// Errors  Storage: cannot be written; a file that was there is left as it was.
core::Result<std::int64_t> writeRejects(const store::Workspace& workspace, std::int64_t batch,
                                        const std::filesystem::path& path,
                                        const std::stop_token& stop);

/// The rows of a corrected file, by the rejects that they correct: of several rejects of a line the
/// one with the same column and reason, else the next. Columns may stand in any order, apart by
/// commas, semicolons or tabs; line and raw must be there.
/// Errors  Storage. BadInput: no such table, or a line that no rejected row has.
core::Result<std::vector<session::CorrectedRow>>
readCorrectedRows(const std::filesystem::path& path, const std::vector<store::Reject>& rejects);

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Claude Code's session log. Tokens as in anthropic_usage.h. One answer is written several times
/// with growing counts, and side chains repeat their parent's answers under another request id, in
/// the same file and in others: of the lines with one message id the largest counts, one of the
/// main line before any of a side chain. Nested progress records are side chains too. Costs, in old
/// versions only, are dollars; subscribers are not billed by the token. Times are UTC.
/// Source  FORMATS.md 6.13.
std::unique_ptr<Format> makeClaudeCodeSession();

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/row_form.h"
#include "models/core/diagnostic.h"

#include <string>
#include <string_view>

namespace ms::importers {

/// Takes out of rejected rows what is never kept, before they leave the reading: prompts and
/// answers become "[1234 characters]", passwords of programs "sk-…[masked]". A row that could be
/// read stays one with the same values otherwise. What is left is cut at 4 KiB.
class RowMask {
public:
    static constexpr std::size_t kKeptBytes = 4096;
    /// At the end of a row that was cut.
    static constexpr std::string_view kCutMark = " [cut]";

    /// `head`: the header line of delimited text; empty for JSON.
    explicit RowMask(std::string_view head) : m_form{head} {}
    void apply(core::Diagnostic& reject) const;

private:
    RowForm m_form;
};

/// The sentence that says why, where it quotes a value of `column` that is never kept.
std::string maskedReason(const std::string& column, std::string reason);

} // namespace ms::importers

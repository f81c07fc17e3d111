// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"
#include "models/core/result.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::app {

/// The first rows of a file as they would be imported: one column for each normalised field that
/// any of them gives.
struct Preview {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; // same width as the columns; empty: not given
};

/// Errors  those of importers::readFile.
core::Result<Preview> previewOf(const core::InputFile& file, const importers::Choice& choice,
                                std::size_t rows, std::stop_token stop);

} // namespace ms::app

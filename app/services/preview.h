// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"
#include "models/core/result.h"
#include "models/session/mapping_service.h"

#include <cstddef>
#include <stop_token>

namespace ms::app {

/// The first rows of a file as they would be imported, and the rejected ones among them.
/// Errors  those of importers::readFile.
core::Result<session::PreviewTable> previewOf(const core::InputFile& file,
                                              const importers::Choice& choice,
                                              const importers::ReadOptions& reading,
                                              std::size_t rows, std::stop_token stop);

} // namespace ms::app

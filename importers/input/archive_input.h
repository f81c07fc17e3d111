// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/stream_inputs.h"

namespace ms::importers {

/// Input for xz, bzip2 and zip through libarchive. A zip must hold exactly one file.
/// Nothing is unpacked to disk; names inside the archive are never used as paths.
/// Errors  BadInput: damaged, encrypted, several files, or an xz dictionary above 64 MiB.
core::Result<std::unique_ptr<ByteInput>> openArchive(std::unique_ptr<RawFile> file,
                                                     std::string head, std::string_view compression,
                                                     const DecompressionLimits& limits);

} // namespace ms::importers

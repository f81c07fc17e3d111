// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/byte_input.h"
#include "importers/input/text_encoding.h"

namespace ms::importers {

/// The text of a file in UTF-8 without byte order mark, whatever it is packed in and written in.
struct OpenedText {
    std::unique_ptr<ByteInput> input;
    Encoding encoding = Encoding::Utf8; // of the file
};

/// Open `file` as text. `encoding`: chosen by the user; else what its first bytes say.
/// Errors  Storage, BadInput: those of ByteInput::open; a file that is no text at all.
core::Result<OpenedText> openText(const core::InputFile& file, std::optional<Encoding> encoding,
                                  const DecompressionLimits& limits = {});

} // namespace ms::importers

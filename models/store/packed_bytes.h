// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/byte_stream.h"

#include <string>
#include <string_view>

namespace ms::store {

/// Append `bytes` to `out` in the smallest of three forms: one byte when all are equal, zstd when
/// it saves at least an eighth, else as they are.
void packBytes(std::string& out, std::string_view bytes);

/// Read what packBytes wrote into `target`, which has the size it must come out at.
[[nodiscard]] bool unpackBytes(ByteReader& in, char* target, std::size_t size);

} // namespace ms::store

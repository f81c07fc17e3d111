// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::fuzz {

/// What a harness does with the bytes: each defines it once. Trouble is a crash: of the code that
/// it calls, or of a CHECK that fails.
void fuzz(std::string_view bytes);

} // namespace ms::fuzz

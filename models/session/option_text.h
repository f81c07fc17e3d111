// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/core/result.h"
#include "models/core/zone.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ms::session {

/// What is typed into an option, on the command line and in the window alike. `name` is what errors
/// call it. Nothing where nothing was typed.
/// Errors  Usage: it cannot be read; the sentence shows how it is written.
core::Result<std::optional<core::MoneySum>> amountOption(const std::string& name,
                                                         const std::string& text);
/// A whole number of at least `least`.
core::Result<std::optional<std::int64_t>> countOption(const std::string& name,
                                                      const std::string& text, std::int64_t least);
/// FROM..TO, both as --from and --to take them.
core::Result<std::optional<core::TimeRange>>
periodOption(const std::string& name, const std::string& text, const core::Zone& zone);

} // namespace ms::session

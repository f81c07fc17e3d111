// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <string>

namespace ms::store {

/// The reason behind a SQLite result code, as a sentence for the user.
core::Error storeError(int code, const std::string& detail, const std::string& path);

} // namespace ms::store

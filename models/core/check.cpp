// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"

#include <string>

namespace ms::core {

void failCheck(const char* sentence, const char* file, int line) {
    throw CheckFailed(std::string(sentence) + " (" + file + ":" + std::to_string(line) + ")");
}

} // namespace ms::core

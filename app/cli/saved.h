// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verb.h"

namespace ms::app {

/// The verb `saved`, as those of verb.h.
void addSaved(CLI::App& parser, VerbSlot& slot);

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The list of models of OpenRouter's API. US dollars per single token, as text; -1 where the
/// router decides when it is asked. `overrides` are entries of their own: they hold for prompts
/// above their size, the later one of two that hold wins, and what they do not state is as usual.
/// Those of certain hours of the day are not used, but told. Source  FORMATS.md 11.2.
std::unique_ptr<Format> makeOpenrouterModels();

} // namespace ms::importers

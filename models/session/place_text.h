// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/session/place.h"
#include "models/store/saved_items.h"

#include <string>

namespace ms::session {

/// A place as a document of JSON for saved views, in the words of the command line; its page is not
/// in it. Periods are days of `zone`, so May stays May in another one. An attempt that is explained
/// is left out: its row is another one after an import.
/// Errors  BadInput: a value of it is no text.
core::Result<std::string> placeText(const Place& place, const core::Zone& zone);

/// The place of a saved view. What placeText wrote is read back equal.
/// Errors  BadInput: a later version of the program wrote it, or no version did; the sentence names
///         what cannot be read.
core::Result<Place> placeOf(const store::SavedView& view, const core::Zone& zone);

} // namespace ms::session

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

namespace ms::importers {

/// Gateways write a cost of zero where they know no price for the model. A call that succeeded with
/// tokens and was not answered from the gateway's own cache has cost something that is not known:
/// its cost becomes unknown, and flagged. To be asked when status, cache hit and tokens are set.
void doubtZeroCost(EventDraft& draft);

} // namespace ms::importers

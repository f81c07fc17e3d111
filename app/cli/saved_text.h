// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_text.h"
#include "app/cli/shared_options.h"
#include "models/core/zone.h"
#include "models/store/saved_items.h"

namespace ms::app {

/// A workspace whose saved views are shown.
struct SavedContext {
    std::string workspace; // path
    core::Zone zone;       // of its days
};

Json jsonOf(const store::SavedView& view, const SavedContext& context);
Json jsonOf(const store::SavedReport& report);

void printSaved(const store::SavedItems& items, OutputFormat format, const SavedContext& context);
void printView(const store::SavedView& view, OutputFormat format, const SavedContext& context);
void printReport(const store::SavedReport& report, OutputFormat format);

} // namespace ms::app

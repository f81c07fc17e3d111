// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ms::tables {

/// `plain` as a tooltip that shows exactly this text, line breaks included. Qt takes a tooltip with
/// tags or entities for markup: a tenant called "<img src=x>" would not show its name.
QString toolTipText(const QString& plain);

} // namespace ms::tables

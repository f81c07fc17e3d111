// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/tool_tip.h"

namespace ms::tables {

QString toolTipText(const QString& plain) {
    // Without either, Qt shows the text as it is; escaped, it would show the entities.
    if (!plain.contains(u'<') && !plain.contains(u'&'))
        return plain;
    return QStringLiteral("<span style=\"white-space:pre-wrap\">%1</span>")
        .arg(plain.toHtmlEscaped());
}

} // namespace ms::tables

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QStringList>

#include "views/export/page_flow.h"

namespace ms::views {

/// `text` in lines of at most `width`, at most `most` of them (0: as many as it takes); what has no
/// place is elided. Words that are wider than a line are cut, not lost.
QStringList wrappedLines(const QString& text, const QFont& font, double width, int most = 0);

/// How a paragraph looks.
struct TextLook {
    QFont font;
    QColor colour;
    int mostLines = 0; // 0: as many as it takes
};

/// A paragraph over the whole width; long ones go on on the next page.
void addText(PageFlow& flow, const QString& text, const TextLook& look, double indent = 0);

} // namespace ms::views

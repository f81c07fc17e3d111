// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/page_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

namespace ms::views {
namespace {

constexpr double kLineSpacing = 1.25;

/// Lines may break behind a sign: it belongs to the amount on the next line.
void keepSigns(QStringList& lines) {
    for (qsizetype i = 0; i + 1 < lines.size(); ++i)
        if (lines[i].endsWith(QStringLiteral(" +")) || lines[i].endsWith(QStringLiteral(" -"))) {
            lines[i + 1].prepend(lines[i].back());
            lines[i] = lines[i].chopped(2);
        }
}

} // namespace

QStringList wrappedLines(const QString& text, const QFont& font, double width, int most) {
    QStringList lines;
    const QFontMetricsF metrics(font);
    for (const QString& paragraph : text.split(u'\n')) {
        if (metrics.horizontalAdvance(paragraph) <= width) { // most are short
            lines << paragraph;
            continue;
        }
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            lines << paragraph.mid(line.textStart(), line.textLength()).trimmed();
        }
        layout.endLayout();
        keepSigns(lines);
    }
    if (most > 0 && lines.size() > most) {
        const QString rest = lines.mid(most - 1).join(u' ');
        lines = lines.first(most);
        lines.back() = metrics.elidedText(rest, Qt::ElideRight, width);
    }
    return lines;
}

void addText(PageFlow& flow, const QString& text, const TextLook& look, double indent) {
    const double height = QFontMetricsF(look.font).height() * kLineSpacing;
    for (const QString& line : wrappedLines(text, look.font, flow.width() - indent, look.mostLines))
        flow.add(height, [line, look, indent](QPainter& painter, const QRectF& room) {
            painter.setFont(look.font);
            painter.setPen(look.colour);
            painter.drawText(
                room.adjusted(indent, 0, 0, 0),
                int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip),
                line);
        });
}

} // namespace ms::views

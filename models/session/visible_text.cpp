// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/visible_text.h"

namespace ms::session {
namespace {

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
bool turnsDirection(QChar c) {
    const char16_t code = c.unicode();
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

QString spelled(QChar c) {
    return QStringLiteral("<U+%1>").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
}

} // namespace

QString visibleLine(const QString& text) {
    QString visible;
    visible.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const char16_t code = c.unicode();
        if (code == u'\r' && text.mid(i + 1, 1) == QStringLiteral("\n"))
            continue; // one arrow for both
        if (code == u'\n' || code == u'\r' || code == 0x2028 || code == 0x2029)
            visible += QStringLiteral(" ⏎ ");
        else if (code == u'\t')
            visible += QStringLiteral(" → ");
        else if (code < 0x20)
            visible += QChar(char16_t(0x2400 + code));
        else if (code == 0x7F)
            visible += QChar(0x2421);
        else if (turnsDirection(c) || (code >= 0x80 && code < 0xA0))
            visible += spelled(c);
        else
            visible += c;
    }
    return visible;
}

} // namespace ms::session

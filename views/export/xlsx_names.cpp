// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/xlsx_names.h"

namespace ms::views {
namespace {

constexpr qsizetype kMostInCell = 32'767; // of a workbook
constexpr qsizetype kLongestCell = 32'700;

bool isForbidden(QChar c) {
    return (c < QChar(0x20) && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe) ||
           c == QChar(0xffff);
}

} // namespace

QString UniqueNames::add(const QString& wanted) {
    QString name = wanted.left(m_longest);
    for (int number = 2; !m_taken.insert(name.toCaseFolded()).second; ++number) {
        const QString mark = QStringLiteral(" (%1)").arg(number);
        name = wanted.left(m_longest - mark.size()) + mark;
    }
    return name;
}

QString sheetName(const QString& title) {
    QString name = title;
    for (QChar& c : name)
        if (!c.isPrint() || QStringLiteral("[]:*?/\\'").contains(c))
            c = u' ';
    name = name.simplified();
    return name.isEmpty() ? QStringLiteral("Sheet") : name;
}

std::string cellText(const std::string& text) {
    QString shown = QString::fromStdString(text);
    for (QChar& c : shown)
        if (isForbidden(c))
            c = QChar(QChar::ReplacementCharacter);
    if (shown.size() > kMostInCell)
        shown = shown.left(kLongestCell) +
                QStringLiteral(" … (%1 characters in all)").arg(shown.size());
    return shown.toStdString();
}

} // namespace ms::views

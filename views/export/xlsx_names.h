// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <set>
#include <string>

namespace ms::views {

/// Names of sheets or columns, each of which may stand once, whatever its case.
class UniqueNames {
public:
    explicit UniqueNames(qsizetype longest) : m_longest{longest} {}
    /// `wanted`, cut to the longest length and numbered where it is taken: "Margin (2)".
    QString add(const QString& wanted);

private:
    qsizetype m_longest;
    std::set<QString> m_taken;
};

/// `title` without what a sheet's name may not hold.
QString sheetName(const QString& title);

/// A text as a cell takes it: characters that no XML file may hold become U+FFFD; of a text longer
/// than a cell's 32,767 characters the end is left out, and it says so.
std::string cellText(const std::string& text);

} // namespace ms::views

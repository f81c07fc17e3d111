// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ms::session {

/// `text` on one line, as it is told apart from what it only looks like: line ends and tabs as
/// arrows, other control characters as their pictures, characters that turn the direction of text
/// as <U+202E>.
QString visibleLine(const QString& text);

} // namespace ms::session

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;
class QString;

namespace ms::views {

enum class ThemeChoice { System, Light, Dark };

/// What `text` ("light", "dark", "system") chooses; anything else is System.
ThemeChoice themeNamed(const QString& text);
QString nameOf(ThemeChoice choice);

/// `chosen`, unless MARGINSCOPE_THEME=light|dark says otherwise: for pictures and tests.
ThemeChoice themeInForce(ThemeChoice chosen);

/// Put the Fusion style with one of our two palettes on the whole program. `System` takes dark when
/// the desktop's own palette was dark at start.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Colours with a meaning, for the palette that a widget has. Gains and losses differ in hue for
/// every kind of colour vision, and are never told apart by colour alone.
struct Colours {
    QColor gain;
    QColor loss;
    QColor other; // sums of small things, neutral bars
    QColor muted; // secondary text; 4.5:1 on the window
    QColor border;
    QColor surface; // cards and bars on the window
    QColor accent;
    QColor warningSurface;
    QColor errorSurface;
};
Colours coloursOf(const QPalette& palette);

/// The palette of a theme, as it is put on the program; of System, the light one.
QPalette paletteOf(ThemeChoice choice);

/// `base`, or a family in which all digits are equally wide: columns of numbers need it.
QFont tabularFont(const QFont& base);

/// `base` scaled by `percent`, in `weight`.
QFont scaledFont(const QFont& base, int percent, QFont::Weight weight = QFont::Normal);

} // namespace ms::views

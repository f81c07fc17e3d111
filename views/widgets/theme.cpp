// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QString>
#include <QStyleFactory>

#include <algorithm>

namespace ms::views {
namespace {

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

QPalette lightPalette() {
    QPalette p;
    p.setColor(QPalette::Window, QColor(0xf5f6f8));
    p.setColor(QPalette::WindowText, QColor(0x1b2430));
    p.setColor(QPalette::Base, QColor(0xffffff));
    p.setColor(QPalette::AlternateBase, QColor(0xf8f9fb));
    p.setColor(QPalette::Text, QColor(0x1b2430));
    p.setColor(QPalette::Button, QColor(0xffffff));
    p.setColor(QPalette::ButtonText, QColor(0x1b2430));
    p.setColor(QPalette::BrightText, QColor(0xffffff));
    p.setColor(QPalette::Highlight, QColor(0x2563a8));
    p.setColor(QPalette::HighlightedText, QColor(0xffffff));
    p.setColor(QPalette::ToolTipBase, QColor(0x1b2430));
    p.setColor(QPalette::ToolTipText, QColor(0xffffff));
    p.setColor(QPalette::PlaceholderText, QColor(0x667085));
    p.setColor(QPalette::Link, QColor(0x1f5a9c));
    p.setColor(QPalette::Light, QColor(0xffffff));
    p.setColor(QPalette::Midlight, QColor(0xe9ecf1));
    p.setColor(QPalette::Mid, QColor(0xcfd5de));
    p.setColor(QPalette::Dark, QColor(0xaab2bf));
    p.setColor(QPalette::Shadow, QColor(0x8a93a2));
    return p;
}

QPalette darkPalette() {
    QPalette p;
    p.setColor(QPalette::Window, QColor(0x16191f));
    p.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    p.setColor(QPalette::Base, QColor(0x1d2129));
    p.setColor(QPalette::AlternateBase, QColor(0x21262f));
    p.setColor(QPalette::Text, QColor(0xe6e9ef));
    p.setColor(QPalette::Button, QColor(0x262b35));
    p.setColor(QPalette::ButtonText, QColor(0xe6e9ef));
    p.setColor(QPalette::BrightText, QColor(0xffffff));
    p.setColor(QPalette::Highlight, QColor(0x2f6fb5));
    p.setColor(QPalette::HighlightedText, QColor(0xffffff));
    p.setColor(QPalette::ToolTipBase, QColor(0xe6e9ef));
    p.setColor(QPalette::ToolTipText, QColor(0x16191f));
    p.setColor(QPalette::PlaceholderText, QColor(0x98a2b3));
    p.setColor(QPalette::Link, QColor(0x7ab3ee));
    p.setColor(QPalette::Light, QColor(0x3a414e));
    p.setColor(QPalette::Midlight, QColor(0x2b313c));
    p.setColor(QPalette::Mid, QColor(0x3b4350));
    p.setColor(QPalette::Dark, QColor(0x12151a));
    p.setColor(QPalette::Shadow, QColor(0x0b0d10));
    return p;
}

void dimDisabled(QPalette& palette) {
    const QColor dim = palette.color(QPalette::PlaceholderText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dim);
}

/// The few things that a palette cannot say. Colours come from the palette in force.
QString styleSheetFor(const QPalette& palette) {
    const Colours c = coloursOf(palette);
    return QStringLiteral(
               "QToolTip { border: 0; padding: 4px 6px; }"
               "QToolButton[chip=\"true\"] { border: 1px solid %1; border-radius: 12px;"
               " padding: 3px 10px; background: %2; }"
               "QToolButton[chip=\"true\"]:hover, QToolButton[chip=\"true\"]:focus"
               " { border-color: %3; }"
               "QToolButton[chip=\"true\"][active=\"true\"] { background: %3; color: white;"
               " border-color: %3; }"
               "QToolButton[chip=\"true\"]::menu-indicator { image: none; }"
               "QHeaderView { background: %4; }"
               "QHeaderView::section { background: %4; border: 0; border-bottom: 1px solid %1;"
               " padding: 5px 8px; }"
               // Above the title: beside it the arrow covers the last letter of a number column.
               "QHeaderView::up-arrow { image: url(:/icons/sort_up.svg); width: 9px; height: 5px;"
               " subcontrol-origin: padding; subcontrol-position: top center; }"
               "QHeaderView::down-arrow { image: url(:/icons/sort_down.svg); width: 9px;"
               " height: 5px; subcontrol-origin: padding; subcontrol-position: top center; }"
               "QTableView { border: 1px solid %1; gridline-color: %4; }"
               "QSplitter::handle { background: transparent; }"
               "QTableView::item { padding-left: 5px; padding-right: 5px; }"
               "QToolBar { background: %6; border: 0; border-bottom: 1px solid %1; padding: 2px; }"
               "QListWidget#navigation { border: 0; background: %4; outline: 0;"
               " padding-top: 8px; }"
               "QListWidget#navigation::item { padding-left: 14px; border-left: 3px solid"
               " transparent; }"
               "QListWidget#navigation::item:selected { background: %2; color: %5;"
               " border-left: 3px solid %3; }"
               "QListWidget#recent { border: 0; background: transparent; }"
               "QListWidget#recent::item { padding: 6px 8px; }"
               "QPushButton { background: %7; border: 1px solid %1; border-radius: 6px;"
               " padding: 5px 14px; }"
               "QPushButton:hover, QPushButton:focus { border-color: %3; }"
               "QPushButton:disabled { color: %8; }"
               "QFrame[card=\"true\"] { background: %2; border: 1px solid %1; border-radius: 8px; }"
               "QFrame[card=\"true\"][open=\"true\"] { background: %9; }"
               "QPushButton[primary=\"true\"] { background: %3; color: white; border: 1px solid %3;"
               " border-radius: 6px; padding: 6px 16px; }"
               "QPushButton[primary=\"true\"]:disabled { background: %1; color: %8;"
               " border-color: %1; }"
               // Fusion draws their frames darker than the window: on a dark one nobody sees them.
               "QCheckBox::indicator, QRadioButton::indicator { width: 12px; height: 12px;"
               " border: 1px solid %8; background: %7; }"
               "QCheckBox::indicator { border-radius: 3px; }"
               "QRadioButton::indicator { border-radius: 7px; }"
               "QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: %5; }"
               "QCheckBox::indicator:checked { background: %3; border-color: %3;"
               " image: url(:/icons/check.svg); }"
               "QRadioButton::indicator:checked { border-color: %3; background:"
               " qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,"
               " stop: 0.45 white, stop: 0.55 %3); }"
               "QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus"
               " { border-color: %5; }"
               "QPushButton[primary=\"true\"]:focus { border: 1px solid %5; }"
               "QStatusBar::item { border: 0; }")
        .arg(c.border.name(), c.surface.name(), c.accent.name(),
             palette.color(QPalette::Midlight).name(), palette.color(QPalette::WindowText).name(),
             palette.color(QPalette::Window).name(), palette.color(QPalette::Button).name(),
             c.muted.name(), c.warningSurface.name());
}

} // namespace

ThemeChoice themeNamed(const QString& text) {
    if (text == QStringLiteral("light"))
        return ThemeChoice::Light;
    if (text == QStringLiteral("dark"))
        return ThemeChoice::Dark;
    return ThemeChoice::System;
}

QString nameOf(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeInForce(ThemeChoice chosen) {
    const QString forced = qEnvironmentVariable("MARGINSCOPE_THEME");
    return forced.isEmpty() ? chosen : themeNamed(forced);
}

void applyTheme(QApplication& application, ThemeChoice choice) {
    // Asked once, before our own palette hides what the desktop said.
    static const bool desktopIsDark = isDark(QApplication::palette());
    const bool dark =
        choice == ThemeChoice::Dark || (choice == ThemeChoice::System && desktopIsDark);
    QPalette palette = dark ? darkPalette() : lightPalette();
    dimDisabled(palette);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette);
    application.setStyleSheet(styleSheetFor(palette));
}

QPalette paletteOf(ThemeChoice choice) {
    return choice == ThemeChoice::Dark ? darkPalette() : lightPalette();
}

Colours coloursOf(const QPalette& palette) {
    // Blue against vermilion (Okabe and Ito, 2008): apart under every common colour deficiency.
    if (isDark(palette))
        return {QColor(0x5aa9e6), QColor(0xf2884b), QColor(0x8b95a5),
                QColor(0x9aa4b5), QColor(0x3b4350), QColor(0x20252e),
                QColor(0x2f6fb5), QColor(0x4a3a16), QColor(0x51261c)};
    return {QColor(0x2a78b8), QColor(0xc4500c), QColor(0x8a93a2),
            QColor(0x5b6675), QColor(0xd5dae2), QColor(0xffffff),
            QColor(0x2563a8), QColor(0xfdf3d8), QColor(0xfde4dc)};
}

QFont tabularFont(const QFont& base) {
    const auto isTabular = [](const QFont& font) {
        const QFontMetricsF metrics(font);
        const qreal width = metrics.horizontalAdvance(u'0');
        return std::all_of(u"123456789", u"123456789" + 9, [&](char16_t digit) {
            return qAbs(metrics.horizontalAdvance(QChar(digit)) - width) < 0.01;
        });
    };
    if (isTabular(base))
        return base;
    QFont font = base;
    for (const QString& family : {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
                                  QStringLiteral("Liberation Sans")}) {
        font.setFamily(family);
        if (QFontDatabase::hasFamily(family) && isTabular(font))
            return font;
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

QFont scaledFont(const QFont& base, int percent, QFont::Weight weight) {
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * percent / 100.0);
    else
        font.setPixelSize(base.pixelSize() * percent / 100);
    font.setWeight(weight);
    return font;
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/navigation.h"

#include <QIcon>

#include <array>

namespace ms::views {
namespace {

constexpr int kWidth = 148;
constexpr int kLineHeight = 38;

constexpr std::array kEntries = {
    NavigationEntry{session::Page::Margin, QT_TRANSLATE_NOOP("ms::views::Navigation", "Margin"),
                    ":/icons/margin.svg"},
    NavigationEntry{session::Page::Attempts, QT_TRANSLATE_NOOP("ms::views::Navigation", "Attempts"),
                    ":/icons/attempts.svg"},
    NavigationEntry{session::Page::Import, QT_TRANSLATE_NOOP("ms::views::Navigation", "Import"),
                    ":/icons/import.svg"},
    NavigationEntry{session::Page::Batches, QT_TRANSLATE_NOOP("ms::views::Navigation", "Data"),
                    ":/icons/data.svg"},
};

} // namespace

std::span<const NavigationEntry> navigationEntries() {
    return kEntries;
}

Navigation::Navigation(QWidget* parent) : QListWidget(parent) {
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(kWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const NavigationEntry& entry : kEntries)
        addItem(new QListWidgetItem(QIcon(QString::fromLatin1(entry.icon)), tr(entry.title)));
    for (int row = 0; row < count(); ++row)
        item(row)->setSizeHint(QSize(kWidth, kLineHeight));
    const auto choose = [this](const QListWidgetItem* item) {
        Q_EMIT pageChosen(kEntries.at(std::size_t(row(item))).page);
    };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, choose);
}

void Navigation::setPage(session::Page page) {
    int shown = -1;
    for (std::size_t i = 0; i < kEntries.size(); ++i)
        if (kEntries[i].page == page)
            shown = int(i);
    setCurrentRow(shown);
}

} // namespace ms::views

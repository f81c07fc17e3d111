// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/navigation.h"

#include <QIcon>

#include <algorithm>
#include <array>
#include <utility>

namespace ms::views {
namespace {

constexpr int kWidth = 148;
constexpr int kLineHeight = 34; // all pages in a window of 600 lines

using session::Page;

constexpr std::array kEntries = {
    NavigationEntry{Page::Overview, QT_TRANSLATE_NOOP("ms::views::Navigation", "Overview"),
                    ":/icons/overview.svg"},
    NavigationEntry{Page::Margin, QT_TRANSLATE_NOOP("ms::views::Navigation", "Margin"),
                    ":/icons/margin.svg"},
    NavigationEntry{Page::Units, QT_TRANSLATE_NOOP("ms::views::Navigation", "Units"),
                    ":/icons/units.svg"},
    NavigationEntry{Page::Costs, QT_TRANSLATE_NOOP("ms::views::Navigation", "Costs"),
                    ":/icons/costs.svg"},
    NavigationEntry{Page::Customers, QT_TRANSLATE_NOOP("ms::views::Navigation", "Customers"),
                    ":/icons/customers.svg"},
    NavigationEntry{Page::Drivers, QT_TRANSLATE_NOOP("ms::views::Navigation", "Why it moved"),
                    ":/icons/drivers.svg"},
    NavigationEntry{Page::Drift, QT_TRANSLATE_NOOP("ms::views::Navigation", "Drift"),
                    ":/icons/drift.svg"},
    NavigationEntry{Page::Compare, QT_TRANSLATE_NOOP("ms::views::Navigation", "Compare"),
                    ":/icons/compare.svg"},
    NavigationEntry{Page::Outliers, QT_TRANSLATE_NOOP("ms::views::Navigation", "Outliers"),
                    ":/icons/outliers.svg"},
    NavigationEntry{Page::Review, QT_TRANSLATE_NOOP("ms::views::Navigation", "Red flags"),
                    ":/icons/review.svg"},
    NavigationEntry{Page::WhatIf, QT_TRANSLATE_NOOP("ms::views::Navigation", "What if"),
                    ":/icons/whatif.svg"},
    NavigationEntry{Page::Attempts, QT_TRANSLATE_NOOP("ms::views::Navigation", "Attempts"),
                    ":/icons/attempts.svg"},
    NavigationEntry{Page::Import, QT_TRANSLATE_NOOP("ms::views::Navigation", "Import"),
                    ":/icons/import.svg"},
    NavigationEntry{Page::Batches, QT_TRANSLATE_NOOP("ms::views::Navigation", "Data"),
                    ":/icons/data.svg"},
};

/// Pages that exist without sections.
bool isAlwaysThere(Page page) {
    return page == Page::Margin || page == Page::Attempts || page == Page::Import ||
           page == Page::Batches;
}

} // namespace

NavigationEntries navigationEntries(const std::vector<ReportPageSpec>& reports) {
    NavigationEntries entries;
    for (const NavigationEntry& entry : kEntries)
        if (isAlwaysThere(entry.page) ||
            std::any_of(reports.begin(), reports.end(),
                        [&](const ReportPageSpec& spec) { return spec.page == entry.page; }))
            entries.push_back(entry);
    return entries;
}

Navigation::Navigation(NavigationEntries entries, QWidget* parent)
    : QListWidget(parent), m_entries{std::move(entries)} {
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(kWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const NavigationEntry& entry : m_entries)
        addItem(new QListWidgetItem(QIcon(QString::fromLatin1(entry.icon)), tr(entry.title)));
    for (int row = 0; row < count(); ++row)
        item(row)->setSizeHint(QSize(kWidth, kLineHeight));
    const auto choose = [this](const QListWidgetItem* item) {
        Q_EMIT pageChosen(m_entries.at(std::size_t(row(item))).page);
    };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, choose);
}

void Navigation::setPage(session::Page page) {
    int shown = -1;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].page == page)
            shown = int(i);
    setCurrentRow(shown);
}

} // namespace ms::views

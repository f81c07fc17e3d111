// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "models/session/place.h"

#include <span>

namespace ms::views {

/// One line a page: add a page here and in MainWindow::buildPages.
struct NavigationEntry {
    session::Page page;
    const char* title; // to be translated in the context "ms::views::Navigation"
    const char* icon;
};
std::span<const NavigationEntry> navigationEntries();

/// The pages at the left of the window.
class Navigation : public QListWidget {
    Q_OBJECT

public:
    explicit Navigation(QWidget* parent = nullptr);
    /// Mark the page that is shown; a page that is not listed marks none.
    void setPage(session::Page page);

Q_SIGNALS:
    void pageChosen(ms::session::Page page);
};

} // namespace ms::views

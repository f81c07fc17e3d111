// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include "models/session/place.h"
#include "views/pages/report_page_spec.h"

#include <vector>

namespace ms::views {

/// One line a page: add a page here, and in reportPages() or MainWindow::buildPages.
struct NavigationEntry {
    session::Page page;
    const char* title; // to be translated in the context "ms::views::Navigation"
    const char* icon;
};
/// In the order of the window, and of Ctrl+1, Ctrl+2 and so on.
using NavigationEntries = std::vector<NavigationEntry>;
/// All pages but those of sections that are not among `reports`.
NavigationEntries navigationEntries(const std::vector<ReportPageSpec>& reports);

/// The pages at the left of the window.
class Navigation : public QListWidget {
    Q_OBJECT

public:
    explicit Navigation(NavigationEntries entries, QWidget* parent = nullptr);
    /// Mark the page that is shown; a page that is not listed marks none.
    void setPage(session::Page page);

Q_SIGNALS:
    void pageChosen(ms::session::Page page);

private:
    NavigationEntries m_entries;
};

} // namespace ms::views

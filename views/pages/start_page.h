// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/recent_files.h"

class QLabel;
class QListWidget;

namespace ms::views {

/// The first thing to see: three ways in.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    /// Files that are gone are greyed and cannot be opened.
    void setRecent(const QList<session::RecentFile>& files);

Q_SIGNALS:
    void sampleRequested();
    void newRequested();
    void openRequested();
    void recentRequested(const QString& path);

private:
    QWidget* buildWays();

    QLabel* m_recentTitle;
    QListWidget* m_recent;
};

/// "acme.margin — 1,204,551 events · May 2026 · 2026-11-20 14:03".
QString recentText(const session::RecentFile& file);

} // namespace ms::views

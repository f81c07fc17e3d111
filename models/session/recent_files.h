// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace ms::session {

/// A workspace that was open before, as the start page lists it.
struct RecentFile {
    QString path;
    qint64 rows = 0; // events
    QString period;  // "May 2026 to June 2026"; empty without timed events
    QDateTime lastOpened;
    friend bool operator==(const RecentFile&, const RecentFile&) = default;
};

inline constexpr qsizetype kRecentFiles = 10;

/// `files` with `file` in front, each path once, at most kRecentFiles.
QList<RecentFile> withRecent(QList<RecentFile> files, const RecentFile& file);

} // namespace ms::session

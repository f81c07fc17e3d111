// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/recent_files.h"

namespace ms::session {

QList<RecentFile> withRecent(QList<RecentFile> files, const RecentFile& file) {
    files.removeIf([&](const RecentFile& old) { return old.path == file.path; });
    files.prepend(file);
    if (files.size() > kRecentFiles)
        files.resize(kRecentFiles);
    return files;
}

} // namespace ms::session

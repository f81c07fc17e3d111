// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/folder_files.h"

#include "app/files/output_file.h"

#include <algorithm>

namespace ms::app {

namespace fs = std::filesystem;

core::Result<std::vector<fs::path>> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
         at.increment(failure))
        if (at->is_regular_file() && at->path().filename().string().front() != '.')
            files.push_back(at->path());
    if (failure)
        return storageError("read the folder", folder, failure.value());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace ms::app

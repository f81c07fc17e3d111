// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/folder_files.h"

#include "app/files/output_file.h"

#include <algorithm>

namespace ms::app {

namespace fs = std::filesystem;

core::Result<std::vector<fs::path>> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end;
         at.increment(failure)) {
        const bool isHidden = at->path().filename().string().front() == '.';
        if (isHidden)
            at.disable_recursion_pending();
        std::error_code unknown; // a link to nowhere or to itself is no file
        if (!isHidden && at->is_regular_file(unknown))
            files.push_back(at->path());
        if (at.depth() >= kMostFolderLevels)
            return core::Error{core::Error::Code::Storage,
                               "The folder has more than 32 levels of folders.", folder.string()};
    }
    if (failure)
        return storageError("read the folder", folder, failure.value());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace ms::app

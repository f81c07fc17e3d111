// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_folder.h"

#include "app/files/output_file.h"

#include <algorithm>
#include <fstream>

namespace ms::app::demo {
namespace {

namespace fs = std::filesystem;

bool isPreviousDemo(const fs::path& dir, const std::vector<std::string>& names) {
    std::ifstream readme{dir / "README.txt"};
    std::string line;
    if (!std::getline(readme, line) || !line.starts_with(kReadmeMark))
        return false;
    return std::all_of(fs::directory_iterator{dir}, fs::directory_iterator{},
                       [&](const fs::directory_entry& entry) {
                           std::string name = entry.path().filename().string();
                           if (name.ends_with(OutputFile::kPartSuffix))
                               name.resize(name.size() - OutputFile::kPartSuffix.size());
                           return entry.is_regular_file() &&
                                  std::find(names.begin(), names.end(), name) != names.end();
                       });
}

} // namespace

core::Status prepareFolder(const fs::path& dir, const std::vector<std::string>& names) {
    std::error_code error;
    if (fs::exists(dir, error) && !fs::is_directory(dir, error))
        return core::Error{core::Error::Code::BadInput,
                           "The place for the sample files is not a folder.", dir.string()};
    fs::create_directories(dir, error);
    if (error)
        return storageError("create the folder", dir, error.value());
    const bool isEmpty = fs::is_empty(dir, error);
    if (error)
        return storageError("read the folder", dir, error.value());
    if (isEmpty || isPreviousDemo(dir, names))
        return {};
    return core::Error{
        core::Error::Code::BadInput,
        "The folder holds files that are not of a previous demo. Name an empty or new folder.",
        dir.string()};
}

} // namespace ms::app::demo

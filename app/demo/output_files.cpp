// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/output_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace ms::app::demo {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPartSuffix = ".part";

core::Error storageError(const std::string& action, const fs::path& path, int code) {
    return {core::Error::Code::Storage, "Cannot " + action + ": " + std::strerror(code) + ".",
            path.string()};
}

/// A rename survives a power cut only when the folder is flushed too.
void flushFolder(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
}

bool isPreviousDemo(const fs::path& dir, const std::vector<std::string>& names) {
    std::ifstream readme{dir / "README.txt"};
    std::string line;
    if (!std::getline(readme, line) || !line.starts_with(kReadmeMark))
        return false;
    return std::all_of(fs::directory_iterator{dir}, fs::directory_iterator{},
                       [&](const fs::directory_entry& entry) {
                           std::string name = entry.path().filename().string();
                           if (name.ends_with(kPartSuffix))
                               name.resize(name.size() - kPartSuffix.size());
                           return entry.is_regular_file() &&
                                  std::find(names.begin(), names.end(), name) != names.end();
                       });
}

} // namespace

void OutputFile::Remover::operator()(fs::path* path) const {
    std::error_code ignored;
    fs::remove(*path, ignored);
    delete path;
}

core::Result<OutputFile> OutputFile::create(const fs::path& path) {
    OutputFile file;
    file.m_path = path;
    const fs::path part = path.string() + std::string{kPartSuffix};
    file.m_file.reset(std::fopen(part.c_str(), "wbe"));
    if (!file.m_file)
        return storageError("create the file", part, errno);
    file.m_temporary.reset(new fs::path{part});
    return file;
}

core::Status OutputFile::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
        return storageError("write the file", *m_temporary, errno);
    m_bytes += bytes.size();
    return {};
}

core::Status OutputFile::close() {
    if (std::fflush(m_file.get()) != 0 || ::fsync(::fileno(m_file.get())) != 0)
        return storageError("write the file", *m_temporary, errno);
    m_file.reset();
    return {};
}

core::Status OutputFile::publish() {
    std::error_code error;
    fs::rename(*m_temporary, m_path, error);
    if (error)
        return storageError("rename the file", m_path, error.value());
    delete m_temporary.release(); // published: nothing to remove
    flushFolder(m_path.parent_path());
    return {};
}

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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/output_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace ms::app {

namespace fs = std::filesystem;

namespace {

/// A rename survives a power cut only when the folder is flushed too.
void flushFolder(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
}

} // namespace

core::Status writeWhole(const fs::path& path, std::string_view bytes) {
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    if (auto written = file->write(bytes); !written)
        return written;
    if (auto closed = file->close(); !closed)
        return closed;
    return file->publish();
}

core::Error storageError(const std::string& action, const fs::path& path, int code) {
    return {core::Error::Code::Storage, "Cannot " + action + ": " + std::strerror(code) + ".",
            path.string()};
}

void OutputFile::Remover::operator()(fs::path* path) const {
    std::error_code ignored;
    fs::remove(*path, ignored);
    delete path;
}

core::Result<OutputFile> OutputFile::create(const fs::path& path) {
    OutputFile file;
    file.m_path = path;
    const fs::path part = path.string() + std::string{OutputFile::kPartSuffix};
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

} // namespace ms::app

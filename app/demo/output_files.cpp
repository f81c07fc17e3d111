// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/output_files.h"

#include "models/core/check.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>
#include <zlib.h>

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

struct GzipMember::Stream {
    z_stream z{};
};

GzipMember::GzipMember() : m_stream{std::make_unique<Stream>()} {
    constexpr int kGzipWindow = 15 + 16; // 16 asks zlib for gzip's header, which then has no time
    const int rc = deflateInit2(&m_stream->z, 1, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
    CHECK(rc == Z_OK, "zlib could not start.");
}

GzipMember::~GzipMember() {
    deflateEnd(&m_stream->z);
}

void GzipMember::begin() {
    deflateReset(&m_stream->z);
}

void GzipMember::add(std::string_view text, std::string& compressed) {
    m_stream->z.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib only reads it
    m_stream->z.avail_in = static_cast<uInt>(text.size());
    run(Z_NO_FLUSH, compressed);
}

void GzipMember::end(std::string& compressed) {
    m_stream->z.avail_in = 0;
    run(Z_FINISH, compressed);
}

void GzipMember::run(int flush, std::string& compressed) {
    std::array<char, 65'536> buffer;
    z_stream& z = m_stream->z;
    int rc = Z_OK;
    do {
        z.next_out = reinterpret_cast<Bytef*>(buffer.data());
        z.avail_out = static_cast<uInt>(buffer.size());
        rc = deflate(&z, flush);
        CHECK(rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR, "zlib could not compress.");
        compressed.append(buffer.data(), buffer.size() - z.avail_out);
    } while (z.avail_out == 0 || (flush == Z_FINISH && rc != Z_STREAM_END));
}

} // namespace ms::app::demo

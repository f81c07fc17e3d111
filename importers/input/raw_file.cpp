// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/raw_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#include <xxhash.h>

namespace ms::importers {

using core::Error;

template <class Stat>
RawFile::Stamp RawFile::stampOf(const Stat& status) {
    return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
            static_cast<std::uint64_t>(status.st_size), status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec};
}

void RawFile::StateDeleter::operator()(XXH3_state_s* state) const {
    XXH3_freeState(state);
}

RawFile::RawFile(int descriptor, std::filesystem::path file, const Stamp& stamp)
    : m_descriptor{descriptor}, m_file{std::move(file)}, m_stamp{stamp}, m_hash{
                                                                             XXH3_createState()} {
    XXH3_64bits_reset(m_hash.get());
}

RawFile::~RawFile() {
    ::close(m_descriptor);
}

Error RawFile::error(Error::Code code, const std::string& what) const {
    return {code, what, m_file.string()};
}

core::Result<std::unique_ptr<RawFile>> RawFile::open(const std::filesystem::path& file) {
    // O_NONBLOCK: opening a named pipe must not hang before it is refused below.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return Error{Error::Code::Storage,
                     "The file cannot be opened: " + std::string(std::strerror(errno)) + ".",
                     file.string()};
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return Error{Error::Code::Storage, "Only regular files can be read.", file.string()};
    }
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::unique_ptr<RawFile>(new RawFile(descriptor, file, stampOf(status)));
}

core::Result<std::size_t> RawFile::read(std::span<char> buffer) {
    for (;;) {
        const ssize_t got = ::read(m_descriptor, buffer.data(), buffer.size());
        if (got >= 0) {
            const auto count = static_cast<std::size_t>(got);
            XXH3_64bits_update(m_hash.get(), buffer.data(), count);
            m_bytesRead.fetch_add(count, std::memory_order_relaxed);
            return count;
        }
        if (errno != EINTR)
            return error(Error::Code::Storage,
                         "The file cannot be read: " + std::string(std::strerror(errno)) + ".");
    }
}

core::Status RawFile::finish() {
    std::vector<char> rest(1 << 16);
    for (;;) {
        const auto got = read(rest);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
    }
    struct stat byDescriptor {};
    struct stat byName {};
    const bool isUnchanged = ::fstat(m_descriptor, &byDescriptor) == 0 &&
                             ::stat(m_file.c_str(), &byName) == 0 &&
                             stampOf(byDescriptor) == m_stamp && stampOf(byName) == m_stamp &&
                             bytesRead() == m_stamp.size;
    if (!isUnchanged)
        return error(Error::Code::BadInput,
                     "The file changed while it was read. Import it again once it is complete.");
    return {};
}

std::uint64_t RawFile::hash() const {
    return XXH3_64bits_digest(m_hash.get());
}

} // namespace ms::importers

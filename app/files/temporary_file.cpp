// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/temporary_file.h"

#include "app/files/output_file.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace ms::app {

using core::Error;

core::Result<TemporaryFile> TemporaryFile::create() {
    std::error_code failure;
    const auto folder = std::filesystem::temp_directory_path(failure);
    std::string name = (folder / "marginscope-XXXXXX").string();
    const int descriptor = failure ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return storageError("create a temporary file in", folder,
                            failure ? failure.value() : errno);
    ::unlink(name.c_str());
    return TemporaryFile(descriptor);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : m_descriptor{std::exchange(other.m_descriptor, -1)} {}

TemporaryFile::~TemporaryFile() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::filesystem::path TemporaryFile::path() const {
    return "/proc/self/fd/" + std::to_string(m_descriptor);
}

core::Status TemporaryFile::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t put = ::write(m_descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR)
            return storageError("write a temporary file in", std::filesystem::temp_directory_path(),
                                errno);
        bytes.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
    }
    return {};
}

core::Status TemporaryFile::writeAllOf(int descriptor, const std::stop_token& stop) const {
    constexpr int kLookMillis = 100; // how soon a stop is noticed
    std::array<char, 1 << 16> buffer;
    while (!stop.stop_requested()) {
        pollfd waiting{descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, kLookMillis) <= 0) // nothing yet, or a signal
            continue;
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got == 0)
            return {};
        if (got < 0 && errno != EINTR)
            return storageError("read", "standard input", errno);
        if (got > 0)
            if (auto put = write({buffer.data(), static_cast<std::size_t>(got)}); !put)
                return put;
    }
    return Error{Error::Code::Cancelled, "The reading was cancelled.", {}};
}

} // namespace ms::app

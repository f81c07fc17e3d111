// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

struct XXH3_state_s;

namespace ms::importers {

/// A regular file read once from front to back, hashed on the way.
class RawFile {
public:
    /// Errors  Storage: cannot be opened, or no regular file (pipes and devices cannot be read
    /// twice, and the content is looked at before it is read).
    static core::Result<std::unique_ptr<RawFile>> open(const std::filesystem::path& file);
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    /// 0 at the end.
    core::Result<std::size_t> read(std::span<char> buffer);
    /// Hash what is left, then compare size, time and identity with those at opening.
    core::Status finish();

    std::uint64_t size() const { return m_stamp.size; }
    std::uint64_t bytesRead() const { return m_bytesRead.load(std::memory_order_relaxed); }
    std::uint64_t hash() const;
    core::Error error(core::Error::Code code, const std::string& what) const;

private:
    struct Stamp {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::uint64_t size = 0;
        std::int64_t seconds = 0;
        std::int64_t nanos = 0;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    struct StateDeleter {
        void operator()(XXH3_state_s* state) const;
    };

    RawFile(int descriptor, std::filesystem::path file, const Stamp& stamp);
    template <class Stat>
    static Stamp stampOf(const Stat& status);

    int m_descriptor;
    std::filesystem::path m_file;
    Stamp m_stamp;
    std::atomic<std::uint64_t> m_bytesRead{0}; // progress is read from another thread
    std::unique_ptr<XXH3_state_s, StateDeleter> m_hash;
};

} // namespace ms::importers

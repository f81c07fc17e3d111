// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace ms::app {

/// A file that appears under its name only when it is complete and on disk.
class OutputFile {
public:
    static constexpr std::string_view kPartSuffix = ".part"; // of the temporary name

    static core::Result<OutputFile> create(const std::filesystem::path& path);
    core::Status write(std::string_view bytes);
    core::Status close(); // flushed to disk, still under its temporary name
    core::Status publish();
    std::uint64_t bytes() const { return m_bytes; }
    std::string name() const { return m_path.filename().string(); }

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    /// Removes the temporary file of an output that was never published.
    struct Remover {
        void operator()(std::filesystem::path* path) const;
    };
    std::filesystem::path m_path;
    std::unique_ptr<std::filesystem::path, Remover> m_temporary;
    std::unique_ptr<std::FILE, Closer> m_file; // closed before it is removed
    std::uint64_t m_bytes = 0;
};

/// A file of which all bytes are known.
core::Status writeWhole(const std::filesystem::path& path, std::string_view bytes);

/// An Error::Storage with the words of the system for `code` (an errno).
core::Error storageError(const std::string& action, const std::filesystem::path& path, int code);

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ms::app::demo {

/// The first line of README.txt; a folder whose README starts with it is a demo that may be
/// replaced.
inline constexpr std::string_view kReadmeMark =
    "Larkspur Desk: sample exports written by marginscope demo";

/// A file that appears under its name only when it is complete.
class OutputFile {
public:
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

/// Make `dir`, or accept it when it is empty or holds nothing but a previous demo.
/// Errors  BadInput: it holds other files, or is no folder. Storage.
core::Status prepareFolder(const std::filesystem::path& dir, const std::vector<std::string>& names);

} // namespace ms::app::demo

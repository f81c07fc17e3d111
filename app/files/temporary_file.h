// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace ms::app {

/// Content that comes as a stream (standard input, a pasted table), kept on disk so that it can be
/// read like a file. It has no name in any folder and is gone with the program, however that ends.
class TemporaryFile {
public:
    static core::Result<TemporaryFile> create();
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile();

    /// Errors  Storage: the disk is full.
    core::Status write(std::string_view bytes) const;
    /// Everything that `descriptor` gives until it ends. Errors  Storage, Cancelled.
    core::Status writeAllOf(int descriptor, const std::stop_token& stop) const;
    /// Opens the content from its beginning, as often as wanted, while this object lives.
    std::filesystem::path path() const;

private:
    explicit TemporaryFile(int descriptor) : m_descriptor{descriptor} {}
    int m_descriptor;
};

} // namespace ms::app

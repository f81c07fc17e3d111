// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ms::app::demo {

/// Compress text into gzip members without a time stamp; members may follow each other.
/// Fastest level: the logs are written to be read once. Same bytes for the same zlib.
class GzipMember {
public:
    GzipMember();
    ~GzipMember();
    GzipMember(const GzipMember&) = delete;
    GzipMember& operator=(const GzipMember&) = delete;
    /// Start a member at the end of `compressed`.
    void begin(std::string& compressed);
    void add(std::string_view text, std::string& compressed);
    void end(std::string& compressed);

private:
    struct Stream;
    enum class Flush { No, Finish };
    void run(std::string_view text, Flush flush, std::string& compressed);

    std::unique_ptr<Stream> m_stream;
};

} // namespace ms::app::demo

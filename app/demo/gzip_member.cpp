// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/gzip_member.h"

#include "models/core/check.h"

#include <array>

#define ZLIB_CONST // deflate only reads its input
#include <zlib.h>

namespace ms::app::demo {

namespace {
constexpr int kGzipWindow = 15 + 16; // 32 KiB window, gzip header without name and time
constexpr int kMemoryLevel = 9;
constexpr std::size_t kPieceBytes = 64 * 1024;
} // namespace

struct GzipMember::Stream {
    z_stream z{};
    std::array<Bytef, kPieceBytes> piece;
};

GzipMember::GzipMember() : m_stream{std::make_unique<Stream>()} {
    const int made = deflateInit2(&m_stream->z, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                                  Z_DEFAULT_STRATEGY);
    CHECK(made == Z_OK, "zlib could not be set up.");
}

GzipMember::~GzipMember() {
    deflateEnd(&m_stream->z);
}

void GzipMember::begin(std::string&) {
    deflateReset(&m_stream->z);
}

void GzipMember::add(std::string_view text, std::string& compressed) {
    run(text, Flush::No, compressed);
}

void GzipMember::end(std::string& compressed) {
    run({}, Flush::Finish, compressed);
}

void GzipMember::run(std::string_view text, Flush flush, std::string& compressed) {
    z_stream& z = m_stream->z;
    z.next_in = reinterpret_cast<const Bytef*>(text.data());
    z.avail_in = static_cast<uInt>(text.size());
    do {
        z.next_out = m_stream->piece.data();
        z.avail_out = static_cast<uInt>(kPieceBytes);
        const int done = deflate(&z, flush == Flush::Finish ? Z_FINISH : Z_NO_FLUSH);
        CHECK(done != Z_STREAM_ERROR, "zlib lost its state.");
        compressed.append(reinterpret_cast<const char*>(m_stream->piece.data()),
                          kPieceBytes - z.avail_out);
    } while (z.avail_out == 0);
}

} // namespace ms::app::demo

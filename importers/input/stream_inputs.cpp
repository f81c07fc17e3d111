// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/stream_inputs.h"

#include <zlib.h>
#include <zstd.h>

namespace ms::importers {

using core::Error;

std::string whyTooLarge(std::uint64_t content, std::uint64_t packed,
                        const DecompressionLimits& limits) {
    if (content > limits.maxBytes)
        return "The file unpacks to more than " + std::to_string(limits.maxBytes >> 30) +
               " GiB. Unpack it yourself if it is what you expect.";
    if (content > limits.ratioAfter && content / limits.maxRatio > packed)
        return "The file unpacks to more than " + std::to_string(limits.maxRatio) +
               " times its size, as archives made to fill disks do. "
               "Unpack it yourself if it is what you expect.";
    return {};
}

core::Result<std::string_view> CompressedInput::nextPiece() {
    if (!m_isHeadGiven) {
        m_isHeadGiven = true;
        if (m_pieceSize > 0)
            return std::string_view(m_piece);
    }
    m_piece.resize(std::size_t{1} << 18);
    const auto got = m_file->read(m_piece);
    if (!got)
        return got.error();
    return std::string_view(m_piece.data(), *got);
}

core::Status CompressedInput::account(std::size_t bytes) {
    m_contentBytes += bytes;
    std::string why = whyTooLarge(m_contentBytes, m_file->bytesRead(), m_limits);
    if (why.empty())
        return {};
    return m_file->error(Error::Code::BadInput, why);
}

core::Status CompressedInput::refuseNested(std::string_view begin) const {
    const std::string_view inner = compressionOf(begin);
    if (inner.empty())
        return {};
    return m_file->error(Error::Code::BadInput,
                         "The content of the " + m_compression + " file is again compressed (" +
                             std::string(inner) + "). Unpack the outer file first.");
}

Error CompressedInput::damaged(const std::string& detail) const {
    return m_file->error(Error::Code::BadInput, "The " + m_compression +
                                                    " file is damaged or cut (" + detail +
                                                    "). Nothing of it was imported.");
}

namespace {

class GzipInput final : public CompressedInput {
public:
    GzipInput(std::unique_ptr<RawFile> file, std::string head, const DecompressionLimits& limits)
        : CompressedInput{std::move(file), std::move(head), "gzip", limits} {
        m_isReady = inflateInit2(&m_stream, 15 + 16) == Z_OK; // 16: gzip wrapper only
    }
    ~GzipInput() override { inflateEnd(&m_stream); }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        if (!m_isReady)
            return damaged("no memory");
        m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        m_stream.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1u << 30));
        const uInt room = m_stream.avail_out;
        while (m_stream.avail_out == room && !m_isAtEnd)
            if (auto step = inflateSome(); !step)
                return step.error();
        const std::size_t made = room - m_stream.avail_out;
        if (auto fits = account(made); !fits)
            return fits.error();
        if (m_isFirst && made > 0) {
            m_isFirst = false;
            if (auto plain = refuseNested({buffer.data(), made}); !plain)
                return plain.error();
        }
        return made;
    }

private:
    core::Status inflateSome() {
        if (m_stream.avail_in == 0) {
            const auto piece = nextPiece();
            if (!piece)
                return piece.error();
            if (piece->empty()) {
                if (!m_isBetweenMembers)
                    return damaged("it ends too early");
                m_isAtEnd = true;
                return {};
            }
            m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece->data()));
            m_stream.avail_in = static_cast<uInt>(piece->size());
        }
        if (m_isBetweenMembers && m_hasMember) { // a gz file may be several, one after the other
            if (*m_stream.next_in == 0) {        // zero padding of tapes and blocks
                ++m_stream.next_in;
                --m_stream.avail_in;
                return {};
            }
            if (inflateReset(&m_stream) != Z_OK)
                return damaged("it has no further member");
        }
        m_isBetweenMembers = false;
        m_hasMember = true;
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        if (status == Z_STREAM_END)
            m_isBetweenMembers = true;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            return damaged(m_stream.msg != nullptr ? m_stream.msg : "wrong data");
        return {};
    }

    z_stream m_stream{};
    bool m_isReady = false;
    bool m_isFirst = true;
    bool m_hasMember = false;
    bool m_isBetweenMembers = true;
    bool m_isAtEnd = false;
};

class ZstdInput final : public CompressedInput {
public:
    ZstdInput(std::unique_ptr<RawFile> file, std::string head, const DecompressionLimits& limits)
        : CompressedInput{std::move(file), std::move(head), "zstd", limits},
          m_stream{ZSTD_createDStream(), &ZSTD_freeDStream} {
        // 128 MiB of window is the most that `zstd` itself takes without being told to.
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, 27);
    }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
        while (out.pos == 0) {
            if (m_in.pos == m_in.size) {
                const auto piece = nextPiece();
                if (!piece)
                    return piece.error();
                if (piece->empty()) {
                    if (!m_isFrameDone)
                        return damaged("it ends too early");
                    return std::size_t{0};
                }
                m_in = {piece->data(), piece->size(), 0};
            }
            const std::size_t status = ZSTD_decompressStream(m_stream.get(), &out, &m_in);
            if (ZSTD_isError(status) != 0)
                return damaged(ZSTD_getErrorName(status));
            m_isFrameDone = status == 0;
        }
        if (auto fits = account(out.pos); !fits)
            return fits.error();
        if (m_isFirst) {
            m_isFirst = false;
            if (auto plain = refuseNested({buffer.data(), out.pos}); !plain)
                return plain.error();
        }
        return out.pos;
    }

private:
    std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> m_stream;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    bool m_isFrameDone = true;
    bool m_isFirst = true;
};

} // namespace

core::Result<std::unique_ptr<ByteInput>> openGzip(std::unique_ptr<RawFile> file, std::string head,
                                                  const DecompressionLimits& limits) {
    return std::unique_ptr<ByteInput>(
        std::make_unique<GzipInput>(std::move(file), std::move(head), limits));
}

core::Result<std::unique_ptr<ByteInput>> openZstd(std::unique_ptr<RawFile> file, std::string head,
                                                  const DecompressionLimits& limits) {
    return std::unique_ptr<ByteInput>(
        std::make_unique<ZstdInput>(std::move(file), std::move(head), limits));
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/byte_input.h"

#include <algorithm>
#include <string_view>

namespace ms::fuzz {

/// Bytes that need no file.
class MemoryInput final : public importers::ByteInput {
public:
    explicit MemoryInput(std::string_view bytes) : m_bytes{bytes} {}

    core::Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t size = std::min(buffer.size(), m_bytes.size() - m_at);
        m_bytes.copy(buffer.data(), size, m_at);
        m_at += size;
        return size;
    }
    core::Status finish() override { return {}; }
    std::string_view compression() const override { return {}; }
    std::uint64_t fileBytes() const override { return m_bytes.size(); }
    std::uint64_t bytesRead() const override { return m_at; }
    std::uint64_t hash() const override { return 0; }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
};

} // namespace ms::fuzz

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ms::store {

/// Append a plain value in little-endian order (the only order of the machines we build for).
template <class T>
void put(std::string& out, T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

/// Reads plain values from untrusted bytes; sticks at the first read beyond the end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_bytes{bytes} {}

    template <class T>
    T get() {
        T value{};
        const std::string_view bytes = take(sizeof value);
        if (m_isGood)
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string_view take(std::size_t count) {
        if (count > m_bytes.size())
            m_isGood = false;
        if (!m_isGood)
            return {};
        const std::string_view taken = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return taken;
    }
    bool isGood() const { return m_isGood; }
    bool isAtEnd() const { return m_bytes.empty(); }

private:
    std::string_view m_bytes;
    bool m_isGood = true;
};

} // namespace ms::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>
#include <zlib.h>

namespace ms::app {

/// A zip archive byte by byte, so that its headers may lie. Contents are stored as they are.
class MadeZip {
public:
    struct Entry {
        std::string name;
        std::string content{};
        std::uint32_t mode = 0100644;    // as Unix has it: 0120777 is a link
        std::uint32_t checksumError = 0; // added to the checksum
        std::uint32_t claimedBytes = 0;  // instead of the size; 0: the true one
        std::string extra{};             // behind the name
    };

    void add(const Entry& entry) {
        list(entry, m_files.size());
        m_files += "PK\x03\x04" + common(entry) + entry.name + entry.extra + entry.content;
    }
    /// Only in the directory: the entry whose header is at `offset`, under another name.
    void list(const Entry& entry, std::size_t offset) {
        m_directory += std::string("PK\x01\x02") + number(0x031e, 2) + common(entry) +
                       number(0, 2) + number(0, 2) + number(0, 2) +
                       number(std::uint64_t{entry.mode} << 16, 4) + number(offset, 4) + entry.name +
                       entry.extra;
        ++m_entries;
    }
    std::string file() const {
        return m_files + m_directory + std::string("PK\x05\x06", 4) + number(0, 4) +
               number(m_entries, 2) + number(m_entries, 2) + number(m_directory.size(), 4) +
               number(m_files.size(), 4) + number(0, 2);
    }

    static std::string number(std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>(value >> (8 * i) & 0xff);
        return text;
    }

private:
    /// What both headers have: version, flags, method, time, checksum, sizes, lengths.
    static std::string common(const Entry& entry) {
        const auto checksum = static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()),
                  static_cast<uInt>(entry.content.size())));
        const std::uint64_t size =
            entry.claimedBytes != 0 ? entry.claimedBytes : entry.content.size();
        return number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
               number(std::uint64_t{checksum} + entry.checksumError, 4) + number(size, 4) +
               number(size, 4) + number(entry.name.size(), 2) + number(entry.extra.size(), 2);
    }

    std::string m_files;
    std::string m_directory;
    std::uint64_t m_entries = 0;
};

} // namespace ms::app

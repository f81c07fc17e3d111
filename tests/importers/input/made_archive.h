// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace ms::importers {

using Members = std::vector<std::pair<std::string, std::string>>; // name, content

/// A zip archive by libarchive's writer. A name that ends with a slash is a folder.
inline std::string zipOf(const Members& members) {
    std::size_t size = 65536;
    for (const auto& [name, content] : members)
        size += content.size() + 4 * name.size() + 1024;
    std::string out(size, '\0');
    std::size_t used = 0;
    archive* const zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_options(zip, "hdrcharset=UTF-8");
    archive_write_set_bytes_in_last_block(zip, 1);
    archive_write_open_memory(zip, out.data(), out.size(), &used);
    for (const auto& [name, content] : members) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname_utf8(entry, name.c_str());
        archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, la_int64_t(content.size()));
        archive_write_header(zip, entry);
        archive_write_data(zip, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    out.resize(used);
    return out;
}

} // namespace ms::importers

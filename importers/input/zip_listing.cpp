// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/zip_listing.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <memory>

namespace ms::importers {

using core::Error;

namespace {

bool isOfTheSystem(std::string_view name) {
    while (!name.empty()) {
        const std::string_view part = name.substr(0, name.find('/'));
        if (part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
            return true;
        name.remove_prefix(std::min(part.size() + 1, name.size()));
    }
    return false;
}

/// The characters of C.UTF-8, for this thread, as long as it lives.
class Utf8Locale {
public:
    Utf8Locale() : m_locale{::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})} {
        if (m_locale != locale_t{})
            m_before = ::uselocale(m_locale);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;
    ~Utf8Locale() {
        if (m_locale == locale_t{})
            return;
        ::uselocale(m_before);
        ::freelocale(m_locale);
    }

private:
    locale_t m_locale;
    locale_t m_before{};
};

core::Result<std::vector<std::string>> namesIn(archive* zip) {
    const auto refused = [](std::string why) {
        return Error{Error::Code::BadInput, std::move(why), {}};
    };
    std::vector<std::string> names;
    std::size_t entries = 0;
    archive_entry* entry = nullptr;
    for (;;) {
        const int status = nextHeader(zip, &entry);
        if (status == ARCHIVE_EOF)
            return names;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return refused("The zip file is damaged or cut (" +
                           std::string(archive_error_string(zip)) +
                           "). Nothing of it was imported.");
        if (++entries > kMostZipEntries)
            return refused("The archive has more than 1,000 entries. Unpack it first.");
        if (archive_entry_is_encrypted(entry) != 0)
            return refused("The archive is encrypted. Unpack it first.");
        const char* const name = archive_entry_pathname(entry);
        if (name == nullptr)
            return refused("The archive holds a file whose name is no text. Unpack it first.");
        if (archive_entry_filetype(entry) == AE_IFREG && !isOfTheSystem(name))
            names.emplace_back(name);
    }
}

/// The first name that stands there twice; empty when there is none.
std::string nameTwice(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::string() : *twice;
}

} // namespace

int nextHeader(archive* zip, archive_entry** entry) {
    const Utf8Locale utf8;
    return archive_read_next_header(zip, entry);
}

core::Result<std::vector<std::string>> filesOfZip(const std::filesystem::path& path) {
    const auto refused = [&path](const std::string& why) {
        return Error{Error::Code::BadInput, why, path.string()};
    };
    const std::unique_ptr<archive, decltype(&archive_read_free)> zip{archive_read_new(),
                                                                     &archive_read_free};
    archive_read_support_format_zip_seekable(zip.get());
    if (archive_read_open_filename(zip.get(), path.c_str(), std::size_t{1} << 16) != ARCHIVE_OK)
        return refused("The zip file is damaged or cut (" +
                       std::string(archive_error_string(zip.get())) +
                       "). Nothing of it was imported.");
    auto names = namesIn(zip.get());
    if (!names)
        return refused(names.error().message);
    if (const std::string twice = nameTwice(*names); !twice.empty())
        return refused("The archive holds two files of the name '" + twice +
                       "'. Unpack it and import the files one by one.");
    return names;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/saved_profiles.h"

#include "app/files/output_file.h"
#include "app/settings/home.h"
#include "importers/common/profile.h"
#include "importers/common/profile_writer.h"

#include <algorithm>

namespace ms::app {

namespace {

constexpr std::size_t kLongestName = 60;

std::filesystem::path profilesFolder() {
    return settingsHome() / "profiles";
}

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

bool isName(const std::string& name) {
    return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), isNameCharacter);
}

std::filesystem::path fileOf(const std::string& name) {
    return profilesFolder() / (name + ".json");
}

} // namespace

SavedProfiles savedProfiles() {
    std::vector<std::filesystem::path> files;
    std::error_code missing; // no folder, no profiles
    for (std::filesystem::directory_iterator it(profilesFolder(), missing), end;
         !missing && it != end; it.increment(missing))
        if (it->path().extension() == ".json")
            files.push_back(it->path());
    std::sort(files.begin(), files.end());
    SavedProfiles saved;
    for (const auto& file : files) {
        auto profile = importers::loadProfile(file.string());
        if (profile)
            saved.profiles.push_back(*std::move(profile));
        else
            saved.problems.push_back(profile.error());
    }
    return saved;
}

bool isSavedProfile(const std::string& name) {
    std::error_code unknown;
    return isName(name) && std::filesystem::exists(fileOf(name), unknown);
}

core::Result<std::filesystem::path> saveProfile(const mapping::MappingProfile& profile,
                                                mapping::Namesake namesake) {
    const std::string& name = profile.name;
    if (!isName(name))
        return core::Error{core::Error::Code::Usage,
                           "A profile's name has letters, digits, '_', '-' and '.', 60 at most: '" +
                               name + "' will not do.",
                           {}};
    if (namesake == mapping::Namesake::Keep && isSavedProfile(name))
        return core::Error{core::Error::Code::Usage,
                           "There is a profile '" + name +
                               "' already. Choose another name, or replace it (--replace).",
                           {}};
    const auto path = fileOf(name);
    std::error_code failure;
    std::filesystem::create_directories(profilesFolder(), failure);
    if (failure)
        return storageError("create", profilesFolder(), failure.value());
    if (auto written = writeWhole(path, importers::profileDocument(profile)); !written)
        return written.error();
    return path;
}

std::string profileNameFor(const std::string& fileName) {
    std::string name;
    for (const char c : fileName.substr(0, fileName.find('.'))) {
        const bool isKept = isNameCharacter(c);
        if (isKept)
            name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_'))
        name.pop_back();
    return name.empty() ? "mapping" : name.substr(0, kLongestName);
}

} // namespace ms::app

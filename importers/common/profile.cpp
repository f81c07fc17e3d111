// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile.h"

#include "importers/common/built_in_profiles.h"
#include "models/core/check.h"

#include <fstream>
#include <sstream>

namespace ms::importers {

using core::Error;

core::Result<MappingProfile> loadProfile(const std::string& nameOrPath) {
    for (const MappingProfile& profile : builtInProfiles())
        if (profile.name == nameOrPath)
            return profile;
    std::ifstream file(nameOrPath, std::ios::binary);
    if (!file) {
        std::string known;
        for (const MappingProfile& profile : builtInProfiles())
            known += (known.empty() ? "" : ", ") + profile.name;
        return Error{Error::Code::Usage,
                     "'" + nameOrPath + "' is neither a built-in profile (" + known +
                         ") nor a file that can be read.",
                     {}};
    }
    std::ostringstream text;
    text << file.rdbuf();
    return parseProfile(text.str(), nameOrPath);
}

const std::vector<MappingProfile>& builtInProfiles() {
    static const std::vector<MappingProfile> profiles = [] {
        std::vector<MappingProfile> read;
        for (const auto& [name, text] : builtInProfileTexts()) {
            auto profile = parseProfile(text, name);
            CHECK(bool(profile), "A built-in profile cannot be read.");
            read.push_back(*std::move(profile));
        }
        return read;
    }();
    return profiles;
}

} // namespace ms::importers

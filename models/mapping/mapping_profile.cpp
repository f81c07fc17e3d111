// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/mapping_profile.h"

#include "models/core/hex_text.h"

#include <algorithm>
#include <xxhash.h>

namespace ms::mapping {

const MappingProfile::Field* MappingProfile::fieldNamed(std::string_view field) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
    return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> MappingProfile::sources() const {
    std::vector<std::string> names;
    for (const Field& field : fields)
        names.push_back(field.source);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string fingerprintOf(const std::vector<std::string>& columns) {
    std::string all;
    for (const std::string& column : columns)
        all.append(std::to_string(column.size())).append(1, ':').append(column);
    return core::hexText(XXH3_64bits(all.data(), all.size()));
}

} // namespace ms::mapping

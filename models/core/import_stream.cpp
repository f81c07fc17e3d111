// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/import_stream.h"

#include <array>

namespace ms::core {

namespace {
constexpr std::array<std::string_view, kFileKinds> kKindNames{
    "events",   "prices",       "aliases",   "tenants",  "plans",   "revenue",
    "outcomes", "active_users", "gpu_hours", "fx",       "budgets", "tenant_aliases",
    "charges",  "usage",        "features",  "decisions"};
}

std::string_view nameOf(FileKind kind) {
    return kKindNames[std::size_t(kind)];
}

std::optional<FileKind> fileKindNamed(std::string_view name) {
    for (std::size_t i = 0; i < kFileKinds; ++i)
        if (kKindNames[i] == name)
            return static_cast<FileKind>(i);
    return std::nullopt;
}

} // namespace ms::core

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/home.h"

#include <cstdlib>

namespace ms::app {

namespace {

std::filesystem::path fromEnvironment(const char* variable) {
    const char* value = std::getenv(variable);
    return value ? std::filesystem::path(value) : std::filesystem::path();
}

std::filesystem::path xdg(const char* variable, const char* underHome) {
    const auto path = fromEnvironment(variable);
    return path.is_absolute() ? path : fromEnvironment("HOME") / underHome;
}

} // namespace

std::filesystem::path settingsHome() {
    const auto own = fromEnvironment("MARGINSCOPE_HOME");
    return own.empty() ? xdg("XDG_CONFIG_HOME", ".config") / "marginscope" : own;
}

std::filesystem::path sampleHome() {
    const auto own = fromEnvironment("MARGINSCOPE_HOME");
    return own.empty() ? xdg("XDG_DATA_HOME", ".local/share") / "marginscope" / "sample"
                       : own / "sample";
}

} // namespace ms::app

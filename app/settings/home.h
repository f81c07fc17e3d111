// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace ms::app {

/// Where settings and keys live: $MARGINSCOPE_HOME, else $XDG_CONFIG_HOME/marginscope, else
/// ~/.config/marginscope. Not created by asking.
std::filesystem::path settingsHome();

/// Where the sample company goes: $MARGINSCOPE_HOME/sample, else $XDG_DATA_HOME/marginscope/sample,
/// else ~/.local/share/marginscope/sample. The same folder that packaging/run.sh uses.
std::filesystem::path sampleHome();

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/session/place.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ms::session {

/// `text` as one word of a POSIX shell: as it is when harmless, else in single quotes.
std::string shellQuoted(std::string_view text);

/// A verb of the command line that answers what a page shows.
struct AskedVerb {
    std::string name = "margin";
    std::string section = {};                        // empty: the verb gives one answer
    std::vector<query::Dimension> by = {};           // empty: the verb takes no dimensions
    std::map<std::string, std::string> options = {}; // by name, without dashes
};

/// What the command line must know beside the place to print the same figures.
struct CommandContext {
    std::string workspace;   // path
    std::string defaultZone; // of the workspace: not repeated when it is the one in use
    core::Zone zone;
    AskedVerb verb;
};

/// The command that prints what the window shows at `place`: `marginscope margin WORKSPACE --by
/// ...`, another verb, or `marginscope explain WORKSPACE REQUEST` where a request is open.
std::string commandText(const Place& place, const CommandContext& context);

} // namespace ms::session

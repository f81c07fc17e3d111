// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"

#include <string>

namespace CLI {
class App;
}

namespace ms::app {

/// What a user says about files where their content alone does not say it: the options that
/// `import`, `read` and `map` share.
struct ReadingOptions {
    std::string as;          // --as: a kind or a format
    std::string profile;     // --profile
    std::string part;        // --part
    std::string encoding;    // --encoding
    std::string month;       // --month
    std::string activeEvent; // --active-event
};

void addReadingOptions(CLI::App& verb, ReadingOptions& options);
/// --month and --active-event, for verbs that read the rows.
void addRowOptions(CLI::App& verb, ReadingOptions& options);

/// The choice that the options make. Errors  Usage: unknown kind, format or encoding; those of
/// loadProfile().
core::Result<importers::Choice> choiceOf(const ReadingOptions& options);

/// What the options say about the rows. Errors  Usage: no month.
core::Result<importers::ReadOptions> readOptionsOf(const ReadingOptions& options);

} // namespace ms::app

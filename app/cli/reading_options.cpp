// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading_options.h"

#include "app/cli/exit_code.h"
#include "app/settings/saved_profiles.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace ms::app {

namespace {

/// "events, prices, ...": the names of the values 0 to count - 1.
template <class Value>
std::string namesOf(std::size_t count) {
    std::string names;
    for (std::size_t i = 0; i < count; ++i)
        names += (i == 0 ? "" : ", ") + std::string(nameOf(Value(i)));
    return names;
}
std::string kindNames() {
    return namesOf<core::FileKind>(core::kFileKinds);
}
std::string encodingNames() {
    return namesOf<importers::Encoding>(importers::kEncodings);
}

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

} // namespace

void addReadingOptions(CLI::App& verb, ReadingOptions& options) {
    verb.add_option("--as", options.kind,
                    "Read as this kind instead of finding it by content: " + kindNames())
        ->type_name("KIND");
    verb.add_option("--profile", options.profile,
                    "Mapping profile for any other file: a JSON file, or the name of a saved or "
                    "built-in one (see map)")
        ->type_name("NAME|FILE");
    verb.add_option(
            "--part", options.part,
            "Sheet of a workbook, or file of a zip archive; default: the first sheet that is "
            "not hidden, all files")
        ->type_name("NAME");
    verb.add_option("--encoding", options.encoding,
                    "How the text is written, where it is not UTF-8 or UTF-16: " + encodingNames())
        ->type_name("NAME");
}

core::Result<importers::Choice> choiceOf(const ReadingOptions& options) {
    importers::Choice choice;
    if (!options.kind.empty()) {
        choice.kind = core::fileKindNamed(options.kind);
        if (!choice.kind)
            return usage("There is no kind '" + options.kind + "'; the kinds are " + kindNames() +
                         ".");
    }
    if (!options.encoding.empty()) {
        choice.encoding = importers::encodingNamed(options.encoding);
        if (!choice.encoding)
            return usage("There is no encoding '" + options.encoding + "'; the encodings are " +
                         encodingNames() + ".");
    }
    SavedProfiles saved = savedProfiles();
    for (const core::Error& problem : saved.problems)
        report(problem); // such a profile is passed over, which must not go unnoticed
    choice.saved = std::move(saved.profiles);
    if (options.profile.empty())
        return choice;
    const auto named = std::find_if(choice.saved.begin(), choice.saved.end(),
                                    [&](const auto& p) { return p.name == options.profile; });
    if (named != choice.saved.end()) {
        choice.profile = *named;
        return choice;
    }
    auto loaded = importers::loadProfile(options.profile);
    if (!loaded)
        return loaded.error();
    choice.profile = *std::move(loaded);
    return choice;
}

} // namespace ms::app

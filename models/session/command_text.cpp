// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/command_text.h"

#include "models/session/period.h"

#include <algorithm>
#include <cctype>

namespace ms::session {
namespace {

bool isHarmless(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-_./:=,+@%").find(c) != std::string_view::npos;
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : ",") + value;
    return text;
}

void append(std::string& command, std::string_view option, std::string_view value) {
    command += " ";
    command += option;
    command += " ";
    command += shellQuoted(value);
}

void appendFilter(std::string& command, const query::Filter& filter, const core::Zone& zone) {
    for (const query::Condition& condition : filter.conditions)
        append(command, "--where",
               std::string(nameOf(condition.dimension)) +
                   (condition.kind == query::Condition::Kind::NotIn ? "!=" : "=") +
                   joined(condition.values));
    if (filter.range.from)
        append(command, "--from", endText(*filter.range.from, zone));
    if (filter.range.to)
        append(command, "--to", endText(*filter.range.to, zone));
    if (filter.scope.kind == query::Scope::Kind::All)
        append(command, "--environment", "all");
    if (filter.scope.kind == query::Scope::Kind::Named)
        append(command, "--environment", joined(filter.scope.environments));
}

} // namespace

std::string shellQuoted(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), isHarmless))
        return std::string(text);
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + "'";
}

std::string commandText(const Place& place, const CommandContext& context) {
    const bool explains = !place.request.empty();
    std::string command = "marginscope " + (explains ? std::string("explain") : context.verb.name);
    command += " " + shellQuoted(context.workspace);
    if (explains) {
        command += " " + shellQuoted(place.request);
    } else {
        std::string by;
        for (const query::Dimension dimension : context.verb.by)
            by += (by.empty() ? "" : ",") + std::string(nameOf(dimension));
        if (!context.verb.section.empty())
            append(command, "--section", context.verb.section);
        if (!by.empty())
            append(command, "--by", by);
        for (const auto& [name, value] : context.verb.options)
            append(command, "--" + name, value);
        appendFilter(command, effectiveFilter(place), context.zone);
    }
    if (context.zone.name() != context.defaultZone)
        append(command, "--zone", context.zone.name());
    if (!place.book.empty())
        append(command, "--book", place.book);
    return command;
}

} // namespace ms::session

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/option_text.h"

#include <charconv>

namespace ms::session {
namespace {

core::Error refused(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

} // namespace

core::Result<std::optional<core::MoneySum>> amountOption(const std::string& name,
                                                         const std::string& text) {
    if (text.empty())
        return std::optional<core::MoneySum>{};
    const auto amount = core::MoneySum::parse(text);
    if (!amount)
        return refused(name + " is an amount such as 4.50, not '" + text + "'.");
    return std::optional<core::MoneySum>{*amount};
}

core::Result<std::optional<std::int64_t>> countOption(const std::string& name,
                                                      const std::string& text, std::int64_t least) {
    if (text.empty())
        return std::optional<std::int64_t>{};
    std::int64_t count = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, count);
    if (read.ec != std::errc{} || read.ptr != end || count < least)
        return refused(name + " is a whole number of at least " + std::to_string(least) +
                       ", not '" + text + "'.");
    return std::optional<std::int64_t>{count};
}

core::Result<std::optional<core::TimeRange>>
periodOption(const std::string& name, const std::string& text, const core::Zone& zone) {
    if (text.empty())
        return std::optional<core::TimeRange>{};
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos)
        return refused(name + " takes FROM..TO, such as 2026-04-01..2026-05-01, not '" + text +
                       "'.");
    const auto from = core::parseMoment(text.substr(0, dots));
    const auto to = core::parseMoment(text.substr(dots + 2));
    for (const auto* end : {&from, &to})
        if (!*end)
            return refused(name + ": " + end->error().message);
    return std::optional(core::TimeRange{zone.resolve(*from), zone.resolve(*to)});
}

} // namespace ms::session

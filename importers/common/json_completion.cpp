// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_completion.h"

#include <algorithm>

namespace ms::importers {

namespace {

std::size_t behindString(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        at += text[at] == '\\' ? 1u : 0u;
    return at + 1; // beyond the text when the string is cut
}

} // namespace

std::string completedJson(std::string_view head) {
    std::string open;     // brackets that are open, as their closing ones
    std::size_t safe = 0; // the text up to here, and the first `depth` brackets closed, is whole
    std::size_t depth = 0;
    for (std::size_t at = 0; at < head.size();) {
        const char c = head[at];
        if (c == '"') {
            at = behindString(head, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[') {
            open += c == '{' ? '}' : ']';
            safe = at; // an empty one is whole
            depth = open.size();
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back() != c)
                return std::string(head.substr(0, at)); // no JSON: as it stands
            open.pop_back();
            safe = at;
            depth = open.size();
            if (open.empty())
                return std::string(head.substr(0, at));
        } else if (c == ',') {
            safe = at - 1;
            depth = open.size();
        }
    }
    std::string whole(head.substr(0, safe));
    for (std::size_t i = std::min(depth, open.size()); i > 0; --i)
        whole += open[i - 1];
    return whole;
}

} // namespace ms::importers

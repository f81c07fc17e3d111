// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/prose.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::string_view kPlaceholderBegin = "[";
constexpr std::string_view kPlaceholderEnd = " characters]";

// All without marks, in small letters.
constexpr std::array<std::string_view, 53> kSaid{
    "answer",    "answers",      "args",        "arguments",     "audio",
    "b64json",   "body",         "candidates",  "choices",       "chunk",
    "chunks",    "comment",      "completion",  "completions",   "content",
    "contents",  "conversation", "context",     "delta",         "document",
    "documents", "errormessage", "history",     "imageurl",      "inlinedata",
    "input",     "inputs",       "instruction", "instructions",  "message",
    "messages",  "output",       "outputs",     "parts",         "payload",
    "prompt",    "prompts",      "query",       "question",      "reasoningcontent",
    "request",   "response",     "responses",   "statusmessage", "summary",
    "system",    "text",         "texts",       "thinking",      "tools",
    "toolcalls", "transcript",   "reply"};
constexpr std::array<std::string_view, 8> kSaidEndings{
    "messages", "message", "prompt", "content", "text", "body", "bodyjson", "transcript"};
// What a row says of its parts; also within them.
constexpr std::array<std::string_view, 22> kStructure{
    "role",         "type",        "id",           "object",        "model",       "modelid",
    "status",       "stopreason",  "finishreason", "finishreasons", "servicetier", "created",
    "createdat",    "timestamp",   "version",      "method",        "currency",    "provider",
    "stopsequence", "contenttype", "modelversion", "responseid"};
// Values again, though they stand within a request or an answer.
constexpr std::array<std::string_view, 14> kValues{
    "usage",        "usagemetadata", "usagedetails", "costdetails", "metadata",
    "tokenusage",   "headers",       "tags",         "properties",  "labels",
    "inputdetails", "outputdetails", "tokencount",   "cost"};
// Wrappers of attribute values.
constexpr std::array<std::string_view, 7> kWrappers{
    "value", "stringvalue", "intvalue", "doublevalue", "boolvalue", "arrayvalue", "values"};

template <std::size_t N>
bool isOne(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isSaid(std::string_view name) {
    return isOne(kSaid, name) ||
           std::any_of(kSaidEndings.begin(), kSaidEndings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}

/// Calls `visit` for each part of a name between its dots, without marks and in small letters.
template <class Visit>
void eachPart(std::string_view name, Visit visit) {
    std::string part;
    for (std::size_t at = 0; at <= name.size(); ++at) {
        const char c = at < name.size() ? name[at] : '.';
        if (c == '.') {
            if (!part.empty())
                visit(std::string_view(part));
            part.clear();
        } else if (c >= 'A' && c <= 'Z') {
            part += static_cast<char>(c + 32);
        } else if (isLetter(c) || (c >= '0' && c <= '9')) {
            part += c;
        }
    }
}

} // namespace

SaidBy saidBy(std::span<const std::string> names) {
    SaidBy said = SaidBy::Nobody;
    bool isWithin = false;
    for (const std::string& name : names)
        eachPart(name, [&](std::string_view part) {
            if (isOne(kWrappers, part))
                return;
            if (isOne(kValues, part))
                isWithin = false;
            else if (isSaid(part))
                isWithin = true;
            said = !isWithin                 ? SaidBy::Nobody
                   : isOne(kStructure, part) ? SaidBy::Structure
                                             : SaidBy::Somebody;
        });
    return said;
}

bool hasWords(std::string_view text, std::size_t words) {
    std::size_t found = 0;
    std::size_t letters = 0;
    for (const char c : text) {
        letters = isLetter(c) ? letters + 1 : 0;
        if (letters == 2 && ++found == words)
            return true;
    }
    return false;
}

bool isWrittenNumber(std::string_view text) {
    constexpr std::string_view kNumber = "0123456789+-.,eE' \t";
    return text.find_first_not_of(kNumber) == std::string_view::npos;
}

std::string placeholderFor(std::string_view text) {
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80; // the first byte of one
    });
    return std::string(kPlaceholderBegin) + std::to_string(characters) +
           std::string(kPlaceholderEnd);
}

bool isPlaceholder(std::string_view text) {
    if (!text.starts_with(kPlaceholderBegin) || !text.ends_with(kPlaceholderEnd) ||
        text.size() <= kPlaceholderBegin.size() + kPlaceholderEnd.size())
        return false;
    text.remove_prefix(kPlaceholderBegin.size());
    text.remove_suffix(kPlaceholderEnd.size());
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace ms::importers

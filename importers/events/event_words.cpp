// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/event_words.h"

#include <array>

namespace ms::importers {

namespace {

struct Word {
    std::string_view given;
    std::string_view meant;
};

constexpr std::array<Word, 3> kEnvironments{
    {{"prod", "production"}, {"stage", "staging"}, {"dev", "development"}}};
constexpr std::array<Word, 2> kServiceTiers{{{"default", "standard"}, {"auto", ""}}};
constexpr std::array<Word, 14> kStatuses{{{"success", "success"},
                                          {"error", "error"},
                                          {"cancelled", "cancelled"},
                                          {"unknown", "unknown"},
                                          {"ok", "success"},
                                          {"succeeded", "success"},
                                          {"completed", "success"},
                                          {"failure", "error"},
                                          {"failed", "error"},
                                          {"timeout", "error"},
                                          {"canceled", "cancelled"},
                                          {"aborted", "cancelled"},
                                          {"SUCCESS", "success"},
                                          {"ERROR", "error"}}};

template <class Words>
std::string_view meant(const Words& words, std::string_view text, std::string_view otherwise) {
    for (const Word& word : words)
        if (word.given == text)
            return word.meant;
    return otherwise;
}

} // namespace

std::string_view environmentOf(std::string_view word) {
    return meant(kEnvironments, word, word);
}
std::string_view serviceTierOf(std::string_view word) {
    return meant(kServiceTiers, word, word);
}
std::string_view statusOf(std::string_view word) {
    return meant(kStatuses, word, {});
}

} // namespace ms::importers

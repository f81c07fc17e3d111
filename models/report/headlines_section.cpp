// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/sentences.h"
#include "models/report/overview_section.h"

#include <algorithm>
#include <map>

namespace ms::report {

using core::MoneySum;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostHeadlines = 5;
constexpr std::size_t kMostOfAKind = 2; // else five customers of one rule hide everything else

std::string textAt(const Table& table, const Row& row, std::string_view column) {
    const auto* text = std::get_if<std::string>(&row.cells[columnNamed(table, column)]);
    return text ? *text : std::string();
}

struct Headline {
    std::string what;
    MoneySum amount;
    std::string kind; // "dear days", or what a rule is called
    std::string section;
    const Row* row;
};

/// A headline a row whose `money` is known, and that `isOpen`.
template <class IsOpen>
void addHeadlines(std::vector<Headline>& headlines, const Section& section, std::string_view what,
                  std::string_view money, std::string_view kind, IsOpen isOpen) {
    for (const Row& row : section.table.rows) {
        const auto* amount = std::get_if<MoneySum>(&row.cells[columnNamed(section.table, money)]);
        if (amount && *amount > MoneySum() && isOpen(row))
            headlines.push_back({textAt(section.table, row, what), *amount,
                                 textAt(section.table, row, kind), section.id, &row});
    }
}

std::string ended(std::string sentence) {
    if (!sentence.empty() && sentence.back() != '.')
        sentence += '.';
    return sentence;
}

} // namespace

Section headlinesSection(const Section& flags, const Section& findings, const Context& context) {
    std::vector<Headline> headlines;
    addHeadlines(headlines, flags, "found", "severity", "flag",
                 [&](const Row& row) { return textAt(flags.table, row, "state") == "raised"; });
    addHeadlines(headlines, findings, "what", "stake", "kind", [&](const Row& row) {
        const std::string status = textAt(findings.table, row, "status");
        return status != "done" && status != "dismissed";
    });
    std::stable_sort(headlines.begin(), headlines.end(),
                     [](const Headline& a, const Headline& b) { return a.amount > b.amount; });
    Section section{"headlines", "What should be looked at?", {}, {}, {}, {}, flags.filter};
    section.table.columns = {
        {"what", "What", Kind::Text, "In a sentence."},
        {"amount", "Money", Kind::Money,
         "Above what a rule tolerates, or above the usual. The same money can be in several."},
        {"kind", "Found as", Kind::Text, "The rule that speaks, or how it was found."},
        {"section", "See", Kind::Text, "The answer that shows more of it."}};
    std::map<std::string, std::size_t> ofAKind;
    for (const Headline& headline : headlines) {
        if (section.table.rows.size() == kMostHeadlines)
            break;
        if (++ofAKind[headline.kind] > kMostOfAKind)
            continue;
        Row row = *headline.row;
        row.cells = {ended(headline.what), headline.amount, headline.kind, headline.section};
        section.table.rows.push_back(std::move(row));
    }
    section.finding = section.table.rows.empty()
                          ? "Nothing stands out in this selection."
                          : analysis::moneyWords(headlines.front().amount, context.currency) +
                                ": " + ended(headlines.front().what);
    section.notes.push_back("Of a kind, two at most; all are among the red flags and findings.");
    return section;
}

} // namespace ms::report

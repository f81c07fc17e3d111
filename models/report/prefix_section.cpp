// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/prefix_section.h"

#include "models/analysis/sentences.h"

namespace ms::report {

using core::Int128;
using scenario::PrefixRow;
using scenario::PrefixTable;
using Kind = Column::Kind;

namespace {

std::string sizeWords(const PrefixRow& row) {
    if (row.capacity == 0)
        return "any number";
    const std::string blocks = analysis::countWords(Int128(row.capacity), "block");
    return row.percentOfAll ? std::to_string(*row.percentOfAll) + "% (" + blocks + ")" : blocks;
}

std::string findingOf(const PrefixTable& table) {
    if (table.requests == 0)
        return "The log has no prompt blocks here: import prompt_blocks to replay a cache of "
               "beginnings.";
    const PrefixRow& largest = table.rows.back();
    std::string text =
        "Of all prompt tokens, " + analysis::percentWords(largest.replay.tokenRatio().value_or(0));
    if (const auto most = largest.replay.highestTokenRatio())
        text += " to " + analysis::percentWords(*most);
    text += " were seen before";
    if (largest.capacity != 0)
        return text + " and still there with " + sizeWords(largest) + ".";
    if (table.rows.size() > 1)
        text += "; a cache of " + sizeWords(table.rows.front()) + " has " +
                analysis::percentWords(table.rows.front().replay.tokenRatio().value_or(0));
    return text + ".";
}

Chart curveOf(const PrefixTable& table, const std::string& finding) {
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Tokens that are there";
    chart.valueKind = Kind::Ratio;
    Series series{"Tokens that are there", {}};
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        series.points.push_back({sizeWords(table.rows[i]),
                                 cellOf(table.rows[i].replay.tokenRatio()),
                                 {},
                                 {},
                                 {},
                                 int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section prefixSection(const PrefixTable& table, const Context&) {
    Section section;
    section.id = "prefix_replay";
    section.title = "Prompt beginnings seen before";
    section.finding = findingOf(table);
    section.filter = table.question.filter;
    section.table.columns = {
        {"size", "Cache", Kind::Text, "How much it holds."},
        {"capacity_blocks", "Blocks", Kind::Count, "The same in blocks; unknown: any number."},
        {"hit_blocks", "Blocks there", Kind::Count,
         "Leading blocks of prompts that were in the cache."},
        {"block_ratio", "Of blocks", Kind::Ratio, "Blocks there / all blocks."},
        {"token_ratio", "Of tokens", Kind::Ratio,
         "Tokens of these blocks / all prompt tokens: what money follows."},
        {"token_ratio_most", "At most", Kind::Ratio,
         "The same, if of the first block that differs all but one token were there too."},
        {"mean_ratio", "Mean", Kind::Ratio, "Of the prompts' own shares of blocks."}};
    for (const PrefixRow& row : table.rows)
        section.table.rows.push_back(
            {{sizeWords(row), row.capacity == 0 ? Cell{} : Cell{Int128(row.capacity)},
              Int128(row.replay.hitBlocks), cellOf(row.replay.blockRatio()),
              cellOf(row.replay.tokenRatio()), cellOf(row.replay.highestTokenRatio()),
              cellOf(row.replay.meanRatio)}});
    section.notes.push_back(analysis::countWords(Int128(table.requests), "prompt") + " of " +
                            analysis::countWords(Int128(table.distinctBlocks), "different block") +
                            " of " +
                            analysis::countWords(Int128(table.question.blockTokens), "token") +
                            ", in order of time. A block stands for itself and all before it.");
    if (table.withoutBlocks > 0)
        section.notes.push_back(analysis::countWords(Int128(table.withoutBlocks), "attempt") +
                                " without block hashes are left out.");
    if (table.requests > 0)
        section.charts.push_back(curveOf(table, section.finding));
    return section;
}

} // namespace ms::report

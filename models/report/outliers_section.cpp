// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/outliers_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/analysis/unit_cohorts.h"
#include "models/report/plain_words.h"

#include <array>
#include <charconv>

namespace ms::report {

using analysis::Outlier;
using analysis::OutlierTable;
using core::Int128;
using core::MoneySum;
using query::Grain;
using stats::UnitDriver;
using Kind = Column::Kind;

namespace {

std::string shortest(double number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    return {digits.begin(), end};
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = char(text[0] - 'a' + 'A');
    return text;
}

/// What a driver does when it adds to the cost, and when it takes from it.
struct DriverWords {
    std::string_view more;
    std::string_view less;
};
DriverWords wordsOf(UnitDriver driver) {
    constexpr std::array<DriverWords, stats::kUnitDrivers> words{
        {{"more calls", "fewer calls"},
         {"more cached prompt", "less cached prompt"},
         {"more cache writes", "fewer cache writes"},
         {"longer context", "shorter context"},
         {"longer answers", "shorter answers"},
         {"dearer cached prompt", "cheaper cached prompt"},
         {"dearer cache writes", "cheaper cache writes"},
         {"dearer prompt tokens", "cheaper prompt tokens"},
         {"dearer answer tokens", "cheaper answer tokens"},
         {"longer prompts", "shorter prompts"}}};
    return words[std::size_t(driver)];
}

/// The largest drivers that make it dearer: "longer answers +$0.30, more calls +$0.12".
std::string whyOf(const Outlier& row, const Context& context) {
    constexpr std::size_t kNamed = 2;
    std::string text;
    std::size_t named = 0;
    for (const analysis::DriverPart& part : row.drivers) {
        if (!(part.amount > MoneySum()) || named == kNamed)
            continue;
        // What explains less than a tenth of the excess is not the reason.
        if (part.amount.picos() * 10 < row.excess().picos())
            continue;
        text += (named++ > 0 ? ", " : "") + std::string(wordsOf(part.driver).more) + " +" +
                analysis::moneyWords(part.amount, context.currency);
    }
    if (row.other.picos() * 10 > row.excess().picos())
        text += (text.empty() ? "" : ", ") + std::string("fees and reported costs +") +
                analysis::moneyWords(row.other, context.currency);
    return text;
}

std::string checksOf(const Outlier& row) {
    std::string text;
    for (const analysis::OutlierCheck check : row.checks)
        text += (text.empty() ? "" : ", ") + std::string(nameOf(check));
    return text;
}

std::string comparedWith(const Outlier& row) {
    const std::string units = analysis::countWords(Int128(row.cohortUnits));
    switch (row.level) {
    case stats::CohortLevel::Cohort:
        return units + " alike";
    case stats::CohortLevel::Feature:
        return units + " of the " + (row.band ? "feature" : "tier");
    case stats::CohortLevel::All:
        break;
    }
    return units + ", all";
}

std::vector<Column> columnsOf(const OutlierTable& table) {
    const Grain grain = table.query.grain;
    std::vector<Column> columns;
    columns.push_back({"id", capitalised(nounOf(grain)), Kind::Text, "As the log names it."});
    for (const Column& key : keyColumns(table.by))
        columns.push_back(key);
    if (grain != Grain::User && grain != Grain::Tenant)
        columns.push_back({"prompt_length", "Prompt", Kind::Text, "Prompt tokens, in bands."});
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "Cost of all its attempts."},
        {"usual", "Usual", Kind::Money,
         "Median cost of those it is compared with: same feature, model and prompt length, in the "
         "four weeks that end with its own."},
        {"excess", "Excess", Kind::Money, "Cost - usual."},
        {"why", "Why", Kind::Text,
         "The largest parts of cost - reference by exact Shapley shares; the reference is the one "
         "in the middle by calls, tokens and prices."},
        {"times_usual", "Times usual", Kind::Number, "Cost / usual."},
        {"score", "Score", Kind::Number,
         "0.6745 x (ln cost - median) / median absolute deviation: above 3.5 is far out."},
        {"share_of_cohort", "Of its like", Kind::Ratio,
         "Cost / cost of all of its feature, model and prompt length in the period."},
        {"checks", "Look at", Kind::Text,
         "Abandoned, duplicated within ten minutes, reopened, not production, cut off."},
        {"compared_with", "Compared with", Kind::Text, "How many it is compared with."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    for (std::size_t d = 0; d < stats::kUnitDrivers; ++d) {
        const auto driver = UnitDriver(d);
        if (driver == UnitDriver::ContextTokens)
            continue; // logs do not tell it from the prompt
        columns.push_back({"by_" + std::string(nameOf(driver)),
                           capitalised(std::string(wordsOf(driver).more)), Kind::Money,
                           "What this adds to the cost above the reference."});
    }
    columns.push_back({"reference", "Reference", Kind::Money,
                       "Cost of the one in the middle by calls, tokens and prices."});
    columns.push_back({"other", "Fees and reported", Kind::Money,
                       "Cost that tokens do not explain. Reference + drivers + this = cost."});
    return columns;
}

std::optional<std::vector<query::Condition>> drillOf(const Outlier& row, Grain grain) {
    if (row.id.empty())
        return std::nullopt;
    return conditionsOf({analysis::idDimension(grain)}, {row.id});
}

Row rowOf(const Outlier& outlier, const OutlierTable& table, const Context& context) {
    Row row;
    row.cells.emplace_back(outlier.id);
    for (const std::string& key : outlier.keys)
        row.cells.emplace_back(key);
    if (outlier.band)
        row.cells.emplace_back(std::string(nameOf(*outlier.band)));
    const std::vector<Cell> figures{outlier.cost,
                                    outlier.usual,
                                    outlier.excess(),
                                    whyOf(outlier, context),
                                    cellOf(analysis::shareOf(outlier.cost, outlier.usual)),
                                    outlier.score,
                                    cellOf(outlier.shareOfCohort),
                                    checksOf(outlier),
                                    comparedWith(outlier)};
    row.cells.insert(row.cells.end(), figures.begin(), figures.end());
    for (std::size_t d = 0; d < stats::kUnitDrivers; ++d) {
        if (UnitDriver(d) == UnitDriver::ContextTokens)
            continue;
        MoneySum amount;
        for (const analysis::DriverPart& part : outlier.drivers)
            if (part.driver == UnitDriver(d))
                amount = part.amount;
        row.cells.emplace_back(amount);
    }
    row.cells.emplace_back(outlier.reference);
    row.cells.emplace_back(outlier.other);
    row.drill = drillOf(outlier, table.query.grain);
    return row;
}

std::string findingOf(const OutlierTable& table, const Context& context) {
    const std::string noun = nounOf(table.query.grain);
    if (table.judged == 0)
        return table.units == 0 ? "There is no " + noun + " in this selection."
                                : "No " + noun + " can be judged: there are fewer than " +
                                      analysis::countWords(Int128(table.query.leastUnits)) +
                                      " with a known cost to compare with.";
    if (table.material == 0)
        return "No " + noun + " of this selection is far out and matters in money.";
    std::string text = analysis::countWords(Int128(table.material), noun) +
                       (table.material == 1 ? " costs " : " cost ") +
                       analysis::moneyWords(table.materialExcess, context.currency) +
                       " more than usual, " +
                       analysis::shareWords(table.materialExcess, table.cost) + " of all cost";
    const Outlier& first = table.rows.front();
    const std::string why = whyOf(first, context);
    if (!first.id.empty())
        text += "; " + first.id + " costs " + analysis::moneyWords(first.cost, context.currency) +
                " instead of " + analysis::moneyWords(first.usual, context.currency) +
                (why.empty() ? "" : " (" + why + ")");
    return text + ".";
}

std::vector<std::string> notesOf(const OutlierTable& table, const Context& context) {
    const std::string noun = nounOf(table.query.grain);
    std::vector<std::string> notes;
    notes.push_back("Listed are those far out (score above " + shortest(table.query.leastScore) +
                    ", or above the adjusted fence) whose excess is above " +
                    analysis::moneyWords(table.leastExcess, context.currency) +
                    " or half a percent of their like.");
    if (table.flagged > table.material)
        notes.push_back(analysis::countWords(Int128(table.flagged - table.material)) +
                        " more are far out, but matter less.");
    if (table.material > table.rows.size())
        notes.push_back("The " + analysis::countWords(Int128(table.rows.size())) +
                        " with the largest excess are shown.");
    const bool isJudgedByRest =
        table.query.grain == Grain::User || table.query.grain == Grain::Tenant;
    if (table.unpriced > 0)
        notes.push_back(analysis::countWords(Int128(table.unpriced), noun) +
                        (isJudgedByRest ? " with attempts of unknown cost: judged by the others."
                                        : " with an attempt of unknown cost: not judged."));
    if (table.withoutCost > 0)
        notes.push_back(analysis::countWords(Int128(table.withoutCost), noun) +
                        " without any cost: left out.");
    const std::size_t known =
        table.units - table.withoutCost - (isJudgedByRest ? 0 : table.unpriced);
    if (known > table.judged && table.judged > 0)
        notes.push_back(analysis::countWords(Int128(known - table.judged), noun) +
                        " with too few like them: not judged.");
    return notes;
}

Chart distribution(const OutlierTable& table, const std::string& finding, const Context& context) {
    Chart chart;
    chart.kind = Chart::Kind::Columns;
    chart.title = finding;
    chart.xTitle = "Cost per " + nounOf(table.query.grain);
    chart.yTitle = capitalised(nounOf(table.query.grain)) + "s";
    chart.valueKind = Kind::Count;
    Series body{"Usual", {}};
    Series outliers{"Outliers", {}};
    for (const stats::LogBin& bin : table.bins) {
        const std::string label =
            analysis::moneyWords(std::get<MoneySum>(moneyCell(bin.from)), context.currency);
        body.points.push_back({label, Int128(bin.values - bin.marked)});
        outliers.points.push_back({label, Int128(bin.marked)});
    }
    chart.series = {std::move(body), std::move(outliers)};
    return chart;
}

} // namespace

Section outliersSection(const OutlierTable& table, const Context& context) {
    const std::string noun = nounOf(table.query.grain);
    Section section{noun + "_outliers",
                    capitalised(noun) + "s far above what is usual",
                    findingOf(table, context),
                    {},
                    {},
                    notesOf(table, context),
                    table.query.filter};
    section.table.columns = columnsOf(table);
    for (const Outlier& outlier : table.rows)
        section.table.rows.push_back(rowOf(outlier, table, context));
    if (!table.bins.empty())
        section.charts.push_back(distribution(table, section.finding, context));
    return section;
}

} // namespace ms::report

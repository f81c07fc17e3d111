// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/scatter_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/analysis/unit_cohorts.h"
#include "models/report/plain_words.h"

#include <algorithm>

namespace ms::report {

using analysis::Scatter;
using analysis::ScatterEntity;
using analysis::ScatterList;
using analysis::ScatterMark;
using analysis::ScatterMeasure;
using analysis::ScatterSum;
using core::Int128;
using core::MoneySum;
using query::Grain;
using Kind = Column::Kind;

namespace {

bool isByRest(Grain grain) {
    return grain == Grain::User || grain == Grain::Tenant;
}

std::string countOf(std::size_t count, Grain grain) {
    return analysis::countWords(Int128(count), nounOf(grain));
}

Cell valueCell(ScatterMeasure measure, std::int64_t value) {
    if (analysis::isMoney(measure))
        return MoneySum::fromPicos(value);
    return Int128(value);
}

/// A cost of which a part is unknown is unknown, unless it is understood as the known part.
Cell costOf(const ScatterEntity& entity, Grain grain) {
    if (entity.hasUnknownCost && !isByRest(grain))
        return {};
    return MoneySum(entity.cost);
}

/// The axes, each once, and the cost.
std::vector<ScatterMeasure> measuresOf(const analysis::ScatterQuery& query) {
    std::vector<ScatterMeasure> measures{query.x};
    for (const ScatterMeasure measure : {query.y, ScatterMeasure::Cost})
        if (std::find(measures.begin(), measures.end(), measure) == measures.end())
            measures.push_back(measure);
    return measures;
}

std::vector<Column> listColumns(const analysis::ScatterQuery& query) {
    std::string title = nounOf(query.grain);
    title[0] = char(title[0] - 'a' + 'A');
    std::vector<Column> columns{{"id", title, Kind::Text,
                                 query.grain == Grain::Attempt
                                     ? "The id of its request, as the log names it."
                                     : "As the log names it."}};
    for (const ScatterMeasure measure : measuresOf(query))
        columns.push_back(columnOf(measure));
    columns.push_back({"share", "Of all", Kind::Ratio,
                       "Its cost / cost of all " + pluralOf(query.grain) + " of the page."});
    return columns;
}

Row listRow(const ScatterList& list, std::size_t place) {
    const analysis::ScatterQuery& query = list.scatter->query();
    const ScatterEntity entity = list.scatter->entity(list.entities[place]);
    Row row;
    row.cells.emplace_back(list.ids[place]);
    for (const ScatterMeasure measure : measuresOf(query))
        row.cells.push_back(measure == ScatterMeasure::Cost ? costOf(entity, query.grain)
                            : measure == query.x            ? valueCell(measure, entity.x)
                                                            : valueCell(measure, entity.y));
    const bool isKnown = !entity.hasUnknownCost || isByRest(query.grain);
    row.cells.push_back(
        isKnown ? cellOf(analysis::shareOf(MoneySum(entity.cost), list.scatter->all().cost))
                : Cell());
    if (!list.ids[place].empty())
        row.drill = conditionsOf({analysis::idDimension(query.grain)}, {list.ids[place]});
    return row;
}

std::string findingOf(const ScatterList& list, const Context& context) {
    const Scatter& scatter = *list.scatter;
    if (scatter.all().entities == 0)
        return "There is no " + nounOf(scatter.query().grain) + " in this selection.";
    if (scatter.drawn().entities == 0)
        return "Of no " + nounOf(scatter.query().grain) + " are both measures known.";
    MoneySum dearest;
    for (const std::uint32_t entity : list.entities)
        dearest += scatter.entity(entity).cost;
    std::string text = countOf(list.sum.entities, scatter.query().grain) +
                       (list.sum.entities == 1 ? " costs " : " cost ") +
                       analysis::moneyWords(list.sum.cost, context.currency);
    if (list.sum.entities > list.entities.size() && list.sum.cost > MoneySum())
        text += "; the " + analysis::countWords(Int128(list.entities.size())) +
                " dearest of them make " + analysis::shareWords(dearest, list.sum.cost) +
                " of that";
    return text + ".";
}

/// "prompt tokens".
std::string wordsOf(ScatterMeasure measure) {
    std::string words(nameOf(measure));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

/// What is not drawn, and how the rest is.
std::vector<std::string> notesOf(const Scatter& scatter) {
    const analysis::ScatterQuery& query = scatter.query();
    std::vector<std::string> notes;
    const auto unknown = [&](std::size_t count, ScatterMeasure measure) {
        if (count > 0)
            notes.push_back(countOf(count, query.grain) +
                            (isByRest(query.grain) ? " of which no " : " of which not all ") +
                            wordsOf(measure) +
                            (analysis::isMoney(measure) ? " is known: " : " are known: ") +
                            (count == 1 ? "it is not drawn." : "they are not drawn."));
    };
    unknown(scatter.unknownX(), query.x);
    if (query.y != query.x)
        unknown(scatter.unknownY(), query.y);
    const ScatterSum drawn = scatter.drawn();
    if (drawn.withUnknownCost > 0)
        notes.push_back(countOf(drawn.withUnknownCost, query.grain) +
                        " in the picture with attempts of unknown cost: sums leave these attempts "
                        "out.");
    if (scatter.marks().size() < drawn.entities)
        notes.push_back(analysis::countWords(Int128(scatter.marks().size()), "mark") +
                        " stand for " + countOf(drawn.entities, query.grain) +
                        ": crowds are thinned, and the dearest, the outermost and those far from "
                        "others are drawn singly. Counts and costs are exact.");
    if (scatter.xAxis().lane() || scatter.yAxis().lane())
        notes.push_back("Zero has no place on a logarithmic axis: it stands in a lane of its own.");
    return notes;
}

Section emptySection(const Scatter& scatter, std::string finding) {
    return {"scatter",
            "Scatter of " + pluralOf(scatter.query().grain),
            std::move(finding),
            {},
            {},
            notesOf(scatter),
            scatter.query().filter};
}

std::vector<Column> cellColumns(const analysis::ScatterQuery& query) {
    Column x = columnOf(query.x), y = columnOf(query.y);
    x.name = "x_" + x.name;
    y.name = "y_" + y.name;
    for (Column* column : {&x, &y})
        column->meaning = "Where the mark stands: at one of those that it stands for.";
    const std::string many = pluralOf(query.grain);
    std::string title = many;
    title[0] = char(title[0] - 'a' + 'A');
    return {x,
            y,
            {many, title, Kind::Count, "How many the mark stands for."},
            {"cost", "Cost", Kind::Money, "Of their attempts whose cost is known."},
            {"share", "Of all", Kind::Ratio, "Cost / cost of all " + many + "."},
            {"with_unknown_cost", "Unknown cost", Kind::Count,
             "Of these " + many + ", those with an attempt of unknown cost."}};
}

std::vector<Cell> sumCells(const ScatterSum& sum, const Scatter& scatter) {
    return {Int128(sum.entities), sum.cost, cellOf(analysis::shareOf(sum.cost, scatter.all().cost)),
            Int128(sum.withUnknownCost)};
}

} // namespace

std::string pluralOf(Grain grain) {
    return nounOf(grain) + "s";
}

Column columnOf(ScatterMeasure measure) {
    const std::string name(nameOf(measure));
    switch (measure) {
    case ScatterMeasure::Cost:
        return {name, "Cost", Kind::Money, "Of its attempts."};
    case ScatterMeasure::RetryCost:
        return {name, "Retry cost", Kind::Money, "Of all its attempts but the last."};
    case ScatterMeasure::Calls:
        return {name, "Calls", Kind::Count, "Its attempts."};
    case ScatterMeasure::PromptTokens:
        return {name, "Prompt tokens", Kind::Tokens,
                "Input, read from the cache and written to it."};
    case ScatterMeasure::InputTokens:
        return {name, "Input tokens", Kind::Tokens, "Not from the cache."};
    case ScatterMeasure::CacheReadTokens:
        return {name, "Cached tokens", Kind::Tokens, "Read from the prompt cache."};
    case ScatterMeasure::CacheWriteTokens:
        return {name, "Cache writes", Kind::Tokens, "Tokens written to the prompt cache."};
    case ScatterMeasure::OutputTokens:
        break;
    }
    return {name, "Output tokens", Kind::Tokens, "Of the answers."};
}

Section scatterSection(const ScatterList& list, const Context& context) {
    Section section = emptySection(*list.scatter, findingOf(list, context));
    section.table.columns = listColumns(list.scatter->query());
    for (std::size_t place = 0; place < list.entities.size(); ++place)
        section.table.rows.push_back(listRow(list, place));
    section.scatter = list.scatter;
    return section;
}

Section scatterCellsSection(const analysis::ScatterPtr& made, const Context& context,
                            std::size_t most) {
    const Scatter& scatter = *made;
    const ScatterList all{
        made, {}, scatter.drawn(), scatter.dearest(std::nullopt, Scatter::kDearest), {}};
    Section section = emptySection(scatter, findingOf(all, context));
    section.table.columns = cellColumns(scatter.query());
    std::vector<const ScatterMark*> marks;
    for (const ScatterMark& mark : scatter.marks())
        marks.push_back(&mark);
    std::stable_sort(marks.begin(), marks.end(), [](const ScatterMark* a, const ScatterMark* b) {
        return a->sum.cost > b->sum.cost;
    });
    if (marks.size() > most) {
        section.notes.push_back("The " + analysis::countWords(Int128(most)) +
                                " dearest marks are listed; the total is of all.");
        marks.resize(most);
    }
    for (const ScatterMark* mark : marks) {
        const ScatterEntity at = scatter.entity(mark->entity);
        Row row{{valueCell(scatter.query().x, at.x), valueCell(scatter.query().y, at.y)}};
        for (Cell& cell : sumCells(mark->sum, scatter))
            row.cells.push_back(std::move(cell));
        section.table.rows.push_back(std::move(row));
    }
    section.table.total = {{}, {}};
    for (Cell& cell : sumCells(scatter.drawn(), scatter))
        section.table.total.push_back(std::move(cell));
    return section;
}

std::string selectionWords(const Scatter& scatter, const ScatterSum& sum,
                           const std::string& currency) {
    std::string text = countOf(sum.entities, scatter.query().grain) + ", cost " +
                       analysis::moneyWords(sum.cost, currency);
    if (!scatter.all().cost.isZero())
        text += " (" + analysis::shareWords(sum.cost, scatter.all().cost) + " of all)";
    if (sum.withUnknownCost > 0)
        text += ", " + analysis::countWords(Int128(sum.withUnknownCost)) +
                " of them with attempts of unknown cost";
    return text;
}

} // namespace ms::report

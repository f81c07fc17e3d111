// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/margin_chart.h"

#include <QCoreApplication>

#include "models/analysis/sentences.h"
#include "models/tables/margin_finding.h"

#include <algorithm>
#include <numeric>

namespace ms::views {
namespace {

using analysis::MarginFigures;
using analysis::MarginRow;
using analysis::MarginTable;
using core::MoneySum;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString money(MoneySum amount, const std::string& currency) {
    return QString::fromStdString(analysis::moneyWords(amount, currency));
}

/// Length of a bar, in units of the currency: drawn, never read.
double lengthOf(MoneySum amount) {
    return double(amount.picos()) / double(core::kPicosPerUnit);
}

MoneySum shownOf(const MarginFigures& figures, bool isMargin) {
    return isMargin ? figures.margin() : figures.totalCost();
}

QString detailsOf(const MarginFigures& figures, const std::string& currency) {
    return trText("Revenue %1\nCost %2\nMargin %3\nRequests %4")
        .arg(money(figures.revenue, currency), money(figures.totalCost(), currency),
             money(figures.margin(), currency),
             QString::fromStdString(analysis::countWords(figures.requests)));
}

ChartBar barOf(const MarginFigures& figures, bool isMargin, const std::string& currency) {
    ChartBar bar;
    const MoneySum shown = shownOf(figures, isMargin);
    bar.kind = shown.picos() < 0 ? ChartBar::Kind::Loss : ChartBar::Kind::Gain;
    bar.value = lengthOf(shown);
    bar.valueText = money(shown, currency);
    bar.details = detailsOf(figures, currency);
    return bar;
}

/// Rows to draw. Margins: losses from the deepest on (at most half of the places unless there are
/// places to spare), then the largest margins. Costs: the largest. Time: the latest, in order.
std::vector<std::size_t> rowsToDraw(const MarginTable& table, bool isMargin, std::size_t count) {
    std::vector<std::size_t> order(table.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto first = order.begin();
    if (query::isTime(table.query.by.front())) {
        std::sort(first, order.end(), [&](std::size_t a, std::size_t b) {
            return table.rows[a].keys < table.rows[b].keys;
        });
        order.erase(first, order.end() - std::ptrdiff_t(std::min(count, order.size())));
        return order;
    }
    const auto shown = [&](std::size_t row) { return shownOf(table.rows[row].figures, isMargin); };
    std::stable_sort(first, order.end(),
                     [&](std::size_t a, std::size_t b) { return shown(a) > shown(b); });
    const auto losses = std::size_t(
        std::count_if(first, order.end(), [&](std::size_t row) { return shown(row).picos() < 0; }));
    const std::size_t gains = order.size() - losses;
    std::reverse(order.end() - std::ptrdiff_t(losses), order.end());
    std::rotate(first, order.end() - std::ptrdiff_t(losses), order.end());
    if (order.size() <= count)
        return order;
    const std::size_t lossPlaces =
        std::min(losses, std::max(count / 2, count - std::min(count, gains)));
    order.erase(first + std::ptrdiff_t(lossPlaces), first + std::ptrdiff_t(losses));
    order.resize(count);
    return order;
}

ChartBar otherBar(const MarginTable& table, const std::vector<std::size_t>& drawn, bool isMargin,
                  const std::string& currency) {
    MoneySum rest = shownOf(table.total, isMargin);
    for (const std::size_t row : drawn)
        rest -= shownOf(table.rows[row].figures, isMargin);
    ChartBar bar;
    bar.kind = ChartBar::Kind::Other;
    bar.label = trText("%1 others together").arg(table.rows.size() - drawn.size());
    bar.value = lengthOf(rest);
    bar.valueText = money(rest, currency);
    bar.details = bar.valueText;
    return bar;
}

} // namespace

QString sourceText(const ChartContext& context) {
    return trText("%1 · %2 · price book %3")
        .arg(context.period, QString::fromStdString(context.zone),
             QString::fromStdString(context.book));
}

ChartSpec marginChart(const MarginTable& table, const ChartContext& context, std::size_t bars) {
    const bool isMargin = tables::hasRevenue(table);
    ChartSpec spec;
    spec.title = tables::marginFinding(table, context.currency, context.names);
    spec.axisTitle = (isMargin ? trText("Margin, %1") : trText("Cost, %1"))
                         .arg(QString::fromStdString(context.currency));
    spec.source = sourceText(context);
    const auto drawn = rowsToDraw(table, isMargin, std::min(bars, ChartSpec::kMostBars - 1));
    for (const std::size_t row : drawn) {
        ChartBar bar = barOf(table.rows[row].figures, isMargin, context.currency);
        bar.label = tables::rowLabel(table, table.rows[row], context.names);
        bar.row = int(row);
        spec.bars.push_back(std::move(bar));
    }
    if (drawn.size() < table.rows.size())
        spec.bars.push_back(otherBar(table, drawn, isMargin, context.currency));
    return spec;
}

} // namespace ms::views

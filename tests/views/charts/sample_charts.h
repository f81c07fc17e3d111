// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/chart.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

using report::Cell;
using report::Chart;

/// Money from units of the currency, for samples only.
inline core::MoneySum units(double amount) {
    return core::MoneySum::fromPicos(core::Int128(std::llround(amount * 1e6)) * 1'000'000);
}

inline report::Point pointAt(double x, Cell value, std::string label = {}, int row = -1) {
    return {std::move(label), value, x, {}, {}, row};
}

inline report::Series seriesOf(std::string name,
                               const std::vector<std::pair<std::string, Cell>>& values) {
    report::Series series{std::move(name), {}};
    for (const auto& [label, value] : values)
        series.points.push_back({label, value, {}, {}, {}, int(series.points.size())});
    return series;
}

inline Chart whaleSample() {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = "61 customers earn $48,200; the other 39 take $21,800 of it away again.";
    chart.xTitle = "Customers, best margin first";
    chart.yTitle = "Margin piled up";
    report::Series series{"Margin piled up", {pointAt(0, core::MoneySum{})}};
    double sum = 0;
    for (int i = 0; i < 100; ++i) {
        sum += 2600 * std::exp(-i / 16.0) - (i > 60 ? std::pow(i - 60, 1.55) * 5.4 : 0);
        series.points.push_back(pointAt(i + 1, units(sum), "customer-" + std::to_string(i), i));
    }
    chart.series = {series};
    return chart;
}

inline Chart lorenzSample() {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = "The 10 customers with the highest cost take 61.0% of it.";
    chart.xTitle = "Share of customers, smallest first";
    chart.yTitle = "Share of the total";
    chart.valueKind = report::Column::Kind::Ratio;
    chart.xKind = report::Column::Kind::Ratio;
    report::Series cost{"Cost", {}}, revenue{"Revenue", {}};
    for (int i = 0; i <= 100; ++i) {
        cost.points.push_back(pointAt(i / 100.0, std::pow(i / 100.0, 6)));
        revenue.points.push_back(pointAt(i / 100.0, std::pow(i / 100.0, 2.4)));
    }
    chart.series = {cost, revenue, {"All equal", {pointAt(0, 0.0), pointAt(1, 1.0)}, true}};
    return chart;
}

inline Chart fitSample() {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = "The median customer costs more than it brings in: Pro.";
    chart.xTitle = "Cost a month";
    report::Series medians{"Median with its interval", {}}, spread{"10 to 90 % of months", {}},
        prices{"Revenue a month", {}};
    struct Tier {
        const char* name;
        double median, low, high, p10, p90, price;
    };
    const std::vector<Tier> tiers{
        {"Enterprise", 412, 380, 447, 150, 905, 900},
        {"Pro", 61.5, 55, 70, 12, 210, 49},
        {"Team <beta> & friends of the house", 240, 190, 310, 80, 520, 250},
        {"(not given)", 8.2, 7.4, 9.9, 1.1, 31, 0}};
    for (int i = 0; i < int(tiers.size()); ++i) {
        const Tier& t = tiers[std::size_t(i)];
        medians.points.push_back({t.name, units(t.median), {}, t.low, t.high, i});
        spread.points.push_back({t.name, units(t.median), {}, t.p10, t.p90, i});
        if (t.price > 0)
            prices.points.push_back({t.name, units(t.price), {}, {}, {}, i});
    }
    chart.series = {medians, spread, prices};
    return chart;
}

inline Chart waterfallSample() {
    Chart chart;
    chart.kind = Chart::Kind::Waterfall;
    chart.title = "Cost rose by $3,940.00 to $18,240: two thirds of it from longer prompts.";
    chart.yTitle = "Cost";
    chart.series = {seriesOf("Cost", {{"April 2026", units(14'300)},
                                      {"More requests", units(1'120.5)},
                                      {"Longer prompts", units(2'610)},
                                      {"Longer answers", units(480.25)},
                                      {"Mix of models", units(-1'210.75)},
                                      {"Retries", units(940)},
                                      {"Prices", {}},
                                      {"May 2026", units(18'240)}})};
    return chart;
}

inline Chart columnsSample() {
    Chart chart;
    chart.kind = Chart::Kind::Columns;
    chart.title = "Cached input halved the cost of input since March.";
    chart.yTitle = "Cost a week";
    report::Series input{"Input", {}}, cached{"Cache reads", {}}, output{"Output", {}},
        credit{"Credits", {}};
    for (int i = 0; i < 26; ++i) {
        const std::string week = "2026-W" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1);
        input.points.push_back({week, units(900 - 22 * i), {}, {}, {}, i});
        cached.points.push_back({week, units(11 * i), {}, {}, {}, i});
        output.points.push_back(
            {week, i == 8 ? Cell{} : units(420 + 60 * std::sin(i)), {}, {}, {}, i});
        if (i % 5 == 2)
            credit.points.push_back({week, units(-130), {}, {}, {}, i});
    }
    chart.series = {input, cached, output, credit};
    return chart;
}

inline Chart monthsSample() {
    Chart chart;
    chart.kind = Chart::Kind::Columns;
    chart.title = "Margin turned negative in May.";
    chart.yTitle = "Margin a month";
    chart.series = {seriesOf("Margin", {{"2026-01", units(2100)},
                                        {"2026-02", units(1840.5)},
                                        {"2026-03", {}},
                                        {"2026-04", units(310)},
                                        {"2026-05", units(-920.25)},
                                        {"2026-06", units(-1410)}})};
    return chart;
}

inline Chart barsSample() {
    Chart chart;
    chart.title = "Chat and search cost more than in April; summaries cost half.";
    chart.xTitle = "Cost per success";
    chart.series = {seriesOf("April 2026", {{"chat", units(0.0421)},
                                            {"search", units(0.0108)},
                                            {"summaries of very long documents", units(0.0932)},
                                            {"classification", units(0.00042)}}),
                    seriesOf("May 2026", {{"chat", units(0.0562)},
                                          {"search", units(0.0151)},
                                          {"summaries of very long documents", units(0.0455)},
                                          {"classification", {}}})};
    return chart;
}

inline Chart changesSample() {
    Chart chart;
    chart.title = "Four teams moved by more than a tenth.";
    chart.xTitle = "Change of margin";
    chart.series = {seriesOf("Against April", {{"growth", units(-1200)},
                                               {"support", units(860)},
                                               {"core", units(12'400)},
                                               {"labs", units(-3'150)}}),
                    seriesOf("Against plan", {{"growth", units(-300)},
                                              {"support", units(-60)},
                                              {"core", units(9'120)},
                                              {"labs", units(450)}})};
    return chart;
}

inline Chart linesSample() {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = "Search passes its budget on 24 May; two days have no price.";
    chart.yTitle = "Cost a day";
    report::Series chat{"Chat", {}}, search{"Search", {}}, expected{"Expected", {}};
    for (int i = 0; i < 31; ++i) {
        const std::string day = "2026-05-" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1);
        const double noise = 12 * std::sin(i * 1.7);
        chat.points.push_back(
            {day, i == 11 || i == 12 ? Cell{} : units(210 + noise), {}, {}, {}, i});
        search.points.push_back({day, units(60 + 6.2 * i + noise / 2), {}, {}, {}, i});
        if (i >= 20)
            expected.points.push_back({day,
                                       units(100 + 2 * i),
                                       {},
                                       100 + 2.0 * i - 4 * (i - 19),
                                       100 + 2.0 * i + 4 * (i - 19),
                                       i});
    }
    chart.series = {chat, search, expected};
    chart.reference = 205;
    chart.referenceLabel = "Budget a day";
    return chart;
}

inline Chart timelineSample() {
    Chart chart;
    chart.kind = Chart::Kind::Spans;
    chart.title = "Six attempts in 37.5 seconds; two retries and a fallback.";
    chart.xTitle = "Seconds after the first attempt";
    chart.valueKind = report::Column::Kind::Number;
    chart.series = {{"first try", {{"1 first try, small", 2.0, {}, 0, 2, 0}}},
                    {"tool call", {{"2 tool call, search", 0.04, {}, 5, 5.04, 1}}},
                    {"retry",
                     {{"3 retry, a model with a very long name", {}, {}, 15, {}, 2},
                      {"4 retry, small", 2.0, {}, 20, 22, 3},
                      {"6 retry, small", {}, {}, {}, {}, 5}}},
                    {"fallback", {{"5 fallback, large", 7.5, {}, 30, 37.5, 4}}}};
    return chart;
}

inline Chart stepsSample() {
    Chart chart;
    chart.kind = Chart::Kind::Steps;
    chart.title = "The price of output fell three times.";
    chart.xTitle = "Day of the year";
    chart.yTitle = "Price per million tokens";
    chart.series = {{"gpt-large",
                     {pointAt(1, units(15)), pointAt(70, units(12)), pointAt(160, units(10)),
                      pointAt(240, units(10))}},
                    {"gpt-small",
                     {pointAt(1, units(0.6)), pointAt(120, units(0.4)), pointAt(200, units(0.35)),
                      pointAt(240, units(0.35))}}};
    return chart;
}

inline Chart scatterSample() {
    Chart chart;
    chart.kind = Chart::Kind::Scatter;
    chart.title = "Margin falls with use: heavy users of Pro cost more than their plan.";
    chart.xTitle = "Requests a month";
    chart.yTitle = "Margin a month";
    chart.xKind = report::Column::Kind::Count;
    report::Series pro{"Pro", {}}, team{"Team", {}};
    for (int i = 0; i < 160; ++i) {
        const double x = 40 + std::fmod(i * 137.0, 1900);
        const double noise = 18 * std::sin(i * 2.3);
        (i % 3 ? pro : team)
            .points.push_back(pointAt(x, units((i % 3 ? 49 : 120) - x * 0.06 + noise),
                                      "customer-" + std::to_string(i), i));
    }
    chart.series = {pro, team};
    chart.reference = 0;
    chart.referenceLabel = "Break-even";
    return chart;
}

/// Every kind of chart, by the name that its picture gets.
inline std::vector<std::pair<std::string, Chart>> sampleCharts() {
    std::vector<std::pair<std::string, Chart>> charts{
        {"whale", whaleSample()},         {"lorenz", lorenzSample()},
        {"intervals", fitSample()},       {"timeline", timelineSample()},
        {"waterfall", waterfallSample()}, {"columns", columnsSample()},
        {"months", monthsSample()},       {"bars", barsSample()},
        {"changes", changesSample()},     {"lines", linesSample()},
        {"steps", stepsSample()},         {"scatter", scatterSample()}};
    Chart many = linesSample();
    many.title = "A thousand columns, one of them far below.";
    many.kind = Chart::Kind::Columns;
    many.reference = {};
    many.series.resize(1);
    many.series[0].points.clear();
    for (int i = 0; i < 1000; ++i)
        many.series[0].points.push_back(
            {"day " + std::to_string(i), units(i == 500 ? -900 : 300 + i % 97), {}, {}, {}, i});
    charts.emplace_back("thousand", many);
    Chart one = fitSample();
    for (report::Series& series : one.series)
        series.points.resize(1);
    charts.emplace_back("one", one);
    Chart single = whaleSample();
    single.series[0].points.resize(1);
    charts.emplace_back("single", single);
    Chart unknown = columnsSample();
    for (report::Series& series : unknown.series)
        for (report::Point& point : series.points)
            point.value = {};
    charts.emplace_back("unknown", unknown);
    return charts;
}

} // namespace ms::test

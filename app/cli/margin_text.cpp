// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/margin_text.h"

#include "models/tables/dimension_text.h"
#include "models/tables/margin_finding.h"
#include "models/tables/number_format.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ms::app {

namespace {

using analysis::MarginFigures;

/// Writes one kind of figure both ways.
class FigureWriter {
public:
    FigureWriter(std::string_view currency, Figures figures)
        : m_format{currency}, m_figures{figures} {}
    std::string operator()(core::MoneySum money) const {
        return (m_figures == Figures::Exact ? tables::exact(money) : m_format.money(money))
            .toStdString();
    }
    std::string operator()(core::Int128 count) const {
        return (m_figures == Figures::Exact ? tables::exact(count) : m_format.count(count))
            .toStdString();
    }
    /// Money that rests on costs: unknown, for people, where no attempt has a price.
    std::string costed(const MarginFigures& f, core::MoneySum money) const {
        if (m_figures == Figures::Rounded && f.isCostUnknown())
            return m_format.unknown().toStdString();
        return (*this)(money);
    }
    std::string ratio(const MarginFigures& f) const {
        if (m_figures == Figures::Rounded)
            return f.isCostUnknown() ? m_format.unknown().toStdString()
                                     : m_format.percent(f.marginPct()).toStdString();
        const auto ratio = f.marginPct();
        return ratio ? tables::exact(*ratio).toStdString() : std::string();
    }

private:
    tables::NumberFormat m_format;
    Figures m_figures;
};

struct MarginColumn {
    const char* name;
    const char* title;
    enum class Shown { Always, OnRequest, WithGpuHours } shown;
    std::function<std::string(const MarginFigures&, const FigureWriter&)> text;
};

core::Int128 count(std::int64_t value) {
    return value;
}

const std::vector<MarginColumn>& marginColumns() {
    using F = const MarginFigures&;
    using W = const FigureWriter&;
    constexpr auto always = MarginColumn::Shown::Always;
    constexpr auto onRequest = MarginColumn::Shown::OnRequest;
    constexpr auto withGpuHours = MarginColumn::Shown::WithGpuHours;
    static const std::vector<MarginColumn> columns{
        {"attempts", "Attempts", always, [](F f, W w) { return w(count(f.attempts)); }},
        {"requests", "Requests", always, [](F f, W w) { return w(count(f.requests)); }},
        {"actions", "Actions", onRequest, [](F f, W w) { return w(count(f.actions)); }},
        {"input_tokens", "Input tokens", onRequest, [](F f, W w) { return w(f.inputTokens); }},
        {"cache_read_tokens", "Cache reads", onRequest,
         [](F f, W w) { return w(f.cacheReadTokens); }},
        {"cache_write_tokens", "Cache writes", onRequest,
         [](F f, W w) { return w(f.cacheWriteTokens); }},
        {"output_tokens", "Output tokens", onRequest, [](F f, W w) { return w(f.outputTokens); }},
        {"cost", "Cost", always, [](F f, W w) { return w.costed(f, f.cost); }},
        {"shared_cost", "Shared", withGpuHours, [](F f, W w) { return w(f.sharedCost); }},
        {"idle_cost", "Idle", withGpuHours, [](F f, W w) { return w(f.idleCost); }},
        {"total_cost", "Total cost", withGpuHours,
         [](F f, W w) { return w.costed(f, f.totalCost()); }},
        {"revenue", "Revenue", always, [](F f, W w) { return w(f.revenue); }},
        {"margin", "Margin", always, [](F f, W w) { return w.costed(f, f.margin()); }},
        {"margin_pct", "Margin %", always, [](F f, W w) { return w.ratio(f); }},
        {"retry_cost", "Retries", always, [](F f, W w) { return w(f.retryCost); }},
        {"fallback_cost", "Fallbacks", onRequest, [](F f, W w) { return w(f.fallbackCost); }},
        {"unpriced_attempts", "Unpriced", always,
         [](F f, W w) { return w(count(f.unpricedAttempts)); }},
        {"unpriced_tokens", "Unpriced tokens", onRequest,
         [](F f, W w) { return w(f.unpricedTokens); }}};
    return columns;
}

core::Result<std::vector<const MarginColumn*>>
chosenColumns(const std::vector<std::string>& measures, Figures figures, bool hasGpuHours) {
    using Shown = MarginColumn::Shown;
    std::vector<const MarginColumn*> chosen;
    const auto& columns = marginColumns();
    if (measures.empty()) {
        for (const MarginColumn& column : columns)
            if (column.shown == Shown::WithGpuHours
                    ? hasGpuHours
                    : figures == Figures::Exact || column.shown == Shown::Always)
                chosen.push_back(&column);
        return chosen;
    }
    for (const std::string& name : measures) {
        const auto found =
            std::find_if(columns.begin(), columns.end(),
                         [&](const MarginColumn& column) { return column.name == name; });
        if (found == columns.end()) {
            std::string known;
            for (const MarginColumn& column : columns)
                known += (known.empty() ? "" : ", ") + std::string(column.name);
            return core::Error{core::Error::Code::Usage,
                               "There is no measure '" + name + "'; the measures are " + known +
                                   ".",
                               {}};
        }
        chosen.push_back(&*found);
    }
    return chosen;
}

/// Beside other costs the cost of the attempts is the direct one.
std::string titleOf(const MarginColumn& column, const analysis::MarginTable& table) {
    return table.gpu && std::string_view(column.name) == "cost" ? "Direct" : column.title;
}

} // namespace

core::Result<TextTable> marginTextTable(const analysis::MarginTable& table,
                                        std::string_view currency,
                                        const std::vector<std::string>& measures, Figures figures) {
    const auto columns = chosenColumns(measures, figures, table.gpu.has_value());
    if (!columns)
        return columns.error();
    const FigureWriter writer(currency, figures);
    TextTable text;
    for (const query::Dimension dimension : table.query.by)
        text.columns.push_back(
            {std::string(query::nameOf(dimension)), tables::titleOf(dimension).toStdString()});
    for (const MarginColumn* column : *columns)
        text.columns.push_back({column->name, titleOf(*column, table), TextColumn::Align::Right});
    for (const analysis::MarginRow& row : table.rows) {
        const tables::EmptyKey empty = tables::emptyKeyOf(row);
        std::vector<std::string> cells;
        for (const std::string& key : row.keys)
            cells.push_back(figures == Figures::Exact ? key
                                                      : tables::keyText(key, empty).toStdString());
        for (const MarginColumn* column : *columns)
            cells.push_back(column->text(row.figures, writer));
        text.rows.push_back(std::move(cells));
    }
    text.total.assign(table.query.by.size(), std::string());
    text.total.front() = "Total";
    for (const MarginColumn* column : *columns)
        text.total.push_back(column->text(table.total, writer));
    return text;
}

} // namespace ms::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/margin_table_model.h"

#include "models/tables/dimension_text.h"
#include "models/tables/margin_finding.h"

#include <iterator>

namespace ms::tables {

using analysis::MarginFigures;

namespace {

using Kind = TableColumn::Kind;

CellValue ifKnown(const MarginFigures& figures, core::MoneySum amount) {
    return figures.isCostUnknown() ? CellValue{} : CellValue{amount};
}

CellValue marginPct(const MarginFigures& figures) {
    const std::optional<double> ratio = figures.marginPct();
    return ratio && !figures.isCostUnknown() ? CellValue{Ratio{*ratio}} : CellValue{};
}

enum class Shown { Always, WithGpuHours, WithoutGpuHours };

struct Figure {
    Shown shown;
    const char16_t* id;
    const char16_t* title;
    Kind kind;
    const char16_t* barGroup;
    const char16_t* description;
    CellValue (*valueOf)(const MarginFigures&);
};

// The order of the columns; the ids are those of `margin --json`.
const Figure kFigures[] = {
    {Shown::Always, u"revenue", u"Revenue", Kind::Money, u"money", u"Earned in the period",
     [](const MarginFigures& f) { return CellValue{f.revenue}; }},
    {Shown::WithoutGpuHours, u"cost", u"Cost", Kind::Money, u"money",
     u"Of the attempts whose cost is known",
     [](const MarginFigures& f) { return ifKnown(f, f.cost); }},
    {Shown::WithGpuHours, u"cost", u"Direct cost", Kind::Money, u"money",
     u"Of the attempts whose cost is known",
     [](const MarginFigures& f) { return ifKnown(f, f.cost); }},
    {Shown::WithGpuHours, u"shared_cost", u"Shared cost", Kind::Money, u"money",
     u"GPU hours by the tokens processed in each hour, without their idle part",
     [](const MarginFigures& f) { return CellValue{f.sharedCost}; }},
    {Shown::WithGpuHours, u"idle_cost", u"Idle cost", Kind::Money, u"money",
     u"GPU hours that nobody used, and 1 - utilisation of the others",
     [](const MarginFigures& f) { return CellValue{f.idleCost}; }},
    {Shown::WithGpuHours, u"total_cost", u"Total cost", Kind::Money, u"money",
     u"Direct + shared + idle cost",
     [](const MarginFigures& f) { return ifKnown(f, f.totalCost()); }},
    {Shown::Always, u"margin", u"Margin", Kind::Money, u"money", u"Revenue less all cost",
     [](const MarginFigures& f) { return ifKnown(f, f.margin()); }},
    {Shown::Always, u"margin_pct", u"Margin %", Kind::Ratio, u"",
     u"Margin / revenue; empty without revenue", marginPct},
    {Shown::Always, u"requests", u"Requests", Kind::Count, u"",
     u"Each counts in every row it touches, and once in the total",
     [](const MarginFigures& f) { return CellValue{core::Int128{f.requests}}; }},
    {Shown::Always, u"attempts", u"Attempts", Kind::Count, u"",
     u"Calls, retries and fallbacks included",
     [](const MarginFigures& f) { return CellValue{core::Int128{f.attempts}}; }},
    {Shown::Always, u"actions", u"Actions", Kind::Count, u"", u"Request trees",
     [](const MarginFigures& f) { return CellValue{core::Int128{f.actions}}; }},
    {Shown::Always, u"input_tokens", u"Input", Kind::Tokens, u"tokens", u"Uncached prompt tokens",
     [](const MarginFigures& f) { return CellValue{f.inputTokens}; }},
    {Shown::Always, u"cache_read_tokens", u"Cache read", Kind::Tokens, u"tokens",
     u"Prompt tokens read from the provider's cache",
     [](const MarginFigures& f) { return CellValue{f.cacheReadTokens}; }},
    {Shown::Always, u"cache_write_tokens", u"Cache write", Kind::Tokens, u"tokens",
     u"Prompt tokens written to the provider's cache",
     [](const MarginFigures& f) { return CellValue{f.cacheWriteTokens}; }},
    {Shown::Always, u"output_tokens", u"Output", Kind::Tokens, u"tokens",
     u"Output tokens, reasoning included",
     [](const MarginFigures& f) { return CellValue{f.outputTokens}; }},
    {Shown::Always, u"retry_cost", u"Retry cost", Kind::Money, u"overhead",
     u"Of all attempts of a request but its last",
     [](const MarginFigures& f) { return CellValue{f.retryCost}; }},
    {Shown::Always, u"fallback_cost", u"Fallback cost", Kind::Money, u"overhead",
     u"Of fallbacks, less the same tokens on the feature's usual model",
     [](const MarginFigures& f) { return CellValue{f.fallbackCost}; }},
    {Shown::Always, u"unpriced_attempts", u"Unpriced", Kind::Count, u"",
     u"Attempts whose cost is unknown",
     [](const MarginFigures& f) { return CellValue{core::Int128{f.unpricedAttempts}}; }},
    {Shown::Always, u"unpriced_tokens", u"Unpriced tokens", Kind::Tokens, u"",
     u"Tokens whose cost is unknown",
     [](const MarginFigures& f) { return CellValue{f.unpricedTokens}; }},
};

std::vector<const Figure*> figuresOf(const analysis::MarginTable& table) {
    const Shown other = table.gpu ? Shown::WithoutGpuHours : Shown::WithGpuHours;
    std::vector<const Figure*> figures;
    for (const Figure& figure : kFigures)
        if (figure.shown != other)
            figures.push_back(&figure);
    return figures;
}

std::vector<TableColumn> columnsOf(const analysis::MarginTable& table) {
    std::vector<TableColumn> columns;
    for (query::Dimension dimension : table.query.by) {
        const std::string_view name = query::nameOf(dimension);
        columns.push_back({QString::fromLatin1(name.data(), qsizetype(name.size())),
                           titleOf(dimension),
                           query::isTime(dimension) ? Kind::Time : Kind::Text,
                           {},
                           {}});
    }
    for (const Figure* figure : figuresOf(table)) {
        columns.push_back({QString::fromUtf16(figure->id), QString::fromUtf16(figure->title),
                           figure->kind, QString::fromUtf16(figure->barGroup),
                           QString::fromUtf16(figure->description)});
    }
    return columns;
}

} // namespace

MarginTableModel::MarginTableModel(QObject* parent) : GroupedTableModel{parent} {}

void MarginTableModel::setTable(analysis::MarginTable table, std::string_view currency,
                                Names names) {
    replace(columnsOf(table), NumberFormat{currency}, [&] {
        m_valueOf.clear();
        for (const Figure* figure : figuresOf(table))
            m_valueOf.push_back(figure->valueOf);
        m_table = std::move(table);
        m_names = std::move(names);
    });
}

const analysis::MarginRow& MarginTableModel::rowAt(int row) const {
    return m_table.rows[sourceRow(row)];
}

CellValue MarginTableModel::valueAt(std::size_t resultRow, int column) const {
    const analysis::MarginRow& row = m_table.rows[resultRow];
    if (column >= keyColumns())
        return m_valueOf[std::size_t(column - keyColumns())](row.figures);
    return keyName(m_table.query.by[std::size_t(column)], row.keys[std::size_t(column)],
                   emptyKeyOf(row), m_names.get());
}

CellValue MarginTableModel::totalOf(int column) const {
    if (column >= keyColumns())
        return m_valueOf[std::size_t(column - keyColumns())](m_table.total);
    return column == 0 ? QStringLiteral("Total") : QString();
}

QString MarginTableModel::idAt(std::size_t resultRow, int column) const {
    if (column >= keyColumns() || m_table.query.by[std::size_t(column)] != query::Dimension::Tenant)
        return {};
    return QString::fromStdString(m_table.rows[resultRow].keys[std::size_t(column)]);
}

QString MarginTableModel::remarkAt(std::size_t resultRow, int column) const {
    const MarginFigures& figures = m_table.rows[resultRow].figures;
    const QString id = columns()[std::size_t(column)].id;
    const bool needsCost =
        id == u"cost" || id == u"total_cost" || id == u"margin" || id == u"margin_pct";
    if (!needsCost || figures.unpricedAttempts == 0)
        return {};
    return QStringLiteral("Leaves out %1 of %2 attempts, %3 tokens: they have no price.")
        .arg(numberFormat().count(figures.unpricedAttempts), numberFormat().count(figures.attempts),
             numberFormat().count(figures.unpricedTokens));
}

bool MarginTableModel::isLoss(std::size_t resultRow) const {
    return m_table.rows[resultRow].figures.margin().picos() < 0;
}

} // namespace ms::tables

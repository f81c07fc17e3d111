// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_document.h"

#include <QCoreApplication>

#include "models/tables/dimension_text.h"
#include "models/tables/number_format.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace ms::views {
namespace {

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

const report::Column* columnOf(const report::Table& table, const char* name) {
    for (const report::Column& column : table.columns)
        if (column.name == name)
            return &column;
    return nullptr;
}

/// In the total of `table`; unknown where there is no such column.
report::Cell totalOf(const report::Table& table, const char* name) {
    const report::Column* column = columnOf(table, name);
    if (column == nullptr || table.total.empty())
        return {};
    return table.total[std::size_t(column - table.columns.data())];
}

} // namespace

std::vector<std::pair<QString, QString>> Provenance::facts() const {
    return {{trText("Workspace"), workspace}, {trText("Period"), period},
            {trText("What counts"), filters}, {trText("Time zone of days"), zone},
            {trText("Currency"), currency},   {trText("Price book"), book},
            {trText("Coverage"), coverage},   {trText("Fingerprint of the data"), fingerprint},
            {trText("Made on"), date}};
}

QString Provenance::footer() const {
    QString what = filters;
    what.replace(u'\n', QStringLiteral("; "));
    const QStringList parts{period,
                            what,
                            zone,
                            currency,
                            trText("book %1").arg(book),
                            coverage,
                            trText("data %1").arg(fingerprint),
                            date};
    return parts.join(QStringLiteral(" · "));
}

std::vector<ReportDocument::KeyFigure> ReportDocument::keyFigures() const {
    const auto found = std::find_if(chapters.begin(), chapters.end(), [](const Chapter& chapter) {
        const auto& columns = chapter.section.table.columns;
        return chapter.section.id == "margin" && !columns.empty() && columns.front().dimension &&
               !query::isTime(*columns.front().dimension);
    });
    if (found == chapters.end() || !isOfOneFilter)
        return {};
    const report::Table& table = found->section.table;
    const bool hasTotalCost = columnOf(table, "total_cost") != nullptr;
    const tables::NumberFormat format(currency);
    const auto money = [&](const char* name) {
        const report::Cell cell = totalOf(table, name);
        const auto* amount = std::get_if<core::MoneySum>(&cell);
        return amount ? format.money(*amount) : format.unknown();
    };
    const report::Cell ratio = totalOf(table, "margin_pct");
    const auto* percent = std::get_if<double>(&ratio);
    const report::Cell requests = totalOf(table, "requests");
    const auto* count = std::get_if<core::Int128>(&requests);
    return {{trText("Revenue"), money("revenue"), {}},
            {trText("Cost"), money(hasTotalCost ? "total_cost" : "cost"),
             hasTotalCost ? trText("GPU hours included") : QString()},
            {trText("Margin"), money("margin"), {}},
            {trText("Margin %"), percent ? format.percent(*percent) : format.unknown(), {}},
            {trText("Requests"), count ? format.count(*count) : format.unknown(), {}}};
}

std::vector<std::pair<QString, QString>> ReportDocument::definitions() const {
    std::vector<std::pair<QString, QString>> definitions;
    std::set<std::pair<QString, QString>> known;
    for (const Chapter& chapter : chapters)
        for (const report::Column& column : chapter.section.table.columns) {
            if (column.meaning.empty())
                continue;
            std::pair<QString, QString> definition{column.dimension
                                                       ? tables::titleOf(*column.dimension)
                                                       : QString::fromStdString(column.title),
                                                   QString::fromStdString(column.meaning)};
            if (known.insert(definition).second)
                definitions.push_back(std::move(definition));
        }
    return definitions;
}

} // namespace ms::views

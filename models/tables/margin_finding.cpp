// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/margin_finding.h"

#include <QStringList>

#include "models/tables/number_format.h"

#include <algorithm>
#include <vector>

namespace ms::tables {

using analysis::MarginFigures;
using analysis::MarginRow;
using analysis::MarginTable;
using core::MoneySum;

namespace {

constexpr int kMaterialPercent = 1;
constexpr int kConcentrationPercent = 40; // "these few take so much" begins here

bool isAtLeast(MoneySum part, int percent, MoneySum whole) {
    return part.picos() * 100 >= whole.picos() * percent;
}

/// Idle hours are nobody's loss; the notes tell them.
bool isLoss(const MarginRow& row) {
    return !row.isIdle && row.figures.margin().picos() < 0;
}

bool isUnattributed(const MarginRow& row) {
    return std::all_of(row.keys.begin(), row.keys.end(),
                       [](const std::string& key) { return key.empty(); });
}

/// "tenants", "combinations of tenant and feature".
QString slicesOf(const std::vector<query::Dimension>& by) {
    QStringList titles;
    for (const query::Dimension dimension : by)
        titles << titleOf(dimension).toLower();
    if (titles.size() > 1)
        return QStringLiteral("combinations of %1").arg(titles.join(QStringLiteral(" and ")));
    const bool hisses = titles.front().endsWith(u's'); // "statuses"
    return titles.front() + (hisses ? QStringLiteral("es") : QStringLiteral("s"));
}

QString lossSentence(const MarginTable& table, std::size_t worst, const NumberFormat& format,
                     const query::TenantTimeline* names) {
    const MarginRow& row = table.rows[worst];
    const MarginFigures& f = row.figures;
    QString text = QStringLiteral("%1 loses %2: %3 cost on %4 revenue.")
                       .arg(rowLabel(table, row, names), format.money(MoneySum{} - f.margin()),
                            format.money(f.totalCost()), format.money(f.revenue));
    if (isUnattributed(row) && f.revenue.isZero())
        text = QStringLiteral("%1 of cost belongs to no known %2.")
                   .arg(format.money(f.totalCost()), titleOf(table.query.by.front()).toLower());
    std::int64_t others = 0;
    MoneySum together;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (i == worst || !isLoss(table.rows[i]))
            continue;
        ++others;
        together -= table.rows[i].figures.margin();
    }
    if (others == 0)
        return text;
    const QString amount = format.money(together);
    return text +
           (others == 1
                ? QStringLiteral(" 1 other loses %1.").arg(amount)
                : QStringLiteral(" %1 others lose %2 together.").arg(format.count(others), amount));
}

QString concentrationSentence(const MarginTable& table, const NumberFormat& format,
                              const query::TenantTimeline* names) {
    std::vector<const MarginRow*> users; // of money
    for (const MarginRow& row : table.rows)
        if (!row.isNoUsage && !row.isIdle)
            users.push_back(&row);
    std::stable_sort(users.begin(), users.end(), [](const MarginRow* a, const MarginRow* b) {
        return a->figures.totalCost() > b->figures.totalCost();
    });
    const MoneySum all = table.total.totalCost();
    MoneySum taken;
    std::size_t few = 0;
    while (few < users.size() && !isAtLeast(taken, kConcentrationPercent, all))
        taken += users[few++]->figures.totalCost();
    const QString share = format.percent(double(taken.picos()) / double(all.picos()));
    if (few == 1)
        return QStringLiteral("%1 takes %2 of the cost: %3 of %4.")
            .arg(rowLabel(table, *users.front(), names), share, format.money(taken),
                 format.money(all));
    return QStringLiteral("%1 of %2 %3 take %4 of the cost.")
        .arg(format.count(core::Int128(few)), format.count(core::Int128(users.size())),
             slicesOf(table.query.by), share);
}

} // namespace

std::optional<std::size_t> materialLoss(const MarginTable& table) {
    const auto worst = std::min_element(table.rows.begin(), table.rows.end(),
                                        [](const MarginRow& a, const MarginRow& b) {
                                            if (isLoss(a) != isLoss(b))
                                                return isLoss(a);
                                            return a.figures.margin() < b.figures.margin();
                                        });
    if (worst == table.rows.end() || !isLoss(*worst))
        return std::nullopt;
    const MoneySum loss = MoneySum{} - worst->figures.margin();
    if (!isAtLeast(loss, kMaterialPercent, table.total.totalCost()))
        return std::nullopt;
    return std::size_t(worst - table.rows.begin());
}

QString marginFinding(const MarginTable& table, const std::string& currency,
                      const query::TenantTimeline* names) {
    if (table.rows.empty())
        return QStringLiteral("Nothing matches the filter.");
    const NumberFormat format{currency};
    const bool earns = hasRevenue(table);
    if (earns) {
        if (const std::optional<std::size_t> worst = materialLoss(table))
            return lossSentence(table, *worst, format, names);
    }
    QString text = table.total.totalCost().picos() > 0 ? concentrationSentence(table, format, names)
                                                       : QStringLiteral("No cost is known yet.");
    return earns ? text : text + QStringLiteral(" No revenue is known yet.");
}

QString rowLabel(const MarginTable& table, const MarginRow& row,
                 const query::TenantTimeline* names) {
    QStringList keys;
    for (std::size_t i = 0; i < row.keys.size(); ++i)
        keys << keyName(table.query.by[i], row.keys[i], emptyKeyOf(row), names);
    return keys.join(QStringLiteral(" · "));
}

EmptyKey emptyKeyOf(const MarginRow& row) {
    if (row.isIdle)
        return EmptyKey::Idle;
    return row.isNoUsage ? EmptyKey::NoUsage : EmptyKey::NotGiven;
}

bool hasRevenue(const MarginTable& table) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [](const MarginRow& row) { return !row.figures.revenue.isZero(); });
}

} // namespace ms::tables

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: truth.cpp
#include "app/demo/demo_company.h"
#include "tests/app/demo/naive_reader.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

using naive::Call;
using naive::Wide;
using nlohmann::json;

namespace {

using Amounts = std::map<std::string, Wide>;
constexpr const char* kNoUsage = "(no usage)";

/// The share of place `i` when `total` is split evenly over `n`: the first ones get one more.
Wide evenShare(Wide total, std::int64_t n, std::int64_t i) {
    const Wide whole = total < 0 ? -total : total;
    const Wide share = whole / n + (i < whole % n ? 1 : 0);
    return total < 0 ? -share : share;
}

/// Largest remainder by handing out one unit after the other to whoever is furthest behind.
Amounts split(Wide total, const std::map<std::string, std::int64_t>& weights) {
    Wide sum = 0;
    for (const auto& [key, weight] : weights)
        sum += weight;
    Amounts parts;
    Wide left = total < 0 ? -total : total;
    const Wide whole = left;
    std::vector<std::tuple<Wide, std::int64_t, std::string>>
        order; // smallest first is the next one
    for (const auto& [key, weight] : weights) {
        parts[key] = whole * weight / sum;
        left -= parts[key];
        order.emplace_back(-(whole * weight % sum), -weight, key);
    }
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; Wide(i) < left; ++i)
        ++parts[std::get<2>(order[i])];
    if (total < 0)
        for (auto& [key, part] : parts)
            part = -part;
    return parts;
}

/// Revenue and cost of March to June of a zone, from the files alone.
class Books {
public:
    Books(const naive::Company& company, const std::string& zone)
        : m_company{company}, m_from{naive::dayOf("2026-03-01")}, m_to{naive::dayOf("2026-07-01")} {
        for (const Call& call : company.calls)
            if (call.isProduction())
                enterCall(call, naive::dayIn(zone, call.timeMs));
        enterFacts();
        enterPlans();
        splitMonths();
    }
    std::map<std::string, Amounts> cost;    // by dimension
    std::map<std::string, Amounts> revenue; // by dimension
private:
    static std::string monthOf(std::int64_t day) { return naive::dateOf(day).substr(0, 7); }

    void enterCall(const Call& call, std::int64_t day) {
        m_active.insert(call.tenant + "|" + monthOf(day));
        if (call.attempt == 1 && !call.tenant.empty())
            ++m_first[call.tenant + "|" + monthOf(day)][{call.feature, call.model}];
        if (day < m_from || day >= m_to)
            return;
        const std::string tier =
            call.tenant.empty() ? call.planTier : naive::tierOn(m_company, call.tenant, day);
        const std::map<std::string, std::string> keys{
            {"total", ""},          {"tenant", call.tenant}, {"feature", call.feature},
            {"model", call.model},  {"tier", tier},          {"day", naive::dateOf(day)},
            {"month", monthOf(day)}};
        for (const auto& [dimension, key] : keys)
            cost[dimension][key] += call.cost;
    }

    void earn(const std::string& tenant, const std::string& tier, std::int64_t day, Wide amount) {
        revenue["total"][""] += amount;
        revenue["tenant"][tenant] += amount;
        revenue["tier"][tier] += amount;
        revenue["day"][naive::dateOf(day)] += amount;
        revenue["month"][monthOf(day)] += amount;
    }
    void earnPlain(const std::string& tenant, std::int64_t day, Wide amount) {
        earn(tenant, naive::tierOn(m_company, tenant, day), day, amount);
        m_plain[tenant + "|" + monthOf(day)] += amount;
    }

    void enterFacts() {
        for (const naive::Line& fact : m_company.revenue) {
            const std::int64_t start = naive::dayOf(fact.at("period_start"));
            const std::int64_t end = naive::dayOf(fact.at("period_end"));
            for (std::int64_t day = std::max(start, m_from); day < std::min(end, m_to); ++day)
                enterFactDay(
                    fact, day,
                    evenShare(naive::picosOf(fact.at("amount")), end - start, day - start));
            for (std::int64_t day = start; day < end; ++day)
                m_ownFacts.insert(fact.at("tenant") + "|" + monthOf(day));
        }
    }

    void enterFactDay(const naive::Line& fact, std::int64_t day, Wide amount) {
        const std::string tenant = fact.at("tenant");
        if (tenant.empty()) {
            enterTierDay(fact.at("tier"), day, amount);
        } else if (!fact.at("feature").empty()) {
            earn(tenant, naive::tierOn(m_company, tenant, day), day, amount);
            m_named[tenant + "|" + monthOf(day)][fact.at("feature")] += amount;
        } else {
            earnPlain(tenant, day, amount);
        }
    }

    void enterTierDay(const std::string& tier, std::int64_t day, Wide amount) {
        std::map<std::string, std::int64_t> who;
        for (const naive::Line& row : m_company.tenants) {
            const std::string tenant = row.at("tenant");
            if (m_active.contains(tenant + "|" + monthOf(day)) &&
                naive::tierOn(m_company, tenant, day) == tier)
                who[tenant] = 1;
        }
        if (who.empty()) {
            earn("", tier, day, amount);
            revenue["feature"][kNoUsage] += amount;
            revenue["model"][kNoUsage] += amount;
            return;
        }
        for (const auto& [tenant, part] : split(amount, who))
            earnPlain(tenant, day, part);
    }

    void enterPlans() {
        std::set<std::string> tenants;
        for (const naive::Line& row : m_company.tenants)
            tenants.insert(row.at("tenant"));
        for (const std::string& tenant : tenants)
            for (std::int64_t day = m_from; day < m_to; ++day) {
                const std::string month = monthOf(day);
                if (m_ownFacts.contains(tenant + "|" + month) ||
                    !m_active.contains(tenant + "|" + month))
                    continue;
                const QDate date = QDate(1970, 1, 1).addDays(day);
                for (const naive::Line& plan : m_company.plans)
                    if (plan.at("tier") == naive::tierOn(m_company, tenant, day) &&
                        naive::dayOf(plan.at("valid_from")) <= day &&
                        (plan.at("valid_to").empty() || day < naive::dayOf(plan.at("valid_to"))))
                        earnPlain(tenant, day,
                                  evenShare(naive::picosOf(plan.at("revenue_per_tenant_month")),
                                            date.daysInMonth(), date.day() - 1));
            }
    }

    void splitMonths() {
        for (const auto& [tenantMonth, amount] : m_plain)
            for (const char* dimension : {"feature", "model"})
                spread(dimension, amount, weightsOf(tenantMonth, dimension, nullptr));
        for (const auto& [tenantMonth, features] : m_named)
            for (const auto& [feature, amount] : features) {
                revenue["feature"][feature] += amount;
                spread("model", amount, weightsOf(tenantMonth, "model", &feature));
            }
    }

    std::map<std::string, std::int64_t> weightsOf(const std::string& tenantMonth,
                                                  const std::string& dimension,
                                                  const std::string* feature) {
        std::map<std::string, std::int64_t> weights;
        for (const auto& [keys, requests] : m_first[tenantMonth])
            if (!feature || keys.first == *feature)
                weights[dimension == "feature" ? keys.first : keys.second] += requests;
        return weights;
    }

    void spread(const std::string& dimension, Wide amount,
                const std::map<std::string, std::int64_t>& weights) {
        if (weights.empty())
            revenue[dimension][kNoUsage] += amount;
        else
            for (const auto& [key, part] : split(amount, weights))
                revenue[dimension][key] += part;
    }

    const naive::Company& m_company;
    const std::int64_t m_from, m_to;
    std::set<std::string> m_active, m_ownFacts; // tenant|month
    std::map<std::string, Wide> m_plain;        // tenant|month
    std::map<std::string, Amounts> m_named;     // tenant|month, feature
    std::map<std::string, std::map<std::pair<std::string, std::string>, std::int64_t>> m_first;
};

} // namespace

class TestEarnings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marginIsThatOfTheFiles_data();
    void marginIsThatOfTheFiles();
    void daysAndMonthsAddUp();

private:
    QTemporaryDir m_dir;
    naive::Company m_company;
    json m_truth;
    void readOnce();
};

void TestEarnings::readOnce() {
    if (!m_truth.is_null())
        return;
    ms::app::demo::DemoOptions options;
    options.dir = m_dir.path().toStdString();
    options.events = 4'000;
    options.seed = 11;
    QVERIFY(ms::app::demo::writeDemo(options, {}, {}));
    m_company = naive::readCompany(options.dir);
    std::ifstream file{options.dir / "truth.json"};
    m_truth = json::parse(file);
}

void TestEarnings::marginIsThatOfTheFiles_data() {
    QTest::addColumn<QString>("zone");
    QTest::newRow("UTC") << QStringLiteral("UTC");
    QTest::newRow("Berlin, with summer time") << QStringLiteral("Europe/Berlin");
}

void TestEarnings::marginIsThatOfTheFiles() {
    QFETCH(QString, zone);
    readOnce();
    const json& told = m_truth.at("margin").at(zone.toStdString());
    Books books{m_company, zone.toStdString()};
    for (const char* dimension : {"total", "tenant", "tier", "feature", "model", "day", "month"}) {
        Amounts& cost = books.cost[dimension];
        Amounts& revenue = books.revenue[dimension];
        json rows =
            std::string{dimension} == "total" ? json{{"", told.at("total")}} : told.at(dimension);
        if (told.contains(std::string{dimension} + "_no_usage"))
            rows[kNoUsage] = told.at(std::string{dimension} + "_no_usage");
        for (const Amounts& amounts : {cost, revenue})
            for (const auto& [key, amount] : amounts)
                QVERIFY2(amount == 0 || rows.contains(key), (dimension + (" " + key)).c_str());
        for (const auto& [key, row] : rows.items()) {
            const std::string where = std::string{dimension} + " " + key;
            QVERIFY2(row.at("cost_picos") == naive::textOf(cost[key]), where.c_str());
            QVERIFY2(row.at("revenue_picos") == naive::textOf(revenue[key]), where.c_str());
            QVERIFY2(row.at("margin_picos") == naive::textOf(revenue[key] - cost[key]),
                     where.c_str());
        }
    }
}

void TestEarnings::daysAndMonthsAddUp() {
    readOnce();
    for (const auto& [zone, told] : m_truth.at("margin").items())
        for (const char* dimension : {"tenant", "tier", "feature", "model", "day", "month"}) {
            Wide margin = 0;
            for (const json& row : told.at(dimension))
                margin += naive::picosOf(row.at("margin"));
            if (told.contains(std::string{dimension} + "_no_usage"))
                margin +=
                    naive::picosOf(told.at(std::string{dimension} + "_no_usage").at("margin"));
            QCOMPARE(naive::textOf(margin), told.at("total").at("margin_picos").get<std::string>());
        }
}

QTEST_APPLESS_MAIN(TestEarnings)
#include "tst_earnings.moc"

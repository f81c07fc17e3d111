// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: bill.cpp, calendar.cpp, company.cpp, log_lines.cpp, price_list.cpp, schedule.cpp,
// stories.cpp, Covers: tally.cpp, traffic.cpp
#include "app/demo/demo_company.h"
#include "tests/app/demo/naive_reader.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

using naive::Call;
using naive::Wide;
using nlohmann::json;

namespace {

struct Sum {
    std::int64_t attempts = 0, input = 0, cacheRead = 0, write5m = 0, write1h = 0, output = 0,
                 reasoning = 0;
    std::int64_t unpriced = 0, unpricedTokens = 0, usageUnknown = 0, reported = 0, fallbackRate = 0;
    std::set<std::string> requests, actions;
    Wide cost = 0, retry = 0;
    void add(const Call& c) {
        ++attempts;
        input += c.input;
        cacheRead += c.cacheRead;
        write5m += c.write5m;
        write1h += c.write1h;
        output += c.output;
        reasoning += c.reasoning;
        if (!c.isKnown) {
            ++unpriced;
            unpricedTokens += c.input + c.cacheRead + c.write5m + c.write1h + c.output;
        }
        usageUnknown += c.hasUsage ? 0 : 1;
        reported += c.isReported ? 1 : 0;
        fallbackRate += c.usesFallbackRate ? 1 : 0;
        requests.insert(c.request);
        actions.insert(c.root.empty() ? c.request : c.root);
        cost += c.cost;
        if (!c.isLast)
            retry += c.cost;
    }
    json toJson() const {
        return {{"attempts", attempts},
                {"requests", requests.size()},
                {"actions", actions.size()},
                {"input_tokens", input},
                {"cache_read_tokens", cacheRead},
                {"cache_write_5m_tokens", write5m},
                {"cache_write_1h_tokens", write1h},
                {"cache_write_tokens", write5m + write1h},
                {"output_tokens", output},
                {"reasoning_tokens", reasoning},
                {"cost_picos", naive::textOf(cost)},
                {"retry_cost_picos", naive::textOf(retry)},
                {"unpriced_attempts", unpriced},
                {"unpriced_tokens", unpricedTokens},
                {"usage_unknown", usageUnknown},
                {"reported_attempts", reported},
                {"fallback_rate_attempts", fallbackRate}};
    }
};

/// The same figures without the decimal texts, which must say the same as the picos.
json withoutDecimals(json figures) {
    for (const char* money : {"cost", "retry_cost"}) {
        const auto picos = naive::picosOf(figures.at(money).get<std::string>());
        if (naive::textOf(picos) != figures.at(std::string{money} + "_picos"))
            return "the decimal differs";
        figures.erase(money);
    }
    return figures;
}

std::string weekOf(std::int64_t day) {
    int year = 0;
    const int week = QDate(1970, 1, 1).addDays(day).weekNumber(&year);
    return QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0')).toStdString();
}

} // namespace

class TestTruth : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyRowIsAccountedFor();
    void totalsAreThoseOfANaiveReader_data();
    void totalsAreThoseOfANaiveReader();
    void unitsAreThoseOfANaiveReader();
    void billsAddUpToTheInvoiceFile();
    void everyStoryIsThere();

private:
    using KeyOf = std::function<std::string(const Call&)>;
    void compare(const json& rows, const KeyOf& key, bool onlyProduction);
    QTemporaryDir m_dir;
    naive::Company m_company;
    json m_truth;
};

void TestTruth::initTestCase() {
    ms::app::demo::DemoOptions options;
    options.dir = m_dir.path().toStdString();
    options.events = 5'000;
    options.seed = 7;
    const auto summary = ms::app::demo::writeDemo(options, {}, {});
    QVERIFY(summary);
    m_company = naive::readCompany(options.dir);
    std::ifstream file{options.dir / "truth.json"};
    m_truth = json::parse(file);
}

void TestTruth::everyRowIsAccountedFor() {
    QCOMPARE(m_company.rows, std::size_t(5'000));
    QCOMPARE(m_truth.at("events").get<std::size_t>(), m_company.rows);
    QCOMPARE(m_truth.at("duplicates").at("distinct_rows").get<std::size_t>(),
             m_company.calls.size());
    QVERIFY(m_company.calls.size() < m_company.rows);
    std::size_t rows = 0;
    for (const json& file : m_truth.at("files")) {
        const auto lines =
            naive::readLines(m_dir.filePath(QString::fromStdString(file.at("name"))).toStdString());
        QCOMPARE(file.at("lines").get<std::size_t>(), lines.size());
        rows += file.at("rows").get<std::size_t>();
    }
    QCOMPARE(rows, m_company.rows);
    QCOMPARE(m_truth.at("outcome_rows").get<std::size_t>(), m_company.outcomes.size());
    std::set<std::pair<std::string, int>> identities;
    for (const Call& call : m_company.calls)
        identities.emplace(call.request, call.attempt);
    QCOMPARE(identities.size(), m_company.calls.size());
}

void TestTruth::compare(const json& rows, const KeyOf& key, bool onlyProduction) {
    std::map<std::string, Sum> sums;
    for (const Call& call : m_company.calls)
        if (!onlyProduction || call.isProduction())
            sums[key(call)].add(call);
    QCOMPARE(rows.size(), sums.size());
    for (const auto& [name, sum] : sums) {
        QVERIFY2(rows.contains(name), name.c_str());
        const std::string told = withoutDecimals(rows.at(name)).dump();
        QCOMPARE(QString::fromStdString(told), QString::fromStdString(sum.toJson().dump()));
    }
}

void TestTruth::totalsAreThoseOfANaiveReader_data() {
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("zone");
    for (const char* scope : {"production", "all"})
        for (const char* zone : {"UTC", "Europe/Berlin"})
            QTest::addRow("%s in %s", scope, zone)
                << QString::fromLatin1(scope) << QString::fromLatin1(zone);
}

void TestTruth::totalsAreThoseOfANaiveReader() {
    QFETCH(QString, scope);
    QFETCH(QString, zone);
    const bool onlyProduction = scope == QStringLiteral("production");
    const std::string tz = zone.toStdString();
    const json& told = m_truth.at("scopes").at(scope.toStdString());
    const json& groups = told.at(tz);
    const auto dayOf = [&](const Call& c) { return naive::dayIn(tz, c.timeMs); };
    const auto segmentOf = [&](const Call& c) {
        for (const naive::Line& row : m_company.tenants)
            if (row.at("tenant") == c.tenant)
                return row.at("segment");
        return std::string{};
    };
    compare(
        {{"", told.at("total")}}, [](const Call&) { return std::string{}; }, onlyProduction);
    compare(
        groups.at("tenant"), [](const Call& c) { return c.tenant; }, onlyProduction);
    compare(
        groups.at("feature"), [](const Call& c) { return c.feature; }, onlyProduction);
    compare(
        groups.at("model"), [](const Call& c) { return c.model; }, onlyProduction);
    compare(groups.at("segment"), segmentOf, onlyProduction);
    compare(
        groups.at("prompt_version"), [](const Call& c) { return c.version; }, onlyProduction);
    compare(
        groups.at("provider"), [](const Call& c) { return c.provider; }, onlyProduction);
    compare(
        groups.at("environment"), [](const Call& c) { return c.environment; }, onlyProduction);
    compare(
        groups.at("application"), [](const Call& c) { return c.application; }, onlyProduction);
    compare(
        groups.at("account"), [](const Call& c) { return c.account; }, onlyProduction);
    compare(
        groups.at("day"), [&](const Call& c) { return naive::dateOf(dayOf(c)); }, onlyProduction);
    compare(
        groups.at("week"), [&](const Call& c) { return weekOf(dayOf(c)); }, onlyProduction);
    compare(
        groups.at("month"), [&](const Call& c) { return naive::dateOf(dayOf(c)).substr(0, 7); },
        onlyProduction);
    compare(
        groups.at("tier"),
        [&](const Call& c) {
            return c.tenant.empty() ? c.planTier : naive::tierOn(m_company, c.tenant, dayOf(c));
        },
        onlyProduction);
    if (tz == "UTC")
        compare(
            groups.at("tenant_month"),
            [&](const Call& c) { return c.tenant + "|" + naive::dateOf(dayOf(c)).substr(0, 7); },
            onlyProduction);
}

void TestTruth::unitsAreThoseOfANaiveReader() {
    std::map<std::string, std::string> outcomes;
    for (const naive::Line& row : m_company.outcomes)
        outcomes[row.at("unit_type") + "|" + row.at("unit_id")] = row.at("outcome");
    struct Unit {
        std::string feature, outcome;
        Wide cost = 0;
    };
    std::map<std::string, Unit> units;
    for (const Call& c : m_company.calls) {
        if (c.unit.empty() || !c.isProduction())
            continue;
        Unit& unit = units[c.unitType + "|" + c.unit];
        unit.feature = c.feature;
        unit.cost += c.cost;
        const auto late = outcomes.find(c.unitType + "|" + c.unit);
        unit.outcome = late == outcomes.end() ? c.outcome : late->second;
    }
    std::map<std::string, json> told;
    for (const auto& [id, unit] : units) {
        json& row = told[unit.feature];
        if (row.is_null())
            row = {{"attempted", 0}, {"successful", 0}, {"failed", 0}, {"pending", 0}};
        const bool isSuccess = unit.outcome == "RESOLVED" || unit.outcome == "accepted";
        const bool isPending = unit.outcome.empty() || unit.outcome == "unknown";
        row["attempted"] = row["attempted"].get<int>() + 1;
        const char* side = isSuccess ? "successful" : isPending ? "pending" : "failed";
        row[side] = row[side].get<int>() + 1;
    }
    const json& features = m_truth.at("units").at("feature");
    QCOMPARE(features.size(), told.size());
    for (const auto& [feature, row] : told) {
        Wide cost = 0;
        for (const auto& [id, unit] : units)
            if (unit.feature == feature)
                cost += unit.cost;
        QCOMPARE(features.at(feature).at("cost_picos").get<std::string>(), naive::textOf(cost));
        for (const char* count : {"attempted", "successful", "failed", "pending"})
            QCOMPARE(features.at(feature).at(count).get<int>(), row.at(count).get<int>());
    }
}

void TestTruth::billsAddUpToTheInvoiceFile() {
    std::map<std::string, Wide> billed;
    for (const naive::Line& row :
         naive::readCsv(m_dir.filePath(QStringLiteral("invoice-2026.csv")).toStdString()))
        billed[row.at("InvoiceId")] += naive::picosOf(row.at("BilledCost"));
    Wide booked = 0;
    for (const json& bill : m_truth.at("invoices")) {
        QCOMPARE(naive::textOf(billed[bill.at("invoice")]),
                 naive::textOf(naive::picosOf(bill.at("total").get<std::string>())));
        booked += naive::picosOf(bill.at("priced_by_the_book").get<std::string>());
    }
    Wide priced = 0; // everything that the book prices, whatever the environment
    for (const Call& call : m_company.calls)
        if (!call.isReported)
            priced += call.cost;
    QCOMPARE(naive::textOf(booked), naive::textOf(priced));
}

void TestTruth::everyStoryIsThere() {
    std::map<std::string, json> stories;
    for (const json& story : m_truth.at("stories"))
        stories[story.at("name")] = story;
    for (const char* name :
         {"retry_storm", "non_production", "duplicate_rows", "unpriced_model", "reported_cost",
          "agent_loops", "fallbacks", "failures_at_no_cost", "failures_of_unknown_cost",
          "billed_failures", "long_prompts", "batch_rates", "contract_rates"})
        QVERIFY2(stories.at(name).at("attempts").get<int>() > 0, name);
    const json& prompt = stories.at("prompt_v8");
    const auto figure = [&](const char* version, const char* what) {
        return naive::picosOf(prompt.at(version).at(what).get<std::string>());
    };
    QVERIFY(figure("v8", "cost_per_attempt") < figure("v7", "cost_per_attempt"));
    QVERIFY(figure("v8", "cost_per_success") > figure("v7", "cost_per_success"));
    QVERIFY(stories.at("cache_heavy_feature").at("cache_write_1h_tokens").get<std::int64_t>() > 0);
    QVERIFY(stories.at("cache_heavy_feature").at("fallback_rate_attempts").get<std::int64_t>() > 0);
    const std::string silent = stories.at("revenue_without_usage").at("tenant");
    for (const Call& call : m_company.calls)
        QVERIFY(call.tenant != silent);
    QVERIFY(naive::picosOf(m_truth.at("margin").at("UTC").at("tenant").at(silent).at("revenue")) >
            0);
}

QTEST_APPLESS_MAIN(TestTruth)
#include "tst_truth.moc"

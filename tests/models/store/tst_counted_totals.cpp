// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"
#include "tests/models/store/fact_samples.h"

#include <map>

using namespace ms;
using namespace ms::tests;
using core::FileKind;
using core::NumberColumn;
using core::TextColumn;

namespace {

using Totals = std::map<std::pair<std::string, std::string>, core::Decimal>;

Totals mapOf(const std::vector<core::ControlTotal>& list) {
    Totals totals;
    for (const core::ControlTotal& total : list)
        totals[{total.measure, total.unit}] = total.amount;
    return totals;
}

void addTo(Totals& sums, const std::vector<core::ControlTotal>& list) {
    for (const core::ControlTotal& total : list) {
        core::Decimal& sum = sums[{total.measure, total.unit}];
        sum = *core::plus(sum, total.amount);
    }
}

/// Without the sums that are zero: whoever adds nothing up has none.
Totals withoutZeros(Totals totals) {
    std::erase_if(totals, [](const auto& total) { return total.second.digits == 0; });
    return totals;
}

std::string amountText(std::int64_t thousandths) {
    return core::decimalText(thousandths, 3);
}

} // namespace

class TestCountedTotals : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    store::Workspace fresh() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString(), {});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    static store::CountedTotals counted(const store::Workspace& workspace, std::int64_t batch) {
        auto totals = workspace.countedTotals(batch, {});
        if (!totals)
            throw std::runtime_error{totals.error().message};
        return *std::move(totals);
    }
    static std::vector<store::Workspace::SqlRow> ask(const store::Workspace& workspace,
                                                     const std::string& sql) {
        std::vector<store::Workspace::SqlRow> rows;
        const auto asked = workspace.query(sql,
                                           {{},
                                            [&](const store::Workspace::SqlRow& row) {
                                                rows.push_back(row);
                                                return true;
                                            }},
                                           {});
        if (!asked)
            throw std::runtime_error{asked.error().message};
        return rows;
    }
    /// The sums over all batches, and how many rows count.
    static std::pair<Totals, std::int64_t> summed(const store::Workspace& workspace) {
        Totals totals;
        std::int64_t rows = 0;
        for (const store::Batch& batch : *workspace.batches()) {
            const store::CountedTotals one = counted(workspace, batch.id);
            addTo(totals, one.totals);
            rows += one.rows;
            if (!batch.isActive && (one.rows != 0 || !one.totals.empty()))
                throw std::runtime_error{"an undone batch counts"};
        }
        return {withoutZeros(totals), rows};
    }
    /// The same by SQL over the table of events, which leaves out what does not count by itself.
    static std::pair<Totals, std::int64_t> eventsBySql(const store::Workspace& workspace) {
        Totals totals;
        const char* names[] = {"input_uncached_tokens", "cache_read_tokens",
                               "cache_write_5m_tokens", "cache_write_1h_tokens",
                               "output_tokens",         "reasoning_tokens"};
        for (const char* name : names) {
            const auto sum =
                ask(workspace, std::string{"SELECT sum("} + name + ") FROM event").front();
            if (sum[0])
                totals[{name, "tokens"}] = *core::parseDecimal(*sum[0]);
        }
        for (const auto& row :
             ask(workspace, "SELECT coalesce(currency, ''), sum(reported_cost) FROM event "
                            "WHERE reported_cost IS NOT NULL GROUP BY 1")) {
            core::Decimal picos = *core::parseDecimal(*row[1]);
            picos.scale += core::kPicoDecimals;
            totals[{"reported_cost", *row[0]}] = *core::plus(picos, {});
        }
        const auto count = ask(workspace, "SELECT count(*) FROM event").front();
        return {withoutZeros(totals), std::stoll(*count[0])};
    }

    /// Few requests, so that files meet again and again.
    static std::vector<PlainEvent> randomFile(std::mt19937& random) {
        std::vector<PlainEvent> events;
        const std::size_t size = 1 + random() % 400;
        for (std::size_t i = 0; i < size; ++i) {
            PlainEvent event =
                plainEvent("r" + std::to_string(random() % 200), 1 + random() % 2,
                           std::int64_t(1 + random() % 5), std::int64_t(random() % 4));
            for (const auto column :
                 {NumberColumn::CacheRead, NumberColumn::Output, NumberColumn::Reasoning})
                if (random() % 3 != 0)
                    event.numbers[column] = std::int64_t(random() % 1'000'000);
            if (random() % 2 == 0) {
                event.numbers[NumberColumn::ReportedCost] = std::int64_t(random() % 5'000);
                event.texts[TextColumn::Currency] = random() % 2 == 0 ? "USD" : "EUR";
            }
            events.push_back(std::move(event));
        }
        return events;
    }

private Q_SLOTS:
    void onlyWhatCountsIsAddedUp() {
        auto w = fresh();
        auto early = plainEvent("a", 1, 1, 100);
        early.numbers[NumberColumn::ReportedCost] = 1'500'000'000'000;
        early.texts[TextColumn::Currency] = "USD";
        const auto first =
            importEvents(w, {early, plainEvent("b", 1, 1, 30)}, core::Identity::RequestAndAttempt);
        const auto second = importEvents(
            w, {plainEvent("a", 1, 2, 7), plainEvent("b", 1, 1, 30), plainEvent("c", 1, 1, 5)},
            core::Identity::RequestAndAttempt);
        const auto input = std::pair<std::string, std::string>{"input_uncached_tokens", "tokens"};
        const auto cost = std::pair<std::string, std::string>{"reported_cost", "USD"};
        // In the files, as they are.
        QCOMPARE(toText(mapOf(w.batch(first->id)->totals)[input]), std::string("130"));
        QCOMPARE(toText(mapOf(w.batch(first->id)->totals)[cost]), std::string("1.5"));
        QCOMPARE(toText(mapOf(w.batch(second->id)->totals)[input]), std::string("42"));
        // The second file states "a" anew and repeats "b".
        QCOMPARE(counted(w, first->id).rows, std::int64_t(1));
        QCOMPARE(toText(mapOf(counted(w, first->id).totals)[input]), std::string("30"));
        QVERIFY(!mapOf(counted(w, first->id).totals).contains(cost));
        QCOMPARE(counted(w, second->id).rows, std::int64_t(2));
        QCOMPARE(toText(mapOf(counted(w, second->id).totals)[input]), std::string("12"));
        // Without it the first counts whole.
        QVERIFY(w.setBatchActive(second->id, false));
        QCOMPARE(counted(w, second->id).rows, std::int64_t(0));
        QVERIFY(counted(w, second->id).totals.empty());
        QCOMPARE(mapOf(counted(w, first->id).totals), mapOf(w.batch(first->id)->totals));
    }

    void unknownCountsAreNoZeros() {
        auto w = fresh();
        PlainEvent event = plainEvent("a", 1, 1, 0);
        const auto receipt = importEvents(w, {event}, core::Identity::RequestAndAttempt);
        const auto totals = counted(w, receipt->id).totals;
        QCOMPARE(totals.size(), std::size_t(1)); // a known zero; nothing is said of output
        QCOMPARE(totals.front().measure, std::string("input_uncached_tokens"));
        QCOMPARE(w.countedTotals(99, {}).error().code, core::Error::Code::Usage);
    }

    void whatBatchesCountIsWhatTheWorkspaceCounts_data() {
        QTest::addColumn<int>("identity");
        QTest::newRow("request and attempt") << int(core::Identity::RequestAndAttempt);
        QTest::newRow("request only") << int(core::Identity::RequestOnly);
        QTest::newRow("content") << int(core::Identity::Content);
    }
    void whatBatchesCountIsWhatTheWorkspaceCounts() {
        QFETCH(int, identity);
        for (unsigned seed = 1; seed <= 3; ++seed) {
            std::mt19937 random{seed};
            auto w = fresh();
            std::vector<std::int64_t> ids;
            for (int step = 0; step < 10; ++step) {
                if (!ids.empty() && random() % 3 == 0) {
                    const std::int64_t id = ids[random() % ids.size()];
                    (void)w.setBatchActive(id, !w.batch(id)->isActive);
                } else {
                    const auto receipt =
                        importEvents(w, randomFile(random), core::Identity(identity),
                                     random() % 4 == 0 ? "other" : "one");
                    QVERIFY2(bool(receipt), receipt ? "" : receipt.error().message.c_str());
                    if (receipt->id > 0)
                        ids.push_back(receipt->id);
                }
                const auto [totals, rows] = summed(w);
                const auto [wanted, wantedRows] = eventsBySql(w);
                QVERIFY2(totals == wanted, qPrintable(QStringLiteral("seed %1").arg(seed)));
                QCOMPARE(rows, wantedRows);
            }
        }
    }

    void factsThatAreStatedAnewCountOnce() {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            std::mt19937 random{seed};
            auto w = fresh();
            std::vector<std::int64_t> ids;
            for (int step = 0; step < 10; ++step) {
                if (!ids.empty() && random() % 3 == 0) {
                    const std::int64_t id = ids[random() % ids.size()];
                    (void)w.setBatchActive(id, !w.batch(id)->isActive);
                } else {
                    ids.push_back(importCharges(w, random, std::uint64_t(step) + 1));
                }
                const auto [totals, rows] = summed(w);
                const auto [wanted, wantedRows] = chargesByHand(w);
                QVERIFY2(totals == wanted, qPrintable(QStringLiteral("seed %1").arg(seed)));
                QCOMPARE(rows, wantedRows);
            }
        }
    }

    void revenueForEachCustomerCountsAsItsPlan() {
        auto w = fresh();
        core::RevenueFact tier;
        tier.tier = "Pro";
        tier.currency = "USD";
        tier.amount = core::Money::fromPicos(29'500'000'000'000);
        tier.basis = core::RevenueBasis::PerCustomerMonth;
        const auto receipt = importFacts(w, FileKind::Revenue, {tier}, 1);
        QCOMPARE(mapOf(counted(w, receipt.id).totals), mapOf(w.batch(receipt.id)->totals));
        QCOMPARE(counted(w, receipt.id).rows, std::int64_t(1));
    }

    void kindsWithoutAmountsCountTheirRows() {
        auto w = fresh();
        core::TenantFact tenant;
        tenant.tenant = "acme";
        const auto receipt = importFacts(w, FileKind::Tenants, {tenant, tenant}, 1);
        QCOMPARE(counted(w, receipt.id).rows, std::int64_t(2));
        QVERIFY(counted(w, receipt.id).totals.empty());
        const auto users = importFacts(w, FileKind::ActiveUsers, {core::ActiveUsersFact{}}, 2);
        QCOMPARE(counted(w, users.id).rows, std::int64_t(1));
    }

    void addingUpStopsWhenAsked() {
        auto w = fresh();
        const auto receipt =
            importEvents(w, randomEvents(10, 1), core::Identity::RequestAndAttempt);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(w.countedTotals(receipt->id, stop.get_token()).error().code,
                 core::Error::Code::Cancelled);
    }

private:
    static std::int64_t importCharges(store::Workspace& workspace, std::mt19937& random,
                                      std::uint64_t hash) {
        std::vector<core::Fact> facts;
        const std::size_t size = 1 + random() % 40;
        for (std::size_t i = 0; i < size; ++i) {
            core::ChargeFact fact;
            if (random() % 4 != 0)
                fact.identity = "id" + std::to_string(random() % 15);
            fact.category = "Usage";
            fact.amount = *core::parseDecimal(amountText(std::int64_t(random() % 9) - 2));
            if (random() % 2 == 0)
                fact.listAmount = *core::parseDecimal(amountText(std::int64_t(random() % 7)));
            if (random() % 2 == 0)
                fact.quantityTokens = core::Decimal{std::int64_t(random() % 3), 0};
            fact.currency = random() % 3 == 0 ? "EUR" : "USD";
            facts.emplace_back(std::move(fact));
        }
        return importFacts(workspace, FileKind::Charges, facts, hash).id;
    }

    /// Thousandths added up as whole numbers by SQL.
    static std::pair<Totals, std::int64_t> chargesByHand(const store::Workspace& workspace) {
        Totals totals;
        const std::string from =
            " FROM charge f JOIN batch b ON b.id = f.batch WHERE b.is_active = 1 AND f.id NOT IN "
            "(SELECT r.row FROM replaced_fact r JOIN batch n ON n.id = r.by_batch WHERE "
            "n.is_active = 1 AND r.kind = 'charge')";
        for (const auto& [measure, unit, scale] :
             {std::tuple{"amount", "currency", 3}, std::tuple{"list_amount", "currency", 3},
              std::tuple{"quantity_tokens", "'tokens'", 0}})
            for (const auto& row :
                 ask(workspace, std::string{"SELECT "} + unit + ", CAST(round(sum(" + measure +
                                    (scale == 3 ? ") * 1000) AS INTEGER)" : ")) AS INTEGER)") +
                                    from + " AND " + measure + " IS NOT NULL GROUP BY 1")) {
                core::Decimal sum = *core::parseDecimal(*row[1]);
                sum.scale += scale;
                totals[{measure, *row[0]}] = *core::plus(sum, {});
            }
        const auto count = ask(workspace, "SELECT count(*)" + from).front();
        return {withoutZeros(totals), std::stoll(*count[0])};
    }
};

QTEST_APPLESS_MAIN(TestCountedTotals)
#include "tst_counted_totals.moc"

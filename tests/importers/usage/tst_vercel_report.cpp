// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/vercel_report.h"

#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Members kRow{{"day", R"("2026-09-14")"},
                   {"model", R"("anthropic/claude-haiku-4-5")"},
                   {"provider", R"("anthropic")"},
                   {"credential_type", R"("system")"},
                   {"total_cost", "0.4679200000000000001"},
                   {"market_cost", "0.5"},
                   {"input_tokens", "1000"},
                   {"output_tokens", "70"},
                   {"cached_input_tokens", "600"},
                   {"cache_creation_input_tokens", "100"},
                   {"reasoning_tokens", "30"},
                   {"request_count", "7"}};

std::string report(const Members& others = {}) {
    return R"({"results":[)" + objectOf(with(kRow, others)) + "]}";
}

} // namespace

class TestVercelReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedTokensArePartsOfTheInput_data() {
        QTest::addColumn<QByteArray>("read");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("and so are written ones")
            << QByteArray("600") << QByteArray("100") << QByteArray("300 600 100 - 70 30")
            << QByteArray("cache_write_ttl_assumed_5m");
        QTest::newRow("unless the input cannot hold them")
            << QByteArray("600") << QByteArray("500") << QByteArray("400 600 500 - 70 30")
            << QByteArray("cache_write_ttl_assumed_5m input_semantics_inferred");
        QTest::newRow("none were written") << QByteArray("600") << QByteArray("0")
                                           << QByteArray("400 600 0 - 70 30") << QByteArray();
        QTest::newRow("not stated, the input is whole")
            << QByteArray("null") << QByteArray("null") << QByteArray("1000 - - - 70 30")
            << QByteArray("cache_split_unknown");
    }
    void cachedTokensArePartsOfTheInput() {
        QFETCH(QByteArray, read);
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, flags);
        const auto row = usageIn(report({{"cached_input_tokens", read.toStdString()},
                                         {"cache_creation_input_tokens", written.toStdString()}}));
        QCOMPARE(countsOf(row), counts.toStdString());
        QCOMPARE(flagsOf(row), flags.toStdString());
    }

    void countsThatContradictEachOtherAreRejected() {
        QVERIFY(rejectionIn(report({{"cached_input_tokens", "1001"}})).find("exceed the input") !=
                std::string::npos);
        QVERIFY(rejectionIn(report({{"reasoning_tokens", "71"}})).find("exceed the output") !=
                std::string::npos);
    }

    void costsKeepTheirDigits() {
        const auto row = usageIn(report());
        QCOMPARE(toText(*row.reportedCost), std::string("0.4679200000000000001"));
        QCOMPARE(row.currency, std::string("USD"));
        QVERIFY(!usageIn(report({{"total_cost", "null"}})).reportedCost);
        QCOMPARE(usageIn(report({{"total_cost", "null"}})).currency, std::string());
        QCOMPARE(
            rejectionIn(report({{"total_cost", "-1e-7"}})),
            std::string("total_cost: '-0.0000001' is negative; only invoices and revenue may be."));
    }

    void callsOnTheCustomersKeyAreFlagged() {
        const auto row = usageIn(report({{"credential_type", R"("byok")"}, {"total_cost", "0"}}));
        QVERIFY(row.flags.has(core::Flag::Byok));
        QCOMPARE(toText(*row.reportedCost), std::string("0"));
    }

    void rowsOfTagsOverlap() {
        const auto row = usageIn(report({{"tag", R"("feature:x")"}}));
        QVERIFY(row.flags.has(core::Flag::OverlappingDimension));
        QCOMPARE(row.tags, std::string(R"({"tag":"feature:x"})"));
        QVERIFY(!usageIn(report({{"tag", "null"}})).flags.has(core::Flag::OverlappingDimension));
    }

    void aRowWithoutModelIsATotal() {
        QVERIFY(usageIn(report({{"model", ""}})).flags.has(core::Flag::NotGrouped));
    }

    void timesAreDaysOrHours_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("a day") << QByteArray("day") << QByteArray(R"("2026-02-28")")
                               << QByteArray("2026-02-28T00:00:00.000Z")
                               << QByteArray("2026-03-01T00:00:00.000Z");
        QTest::newRow("an hour alone")
            << QByteArray("hour") << QByteArray(R"("2026-09-14T23")")
            << QByteArray("2026-09-14T23:00:00.000Z") << QByteArray("2026-09-15T00:00:00.000Z");
        QTest::newRow("an hour as a time")
            << QByteArray("hour") << QByteArray(R"("2026-09-14T08:00:00Z")")
            << QByteArray("2026-09-14T08:00:00.000Z") << QByteArray("2026-09-14T09:00:00.000Z");
    }
    void timesAreDaysOrHours() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, end);
        const auto row = usageIn(report({{"day", ""}, {name.toStdString(), value.toStdString()}}));
        QCOMPARE(toMillisText(row.periodStart), start.toStdString());
        QCOMPARE(toMillisText(row.periodEnd), end.toStdString());
    }

    void rowsWithoutTimeAreRejected() {
        QCOMPARE(rejectionIn(report({{"day", ""}})),
                 std::string("day: The row says neither its day nor its hour. Ask for the report "
                             "by day."));
        QVERIFY(rejectionIn(report({{"hour", R"("eight")"}})).starts_with("hour: 'eight' is"));
        QVERIFY(rejectionIn(report({{"day", R"("14.9.2026")"}})).starts_with("day: "));
    }

    void rowsAreStatedAnew() {
        const std::string one = usageIn(report()).identity;
        QCOMPARE(usageIn(report({{"total_cost", "7"}, {"output_tokens", "71"}})).identity, one);
        for (const char* name : {"model", "provider", "credential_type", "user", "tag",
                                 "api_key_name", "zero_data_retention"})
            QVERIFY2(usageIn(report({{name, R"("other")"}})).identity != one, name);
        QVERIFY(usageIn(report({{"hour", R"("2026-09-14T00")"}})).identity != one);
    }
};

QTEST_APPLESS_MAIN(TestVercelReport)
#include "tst_vercel_report.moc"

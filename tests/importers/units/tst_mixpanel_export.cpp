// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: product_events.cpp
#include "importers/units/mixpanel_export.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

constexpr const char* kSeptember = "1789380000"; // 2026-09-14T10:00:00Z

/// An event of a person, with further properties.
std::string sent(const std::string& name, const std::string& person, const std::string& more = "",
                 const std::string& time = kSeptember) {
    return R"({"event":")" + name + R"(","properties":{"time":)" + time + R"(,"distinct_id":)" +
           person + R"(,"$insert_id":"x")" + more + "}}\n";
}
std::string used(const std::string& person, const std::string& more = R"(,"feature":"f")",
                 const std::string& time = kSeptember) {
    return sent("ai_feature_used", person, more, time);
}
ReadOptions withActive(const std::string& name) {
    ReadOptions options;
    options.activeEvent = name;
    return options;
}

const core::ActiveUsersFact& users(const CollectedRows& rows, std::size_t i) {
    return std::get<core::ActiveUsersFact>(rows.allFacts.at(i));
}

} // namespace

class TestMixpanelExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peopleOfTheActiveEventAreCounted() {
        const auto rows =
            readText(used(R"("u1")") + used(R"("u1")") + used("17") + sent("page_view", R"("u2")"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(users(*rows, 0).activeUsers, std::optional<std::int64_t>(2));
        QCOMPARE(toText(users(*rows, 0).periodStart), std::string("2026-09-01"));
        QCOMPARE(rows->totals->rows, std::int64_t(5)); // four events and what they add up to
        QCOMPARE(rows->totals->skipped, std::int64_t(4));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{
                     "Active users are counted from events of 2026-09-14 to 2026-09-14: a month "
                     "that is not whole in this file is too low."});
    }

    void anotherEventMayMeanThatAPersonWasActive() {
        const auto rows =
            readText(used(R"("u1")") + sent("login", R"("u2")"), {}, withActive("login"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(users(*rows, 0).line, std::int64_t(2));
        QVERIFY(users(*rows, 0).flags.has(core::Flag::AllFeatures));
    }

    void anActiveEventThatIsNotThereIsTold() {
        const auto rows =
            readText(sent("a", R"("u1")") + sent("b", R"("u1")") + sent("b", R"("u2")"));
        QVERIFY(rows->allFacts.empty());
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{
                     "No event is named 'ai_feature_used', which would mean that a person was "
                     "active. The file has 'b' (2), 'a' (1): say which of them counts "
                     "(--active-event NAME, or Active event beside the file in the window)."});
    }

    void propertiesHaveTheNamesThatSourcesUse() {
        const auto rows = readText(
            used(R"("u1")", R"(,"Plan":"pro","customer_id":7,"use_case":"reply")") +
            used(R"("u1")", R"(,"tier":"","plan":null,"tenant":["acme"],"feature":["a","b"])"));
        QCOMPARE(users(*rows, 0).tier, std::string("pro"));
        QCOMPARE(users(*rows, 0).tenant, std::string("7"));
        QCOMPARE(users(*rows, 0).feature, std::string("reply"));
        QCOMPARE(users(*rows, 1).tenant, std::string("acme"));
        QCOMPARE(users(*rows, 1).feature, std::string()); // two are no feature
    }

    void timesAreSecondsOrMilliseconds() {
        const auto rows = readText(used(R"("u1")", "", "1788219000") + // 2026-08-31T23:30:00Z
                                   used(R"("u1")", "", "1788219000123") +
                                   used(R"("u1")", "", R"("1788219000.5")") +
                                   used(R"("u1")", "", "1788219000123456"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(toText(users(*rows, 0).periodStart), std::string("2026-08-01"));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("properties.time"));
    }

    void monthsAreThoseOfTheReportingZone() {
        ReadOptions options;
        options.zone = "Europe/Berlin";
        const auto rows = readText(used(R"("u1")", "", "1788219000"), {}, options);
        QCOMPARE(toText(users(*rows, 0).periodStart), std::string("2026-09-01"));
        options.zone = "Mars/Olympus";
        CollectedRows none;
        QVERIFY(!readFile(ScratchFile(used(R"("u1")")).path(), {}, options, none, {}, {}));
    }

    void aBrokenEventIsRejectedAlone() {
        const auto rows = readText(
            used(R"("u1")") + used("null") + used(R"("")") + used(R"("u1")", "", "null") +
            used(R"("u1")", "", R"("yesterday")") + used(R"(["u1"])") + sent("", R"("u1")") +
            used(R"("u1")", R"(,"tenant":"a\u0000b")") +
            R"({"event":"ai_feature_used","properties":7})" + "\n" + sent("page_view", "null"));
        QCOMPARE(users(*rows, 0).activeUsers, std::optional<std::int64_t>(1));
        QCOMPARE(rows->rejected.size(), std::size_t(8));
        QCOMPARE(rows->rejected[0].column, std::string("properties.distinct_id"));
        QCOMPARE(rows->rejected[0].reason, std::string("It is not said who the person was."));
        QCOMPARE(rows->rejected[2].column, std::string("properties.time"));
        QCOMPARE(rows->rejected[5].column, std::string("event"));
        QCOMPARE(rows->rejected[6].column, std::string("tenant"));
    }

    void rowsOfALaterFileStateTheMonthAnew() {
        const auto first = readText(used(R"("u1")"));
        const auto later =
            readText(sent("page_view", R"("u1")") + used(R"("u1")") + used(R"("u2")"));
        QCOMPARE(users(*first, 0).identity, users(*later, 0).identity);
        QCOMPARE(first->info.source, std::string("mixpanel"));
    }

    void aTableOfTheSameNamesIsSomethingElse() {
        QVERIFY(!refusalOf("event,properties.time,properties.distinct_id\na,1,b\n").empty());
    }

    void anyChunkSizeGivesTheSameCounts() {
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += used("\"u" + std::to_string(i % 70) + "\"");
        const ScratchFile file(text);
        for (const std::size_t bytes : {std::size_t(1), std::size_t(1000), std::size_t(1) << 20}) {
            const auto rows = readAll(file.path(), {}, {3, "UTC", bytes});
            QCOMPARE(rows->allFacts.size(), std::size_t(1));
            QCOMPARE(users(*rows, 0).activeUsers, std::optional<std::int64_t>(70));
        }
    }
};

QTEST_APPLESS_MAIN(TestMixpanelExport)
#include "tst_mixpanel_export.moc"

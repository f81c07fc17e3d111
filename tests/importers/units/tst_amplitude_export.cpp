// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/amplitude_export.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

/// An active event of this user, with these properties of the event and of the user.
std::string used(const std::string& user, const std::string& ofEvent = "{}",
                 const std::string& ofUser = "{}", const std::string& more = "",
                 const std::string& time = R"("2026-09-14 08:03:21.120000")") {
    return R"({"event_type":"ai_feature_used","event_time":)" + time + R"(,"user_id":)" + user +
           R"(,"event_properties":)" + ofEvent + R"(,"user_properties":)" + ofUser + more + "}\n";
}

const core::ActiveUsersFact& users(const CollectedRows& rows, std::size_t i) {
    return std::get<core::ActiveUsersFact>(rows.allFacts.at(i));
}

} // namespace

class TestAmplitudeExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreUtc() {
        ReadOptions options;
        options.zone = "America/New_York";
        const auto rows = readText(used("\"u1\"", "{}", "{}", "", R"("2026-09-01 03:59:59")") +
                                       used("\"u1\"", "{}", "{}", "", R"("2026-09-01 04:00:00")"),
                                   {}, options);
        QCOMPARE(toText(users(*rows, 0).periodStart), std::string("2026-08-01"));
        QCOMPARE(toText(users(*rows, 1).periodStart), std::string("2026-09-01"));
    }

    void whoeverIsNotLoggedInHasAmplitudesId() {
        const auto rows =
            readText(used("\"u1\"", "{}", "{}", R"(,"amplitude_id":12)") +
                     used("null", "{}", "{}", R"(,"amplitude_id":13)") +
                     used("null", "{}", "{}", R"(,"amplitude_id":13)") + used("null"));
        QCOMPARE(users(*rows, 0).activeUsers, std::optional<std::int64_t>(2));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("user_id"));
    }

    void propertiesOfTheEventComeBeforeThoseOfUserAndGroup() {
        const auto rows = readText(
            used("\"u1\"", R"({"feature":"reply","tenant":"acme"})",
                 R"({"tenant":"other","plan":"pro"})", R"(,"groups":{"customer":["third"]})") +
            used("\"u1\"", "null", R"({"plan":"pro"})", R"(,"groups":{"customer":["third"]})"));
        QCOMPARE(users(*rows, 0).feature, std::string("reply"));
        QCOMPARE(users(*rows, 0).tenant, std::string("acme"));
        QCOMPARE(users(*rows, 0).tier, std::string("pro"));
        QCOMPARE(users(*rows, 1).tenant, std::string("third"));
        QCOMPARE(rows->info.source, std::string("amplitude"));
    }

    void aBrokenEventIsRejectedAlone() {
        const auto rows =
            readText(used("\"u1\"") + "{\n" + used("\"u2\"", "{}", "{}", "", R"("14.09.2026")") +
                     used("\"u2\"", "{}", "{}", "", "null") + used("[1]"));
        QCOMPARE(users(*rows, 0).activeUsers, std::optional<std::int64_t>(1));
        QCOMPARE(rows->rejected.size(), std::size_t(4));
    }
};

QTEST_APPLESS_MAIN(TestAmplitudeExport)
#include "tst_amplitude_export.moc"

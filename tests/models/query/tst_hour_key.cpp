// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/hour_key.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <map>

using namespace ms;

/// Hours of facts are called as the frame calls those of events.
class TestHourKey : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hoursThatOccurTwiceHaveTheirOffset();
    void hoursAreThoseOfTheFrame_data();
    void hoursAreThoseOfTheFrame();
};

namespace {

query::CivilHour hourOf(const char* time, const char* zone) {
    return query::civilHourOf(core::Instant{test::microsOf(time)}, *core::Zone::find(zone));
}

} // namespace

void TestHourKey::hoursThatOccurTwiceHaveTheirOffset() {
    const query::CivilHour first = hourOf("2026-10-25T00:59:59Z", "Europe/Berlin");
    QCOMPARE(first.key, std::string("2026-10-25T02+02:00"));
    QCOMPARE(first.start.micros, test::microsOf("2026-10-25T00:00:00Z"));
    const query::CivilHour second = hourOf("2026-10-25T01:00:00Z", "Europe/Berlin");
    QCOMPARE(second.key, std::string("2026-10-25T02+01:00"));
    QCOMPARE(second.start.micros, test::microsOf("2026-10-25T01:00:00Z"));
    QCOMPARE(hourOf("2026-10-25T02:00:00Z", "Europe/Berlin").key, std::string("2026-10-25T03"));
    // Half hours: the civil hour begins before the hour of UTC.
    const query::CivilHour india = hourOf("2026-05-01T08:00:00Z", "Asia/Kolkata");
    QCOMPARE(india.key, std::string("2026-05-01T13"));
    QCOMPARE(india.start.micros, test::microsOf("2026-05-01T07:30:00Z"));
    QCOMPARE(hourOf("1969-12-31T23:30:00Z", "UTC").key, std::string("1969-12-31T23"));
}

void TestHourKey::hoursAreThoseOfTheFrame_data() {
    QTest::addColumn<QByteArray>("zone");
    for (const char* zone : {"UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata",
                             "Australia/Lord_Howe", "Pacific/Apia"})
        QTest::newRow(zone) << QByteArray(zone);
}

/// One event every half hour for a year: the frame's hours, in order, are those of the function.
void TestHourKey::hoursAreThoseOfTheFrame() {
    QFETCH(QByteArray, zone);
    const core::Zone found = *core::Zone::find(zone.toStdString());
    constexpr std::int64_t kStep = 1'800 * core::kMicrosPerSecond;
    const std::int64_t start = test::microsOf("2026-01-01T00:00:00Z");
    std::vector<test::Event> events;
    std::map<std::string, core::Int128> expected;
    for (std::int64_t i = 0; i < 366 * 24 * 2; ++i) {
        test::Event& event = events.emplace_back();
        event[core::NumberColumn::Time] = start + i * kStep;
        ++expected[query::civilHourOf(core::Instant{start + i * kStep}, found).key];
    }
    const auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 60'000));
    const auto frame = frame::makeFrame(frame::loadColumns(source, 1), {}, {found, ""}, {});
    const auto table =
        (*frame)->groups({{query::Dimension::Hour}, {query::Measure::Attempts}, {}}, {});
    QVERIFY(table);
    QCOMPARE(table->rows.size(), expected.size());
    for (const query::GroupRow& row : table->rows)
        QVERIFY2(expected[row.keys[0]] == row.values[0], row.keys[0].c_str());
}

QTEST_APPLESS_MAIN(TestHourKey)
#include "tst_hour_key.moc"

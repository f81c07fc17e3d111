// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/gpu/gpu_hours.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

class TestGpuHours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hoursAreReadAndSharesStayBetweenZeroAndOne() {
        const auto rows =
            readText("hour_start,pool,node,hourly_rate,currency,gpus,utilisation,feature\n"
                     "2026-05-01T08:00:00Z,a100,n1,32.77,USD,8,0.42,reply\n"
                     "2026-05-01T09:00:00Z,a100,n1,32.77,USD,8,1,\n"
                     "2026-05-01T10:00:00Z,a100,n1,32.77,USD,8,1.01,\n"
                     "2026-05-01T10:00:00Z,a100,n1,-1,USD,8,,\n"
                     "2026-05-01T10:00:00,a100,n1,1,USD,8,,\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto& hour = std::get<core::GpuHourFact>(rows->allFacts[0]);
        QCOMPARE(hour.hourlyRate.picos(), std::int64_t(32'770'000'000'000));
        QCOMPARE(toText(*hour.utilisation), std::string("0.42"));
        QCOMPARE(rows->rejected.size(), std::size_t(3));
        QCOMPARE(rows->rejected[0].column, std::string("utilisation"));
        QCOMPARE(rows->rejected[1].column, std::string("hourly_rate"));
        QCOMPARE(rows->rejected[2].column, std::string("hour_start"));
    }
};

QTEST_APPLESS_MAIN(TestGpuHours)
#include "tst_gpu_hours.moc"

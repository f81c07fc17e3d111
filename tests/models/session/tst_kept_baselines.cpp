// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/kept_baselines.h"

#include "tests/models/analysis/fake_event_source.h"

#include <QTest>

using namespace ms;
using query::Grain;

namespace {

session::Snapshot snapshot() {
    session::Snapshot made;
    made.source = std::make_shared<test::FakeEventSource>(std::vector<test::PlainEvent>{},
                                                          std::vector<core::TenantFact>{});
    return made;
}

query::Filter onlyAcme() {
    query::Filter filter;
    filter.conditions.push_back({query::Dimension::Tenant, query::Condition::Kind::In, {"acme"}});
    return filter;
}

analysis::OutlierTable tableOf(Grain grain, const query::Filter& filter) {
    analysis::OutlierTable table;
    table.query.grain = grain;
    table.query.filter = filter;
    table.rows.resize(2);
    table.rows[0].id = "dear";
    table.rows[0].firstRow = 17;
    table.rows[0].middleRow = 4;
    table.rows[0].cohortUnits = 412;
    table.rows[1].id = "other";
    return table;
}

} // namespace

class TestKeptBaselines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameQuestionFindsThem() {
        session::KeptBaselines kept;
        const session::Snapshot open = snapshot();
        QVERIFY(!kept.find(open, Grain::Request, {}, "dear"));
        kept.keep(open, tableOf(Grain::Request, onlyAcme()));
        const auto found = kept.find(open, Grain::Request, onlyAcme(), "dear");
        QVERIFY(found);
        QCOMPARE(found->firstRow, std::uint64_t{17});
        QCOMPARE(found->middleRow, std::uint64_t{4});
        QCOMPARE(found->units, std::size_t{412});
    }
    void anotherQuestionDoesNot() {
        session::KeptBaselines kept;
        const session::Snapshot open = snapshot();
        kept.keep(open, tableOf(Grain::Request, onlyAcme()));
        QVERIFY(!kept.find(open, Grain::Request, {}, "dear"));
        QVERIFY(!kept.find(open, Grain::Action, onlyAcme(), "dear"));
        QVERIFY(!kept.find(open, Grain::Request, onlyAcme(), "nobody"));
        QVERIFY(!kept.find(snapshot(), Grain::Request, onlyAcme(), "dear")); // read again
        kept.keep(open, tableOf(Grain::Action, {}));
        QVERIFY(kept.find(open, Grain::Request, onlyAcme(), "dear")); // grains are apart
        kept.keep(open, tableOf(Grain::Request, {}));
        QVERIFY(!kept.find(open, Grain::Request, onlyAcme(), "dear"));
    }
};

QTEST_APPLESS_MAIN(TestKeptBaselines)
#include "tst_kept_baselines.moc"

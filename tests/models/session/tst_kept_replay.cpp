// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/kept_replay.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

using namespace ms;
using scenario::Field;
using scenario::LeverKind;

namespace {

session::Snapshot snapshot() {
    session::Snapshot made;
    made.source = *frame::makeFrame(
        frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                               test::blocksOf(test::RandomEvents(5).make(200), 100)),
                           1),
        test::randomFacts(), {{}, "default"}, {});
    return made;
}

scenario::ReplayQuestion cached(std::int64_t hitPercent) {
    scenario::ReplayQuestion question;
    question.by = {query::Dimension::Tenant};
    question.scenario.levers = {scenario::standardLever(LeverKind::ResponseCache)};
    question.scenario.levers[0][Field::HitRate] = scenario::kBillion / 100 * hitPercent;
    return question;
}

core::Int128 costOf(const scenario::Replay& replay) {
    return replay.totals(replay.scenario(), replay.allLevers()).cost.rounded();
}

} // namespace

class TestKeptReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anotherRateIsAnsweredFromTheSameReplay() {
        session::KeptReplay kept;
        const session::Snapshot open = snapshot();
        QVERIFY(!kept.last());
        const auto none = kept.find(open, cached(0), {});
        const auto half = kept.find(open, cached(50), {});
        QVERIFY(none && half);
        const core::Int128 all = costOf(**none);
        QVERIFY(all > 0);
        const core::Int128 twice = 2 * costOf(**half);
        QVERIFY(twice >= all - 1 && twice <= all + 1);
        QCOMPARE(kept.last()->levers[0][Field::HitRate], scenario::kBillion / 2);
    }
    void anotherQuestionIsAskedAnew() {
        session::KeptReplay kept;
        const session::Snapshot open = snapshot();
        const auto all = kept.find(open, cached(10), {});
        scenario::ReplayQuestion narrower = cached(10);
        narrower.filter.conditions = {
            {query::Dimension::Tenant, query::Condition::Kind::In, {"acme"}}};
        const auto few = kept.find(open, narrower, {});
        QVERIFY((*few)->attempts() < (*all)->attempts());
        narrower.by = {query::Dimension::Model};
        QVERIFY((*kept.find(open, narrower, {}))->rows().size() > (*few)->rows().size());
    }
    void anotherWorkspaceIsAskedAnew() {
        session::KeptReplay kept;
        session::Snapshot open = snapshot();
        const auto before = kept.find(open, cached(10), {});
        open.source = *frame::makeFrame(
            frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                                   test::blocksOf(test::RandomEvents(6).make(90), 100)),
                               1),
            test::randomFacts(), {{}, "default"}, {});
        QVERIFY((*kept.find(open, cached(10), {}))->attempts() < (*before)->attempts());
    }
};

QTEST_APPLESS_MAIN(TestKeptReplay)
#include "tst_kept_replay.moc"

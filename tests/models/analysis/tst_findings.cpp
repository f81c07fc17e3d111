// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/findings.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using analysis::Finding;
using analysis::FindingTable;
using analysis::Lever;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using test::Event;

namespace {

const core::Day kFirst = *core::parseDay("2026-03-02"); // a Monday
constexpr int kDays = 70;

/// One request of `tokens` tokens.
Event request(const char* feature, int day, int number, std::int64_t tokens) {
    Event event;
    event[NumberColumn::Time] = core::Zone().startOf({kFirst.number + day}).micros +
                                std::int64_t(number) * 3'600 * core::kMicrosPerSecond;
    event[NumberColumn::Attempt] = 1;
    event[NumberColumn::Input] = tokens;
    event[NumberColumn::Output] = 0;
    event[TextColumn::Provider] = "p";
    event[TextColumn::Feature] = feature;
    event[TextColumn::Model] = "small";
    event[TextColumn::Tenant] = "acme";
    event[IdColumn::Request] =
        std::string(feature) + std::to_string(day) + "-" + std::to_string(number);
    return event;
}

/// Twenty requests a day in "chat", three times as many on day 58; one of day 60 is fifty times as
/// long as usual. "mail" costs twice as much from day 32 on.
std::vector<Event> company() {
    std::vector<Event> events;
    for (int day = 0; day < kDays; ++day) {
        for (int number = 0; number < (day == 58 ? 60 : 20); ++number) {
            const std::int64_t usual = 1'000 + (day * 37 + number * 11) % 23;
            Event event =
                request("chat", day, number % 24, day == 60 && number == 7 ? 50'000 : usual);
            event[IdColumn::Request] += "/" + std::to_string(number);
            events.push_back(event);
        }
        for (int number = 0; number < 20; ++number)
            events.push_back(
                request("mail", day, number, (day < 32 ? 100 : 200) + (day * 31 + number * 7) % 5));
    }
    return events;
}

FindingTable tableOf(const std::vector<Event>& events,
                     const std::vector<core::DecisionFact>& decisions = {}) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    core::PriceRule rule; // a dollar a million tokens
    rule.provider = "p";
    rule.model = "small";
    rule.bucket = core::Bucket::Input;
    rule.per = 1'000'000;
    rule.amount = core::Money::fromPicos(core::kPicosPerUnit);
    rule.currency = "USD";
    facts.rules = {rule};
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    const auto frame = *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
    const auto table = analysis::findings({}, *frame, decisions, {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

const Finding* findingNamed(const FindingTable& table, std::string_view id) {
    for (const Finding& finding : table.findings)
        if (finding.id == id)
            return &finding;
    return nullptr;
}

} // namespace

class TestFindings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachKindIsFoundByItsId() {
        const FindingTable table = tableOf(company());
        const Finding* const day = findingNamed(table, "day/feature=chat/2026-04-29");
        QVERIFY(day && day->kind == Finding::Kind::DearDays && day->lever == Lever::Limit);
        QVERIFY(day->stake == day->days->excess && day->range == day->days->range);
        QCOMPARE(day->drill.front().values, std::vector<std::string>{"chat"});
        const Finding* const drift = findingNamed(table, "drift/feature=mail/2026-03-30");
        QVERIFY(drift && drift->kind == Finding::Kind::Drift);
        QVERIFY(drift->stake == drift->drift->excess);
        const Finding* const outliers = findingNamed(table, "outliers/feature=chat");
        QVERIFY(outliers && outliers->outliers->requests == 1);
        QCOMPARE(outliers->outliers->cost.picos(), core::Int128(50'000) * 1'000'000);
        QVERIFY(outliers->lever == Lever::Compress); // the prompt is what is long
    }
    void theLargestStakeComesFirst() {
        const FindingTable table = tableOf(company());
        QVERIFY(table.findings.size() >= 3);
        for (std::size_t i = 1; i < table.findings.size(); ++i)
            QVERIFY(!(table.findings[i].stake > table.findings[i - 1].stake));
    }
    void idsDoNotRepeat() {
        const FindingTable table = tableOf(company());
        std::set<std::string> ids;
        for (const Finding& finding : table.findings)
            ids.insert(finding.id);
        QCOMPARE(ids.size(), table.findings.size());
    }
    void decisionsStandWithTheirFindings() {
        core::DecisionFact made;
        made.finding = "outliers/feature=chat";
        made.owner = "Mira";
        core::DecisionFact other;
        other.finding = "day/feature=gone/2025-01-01";
        const FindingTable table = tableOf(company(), {made, other});
        QCOMPARE(findingNamed(table, made.finding)->decision->owner, std::string("Mira"));
        QCOMPARE(table.elsewhere.size(), std::size_t(1));
        QCOMPARE(table.elsewhere.front().finding, other.finding);
        QCOMPARE(std::count_if(table.findings.begin(), table.findings.end(),
                               [](const Finding& finding) { return finding.decision.has_value(); }),
                 std::ptrdiff_t(1));
    }
    void whereNothingIsThereNothingIsFound() {
        core::DecisionFact kept;
        kept.finding = "x";
        const FindingTable table = tableOf({}, {kept});
        QVERIFY(table.findings.empty());
        QCOMPARE(table.elsewhere.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"

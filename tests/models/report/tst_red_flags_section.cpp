// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/red_flags_section.h"

#include <QTest>

#include <algorithm>

using namespace ms;
using analysis::Flag;
using analysis::FlagRule;
using analysis::FlagState;
using analysis::Review;
using core::MoneySum;

class TestRedFlagsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingIsTheDearestFlag();
    void everyRuleHasItsWords();
    void unknownIsNoGreenLight();
    void onlyRaisedFlagsHaveABar();
    void notesTellPeriodsAndWhatIsLeftOut();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

Flag flag(FlagRule rule, FlagState state, std::int64_t dollars = 0) {
    Flag made;
    made.rule = rule;
    made.state = state;
    made.words = "Words of " + std::string(nameOf(rule)) + ".";
    if (state == FlagState::Raised)
        made.severity = MoneySum::fromPicos(core::Int128(dollars) * core::kPicosPerUnit);
    made.where = {{query::Dimension::Feature, query::Condition::Kind::In, {"chat"}},
                  {query::Dimension::PromptVersion, query::Condition::Kind::In, {""}}};
    return made;
}

Review company() {
    Review review;
    review.flags = {flag(FlagRule::CheaperAttempts, FlagState::Raised, 30),
                    flag(FlagRule::FreeTierSpend, FlagState::Raised, 20),
                    flag(FlagRule::FailedSpend, FlagState::Unknown),
                    flag(FlagRule::DearActions, FlagState::Clear)};
    return review;
}

std::string textAt(const report::Section& section, std::size_t row, const char* column) {
    return std::get<std::string>(
        section.table.rows[row].cells[report::columnNamed(section.table, column)]);
}

bool hasNote(const report::Section& section, const char* part) {
    return std::any_of(section.notes.begin(), section.notes.end(), [&](const std::string& note) {
        return note.find(part) != std::string::npos;
    });
}

} // namespace

void TestRedFlagsSection::theFindingIsTheDearestFlag() {
    QCOMPARE(report::redFlagsSection(company(), kContext).finding,
             std::string("2 red flags. The dearest is $30.00 above its limit: Words of "
                         "cheaper_attempts. 1 rule cannot be decided."));
    Review quiet;
    quiet.flags = {flag(FlagRule::DearActions, FlagState::Clear)};
    QCOMPARE(report::redFlagsSection(quiet, kContext).finding, std::string("No red flag."));
    quiet.flags.push_back(flag(FlagRule::FailedSpend, FlagState::Unknown));
    QCOMPARE(report::redFlagsSection(quiet, kContext).finding,
             std::string("No red flag. 1 rule cannot be decided."));
}

void TestRedFlagsSection::everyRuleHasItsWords() {
    Review review;
    for (std::size_t rule = 0; rule < analysis::kFlagRules; ++rule)
        review.flags.push_back(flag(FlagRule(rule), FlagState::Raised, 1));
    review.query.thresholds.freeSharePct = 7;
    const report::Section section = report::redFlagsSection(review, kContext);
    for (std::size_t i = 0; i < section.table.rows.size(); ++i) {
        QCOMPARE(section.table.rows[i].cells.size(), section.table.columns.size());
        for (const char* column : {"flag", "rule", "action", "page", "found", "id"})
            QVERIFY(!textAt(section, i, column).empty());
        QVERIFY(textAt(section, i, "action").size() < 140);
    }
    QCOMPARE(textAt(section, std::size_t(FlagRule::FreeTierSpend), "rule"),
             std::string("Tiers that earn nothing take more than 7% of the cost of calls."));
    QCOMPARE(textAt(section, 0, "subject"), std::string("chat · (not given)"));
    for (const report::Column& column : section.table.columns)
        QVERIFY(!column.meaning.empty());
}

void TestRedFlagsSection::unknownIsNoGreenLight() {
    const report::Section section = report::redFlagsSection(company(), kContext);
    QCOMPARE(textAt(section, 2, "state"), std::string("unknown"));
    QVERIFY(!section.table.rows[2].drill); // there are no attempts behind it
    QCOMPARE(textAt(section, 3, "state"), std::string("clear"));
    const std::size_t severity = report::columnNamed(section.table, "severity");
    QVERIFY(std::holds_alternative<std::monostate>(section.table.rows[2].cells[severity]));
    QVERIFY(std::holds_alternative<std::monostate>(section.table.rows[3].cells[severity]));
    QCOMPARE(section.table.rows[0].drill->size(), std::size_t(2));
}

void TestRedFlagsSection::onlyRaisedFlagsHaveABar() {
    const report::Section section = report::redFlagsSection(company(), kContext);
    QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(2));
    Review quiet = company();
    quiet.flags.erase(quiet.flags.begin(), quiet.flags.begin() + 2);
    QVERIFY(report::redFlagsSection(quiet, kContext).charts.empty());
}

void TestRedFlagsSection::notesTellPeriodsAndWhatIsLeftOut() {
    Review review = company();
    QVERIFY(!hasNote(report::redFlagsSection(review, kContext), "Growth"));
    review.periods = "2026-06-01 to 2026-06-30 against 2026-05-01 to 2026-05-31";
    review.leftOut = 2;
    review.unpricedAttempts = 9;
    const report::Section section = report::redFlagsSection(review, kContext);
    QVERIFY(hasNote(section, "Growth is that of 2026-06-01 to 2026-06-30 against"));
    QVERIFY(hasNote(section, "2 raised flags of less money are left out"));
    QVERIFY(hasNote(section, "9 attempts without a price"));
    QVERIFY(section.finding.find("4 red flags.") == 0);
}

QTEST_APPLESS_MAIN(TestRedFlagsSection)
#include "tst_red_flags_section.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: explanation_text.cpp
#include "models/tables/attempt_table_model.h"

#include "models/tables/explanation_text.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ms;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;
using query::CostBasis;

class TestAttemptTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standsTheModelTester();
    void showsAnAttempt();
    void unknownNumbersAreDashes();
    void rowsAreNumberedAmongAll();
    void explanationIsTheArithmetic();
    void explanationSaysWhyThereIsNoCost();
};

namespace {

Attempt attempt() {
    Attempt attempt;
    attempt.numbers.fill(core::kUnknownNumber);
    // 2026-05-01T08:03:21.120Z is 10:03 in Berlin's summer.
    const auto time = core::parseMoment("2026-05-01T08:03:21.120Z");
    attempt.numbers[std::size_t(NumberColumn::Time)] = time->value;
    attempt.numbers[std::size_t(NumberColumn::Attempt)] = 1;
    attempt.numbers[std::size_t(NumberColumn::Input)] = 1200;
    attempt.numbers[std::size_t(NumberColumn::CacheWrite1h)] = 7;
    attempt.numbers[std::size_t(NumberColumn::SourceRow)] = 481;
    attempt.texts[std::size_t(TextColumn::Tenant)] = "acme";
    attempt.texts[std::size_t(TextColumn::Workflow)] = "draft";
    attempt.texts[std::size_t(TextColumn::Provider)] = "openai";
    attempt.texts[std::size_t(TextColumn::Model)] = "gpt-4o-latest";
    attempt.texts[std::size_t(TextColumn::Status)] = "success";
    attempt.cost = core::Money::fromPicos(3'000'000'000);
    attempt.basis = CostBasis::Priced;
    attempt.file = "events.jsonl";
    return attempt;
}

tables::AttemptTableModel::Page page() {
    Attempt unknown = attempt();
    unknown.numbers.fill(core::kUnknownNumber);
    unknown.cost.reset();
    unknown.basis = CostBasis::Unknown;
    return {{{attempt(), unknown}, 202}, 200, *core::Zone::find("Europe/Berlin"), "USD", nullptr};
}

struct Shown : tables::AttemptTableModel {
    Shown() { setPage(page()); }
    QString at(int row, const QString& id, int role = Qt::DisplayRole) const {
        return index(row, columnOf(id)).data(role).toString();
    }
};

} // namespace

void TestAttemptTableModel::standsTheModelTester() {
    tables::AttemptTableModel model;
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setPage(page());
    model.sort(0, Qt::DescendingOrder);
    model.setPage({});
}

void TestAttemptTableModel::showsAnAttempt() {
    const Shown shown;
    QCOMPARE(shown.at(0, QStringLiteral("time")), QStringLiteral("2026-05-01 10:03:21.120"));
    QVERIFY(shown.at(0, QStringLiteral("time"), Qt::ToolTipRole)
                .endsWith(QStringLiteral("2026-05-01T08:03:21.120Z")));
    QCOMPARE(shown.at(0, QStringLiteral("feature")), QStringLiteral("draft"));
    QCOMPARE(shown.at(0, QStringLiteral("input_tokens")), QStringLiteral("1,200"));
    QCOMPARE(shown.at(0, QStringLiteral("cache_write_tokens")), QStringLiteral("7"));
    QCOMPARE(shown.at(0, QStringLiteral("cost")), QStringLiteral("$0.003"));
    QCOMPARE(shown.at(0, QStringLiteral("basis")), QStringLiteral("Priced"));
    QCOMPARE(shown.at(0, QStringLiteral("line")), QStringLiteral("481"));
}

void TestAttemptTableModel::unknownNumbersAreDashes() {
    const Shown shown;
    for (const char16_t* id : {u"time", u"input_tokens", u"cache_write_tokens", u"cost", u"line"})
        QCOMPARE(shown.at(1, QString::fromUtf16(id)), QStringLiteral("–"));
}

void TestAttemptTableModel::rowsAreNumberedAmongAll() {
    Shown shown;
    QCOMPARE(shown.headerData(0, Qt::Vertical).toULongLong(), 201ULL);
    QCOMPARE(shown.matching(), std::uint64_t(202));
    shown.sort(shown.columnOf(QStringLiteral("basis")), Qt::DescendingOrder);
    QCOMPARE(shown.headerData(0, Qt::Vertical).toULongLong(), 202ULL);
    QCOMPARE(shown.attemptAt(0).basis, CostBasis::Unknown);
}

void TestAttemptTableModel::explanationIsTheArithmetic() {
    query::Explanation explanation;
    explanation.attempt = attempt();
    explanation.book = "default";
    explanation.billedModel = "gpt-4o";
    query::CostLine line;
    line.quantity = 1200;
    line.cost = core::Money::fromPicos(3'000'000'000);
    line.rule.provider = "openai";
    line.rule.model = "gpt-4o";
    line.rule.amount = core::Money::fromPicos(2'500'000'000'000);
    line.rule.validFrom = *core::parseMoment("2026-01-01");
    line.rule.source = "contract";
    line.rule.file = "prices.csv";
    line.rule.line = 12;
    explanation.lines = {line};
    const QStringList expected{
        QStringLiteral(
            "2026-05-01 08:03:21.120 · openai gpt-4o-latest billed as gpt-4o · attempt 1 "
            "· success"),
        QStringLiteral("1,200 input tokens x $2.50 / 1,000,000 = $0.003"),
        QStringLiteral("  openai gpt-4o, from 2026-01-01, contract, prices.csv line 12"),
        QStringLiteral("Cost $0.003 (Priced, book default)"),
        QStringLiteral("events.jsonl line 481")};
    QCOMPARE(tables::explanationLines(explanation, {}, tables::NumberFormat{}), expected);
}

void TestAttemptTableModel::explanationSaysWhyThereIsNoCost() {
    query::Explanation explanation;
    explanation.attempt = page().attempts.attempts[1];
    explanation.reason = "No rule for this model.";
    const QStringList lines = tables::explanationLines(explanation, {}, tables::NumberFormat{});
    QCOMPARE(lines.value(1), QStringLiteral("Cost unknown (Unknown)"));
    QCOMPARE(lines.value(2), QStringLiteral("No rule for this model."));
}

QTEST_GUILESS_MAIN(TestAttemptTableModel)
#include "tst_attempt_table_model.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/book_comparison.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using analysis::BookFigures;
using core::Bucket;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::Event;

namespace {

Event call(const char* model, std::int64_t input, std::int64_t output) {
    Event event;
    event[TextColumn::Provider] = "p";
    event[TextColumn::Model] = model;
    event[NumberColumn::Input] = input;
    event[NumberColumn::Output] = output;
    return event;
}

void sell(frame::Facts& facts, const char* model, const char* input, const char* output) {
    for (const auto& [bucket, usd] : {std::pair(Bucket::Input, input), {Bucket::Output, output}}) {
        core::PriceRule& rule = facts.rules.emplace_back();
        rule.provider = "p";
        rule.model = model;
        rule.bucket = bucket;
        rule.amount = *core::Money::parse(usd);
        rule.currency = "USD";
    }
}

frame::Facts bookNamed(const char* name) {
    frame::Facts facts;
    facts.book = name;
    facts.baseCurrency = "USD";
    return facts;
}

/// The same events through two books.
struct TwoBooks {
    std::shared_ptr<const query::EventSource> a, b;
    TwoBooks(const std::vector<Event>& events, const frame::Facts& factsA,
             const frame::Facts& factsB) {
        const auto columns = frame::loadColumns(
            std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 500)), 2);
        a = *frame::makeFrame(columns, factsA, {{}, factsA.book}, {});
        b = *frame::makeFrame(columns, factsB, {{}, factsB.book}, {});
    }
    analysis::BooksTable compared(const analysis::BooksQuery& query) const {
        return *analysis::compareBooks(query, *a, *b, {});
    }
};

QString textOf(const BookFigures& f) {
    const auto money = [](MoneySum sum) { return core::toDecimalText(sum); };
    return QString::fromStdString(std::to_string(f.attempts) + " attempts; both " +
                                  std::to_string(f.both) + " " + money(f.costA) + " -> " +
                                  money(f.costB) + "; only a " + std::to_string(f.onlyA) + " " +
                                  money(f.onlyCostA) + "; only b " + std::to_string(f.onlyB) + " " +
                                  money(f.onlyCostB) + "; neither " + std::to_string(f.neither));
}

/// What a loop over the rows of two naive frames says.
BookFigures loopOver(const test::NaiveFrame& a, const test::NaiveFrame& b,
                     const query::Filter& filter, Dimension by, const std::string& key) {
    BookFigures sum;
    for (std::size_t row = 0; row < a.events().size(); ++row) {
        if (!a.isKept(row, filter) || a.valueOf(row, by) != key)
            continue;
        ++sum.attempts;
        const auto under = [row](const test::NaiveFrame& frame) {
            const auto cost = frame.costOf(row);
            return cost.isReported ? std::optional<std::int64_t>() : cost.picos;
        };
        const auto costA = under(a);
        const auto costB = under(b);
        sum.both += costA && costB ? 1 : 0;
        sum.onlyA += costA && !costB ? 1 : 0;
        sum.onlyB += costB && !costA ? 1 : 0;
        sum.neither += !costA && !costB ? 1 : 0;
        const auto add = [](MoneySum& to, std::int64_t picos) { to += MoneySum::fromPicos(picos); };
        if (costA)
            add(costB ? sum.costA : sum.onlyCostA, *costA);
        if (costB)
            add(costA ? sum.costB : sum.onlyCostB, *costB);
    }
    return sum;
}

} // namespace

class TestBookComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoBooksByHand();
    void equalBooksDifferInNothing();
    void aCostThatTheSourceStatesIsNoPrice();
    void figuresAreThoseOfARowLoop();
};

/// In micro-dollars: large 1,000 x 3 + 100 x 15 = 4,500 against 1,000 x 2 + 100 x 10 = 3,000;
/// small 2,000 x 1 + 0 = 2,000 against 2,000 x 2 = 4,000; old 50 x 1 only in A; new 70 x 3 only
/// in B; odd in none.
void TestBookComparison::twoBooksByHand() {
    frame::Facts list = bookNamed("list");
    sell(list, "large", "3", "15");
    sell(list, "small", "1", "1");
    sell(list, "old", "1", "1");
    frame::Facts contract = bookNamed("contract");
    sell(contract, "large", "2", "10");
    sell(contract, "small", "2", "2");
    sell(contract, "new", "3", "3");
    const TwoBooks books({call("large", 1000, 100), call("small", 2000, 0), call("old", 50, 0),
                          call("new", 70, 0), call("odd", 9, 9)},
                         list, contract);
    const analysis::BooksTable table = books.compared({{Dimension::Model}, {}});
    QCOMPARE(table.a, std::string("list"));
    QCOMPARE(table.b, std::string("contract"));
    QStringList rows;
    for (const analysis::BooksRow& row : table.rows)
        rows << QString::fromStdString(row.keys.front()) + u' ' + textOf(row.figures);
    const QString nothing = QStringLiteral("1 attempts; both 0 0 -> 0; ");
    QCOMPARE(
        rows,
        (QStringList{
            QStringLiteral("small 1 attempts; both 1 0.002 -> 0.004; only a 0 0; only b 0 0; "
                           "neither 0"),
            QStringLiteral("large 1 attempts; both 1 0.0045 -> 0.003; only a 0 0; only b 0 0; "
                           "neither 0"),
            QStringLiteral("new ") + nothing +
                QStringLiteral("only a 0 0; only b 1 0.00021; neither 0"),
            QStringLiteral("odd ") + nothing + QStringLiteral("only a 0 0; only b 0 0; neither 1"),
            QStringLiteral("old ") + nothing +
                QStringLiteral("only a 1 0.00005; only b 0 0; neither 0")}));
    QCOMPARE(textOf(table.total),
             QStringLiteral("5 attempts; both 2 0.0065 -> 0.007; only a 1 0.00005; only b 1 "
                            "0.00021; neither 1"));
    QCOMPARE(core::toDecimalText(table.total.difference()), std::string("0.0005"));
    QCOMPARE(*table.rows[0].figures.differencePct(), 1.0);
    QVERIFY(!table.rows[2].figures.differencePct()); // nothing is known under both
}

void TestBookComparison::equalBooksDifferInNothing() {
    test::RandomEvents random(21);
    frame::Facts other = test::randomFacts();
    other.book = "copy";
    const TwoBooks books(random.make(2000), test::randomFacts(), other);
    const analysis::BooksTable table = books.compared({{Dimension::Tenant}, {}});
    QVERIFY(table.total.both > 0 && !table.total.costA.isZero());
    QCOMPARE(table.total.onlyA + table.total.onlyB, std::int64_t(0));
    for (const analysis::BooksRow& row : table.rows)
        QVERIFY(row.figures.difference().isZero());
    // Without differences, rows are in order of their keys.
    QVERIFY(std::is_sorted(table.rows.begin(), table.rows.end(),
                           [](const auto& x, const auto& y) { return x.keys < y.keys; }));
}

void TestBookComparison::aCostThatTheSourceStatesIsNoPrice() {
    Event event = call("large", 1000, 0);
    event[NumberColumn::ReportedCost] = 5'000'000;
    event[TextColumn::Currency] = "USD";
    frame::Facts contract = bookNamed("contract");
    sell(contract, "large", "2", "10");
    const TwoBooks books({event}, bookNamed("empty"), contract);
    const BookFigures total = books.compared({{}, {}}).total;
    QCOMPARE(textOf(total), QStringLiteral("1 attempts; both 0 0 -> 0; only a 0 0; only b 1 "
                                           "0.002; neither 0"));
}

void TestBookComparison::figuresAreThoseOfARowLoop() {
    test::RandomEvents random(22);
    const std::vector<Event> events = random.make(3000);
    frame::Facts contract = test::randomFacts();
    contract.book = "contract";
    for (core::PriceRule& rule : contract.rules) // q is bought elsewhere; p costs more or less
        rule.provider = rule.provider == "q" ? "r" : rule.provider;
    contract.rules[0].amount = *core::Money::parse("2.75");
    contract.rules[8].amount = *core::Money::parse("0.3333333");
    const TwoBooks books(events, test::randomFacts(), contract);
    const test::NaiveFrame naiveA(events, test::randomFacts(), {});
    const test::NaiveFrame naiveB(events, contract, {});
    query::Filter filter;
    filter.conditions = {{Dimension::Tenant, query::Condition::Kind::NotIn, {"acme"}}};
    for (const Dimension by : {Dimension::Model, Dimension::Feature, Dimension::Day}) {
        const analysis::BooksTable table = books.compared({{by}, filter});
        MoneySum differences;
        for (const analysis::BooksRow& row : table.rows) {
            QCOMPARE(textOf(row.figures),
                     textOf(loopOver(naiveA, naiveB, filter, by, row.keys.front())));
            differences += row.figures.difference();
        }
        QVERIFY(differences == table.total.difference());
        QVERIFY(!differences.isZero());
        QVERIFY(table.total.onlyA > 0 && table.total.neither > 0);
        for (std::size_t r = 1; r < table.rows.size(); ++r) {
            const auto size = [&](std::size_t at) {
                const core::Int128 picos = table.rows[at].figures.difference().picos();
                return picos < 0 ? -picos : picos;
            };
            QVERIFY(size(r) <= size(r - 1));
        }
    }
}

QTEST_APPLESS_MAIN(TestBookComparison)
#include "tst_book_comparison.moc"

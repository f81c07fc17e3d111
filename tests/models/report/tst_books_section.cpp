// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/books_section.h"

#include <QTest>

using namespace ms;
using analysis::BookFigures;
using analysis::BooksTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "list", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// $10.00 at list are $8.00 by contract; three calls have one price only, one has none.
BooksTable company() {
    BooksTable table{{{Dimension::Model}, {}}, "list", "contract", {}, {}};
    table.rows = {{{"large"}, {9, 8, cents(900), cents(700), 1, cents(50), 0, {}, 0}},
                  {{""}, {5, 2, cents(100), cents(100), 0, {}, 2, cents(30), 1}}};
    table.total = {14, 10, cents(1000), cents(800), 1, cents(50), 2, cents(30), 1};
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

} // namespace

class TestBooksSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsTellTheDifferenceAndWhatIsOutsideIt() {
        const report::Section section = report::booksSection(company(), kContext);
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QVERIFY(std::get<MoneySum>(cell(section, 0, "difference")) == cents(-200));
        QVERIFY(std::get<MoneySum>(cell(section, 1, "cost_only_b")) == cents(30));
        QVERIFY(std::get<Int128>(cell(section, 1, "attempts_neither")) == 1);
        QCOMPARE(section.table.rows[1].drill->front().values, std::vector<std::string>{""});
        // Equal costs have no bar.
        QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(1));
    }
    void theFindingSaysWhichIsCheaperAndByHowMuch() {
        BooksTable table = company();
        QCOMPARE(report::booksSection(table, kContext).finding,
                 std::string("The same 10 attempts cost $2.00 less under contract than under list "
                             "(-20%)."));
        table.total.costB = cents(1100);
        QCOMPARE(report::booksSection(table, kContext).finding,
                 std::string("The same 10 attempts cost $1.00 more under contract than under list "
                             "(+10%)."));
        table.total.costB = table.total.costA;
        QCOMPARE(report::booksSection(table, kContext).finding,
                 std::string("The same 10 attempts cost as much under contract as under list."));
        table.total.both = 0;
        QVERIFY(report::booksSection(table, kContext).finding.find("priced by both") !=
                std::string::npos);
    }
    void notesTellWhatTheDifferenceLeavesOut() {
        const auto notes = report::booksSection(company(), kContext).notes;
        QCOMPARE(notes.size(), std::size_t(3));
        QCOMPARE(notes[0], std::string("1 attempt is priced by list only ($0.50); the difference "
                                       "leaves it out."));
        QCOMPARE(notes[1], std::string("2 attempts are priced by contract only ($0.30); the "
                                       "difference leaves them out."));
        QVERIFY(notes[2].starts_with("1 attempt is priced by neither"));
    }
    void oneBookSaysWhereOthersComeFrom() {
        const report::Section section = report::noOtherBookSection({}, kContext);
        QCOMPARE(section.finding, std::string("The workspace has one price book, list."));
        QVERIFY(section.notes.front().find("--book") != std::string::npos);
        QVERIFY(section.table.rows.empty());
    }
};

QTEST_APPLESS_MAIN(TestBooksSection)
#include "tst_books_section.moc"

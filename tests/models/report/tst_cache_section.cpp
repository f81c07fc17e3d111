// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/cache_section.h"

#include <QTest>

using namespace ms;
using analysis::CacheFigures;
using analysis::CacheTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// Chat reads 600 of 1,000 tokens for $1.00 instead of $10.00; mail writes 200 for $2.50 instead of
/// $2.00 and reads none of it.
CacheTable company() {
    CacheTable table{{{Dimension::Feature}, {}}, {}, {}};
    CacheFigures chat;
    chat.inputTokens = 400;
    chat.read = {600, cents(100), cents(1000)};
    chat.cost = cents(900);
    CacheFigures mail;
    mail.inputTokens = 100;
    mail.write5m = {200, cents(250), cents(200)};
    mail.cost = cents(350);
    mail.unpricedAttempts = 2;
    mail.unpricedTokens = 40;
    mail.reportedAttempts = 1;
    CacheFigures total = chat;
    total.inputTokens += mail.inputTokens;
    total.write5m = mail.write5m;
    total.cost = cents(1250);
    total.unpricedAttempts = 2;
    total.unpricedTokens = 40;
    total.reportedAttempts = 1;
    table.rows = {{{"chat"}, chat}, {{"mail"}, mail}};
    table.total = total;
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

} // namespace

class TestCacheSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsTellWhatTheSplitIsWorth() {
        const report::Section section = report::cacheSection(company(), kContext);
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QCOMPARE(std::get<double>(cell(section, 0, "hit_rate")), 0.6);
        QVERIFY(std::get<MoneySum>(cell(section, 0, "list_cost")) == cents(1800));
        QVERIFY(std::get<MoneySum>(cell(section, 0, "overstated")) == cents(900));
        QVERIFY(std::get<MoneySum>(cell(section, 1, "write_5m_extra")) == cents(50));
        QVERIFY(std::holds_alternative<std::monostate>(cell(section, 0, "reads_per_write")));
        QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "break_even")));
        QCOMPARE(section.table.rows[1].drill->front().values, std::vector<std::string>{"mail"});
        QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(2));
    }
    void theFindingSaysWhatAReportWithoutTheSplitSays() {
        CacheTable table = company();
        QCOMPARE(report::cacheSection(table, kContext).finding,
                 std::string("46.2% of the prompt tokens are read from the cache; without the "
                             "split the cost would look $8.50 (68%) higher."));
        table.total = table.rows[1].figures;
        QCOMPARE(report::cacheSection(table, kContext).finding,
                 std::string("0% of the prompt tokens are read from the cache; what is written to "
                             "it costs $0.50 more than reading it saves."));
        table.total.write5m = {};
        QVERIFY(report::cacheSection(table, kContext).finding.starts_with("No attempt"));
    }
    void notesNameWhereItDoesNotPay() {
        const auto notes = report::cacheSection(company(), kContext).notes;
        QCOMPARE(notes.size(), std::size_t(3));
        QVERIFY(notes[0].starts_with("The cache costs more than it saves in mail:"));
        QVERIFY(notes[1].starts_with("1 attempt at the cost that the source states"));
        QVERIFY(notes[2].starts_with("2 attempts, 40 tokens have no price"));
    }
};

QTEST_APPLESS_MAIN(TestCacheSection)
#include "tst_cache_section.moc"

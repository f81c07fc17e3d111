// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include <QTest>

#include <sstream>

using namespace ms::app;

namespace {
TextTable sample() {
    TextTable table;
    table.columns = {{"tenant", "Tenant"}, {"cost", "Cost", TextColumn::Align::Right}};
    table.rows = {{"acme, \"inc\"", "1.25"}, {"Köln", "10"}};
    table.total = {"Total", "11.25"};
    return table;
}
} // namespace

class TestTextTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alignsByWidth() {
        std::ostringstream out;
        printForTerminal(out, sample());
        QCOMPARE(QString::fromStdString(out.str()), QStringLiteral("Tenant        Cost\n"
                                                                   "──────────────────\n"
                                                                   "acme, \"inc\"   1.25\n"
                                                                   "Köln            10\n"
                                                                   "──────────────────\n"
                                                                   "Total        11.25\n"));
    }
    void csvQuotesWhatItMust() {
        std::ostringstream out;
        printAsCsv(out, sample());
        QCOMPARE(out.str(), std::string("tenant,cost\n\"acme, \"\"inc\"\"\",1.25\nKöln,10\n"));
    }
    void longTextsAreCutForPeopleOnly() {
        TextTable table;
        table.columns = {{"id", "Id"}};
        table.rows = {{std::string(200, 'x')}};
        std::ostringstream people;
        printForTerminal(people, table);
        QVERIFY(people.str().find("…") != std::string::npos);
        std::ostringstream programs;
        printAsCsv(programs, table);
        QVERIFY(programs.str().find(std::string(200, 'x')) != std::string::npos);
    }
    void namesCannotSteerTheTerminal() {
        TextTable table;
        table.columns = {{"id", "Id"}};
        table.rows = {{"\x1b[2J"}};
        std::ostringstream out;
        printForTerminal(out, table);
        QVERIFY(out.str().find('\x1b') == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestTextTable)
#include "tst_text_table.moc"

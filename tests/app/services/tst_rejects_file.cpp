// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/rejects_file.h"

#include "tests/app/services/imported_file.h"

#include <sstream>

using namespace ms;
using namespace ms::app;

namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

store::Reject rejectOf(std::int64_t number, std::int64_t line, const char* column,
                       const char* reason, const char* raw) {
    return {number, {line, column, reason, raw}, {}};
}

const std::string kAliases = "provider,alias,model\n";

} // namespace

class TestRejectsFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rejectsAreWrittenAsATableForSpreadsheets() {
        ImportedFiles files;
        const store::Batch batch =
            files.import("aliases.csv", kAliases + "p,a,m\n=1+1,\"x\"\np,,m\n");
        QCOMPARE(batch.rejected, std::int64_t(2));
        const auto out = files.path("rejects.csv");
        const auto written = writeRejects(files.workspace(), batch.id, out, {});
        QVERIFY2(bool(written), written ? "" : written.error().message.c_str());
        QCOMPARE(*written, std::int64_t(2));
        QCOMPARE(contentOf(out),
                 std::string("\xef\xbb\xbf"
                             "line,column,reason,raw\n"
                             "3,\"\",\"Cells in this row: 2; columns in the header: 3.\","
                             "\"'=1+1,\"\"x\"\"\"\n"
                             "4,\"alias\",\"The value is missing.\",\"p,,m\"\n"));
        QVERIFY(!writeRejects(files.workspace(), batch.id, "/nowhere/x.csv", {}));
    }

    void everyPageIsRead() {
        ImportedFiles files;
        std::string text = kAliases + "p,a,m\n";
        for (int row = 0; row < 4'500; ++row)
            text += "p,,m" + std::to_string(row) + "\n";
        const store::Batch batch = files.import("aliases.csv", text);
        std::int64_t count = 0;
        QVERIFY(eachReject(files.workspace(), batch.id,
                           [&](const store::Reject& reject) {
                               ++count;
                               return reject.number == count && reject.row.line == count + 2
                                          ? core::Status{}
                                          : core::Error{core::Error::Code::Internal, "order", {}};
                           },
                           {}));
        QCOMPARE(count, std::int64_t(4'500));
    }

    void whatWasWrittenIsReadBack() {
        ImportedFiles files;
        const store::Batch batch = files.import(
            "aliases.csv", kAliases + "p,a,m\n'quoted,x\n=1,\"two\nlines\",\"a\"\nshort\n");
        const auto rejects = *files.workspace().rejects(batch.id, {});
        const auto out = files.path("rejects.csv");
        QVERIFY(bool(writeRejects(files.workspace(), batch.id, out, {})));
        const auto rows = readCorrectedRows(out, rejects);
        QVERIFY2(bool(rows), rows ? "" : rows.error().message.c_str());
        QCOMPARE(rows->size(), rejects.size());
        for (std::size_t i = 0; i < rejects.size(); ++i) {
            QCOMPARE((*rows)[i].number, rejects[i].number);
            QCOMPARE((*rows)[i].text, rejects[i].row.raw);
        }
    }

    void rowsFindTheirRejects() {
        const std::vector<store::Reject> rejects{rejectOf(1, 5, "a", "No.", "x"),
                                                 rejectOf(2, 5, "b", "No.", "y"),
                                                 rejectOf(3, 9, "", "Bad.", "z")};
        ImportedFiles files;
        // As a spreadsheet of another country saves it, in another order, without a row.
        const auto path = files.write("fix.csv", "raw;reason;line;column\r\n"
                                                 "\"z;2\";Bad.;9;\r\ny2;No.;5;b\r\n");
        const auto rows = readCorrectedRows(path, rejects);
        QVERIFY2(bool(rows), rows ? "" : rows.error().message.c_str());
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE(rows->at(0).number, std::int64_t(3));
        QCOMPARE(rows->at(0).text, std::string("z;2"));
        QCOMPARE(rows->at(1).number, std::int64_t(2)); // the one with that column
        const auto plain =
            readCorrectedRows(files.write("two.csv", "line,raw\n5,p\n5,q\n"), rejects);
        QCOMPARE(plain->at(0).number, std::int64_t(1));
        QCOMPARE(plain->at(1).number, std::int64_t(2));
    }

    void otherFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* content, const char* says) {
            QTest::newRow(name) << QByteArray(content) << QByteArray(says);
        };
        row("no table", "hello\n", "no table of rejected rows");
        row("no raw column", "line,reason\n5,x\n", "no table of rejected rows");
        row("an unknown line", "line,raw\n6,x\n", "Line 6 is none");
        row("a line twice", "line,raw\n5,x\n5,y\n", "Line 5 is none");
        row("no number", "line,raw\nfive,x\n", "'five' is no number");
        row("a broken quote", "line,raw\n5,\"x\n", "");
    }
    void otherFilesAreRefused() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, says);
        ImportedFiles files;
        const auto rows = readCorrectedRows(files.write("fix.csv", content.toStdString()),
                                            {rejectOf(1, 5, "", "No.", "x")});
        QVERIFY(!rows);
        QCOMPARE(rows.error().code, core::Error::Code::BadInput);
        QVERIFY2(QByteArray::fromStdString(rows.error().message).contains(says),
                 rows.error().message.c_str());
        QVERIFY(!readCorrectedRows("/nowhere/x.csv", {}));
    }
};

QTEST_APPLESS_MAIN(TestRejectsFile)
#include "tst_rejects_file.moc"

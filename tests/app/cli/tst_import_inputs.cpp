// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: reading_options.cpp
#include "tests/app/program.h"
#include "tests/importers/input/made_workbook.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace ms::importers;

namespace {

QByteArray tenants(const char* tenant) {
    return QByteArray("tenant,name,segment,tier,since,until,seats\n") + tenant +
           ",\"K\u00f6ln, Inc\",SMB,Pro,2026-01-01,,5\n";
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "<row>";
    for (const std::string& cell : cells)
        out += "<c t=\"str\"><v>" + cell + "</v></c>";
    return out + "</row>";
}

} // namespace

/// Folders, archives, workbooks, other encodings and standard input, through the program.
class TestImportInputs : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_workspaces = 0;

    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    ProgramRun import(const QStringList& arguments, const QByteArray& input = {}) {
        const QString workspace = m_dir.filePath(QStringLiteral("%1.margin").arg(++m_workspaces));
        return runProgram(
            QStringList{QStringLiteral("import"), workspace, QStringLiteral("--json")} + arguments,
            input);
    }
    /// "two.zip/a.csv 1": a file in the test's folder, and its accepted rows.
    QByteArrayList accepted(const ProgramRun& run) const {
        QByteArrayList list;
        for (const QJsonValue& file : run.json()[u"files"].toArray())
            list << file[u"path"].toString().mid(m_dir.path().size() + 1).toUtf8() + ' ' +
                        QByteArray::number(file[u"accepted"].toInt());
        return list;
    }

private Q_SLOTS:
    void aFormatCanBeStated() {
        QVERIFY(writeFile(path("odd.jsonl"),
                          "{\"id\":\"r1\",\"model\":\"m\",\"created_at\":1789373001,"
                          "\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}\n"));
        const auto read = [this](const char* as) {
            return runProgram({QStringLiteral("read"), path("odd.jsonl"), QStringLiteral("--as"),
                               QString::fromLatin1(as)});
        };
        QCOMPARE(read("events").code, 3);
        const ProgramRun stated = read("openai_responses");
        QCOMPARE(stated.code, 0);
        QVERIFY2(stated.out.contains("1 read = 1 readable"), stated.out.constData());
        const ProgramRun unknown = read("openai");
        QCOMPARE(unknown.code, 2);
        for (const char* possible : {"openai_responses", "litellm_prices", "tenant_aliases"})
            QVERIFY2(unknown.err.contains(possible), possible);
        QCOMPARE(runProgram({QStringLiteral("map"), path("odd.jsonl"), QStringLiteral("--as"),
                             QStringLiteral("openai_responses")})
                     .code,
                 2);
        QCOMPARE(runProgram({QStringLiteral("read"), path("odd.jsonl"), QStringLiteral("--as"),
                             QStringLiteral("openai_responses"), QStringLiteral("--profile"),
                             QStringLiteral("azure_llm_trace")})
                     .code,
                 2);
    }

    void aSnapshotIsImportedForAMonth() {
        QVERIFY(writeFile(
            path("mogul.csv"),
            "CUSTOMER_UUID,CUSTOMER_NAME,CUSTOMER_SUBSCRIPTION_ID,PLAN_UUID,PLAN_NAME,MRR,"
            "CURRENCY,STATUS\ncus_1,acme,s1,pl_1,Pro,3900,USD,active\n"));
        const auto import = [this](const char* workspace, const QStringList& options) {
            return runProgram(
                QStringList{QStringLiteral("import"), path(workspace), path("mogul.csv")} +
                options);
        };
        const ProgramRun without = import("none.margin", {});
        QVERIFY2(without.out.contains("--month 2026-07"), without.out.constData());
        const ProgramRun with =
            import("july.margin", {QStringLiteral("--month"), QStringLiteral("2026-07")});
        QCOMPARE(with.code, 0);
        QVERIFY(!with.out.contains("--month"));
        const auto revenueOf = [this](const char* workspace) {
            return runProgram({QStringLiteral("margin"), path(workspace), QStringLiteral("--json")})
                .json()[u"total"][u"revenue"]
                .toString();
        };
        QCOMPARE(revenueOf("july.margin"), QStringLiteral("39"));
        QCOMPARE(revenueOf("none.margin"), QStringLiteral("0"));
        QCOMPARE(import("bad.margin", {QStringLiteral("--month"), QStringLiteral("July")}).code, 2);
    }

    void theEventThatMeansActiveIsStated() {
        QVERIFY(writeFile(path("mixpanel.jsonl"),
                          "{\"event\":\"opened\",\"properties\":{\"time\":1788219000,"
                          "\"distinct_id\":\"u1\",\"$insert_id\":\"i1\"}}\n"));
        const auto read = [this](const QStringList& options) {
            return runProgram(QStringList{QStringLiteral("read"), path("mixpanel.jsonl"),
                                          QStringLiteral("--json")} +
                              options);
        };
        QCOMPARE(read({}).out.count("active_users"), 0);
        const ProgramRun stated =
            read({QStringLiteral("--active-event"), QStringLiteral("opened")});
        QVERIFY2(stated.out.contains("active_users"), stated.out.constData());
    }

    void initTestCase() {
        QVERIFY(m_dir.isValid());
        const std::string a = tenants("a").toStdString();
        const std::string b = tenants("b").toStdString();
        const std::string two = zipOf(
            {{"may/b.csv", b}, {"a.csv", a}, {"readme.txt", "Hello."}, {"__MACOSX/._a", "x"}});
        QVERIFY(writeFile(path("two.zip"), QByteArray::fromStdString(two)));
        MadeWorkbook workbook;
        const std::string header =
            row({"tenant", "name", "segment", "tier", "since", "until", "seats"});
        const auto tenant = [](const char* name) {
            return row({name, "N", "SMB", "Pro", "2026-01-01", "", "5"});
        };
        workbook.sheets = {{"Tenants", header + tenant("c")},
                           {"More", header + tenant("d") + tenant("e")}};
        QVERIFY(writeFile(path("book.xlsx"), QByteArray::fromStdString(workbook.file())));
        QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("folder/day=01")));
        QVERIFY(writeFile(path("folder/day=01/a.csv"), tenants("a")));
        QVERIFY(writeFile(path("folder/b.csv"), tenants("b")));
        QVERIFY(writeFile(path("folder/notes.txt"), "Hello."));
        QByteArray latin = tenants("a");
        latin.replace("\xc3\xb6", "\xf6");
        QVERIFY(writeFile(path("latin.csv"), latin));
    }

    void archivesAndFoldersAreReadWhole() {
        ProgramRun run = import({path("two.zip")});
        QCOMPARE(run.code, 0);
        QCOMPARE(accepted(run), (QByteArrayList{"two.zip/a.csv 1", "two.zip/may/b.csv 1"}));
        QCOMPARE(run.json()[u"passed_over"].toArray().size(), 1);
        run = import({path("folder")});
        QCOMPARE(run.code, 0);
        QCOMPARE(accepted(run), (QByteArrayList{"folder/b.csv 1", "folder/day=01/a.csv 1"}));
    }

    void partsAreChosen() {
        QCOMPARE(accepted(import(
                     {path("two.zip"), QStringLiteral("--part"), QStringLiteral("may/b.csv")})),
                 (QByteArrayList{"two.zip/may/b.csv 1"}));
        QCOMPARE(accepted(import({path("book.xlsx")})), (QByteArrayList{"book.xlsx 1"}));
        QCOMPARE(
            accepted(import({path("book.xlsx"), QStringLiteral("--part"), QStringLiteral("More")})),
            (QByteArrayList{"book.xlsx/More 2"}));
        const ProgramRun run =
            import({path("book.xlsx"), QStringLiteral("--part"), QStringLiteral("June")});
        QCOMPARE(run.code, 3);
        QVERIFY(run.err.contains("it has 'Tenants', 'More'"));
    }

    void readShowsOneFile() {
        const auto read = [this](const QStringList& arguments) {
            return runProgram(QStringList{QStringLiteral("read"), path("two.zip")} + arguments);
        };
        const ProgramRun run = read({});
        QCOMPARE(run.code, 2);
        QVERIFY(run.err.contains("holds 3 files"));
        QVERIFY(read({QStringLiteral("--part"), QStringLiteral("a.csv")})
                    .out.contains("Packed as: zip"));
    }

    void encodingsAreChosen() {
        const ProgramRun guessed = import({path("latin.csv")});
        QCOMPARE(accepted(guessed), (QByteArrayList{"latin.csv 0"}));
        QCOMPARE(guessed.json()[u"files"][0][u"rejected"].toInt(), 1);
        const ProgramRun hint = runProgram({QStringLiteral("read"), path("latin.csv")});
        QVERIFY(hint.out.contains("say how it is written (--encoding latin-1)"));
        const QStringList latin{QStringLiteral("--encoding"), QStringLiteral("latin-1")};
        QCOMPARE(accepted(import(QStringList{path("latin.csv")} + latin)),
                 (QByteArrayList{"latin.csv 1"}));
        const ProgramRun shown =
            runProgram(QStringList{QStringLiteral("read"), path("latin.csv")} + latin);
        QVERIFY(shown.out.contains("Encoding:  latin-1"));
        QVERIFY(shown.out.contains("K\u00f6ln"));
        const ProgramRun unknown =
            import({path("latin.csv"), QStringLiteral("--encoding"), QStringLiteral("ebcdic")});
        QCOMPARE(unknown.code, 2);
        QVERIFY(unknown.err.contains("utf-16le"));
    }

    void standardInputIsAFile() {
        const ProgramRun run = import({QStringLiteral("-")}, tenants("a"));
        QCOMPARE(run.code, 0);
        QCOMPARE(run.json()[u"files"][0][u"path"].toString(), QStringLiteral("(standard input)"));
        QCOMPARE(run.json()[u"files"][0][u"accepted"].toInt(), 1);
        QFile zip(path("two.zip"));
        QVERIFY(zip.open(QIODevice::ReadOnly));
        QCOMPARE(import({QStringLiteral("-")}, zip.readAll()).json()[u"files"].toArray().size(), 2);
        const ProgramRun empty = import({QStringLiteral("-")});
        QCOMPARE(empty.code, 3);
        QVERIFY(empty.err.contains("(standard input)"));
        QVERIFY(!empty.err.contains("/proc/"));
    }

    void aFolderMayHoldTheWorkspace() {
        const QString workspace = path("folder/ws.margin");
        const QStringList arguments{QStringLiteral("import"), workspace, path("folder"),
                                    QStringLiteral("--json")};
        QCOMPARE(runProgram(arguments).code, 0);
        const ProgramRun again = runProgram(arguments);
        QCOMPARE(again.code, 0);
        QCOMPARE(again.json()[u"files"].toArray().size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestImportInputs)
#include "tst_import_inputs.moc"

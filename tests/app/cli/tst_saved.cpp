// SPDX-License-Identifier: GPL-3.0-or-later
// Saved views on the command line: kept in the workspace, and reported as the window exports them.
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "tests/app/sample_program.h"

class TestSaved : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsSavedIsListedAndShown();
    void theCommandOfAViewPrintsItsFigures();
    void namesAreChangedTakenAndFreed();
    void reportsHoldViews();
    void aScenarioIsTakenInWithItsContent();
    void aReportOfAViewIsWhatItsVerbPrints();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();
    void hostileNamesAreHarmless();

private:
    QJsonObject list() { return m_program.ask("saved"); }
    ProgramRun saved(const QStringList& words) {
        return m_program.run(QStringList{QStringLiteral("saved")} + words);
    }
    QStringList report(const QStringList& options, const char* folder) {
        const ProgramRun run = m_program.run(
            QStringList{QStringLiteral("report"), QStringLiteral("--out"), m_program.path(folder),
                        QStringLiteral("--date"), QStringLiteral("2026-07-01")} +
            options);
        return QString::fromUtf8(run.out).split(u'\n', Qt::SkipEmptyParts);
    }

    SampleProgram m_program;
};

namespace {

QStringList words(const char* text) {
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The words of a command line as a shell splits them.
QStringList wordsOfShell(const QString& command) {
    QStringList words{QString()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < command.size(); ++i) {
        if (command[i] == u'\'')
            isQuoted = !isQuoted;
        else if (command[i] == u' ' && !isQuoted)
            words << QString();
        else
            words.back() += command[i];
    }
    return words;
}

} // namespace

void TestSaved::initTestCase() {
    QVERIFY(m_program.make(1500, 7));
}

void TestSaved::whatIsSavedIsListedAndShown() {
    const ProgramRun nothing = saved({});
    QVERIFY(nothing.out.startsWith("Nothing is saved in this workspace yet"));
    QCOMPARE(saved(words("save Margins --page margin --by tier --from 2026-06-01 --to 2026-07-01 "
                         "--where tier!=Free --environment all --note quarterly"))
                 .code,
             0);
    QCOMPARE(saved(words("save Units --page units --set manual-cost=4.50")).code, 0);
    const QJsonArray views = list()[u"views"].toArray();
    QCOMPARE(views.size(), 2);
    const QJsonObject margins = views[0].toObject();
    QCOMPARE(margins[u"name"].toString(), QStringLiteral("Margins"));
    QCOMPARE(margins[u"page"].toString(), QStringLiteral("margin"));
    QCOMPARE(margins[u"note"].toString(), QStringLiteral("quarterly"));
    const QJsonObject place = margins[u"place"].toObject();
    QCOMPARE(place[u"from"].toString(), QStringLiteral("2026-06-01"));
    QCOMPARE(place[u"environments"].toString(), QStringLiteral("all"));
    QCOMPARE(place[u"by"].toArray(), QJsonArray{QStringLiteral("tier")});
    // The same, as another program reads the file.
    const auto rows = m_program.sql(QStringLiteral("select name, page, note from saved_view"));
    QCOMPARE(rows.value(QStringLiteral("Margins")),
             (QStringList{QStringLiteral("Margins"), QStringLiteral("margin"),
                          QStringLiteral("quarterly")}));
    const ProgramRun shown = saved(words("show Units"));
    QVERIFY(shown.out.contains("Cost per unit"));
    QVERIFY(shown.out.contains("manual-cost 4.50"));
    QVERIFY(saved({}).out.contains("Margins"));
    QVERIFY(saved({QStringLiteral("--csv")}).out.startsWith("name,page,answer,period,note,"));
}

void TestSaved::theCommandOfAViewPrintsItsFigures() {
    const QString command = saved(words("show Margins --json")).json()[u"command"].toString();
    const QStringList words = wordsOfShell(command);
    QCOMPARE(words.front(), QStringLiteral("marginscope"));
    const ProgramRun run = runProgram(words.mid(1) << QStringLiteral("--csv"));
    QCOMPARE(run.code, 0);
    const ProgramRun asked = m_program.run(
        ::words("margin --by tier --from 2026-06-01 --to 2026-07-01 --where tier!=Free "
                "--environment all --csv"));
    QCOMPARE(run.out, asked.out);
    QVERIFY(run.out.count('\n') > 1);
}

void TestSaved::namesAreChangedTakenAndFreed() {
    QCOMPARE(saved(words("rename Units Pieces")).code, 0);
    QCOMPARE(saved(words("rename Pieces Margins")).code, 2);
    QCOMPARE(saved(words("save Margins --page units")).code, 2);
    QCOMPARE(saved(words("save Margins --page units --replace")).code, 0);
    QCOMPARE(saved(words("show Margins --json")).json()[u"page"].toString(),
             QStringLiteral("units"));
    QCOMPARE(saved(words("duplicate Pieces Copy")).code, 0);
    QCOMPARE(list()[u"views"].toArray().size(), 3);
    const ProgramRun deleted = saved(words("delete Copy"));
    QVERIFY(deleted.out.startsWith("Deleted. It was:"));
    QVERIFY(deleted.out.contains("manual-cost 4.50")); // enough to save it again
    QCOMPARE(saved(words("delete Copy")).code, 2);
    QCOMPARE(list()[u"views"].toArray().size(), 2);
}

void TestSaved::reportsHoldViews() {
    QCOMPARE(saved(words("save Board --views Pieces,Margins --title Everything")).code, 0);
    QCOMPARE(list()[u"reports"].toArray()[0].toObject()[u"views"].toArray(),
             (QJsonArray{QStringLiteral("Pieces"), QStringLiteral("Margins")}));
    const ProgramRun refused = saved(words("delete Pieces"));
    QCOMPARE(refused.code, 2);
    QVERIFY(refused.err.contains("'Board'"));
    QCOMPARE(saved(words("rename Board Directors --report")).code, 0);
    QCOMPARE(saved(words("show Directors --report --json")).json()[u"title"].toString(),
             QStringLiteral("Everything"));
    const QStringList named = report(words("--format csv,html --saved-report Directors"), "named");
    const QStringList listed = report(words("--format csv,html --saved Pieces,Margins"), "listed");
    QCOMPARE(named.size(), 3); // a table each, and one page
    for (int file = 0; file < 2; ++file)
        QCOMPARE(contentOf(named[file]), contentOf(listed[file]));
    QVERIFY(named.back().contains(QStringLiteral("sample-directors-")));
    QVERIFY(contentOf(named.back()).contains("Everything"));
    QVERIFY(contentOf(named.back()).contains("Pieces: Cost per unit"));
    QCOMPARE(saved(words("delete Directors --report")).code, 0);
}

void TestSaved::aScenarioIsTakenInWithItsContent() {
    const QString path = m_program.path("mine.json");
    QVERIFY(QFile::copy(
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json"), path));
    const ProgramRun before =
        m_program.run({QStringLiteral("whatif"), path, QStringLiteral("--csv"),
                       QStringLiteral("--section"), QStringLiteral("whatif")});
    QCOMPARE(saved({QStringLiteral("save"), QStringLiteral("Price"), QStringLiteral("--page"),
                    QStringLiteral("whatif"), QStringLiteral("--set"),
                    QStringLiteral("scenario=") + path})
                 .code,
             0);
    QVERIFY(QFile::remove(path));
    const QJsonObject shown = saved(words("show Price --json")).json();
    QVERIFY(shown[u"place"][u"options"][u"scenario"].toString().startsWith(u'{'));
    // Both the report and the copied command answer without the file.
    const QStringList files = report(words("--saved Price --format csv"), "price");
    QCOMPARE(files.size(), 1);
    QVERIFY(!before.out.isEmpty());
    QCOMPARE(contentOf(files.front()), before.out);
    const QStringList command = wordsOfShell(shown[u"command"].toString());
    const ProgramRun again = runProgram(command.mid(1) + words("--csv --section whatif"));
    QCOMPARE(again.code, 0);
    QCOMPARE(again.out, before.out);
}

void TestSaved::aReportOfAViewIsWhatItsVerbPrints() {
    QCOMPARE(saved(words("save May --page units --by feature --from 2026-05-01 --to 2026-06-01 "
                         "--where tier=Pro"))
                 .code,
             0);
    const QStringList files = report(words("--saved May --format csv"), "may");
    QCOMPARE(files.size(), 1);
    const ProgramRun printed = m_program.run(
        words("units --by feature --from 2026-05-01 --to 2026-06-01 --where tier=Pro --csv"));
    QCOMPARE(contentOf(files.front()), printed.out);
}

void TestSaved::whatMakesNoSenseIsRefused_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* command, const char* reason) {
        QTest::newRow(name) << QString::fromLatin1(command) << QString::fromLatin1(reason);
    };
    row("no page", "save X", "--page");
    row("another page", "save X --page nowhere", "There is no page 'nowhere'");
    row("another section", "save X --page units --section margin", "no section 'margin'");
    row("another setting", "save X --page units --set dim=model", "no setting 'dim'");
    row("half a setting", "save X --page units --set dim", "NAME=VALUE");
    row("no name", "save --page units", "one name");
    row("one name to rename", "rename X", "a name and the new one");
    row("a view that is not there", "show Nobody", "There is no saved view 'Nobody'");
    row("a report that is not there", "show Nobody --report", "There is no report 'Nobody'");
    row("a report of nobody", "save X --views Nobody", "There is no saved view 'Nobody'");
    row("a file that is not there", "save X --page whatif --set scenario=/no/such.json",
        "could not be read");
    row("an unknown verb", "drop X", "drop");
}

void TestSaved::whatMakesNoSenseIsRefused() {
    QFETCH(QString, command);
    QFETCH(QString, reason);
    const QJsonObject before = list();
    const ProgramRun run = saved(command.split(u' '));
    QVERIFY(run.code != 0);
    QVERIFY2(run.err.contains(reason.toUtf8()), run.err.constData());
    QCOMPARE(list(), before);
}

void TestSaved::hostileNamesAreHarmless() {
    for (const QString& name : {QStringLiteral("../../x"), QStringLiteral("=1+1"),
                                QStringLiteral("'; DROP TABLE saved_view; --"),
                                QString(QChar(0x202E)) + QStringLiteral("rtl")}) {
        QCOMPARE(
            saved({QStringLiteral("save"), name, QStringLiteral("--page"), QStringLiteral("units")})
                .code,
            0);
        const QStringList files = report(
            {QStringLiteral("--saved"), name, QStringLiteral("--format"), QStringLiteral("csv")},
            "hostile");
        QCOMPARE(files.size(), 1);
        QVERIFY(files.front().startsWith(m_program.path("hostile")));
        QVERIFY(!files.front().mid(m_program.path("hostile").size() + 1).contains(u'/'));
        QVERIFY(!saved({}).out.contains("\xe2\x80\xae"));
        QCOMPARE(saved({QStringLiteral("delete"), name}).code, 0);
    }
    QCOMPARE(saved({QStringLiteral("save"), QStringLiteral("\x1b[2J"), QStringLiteral("--page"),
                    QStringLiteral("units")})
                 .code,
             2);
}

QTEST_GUILESS_MAIN(TestSaved)
#include "tst_saved.moc"

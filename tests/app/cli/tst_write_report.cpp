// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of the program, end to end: what is handed out says what the other answers say.
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "importers/input/byte_input.h"
#include "models/core/decimal.h"
#include "models/tables/number_format.h"
#include "tests/app/sample_program.h"
#include "tests/views/export/pdf_pages.h"

#include <algorithm>
#include <cmath>

using namespace ms;

class TestWriteReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void packsAreWritten_data();
    void packsAreWritten();
    void csvIsWhatTheVerbPrints_data();
    void csvIsWhatTheVerbPrints();
    void totalsOfThePdfAreThoseOfTheAnswer_data();
    void totalsOfThePdfAreThoseOfTheAnswer();
    void totalsOfTheWorkbookAreThoseOfTheAnswer_data();
    void totalsOfTheWorkbookAreThoseOfTheAnswer();
    void theSameQuestionIsTheSameBytes();
    void halfWrittenFilesAreNeverSeen();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();

private:
    QStringList report(const QStringList& options, const QString& folder);

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

/// The lines of a sheet.
QStringList sheetOf(const QString& path, const std::string& sheet) {
    auto input = importers::ByteInput::open({path.toStdString(), sheet}, {});
    if (!input)
        return {QString::fromStdString(input.error().message)};
    std::string text, buffer(1 << 16, '\0');
    while (true) {
        const auto got = (*input)->read(buffer);
        if (!got || *got == 0)
            break;
        text.append(buffer, 0, *got);
    }
    return QString::fromStdString(text).split(u'\n');
}

core::MoneySum moneyOf(const QJsonValue& value) {
    const auto amount = core::parseDecimal(value.toString().toStdString());
    if (!amount)
        return {};
    core::Int128 picos = amount->digits;
    for (int scale = amount->scale; scale < 12; ++scale)
        picos *= 10;
    return core::MoneySum::fromPicos(picos);
}

} // namespace

void TestWriteReport::initTestCase() {
    QVERIFY(m_program.make(1500, 7));
}

/// The files that were written, which the program names.
QStringList TestWriteReport::report(const QStringList& options, const QString& folder) {
    const ProgramRun run =
        m_program.run(QStringList{QStringLiteral("report"), QStringLiteral("--out"), folder,
                                  QStringLiteral("--date"), QStringLiteral("2026-07-01")} +
                      options);
    return run.code == 0 ? QString::fromUtf8(run.out).split(u'\n', Qt::SkipEmptyParts)
                         : QStringList();
}

void TestWriteReport::packsAreWritten_data() {
    QTest::addColumn<QString>("pack");
    for (const char* pack : {"cfo", "weekly", "features", "tenants"})
        QTest::newRow(pack) << QString::fromLatin1(pack);
}

void TestWriteReport::packsAreWritten() {
    QFETCH(QString, pack);
    const QString folder = m_program.path("packs/") + pack;
    const QStringList files = report(
        words("--from 2026-06-01 --to 2026-07-01 --format pdf,xlsx,html --pack") << pack, folder);
    QCOMPARE(files.size(), 3);
    QVERIFY2(files[0].endsWith(QStringLiteral("sample-%1-june-2026.pdf").arg(pack)),
             qPrintable(files[0]));
    for (const auto& [file, begin] : {std::pair{files[0], "%PDF-"}, std::pair{files[1], "PK"},
                                      std::pair{files[2], "<!DOCTYPE"}})
        QVERIFY(contentOf(file).startsWith(begin));
}

void TestWriteReport::csvIsWhatTheVerbPrints_data() {
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("verb");
    QTest::newRow("units") << "units"
                           << "units --by feature";
    QTest::newRow("concentration") << "whale_curve"
                                   << "concentration --section whale_curve";
    QTest::newRow("coverage") << "coverage"
                              << "coverage";
    QTest::newRow("cache") << "cache"
                           << "cache --by feature";
    QTest::newRow("findings") << "findings"
                              << "findings";
}

void TestWriteReport::csvIsWhatTheVerbPrints() {
    QFETCH(QString, section);
    QFETCH(QString, verb);
    const QStringList range = words("--from 2026-06-01 --to 2026-07-01");
    const QStringList files =
        report(range + QStringList{QStringLiteral("--section"), section, QStringLiteral("--format"),
                                   QStringLiteral("csv")},
               m_program.path("csv"));
    QCOMPARE(files.size(), 1);
    const ProgramRun printed =
        m_program.run(verb.split(u' ') + range + QStringList{QStringLiteral("--csv")});
    QCOMPARE(QString::fromUtf8(contentOf(files.front())), QString::fromUtf8(printed.out));
}

void TestWriteReport::totalsOfThePdfAreThoseOfTheAnswer_data() {
    QTest::addColumn<QString>("by");
    for (const char* by : {"tenant", "feature", "tier", "month"})
        QTest::newRow(by) << QString::fromLatin1(by);
}

void TestWriteReport::totalsOfThePdfAreThoseOfTheAnswer() {
    QFETCH(QString, by);
    const QStringList files =
        report(words("--section margin --format pdf --by") << by, m_program.path("pdf"));
    QCOMPARE(files.size(), 1);
    PAGES_OR_SKIP(pages, files.front());
    const QString text = pages.join(u'\f');
    const QJsonObject total = m_program.ask("margin --by " + by.toLatin1())[u"total"].toObject();
    const tables::NumberFormat format("USD");
    for (const char* figure : {"cost", "revenue", "margin"}) {
        const QString shown = format.money(moneyOf(total[QLatin1String(figure)]));
        const QRegularExpression line(QStringLiteral("Total.* ") +
                                      QRegularExpression::escape(shown));
        QVERIFY2(text.contains(line), qPrintable(QLatin1String(figure) + u' ' + shown));
    }
}

void TestWriteReport::totalsOfTheWorkbookAreThoseOfTheAnswer_data() {
    totalsOfThePdfAreThoseOfTheAnswer_data();
}

/// As our own reader of workbooks reads it: the total in numbers, the formulas' values.
void TestWriteReport::totalsOfTheWorkbookAreThoseOfTheAnswer() {
    QFETCH(QString, by);
    const QStringList files =
        report(words("--section margin --format xlsx --by") << by, m_program.path("xlsx"));
    QCOMPARE(files.size(), 1);
    const QStringList lines = sheetOf(files.front(), "Margin by " + by.toStdString());
    const auto header = std::find_if(lines.begin(), lines.end(), [](const QString& line) {
        return line.contains(QStringLiteral(",Revenue,"));
    });
    const auto last = std::find_if(lines.begin(), lines.end(), [](const QString& line) {
        return line.startsWith(QStringLiteral("Total,"));
    });
    QVERIFY2(header != lines.end() && last != lines.end(), qPrintable(lines.join(u'\n')));
    const QStringList titles = header->trimmed().split(u','), figures = last->trimmed().split(u',');
    const QJsonObject total = m_program.ask("margin --by " + by.toLatin1())[u"total"].toObject();
    for (const auto& [title, name] :
         {std::pair{"Direct cost", "cost"}, std::pair{"Total cost", "total_cost"},
          std::pair{"Revenue", "revenue"}, std::pair{"Margin", "margin"}}) {
        const qsizetype column = titles.indexOf(QLatin1String(title));
        QVERIFY2(column > 0, title);
        const double wanted = total[QLatin1String(name)].toString().toDouble();
        QVERIFY2(std::abs(figures[column].toDouble() - wanted) <= std::abs(wanted) * 1e-15,
                 qPrintable(figures[column]));
    }
    QCOMPARE(figures[titles.indexOf(QStringLiteral("Requests"))].toInt(),
             total[u"requests"].toInt());
}

void TestWriteReport::theSameQuestionIsTheSameBytes() {
    const QStringList options = words("--pack tenants --format pdf,xlsx,html,csv,svg,png --dpi 96");
    const QStringList first = report(options, m_program.path("first"));
    QTest::qWait(2100); // times in archives have steps of two seconds
    const QStringList second = report(options, m_program.path("second"));
    QVERIFY(first.size() > 10);
    QCOMPARE(first.size(), second.size());
    for (qsizetype i = 0; i < first.size(); ++i)
        QVERIFY2(contentOf(first[i]) == contentOf(second[i]), qPrintable(first[i]));
}

void TestWriteReport::halfWrittenFilesAreNeverSeen() {
    const QString folder = m_program.path("whole");
    const QStringList files = report(words("--section units --format pdf,csv"), folder);
    QCOMPARE(files.size(), 2);
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2); // and no part of any
    // A folder where a file would be: it is told, and nothing else is left.
    QVERIFY(QDir(folder).mkpath(QStringLiteral("again/") + QFileInfo(files[0]).fileName()));
    const ProgramRun run =
        m_program.run(QStringList{QStringLiteral("report"), QStringLiteral("--out"),
                                  folder + QStringLiteral("/again")} +
                      words("--section units --format pdf"));
    QCOMPARE(run.code, 8);
    QCOMPARE(QDir(folder + QStringLiteral("/again")).entryList(QDir::Files).size(), 0);
}

void TestWriteReport::whatMakesNoSenseIsRefused_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("words");
    QTest::newRow("a format") << "--format docx"
                              << "There is no format 'docx'";
    QTest::newRow("a pack") << "--pack board"
                            << "There is no pack 'board'";
    QTest::newRow("a page") << "--page home"
                            << "There is no page 'home'";
    QTest::newRow("a section") << "--section home"
                               << "There is no section 'home'";
    QTest::newRow("both") << "--pack cfo --page units"
                          << "not both";
    QTest::newRow("a day") << "--date yesterday"
                           << "--date takes a day";
    QTest::newRow("a size") << "--size 5x5"
                            << "--size takes";
}

void TestWriteReport::whatMakesNoSenseIsRefused() {
    QFETCH(QString, options);
    QFETCH(QString, words);
    const ProgramRun run = m_program.run(
        QStringList{QStringLiteral("report"), QStringLiteral("--out"), m_program.path("refused")} +
        options.split(u' '));
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(words.toUtf8()), run.err.constData());
}

QTEST_GUILESS_MAIN(TestWriteReport)
#include "tst_write_report.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Saved views between window and command line: what one keeps, the other shows and writes.
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHashFunctions>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "models/session/scenario_text.h"
#include "tests/app/sample_program.h"
#include "views/export/report_builder.h"
#include "views/pages/overview_page.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/shell/main_window.h"
#include "views/shell/save_view_dialog.h"
#include "views/shell/window_actions.h"

using namespace ms;
using session::Page;
using session::Place;

class TestKeptPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aScenarioIsRestoredWithoutItsFile();
    void aComparisonIsRestored();
    void whatTheProgramSavedIsOpenedInTheWindow();
    void exportsAreTheSameBytes_data();
    void exportsAreTheSameBytes();
    void aReportIsTheSameBytes();
    void actualsAreNotTouched();
    void cleanupTestCase();

private:
    void visit(const Place& place) {
        m_window->state().visit(place);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->reportPage() && !m_window->reportPage()->isBusy(),
                                 30'000);
    }
    report::Table figures() const { return m_window->reportPage()->view().section().table; }
    void save(const QString& name) {
        views::SaveViewDialog* dialog = m_window->savedShelf().saveShown();
        QVERIFY(dialog);
        dialog->name().setText(name);
        dialog->button().click();
        QTRY_VERIFY(!m_window->saved().isBusy());
        QVERIFY(m_window->saved().view(name.toStdString()));
    }
    /// Somewhere else altogether.
    void leave() {
        Place place;
        place.page = Page::Units;
        place.filter = session::withValues({}, query::Dimension::Tier, {"Free"});
        place.filter.scope.kind = query::Scope::Kind::All;
        place.options = {{"manual-cost", "1"}};
        visit(place);
    }
    void open(const QString& name) {
        m_window->savedShelf().open(name);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->reportPage() && !m_window->reportPage()->isBusy(),
                                 30'000);
    }
    /// File > Export of these, to `path`.
    void exportTo(const QString& path, const std::function<void()>& ask) {
        ask();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 60'000);
        QTRY_VERIFY(m_window->message().contains(path));
    }
    QStringList report(const QStringList& options, const QString& folder) {
        const ProgramRun run = m_program.run(
            QStringList{QStringLiteral("report"), QStringLiteral("--out"), folder} + options);
        return QString::fromUtf8(run.out).split(u'\n', Qt::SkipEmptyParts);
    }

    SampleProgram m_program;
    QString m_path;
    app::LocalImportService m_imports;
    app::LocalMappingService m_mapping;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<views::MainWindow> m_window;
};

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

core::TimeRange june() {
    return {core::Zone().startOf(*core::parseDay("2026-06-01")),
            core::Zone().startOf(*core::parseDay("2026-07-01"))};
}

bool haveSameCells(const report::Table& a, const report::Table& b) {
    if (a.rows.size() != b.rows.size() || a.total != b.total)
        return false;
    for (std::size_t row = 0; row < a.rows.size(); ++row)
        if (a.rows[row].cells != b.rows[row].cells)
            return false;
    return true;
}

} // namespace

void TestKeptPages::initTestCase() {
    QVERIFY(m_program.make(3000, 7));
    m_path = m_program.path("sample.margin");
    m_session = std::make_unique<session::Session>(session::localWorkspaces());
    m_window =
        std::make_unique<views::MainWindow>(*m_session, m_imports, m_mapping, views::SettingsDoor{},
                                            views::reportPages(), session::savedInFiles());
    m_window->show();
    QSignalSpy shown(&m_window->overviewPage(), &views::OverviewPage::shown);
    m_window->openWorkspace(m_path);
    QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, 30'000);
}

void TestKeptPages::cleanupTestCase() {
    m_window.reset();
    m_session.reset();
}

void TestKeptPages::aScenarioIsRestoredWithoutItsFile() {
    const QString file = m_program.path("pro_price.json");
    QVERIFY(QFile::copy(
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json"), file));
    Place place;
    place.page = Page::WhatIf;
    place.section = "whatif";
    place.sectionBy = {query::Dimension::Tier};
    place.options = {{"scenario", file.toStdString()}, {"cache-hit-rate", "0.15"}};
    place.filter.range = june();
    place.filter.conditions = {
        {query::Dimension::Tier, query::Condition::Kind::NotIn, {"Enterprise"}}};
    visit(place);
    const report::Table before = figures();
    QVERIFY(before.rows.size() > 1);
    const auto document = session::scenarioNamed(file.toStdString());
    save(QStringLiteral("Pro price, cached"));
    QVERIFY(QFile::remove(file));
    leave();
    open(QStringLiteral("Pro price, cached"));
    const Place& after = m_window->state().place();
    QVERIFY(after.filter == place.filter);
    QCOMPARE(after.section, place.section);
    QCOMPARE(after.sectionBy, place.sectionBy);
    QCOMPARE(after.options.at("cache-hit-rate"), std::string("0.15"));
    const auto restored = session::scenarioNamed(after.options.at("scenario"));
    QVERIFY(document && restored && *restored == *document);
    QVERIFY(haveSameCells(figures(), before));
    // The copied command says it all, and prints the same.
    m_window->findChild<views::WindowActions*>()->copyCommand->trigger();
    const QString command = QApplication::clipboard()->text();
    QVERIFY2(command.contains(QStringLiteral("--scenario '{")), qPrintable(command));
    QVERIFY(command.contains(QStringLiteral("--cache-hit-rate 0.15")));
    m_window->reportPage()->toggleOptions(); // the field holds the document, as it is
    QVERIFY(m_window->state().place().options == after.options);
    m_window->reportPage()->toggleOptions();
}

void TestKeptPages::aComparisonIsRestored() {
    Place place;
    place.page = Page::Compare;
    place.section = "compare";
    place.options = {{"dim", "model"}, {"stratify", "tier"}, {"margin", "3"}};
    place.filter.range = june();
    visit(place);
    const report::Table before = figures();
    save(QStringLiteral("Models in June"));
    leave();
    open(QStringLiteral("Models in June"));
    QVERIFY(m_window->state().place() == place);
    QVERIFY(haveSameCells(figures(), before));
}

void TestKeptPages::whatTheProgramSavedIsOpenedInTheWindow() {
    const ProgramRun run = m_program.run(
        {QStringLiteral("saved"), QStringLiteral("save"), QStringLiteral("By hand"),
         QStringLiteral("--page"), QStringLiteral("units"), QStringLiteral("--set"),
         QStringLiteral("manual-cost=4.50"), QStringLiteral("--from"), QStringLiteral("2026-06-01"),
         QStringLiteral("--to"), QStringLiteral("2026-07-01")});
    QCOMPARE(run.code, 0);
    m_window->saved().reload();
    QTRY_VERIFY(m_window->saved().view("By hand"));
    leave();
    open(QStringLiteral("By hand"));
    QVERIFY(m_window->state().place().filter.range == june());
    QCOMPARE(m_window->state().place().options.at("manual-cost"), std::string("4.50"));
}

void TestKeptPages::exportsAreTheSameBytes_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"csv", "html", "xlsx", "pdf", "svg"})
        QTest::newRow(format) << QString::fromLatin1(format);
}

/// The window's file and the program's, of a scenario and of a comparison.
void TestKeptPages::exportsAreTheSameBytes() {
    QFETCH(QString, format);
    QDir(m_program.path("")).mkpath(QStringLiteral("window"));
    for (const QString& name :
         {QStringLiteral("Pro price, cached"), QStringLiteral("Models in June")}) {
        const QString path =
            m_program.path("window/") + QString(name).replace(u' ', u'_') + u'.' + format;
        exportTo(path, [&] { m_window->savedShelf().exportViews({name}); });
        const QStringList files =
            report({QStringLiteral("--saved"), name, QStringLiteral("--format"), format},
                   m_program.path("program"));
        QCOMPARE(files.size(), 1);
        QVERIFY(!contentOf(path).isEmpty());
        QVERIFY2(contentOf(path) == contentOf(files.front()), qPrintable(files.front()));
    }
}

void TestKeptPages::aReportIsTheSameBytes() {
    m_window->saved().saveReport(
        {"Board", "For the board", {"Models in June", "Pro price, cached"}, {}});
    QTRY_VERIFY(m_window->saved().report("Board"));
    leave(); // what is looked at does not matter
    const QString path = m_program.path("board.html");
    exportTo(path, [&] { m_window->savedShelf().exportReport(QStringLiteral("Board")); });
    const QStringList files = report({QStringLiteral("--saved-report"), QStringLiteral("Board"),
                                      QStringLiteral("--format"), QStringLiteral("html")},
                                     m_program.path("program"));
    QCOMPARE(files.size(), 1);
    QVERIFY(contentOf(path).contains("For the board"));
    QVERIFY(contentOf(path) == contentOf(files.front()));
}

void TestKeptPages::actualsAreNotTouched() {
    const auto counts = m_program.sql(QStringLiteral(
        "select 'all', (select value from setting where name = 'version'), (select count(*) from "
        "batch), (select count(*) from saved_view)"));
    const QStringList row = counts.value(QStringLiteral("all"));
    QCOMPARE(row[1], QString::number(m_session->snapshot()->version));
    QCOMPARE(row[2], QString::number(m_session->snapshot()->batches.size()));
    QCOMPARE(row[3], QStringLiteral("3"));
}

int main(int argc, char** argv) {
    QHashSeed::setDeterministicGlobalSeed(); // a PDF lists its fonts in the order of a hash
    const QApplication application(argc, argv);
    TestKeptPages test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kept_pages.moc"

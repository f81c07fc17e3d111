// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a picture of every page, in both themes and four sizes: screenshots OUT_DIR [WORKSPACE]
// With files instead of a workspace: of how they are imported at once into a new one, and of how
// each is mapped; with "reports": of pages of sections; with "saved": of saved views.
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QTreeWidget>

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "models/tables/report_table_model.h"
#include "tests/views/fake_sections.h"
#include "tests/views/sample_company.h"
#include "views/pages/attempts_page.h"
#include "views/pages/batches_page.h"
#include "views/pages/import_page.h"
#include "views/pages/lever_card.h"
#include "views/pages/lever_number.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_preview.h"
#include "views/pages/mapping_view.h"
#include "views/pages/margin_page.h"
#include "views/pages/reject_editor.h"
#include "views/pages/rejects_panel.h"
#include "views/pages/report_page.h"
#include "views/pages/report_pages.h"
#include "views/pages/scenario_editor.h"
#include "views/pages/section_view.h"
#include "views/shell/main_window.h"
#include "views/shell/report_dialog.h"
#include "views/shell/save_view_dialog.h"
#include "views/shell/window_actions.h"
#include "views/widgets/pinned_table.h"

#include <cstdio>

namespace {

using namespace ms;

constexpr int kSettleMs = 700;

void settle(int milliseconds = kSettleMs) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

struct Shot {
    QString outDir;
    QString theme;
    QSize size;
    QString workspace;
    void save(QWidget& window, const QString& name) const {
        settle();
        const QString file = QStringLiteral("%1/%2-%3-%4x%5.png")
                                 .arg(outDir, name, theme)
                                 .arg(size.width())
                                 .arg(size.height());
        if (!window.grab().save(file))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    }
};

views::SettingsDoor door(const QString& theme) {
    return {[theme] {
                views::WindowSettings settings;
                settings.theme = views::themeNamed(theme);
                settings.recent = {{QStringLiteral("/home/ann/missing.margin"), 1'204'551,
                                    QStringLiteral("May 2026 to June 2026"),
                                    QDateTime::currentDateTime()},
                                   {QCoreApplication::applicationFilePath(), 48'210,
                                    QStringLiteral("May 2026"), QDateTime::currentDateTime()}};
                return settings;
            },
            {}};
}

/// A file with a name of 200 characters and 10,000 rows that do all they can.
std::shared_ptr<test::SampleWorkspace> companyWithHostileFile() {
    auto company = test::SampleWorkspace::company();
    store::Batch batch = test::batchOf(
        4, core::FileKind::Charges, "/exports/" + std::string(190, 'x') + "-<b>.csv", 900, 10'000);
    batch.head = "tenant,amount,currency,period_start,period_end,description\n";
    batch.format = "revenue";
    batch.isActive = false;
    batch.corrected = 2;
    batch.notes = {"<img src=x> is a note, too"};
    company->batches.push_back(batch);
    std::vector<store::Reject>& rejects = company->rejects[4];
    for (int row = 1; row <= 10'000; ++row)
        rejects.push_back({row,
                           {row + 1, "amount", "'<b>5</b>' is not a number.",
                            row % 3 == 0 ? "\u05d0\u05e7\u05de\u05d4,\u202e5,USD,\"two\nlines\""
                                         : "<b>acme</b>,<b>5</b>,USD," + std::string(300, 'y')},
                           row < 3 ? std::optional<std::int64_t>(5) : std::nullopt});
    return company;
}

void shootReceipts(views::MainWindow& window, const Shot& shot) {
    views::BatchesPage& page = window.batchesPage();
    auto* list = page.findChild<views::PinnedTable*>()->view();
    auto* tabs = page.findChild<QTabBar*>();
    list->selectRow(3); // the events
    shot.save(window, QStringLiteral("data-receipt"));
    tabs->setCurrentIndex(1);
    shot.save(window, QStringLiteral("data-rejects"));
    auto* table = page.rejectsPanel().findChild<QTableView*>();
    QTest::keyClick(table, Qt::Key_Return);
    auto* text = page.rejectsPanel()
                     .findChild<views::RejectEditor*>()
                     ->findChildren<QPlainTextEdit*>()
                     .last();
    text->setPlainText(QStringLiteral("{\"request_id\":\"r-17\",\"good\":1}"));
    table->selectRow(1);
    text->setPlainText(QStringLiteral("{\"request_id\":\"r-18\",\"better\":1}"));
    shot.save(window, QStringLiteral("data-edited"));
    for (QPushButton* button : page.findChildren<QPushButton*>())
        if (button->text().contains(QStringLiteral("edited")))
            button->click();
    shot.save(window, QStringLiteral("data-retried"));
    list->selectRow(1); // hostile; the retry is above it
    shot.save(window, QStringLiteral("data-hostile-rejects"));
    tabs->setCurrentIndex(0);
    shot.save(window, QStringLiteral("data-hostile"));
    list->selectRow(3); // no rejects
    tabs->setCurrentIndex(1);
    shot.save(window, QStringLiteral("data-no-rejects"));
    tabs->setCurrentIndex(0);
}

views::ReportPage* shownReport(const views::MainWindow& window) {
    for (views::ReportPage* page : window.findChildren<views::ReportPage*>())
        if (page->isVisible())
            return page;
    return nullptr;
}

/// Every section of the product's pages, of the workspace that is open.
void shootAnswers(views::MainWindow& window, const Shot& shot) {
    for (const views::ReportPageSpec& page : views::reportPages())
        for (const views::SectionSource& section : page.sections) {
            if (page.page == session::Page::Overview)
                continue; // shows all of them at once
            session::Place place = window.state().place();
            place.page = page.page;
            place.section = section.id;
            if (page.page == session::Page::WhatIf)
                place.options = {{"for", "tier=Free"},
                                 {"cache-hit-rate", "0.12"},
                                 {"route-to", "cobalt-mini"},
                                 {"compress-keep", "0.6"}};
            window.state().visit(place);
            settle(600);
            const QString name = QStringLiteral("answer-") + QString::fromStdString(section.id);
            shot.save(window, name);
            if (!section.options.empty()) {
                views::ReportPage* report = shownReport(window);
                report->toggleOptions();
                shot.save(window, name + QStringLiteral("-settings"));
                report->toggleOptions();
            }
            window.state().back();
        }
}

void shootData(views::MainWindow& window, const Shot& shot) {
    window.openWorkspace(shot.workspace.isEmpty() ? QStringLiteral("/home/ann/acme.margin")
                                                  : shot.workspace);
    settle(shot.workspace.isEmpty() ? 300 : 3000);
    shot.save(window, QStringLiteral("overview"));
    window.state().visitPage(session::Page::Margin);
    settle(600);
    shot.save(window, QStringLiteral("margin"));
    shootAnswers(window, shot);
    session::Place place = window.state().place();
    place.by = {query::Dimension::Tenant, query::Dimension::Feature};
    window.state().visit(place);
    shot.save(window, QStringLiteral("margin-two"));
    window.state().back();
    settle();
    Q_EMIT window.marginPage().table().rowActivated(0);
    shot.save(window, QStringLiteral("margin-drilled"));
    Q_EMIT window.marginPage().table().rowActivated(0);
    settle();
    shot.save(window, QStringLiteral("attempts"));
    query::Filter filter;
    filter = session::withValues(filter, query::Dimension::Tenant, {"nobody"});
    window.state().setFilter(filter);
    window.state().visitPage(session::Page::Margin);
    shot.save(window, QStringLiteral("margin-nothing"));
    window.state().undo();
    window.state().visitPage(session::Page::Batches);
    shot.save(window, QStringLiteral("data"));
    if (shot.workspace.isEmpty())
        shootReceipts(window, shot);
    window.lookAtFiles({QStringLiteral("/exports/requests-july.jsonl.gz"),
                        QStringLiteral("/exports/invoice.pdf")});
    shot.save(window, QStringLiteral("import"));
    if (!shot.workspace.isEmpty())
        return;
    window.importPage().importAll();
    shot.save(window, QStringLiteral("import-receipt"));
}

/// A page of sections with all kinds of cells, and with what may be wrong.
void shootReports(const Shot& shot) {
    test::SampleImports imports(test::SampleWorkspace::company());
    session::Session session(test::accessTo(test::SampleWorkspace::company()));
    app::LocalMappingService mapping;
    views::SectionSource byFeature =
        test::fakeSource("by", QStringLiteral("By dimensions & more"), 3);
    byFeature.by = {query::Dimension::Feature};
    views::SectionSource broken = test::fakeSource("broken", QStringLiteral("Broken"), 0);
    broken.ask = [](const session::Snapshot&, const views::SectionQuestion&,
                    std::stop_token) -> core::Result<report::Section> {
        return core::Error{core::Error::Code::Usage, "There are no two periods to compare.", {}};
    };
    views::SectionSource slow = test::fakeSource("slow", QStringLiteral("Slow"), 40);
    slow.ask = [answer = slow.ask](const session::Snapshot& snapshot,
                                   const views::SectionQuestion& question, std::stop_token stop) {
        while (!question.filter.conditions.empty() && !stop.stop_requested())
            QThread::msleep(5);
        return answer(snapshot, question, stop);
    };
    views::MainWindow window(
        session, imports, mapping, door(shot.theme),
        {{session::Page::Units,
          QStringLiteral("Units"),
          "units",
          {test::fakeSource("many", QStringLiteral("Many rows"), 1000), byFeature,
           test::fakeSource("none", QStringLiteral("None"), 0), broken, slow}}});
    window.resize(shot.size);
    window.show();
    window.openWorkspace(QStringLiteral("/home/ann/acme.margin"));
    settle();
    window.state().visitPage(session::Page::Units);
    shot.save(window, QStringLiteral("report-many"));
    QTabBar& tabs = window.reportPage()->tabs();
    QTest::keyClick(window.reportPage(), Qt::Key_F1);
    window.reportPage()->view().table().view()->setCurrentIndex(
        window.reportPage()->view().model().index(2, 4));
    shot.save(window, QStringLiteral("report-explained"));
    QTest::keyClick(window.reportPage(), Qt::Key_F1);
    for (const auto& [tab, name] : {std::pair{1, "report-by"}, std::pair{2, "report-none"},
                                    std::pair{3, "report-broken"}, std::pair{4, "report-slow"}}) {
        tabs.setCurrentIndex(tab);
        shot.save(window, QString::fromLatin1(name));
    }
    window.state().setFilter(session::withValues({}, query::Dimension::Tier, {"Free"}));
    shot.save(window, QStringLiteral("report-stale"));
    window.state().undo(); // the window waits for its jobs when it closes
    settle();
}

/// Saved views: the button, its menu, the dialogs, with names of all kinds and with none.
void shootSaved(const Shot& shot) {
    const auto company = test::SampleWorkspace::company();
    test::SampleImports imports(company);
    session::Session session(test::accessTo(company));
    app::LocalMappingService mapping;
    views::MainWindow window(session, imports, mapping, door(shot.theme), views::reportPages(),
                             test::savedIn(company));
    window.resize(shot.size);
    window.show();
    window.openWorkspace(QStringLiteral("/home/ann/acme.margin"));
    settle();
    views::SavedShelf& shelf = window.savedShelf();
    shot.save(*shelf.manage(), QStringLiteral("saved-none"));
    shelf.manage()->reject();
    const auto keep = [&](const char* name, const char* note) {
        window.saved().save({name, note, window.state().place(), core::Zone()});
        settle();
    };
    keep("Every morning", "for the stand-up");
    session::Place place;
    place.page = session::Page::Units;
    place.section = "units";
    place.sectionBy = {query::Dimension::Feature};
    window.state().visit(place);
    keep("Cost per unit, all of 2026", "");
    window.state().setFilter(session::withValues({}, query::Dimension::Tenant, {"acme"}));
    keep("Acme & co <b>after</b> the price change of May, as Mira asked",
         "see the invoice of June");
    shot.save(window, QStringLiteral("saved-button"));
    window.saved().saveReport(
        {"Board", "For the board", {"Every morning", "Cost per unit, all of 2026"}, {}});
    settle();
    QMenu& menu = shelf.button().filledMenu();
    menu.popup(shelf.button().mapToGlobal(QPoint(0, 30)));
    shot.save(menu, QStringLiteral("saved-menu"));
    menu.close();
    QMenu& all = window.findChild<views::WindowActions*>()->savedViews();
    all.popup(window.mapToGlobal(QPoint(200, 30)));
    shot.save(all, QStringLiteral("saved-all"));
    all.close();
    views::SavedDialog* dialog = shelf.manage();
    dialog->itemOf(QStringLiteral("Every morning"))->setSelected(true);
    shot.save(*dialog, QStringLiteral("saved-manage"));
    dialog->reject();
    views::ReportDialog* report = shelf.editReport(QStringLiteral("Board"));
    shot.save(*report, QStringLiteral("saved-report"));
    report->reject();
    views::SaveViewDialog* save = shelf.saveShown();
    shot.save(*save, QStringLiteral("saved-save"));
    save->name().setText(QStringLiteral("Every morning"));
    shot.save(*save, QStringLiteral("saved-replace"));
    save->reject();
}

void shootAll(const Shot& shot) {
    const auto company = companyWithHostileFile();
    const auto access =
        shot.workspace.isEmpty() ? test::accessTo(company) : session::localWorkspaces();
    test::SampleImports imports(company);
    session::Session session(access);
    app::LocalMappingService mapping;
    views::MainWindow window(session, imports, mapping, door(shot.theme));
    window.resize(shot.size);
    window.show();
    shot.save(window, QStringLiteral("start"));
    shootData(window, shot);
    shootReports(shot);

    const auto nothing = std::make_shared<test::SampleWorkspace>();
    session::Session emptySession(test::accessTo(nothing));
    views::MainWindow empty(emptySession, imports, mapping, door(shot.theme));
    empty.resize(shot.size);
    empty.show();
    empty.openWorkspace(QStringLiteral("/home/ann/new.margin"));
    shot.save(empty, QStringLiteral("empty-margin"));
    empty.state().visitPage(session::Page::Batches);
    shot.save(empty, QStringLiteral("empty-data"));
    empty.state().visitPage(session::Page::Import);
    shot.save(empty, QStringLiteral("empty-import"));
}

/// A pricing session, from the document that makes Free pay to a comparison with it.
void shootScenario(const Shot& shot) {
    session::Session session(session::localWorkspaces());
    const auto nothing = std::make_shared<test::SampleWorkspace>();
    test::SampleImports imports(nothing);
    app::LocalMappingService mapping;
    views::MainWindow window(session, imports, mapping, door(shot.theme));
    window.resize(shot.size);
    window.show();
    window.openWorkspace(shot.workspace);
    settle(3000);
    window.state().visitPage(session::Page::WhatIf);
    shot.save(window, QStringLiteral("scenario-nothing"));
    auto& editor = *qobject_cast<views::ScenarioEditor*>(shownReport(window)->optionEditor());
    editor.openFrom(QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/free_pays.json"));
    settle(2000);
    shot.save(window, QStringLiteral("scenario-opened"));
    editor.keepToCompare();
    editor.cards().at(1)->numberOf(scenario::Field::HitRate)->slider().setValue(60); // the cache
    editor.addMenu().actions().front()->trigger();
    for (const char* section :
         {"whatif_rows", "whatif_range", "whatif_spread", "whatif_against", "whatif_assumptions"}) {
        session::Place place = window.state().place();
        place.section = section;
        window.state().visit(place);
        settle(1500);
        shot.save(window, QStringLiteral("scenario-") + QString::fromLatin1(section));
    }
}

/// All files at once into a new workspace, as somebody does it for the first time.
void shootFirstImport(const Shot& shot, const QStringList& files) {
    const QTemporaryDir folder;
    app::LocalImportService imports;
    app::LocalMappingService mapping;
    session::Session session(session::localWorkspaces());
    views::MainWindow window(session, imports, mapping, door(shot.theme));
    window.resize(shot.size);
    window.show();
    shot.save(window, QStringLiteral("first-start"));
    window.lookAtFiles(files);
    settle(3000);
    shot.save(window, QStringLiteral("first-look"));
    session.create(folder.filePath(QStringLiteral("company.margin")));
    settle(1000);
    window.lookAtFiles(files);
    settle(3000);
    window.importPage().importAll();
    settle(6000);
    shot.save(window, QStringLiteral("first-receipts"));
    window.state().visitPage(session::Page::Margin);
    shot.save(window, QStringLiteral("first-margin"));
    window.state().visitPage(session::Page::Batches);
    shot.save(window, QStringLiteral("first-data"));
}

void shootMappings(const Shot& shot, const QStringList& files) {
    app::LocalImportService imports;
    app::LocalMappingService mapping;
    session::Session session(test::accessTo(test::SampleWorkspace::company()));
    views::MainWindow window(session, imports, mapping, door(shot.theme));
    window.resize(shot.size);
    window.show();
    for (const QString& file : files) {
        const QString name = QFileInfo(file).baseName();
        window.lookAtFiles({file});
        shot.save(window, QStringLiteral("look-") + name);
        window.importPage().mapCurrent();
        settle();
        shot.save(window, QStringLiteral("map-") + name);
        views::MappingView& view = window.importPage().mapping();
        view.draft().setKind(core::FileKind::Charges);
        shot.save(window, QStringLiteral("map-as-charges-") + name);
        view.findChild<views::MappingPreview*>()->setCurrentIndex(1);
        shot.save(window, QStringLiteral("map-file-") + name);
        view.findChild<views::MappingPreview*>()->setCurrentIndex(0);
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr,
                     "screenshots OUT_DIR [WORKSPACE [scenario] [light-1440 | dark-900 | ...]]\n");
        return 2;
    }
    const QString out = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(out);
    const QStringList given = QApplication::arguments().mid(2);
    const QString workspace = given.value(0);
    if (workspace == QStringLiteral("reports")) {
        for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")})
            for (const QSize size : {QSize(900, 600), QSize(1600, 900)})
                shootReports({out, theme, size, {}});
        return 0;
    }
    if (workspace == QStringLiteral("saved")) {
        for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")})
            for (const QSize size : {QSize(900, 600), QSize(1280, 800)})
                shootSaved({out, theme, size, {}});
        return 0;
    }
    if (!given.isEmpty() && !workspace.endsWith(QStringLiteral(".margin"))) {
        for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")})
            for (const QSize size : {QSize(1600, 900), QSize(900, 600)}) {
                shootFirstImport({out, theme, size, {}}, given);
                shootMappings({out, theme, size, {}}, given);
            }
        return 0;
    }
    const bool isScenario = given.value(1) == QStringLiteral("scenario");
    const QStringList wanted = given.mid(isScenario ? 2 : 1);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")})
        for (const QSize size :
             {QSize(1440, 900), QSize(1280, 800), QSize(900, 600), QSize(1920, 1080)})
            if (const QString name = theme + u'-' + QString::number(size.width());
                wanted.isEmpty() || wanted.contains(name))
                (isScenario ? shootScenario : shootAll)({out, theme, size, workspace});
    return 0;
}

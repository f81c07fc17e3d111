// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a picture of every page, in both themes and four sizes: screenshots OUT_DIR [WORKSPACE]
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QTableView>
#include <QTimer>

#include "tests/views/sample_company.h"
#include "views/pages/attempts_page.h"
#include "views/pages/import_page.h"
#include "views/pages/margin_page.h"
#include "views/shell/main_window.h"
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

void shootData(views::MainWindow& window, const Shot& shot) {
    window.openWorkspace(shot.workspace.isEmpty() ? QStringLiteral("/home/ann/acme.margin")
                                                  : shot.workspace);
    settle(shot.workspace.isEmpty() ? 300 : 3000);
    shot.save(window, QStringLiteral("margin"));
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
    window.lookAtFiles({QStringLiteral("/exports/requests-july.jsonl.gz"),
                        QStringLiteral("/exports/invoice.pdf")});
    shot.save(window, QStringLiteral("import"));
    if (!shot.workspace.isEmpty())
        return;
    window.importPage().importAll();
    shot.save(window, QStringLiteral("import-receipt"));
}

void shootAll(const Shot& shot) {
    const auto company = test::SampleWorkspace::company();
    const auto access =
        shot.workspace.isEmpty() ? test::accessTo(company) : session::localWorkspaces();
    test::SampleImports imports(company);
    session::Session session(access);
    views::MainWindow window(session, imports, door(shot.theme));
    window.resize(shot.size);
    window.show();
    shot.save(window, QStringLiteral("start"));
    shootData(window, shot);

    const auto nothing = std::make_shared<test::SampleWorkspace>();
    session::Session emptySession(test::accessTo(nothing));
    views::MainWindow empty(emptySession, imports, door(shot.theme));
    empty.resize(shot.size);
    empty.show();
    empty.openWorkspace(QStringLiteral("/home/ann/new.margin"));
    shot.save(empty, QStringLiteral("empty-margin"));
    empty.state().visitPage(session::Page::Batches);
    shot.save(empty, QStringLiteral("empty-data"));
    empty.state().visitPage(session::Page::Import);
    shot.save(empty, QStringLiteral("empty-import"));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "screenshots OUT_DIR [WORKSPACE]\n");
        return 2;
    }
    const QString out = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(out);
    const QString workspace = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")})
        for (const QSize size :
             {QSize(1440, 900), QSize(1280, 800), QSize(900, 600), QSize(1920, 1080)})
            shootAll({out, theme, size, workspace});
    return 0;
}

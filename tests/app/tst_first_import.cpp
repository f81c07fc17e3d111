// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composed_window.h"

#include "models/tables/margin_table_model.h"
#include "tests/app/program.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/margin_page.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace ms;

namespace {

constexpr int kLongest = 60'000; // milliseconds

QByteArray answer(const char* id, qint64 created, const char* tenant, qint64 input, qint64 cached,
                  qint64 output) {
    const auto text = [](qint64 number) { return QByteArray::number(number); };
    return QByteArray("{\"id\":\"") + id +
           "\",\"object\":\"response\",\"created_at\":" + text(created) +
           ",\"status\":\"completed\",\"metadata\":{\"tenant\":\"" + tenant +
           "\"},\"model\":\"gpt-x\",\"usage\":{\"input_tokens\":" + text(input) +
           ",\"input_tokens_details\":{\"cached_tokens\":" + text(cached) +
           "},\"output_tokens\":" + text(output) + ",\"total_tokens\":" + text(input + output) +
           "}}\n";
}

/// Five exports of one company, each of another program.
/// acme    (2,000,000 x 1 + 1,000,000 x 0.1 + 100,000 x 4) / 1,000,000 = 2.50 of 39 in May
/// globex  (1,000,000 x 1 + 250,000 x 4) / 1,000,000 = 2.00, and by a log that does not name the
///         provider (1,000,000 x 3 + 100,000 x 15) / 1,000,000 = 4.50: 6.50 of 5
QStringList writeCompany(const QDir& folder) {
    QStringList paths;
    const auto write = [&](const char* name, const QByteArray& content) {
        paths << folder.filePath(QString::fromLatin1(name));
        return writeFile(paths.last(), content);
    };
    const bool isWritten =
        write("responses.jsonl",
              answer("resp_1", 1778414400, "acme", 3'000'000, 1'000'000, 100'000) +
                  answer("resp_2", 1779278400, "globex", 1'000'000, 0, 250'000)) &&
        write("telemetry.jsonl",
              "{\"externalRequestId\":\"t1\",\"model\":\"claude-y\",\"promptVersion\":\"v1\","
              "\"endpointTag\":\"reply\",\"inputTokens\":1000000,\"outputTokens\":100000,"
              "\"status\":\"success\",\"tenantId\":\"globex\","
              "\"timestamp\":\"2026-05-21T09:00:00Z\"}\n") &&
        write("model_prices.json",
              "{\"gpt-x\":{\"litellm_provider\":\"openai\",\"mode\":\"chat\","
              "\"input_cost_per_token\":1e-06,\"output_cost_per_token\":4e-06,"
              "\"cache_read_input_token_cost\":1e-07},"
              "\"claude-y\":{\"litellm_provider\":\"anthropic\",\"mode\":\"chat\","
              "\"input_cost_per_token\":3e-06,\"output_cost_per_token\":1.5e-05}}\n") &&
        write("subscriptions.csv",
              "id,Customer ID,Plan,Quantity,Currency,Interval,Amount,Status,"
              "Current Period Start (UTC),Current Period End (UTC),Customer Name\n"
              "sub_1,cus_1,pro,1,usd,month,39.00,active,2026-05-01 00:00,2026-06-01 00:00,acme\n"
              "sub_2,cus_2,free,1,usd,month,5.00,active,2026-05-01 00:00,2026-06-01 00:00,"
              "globex\n") &&
        write("tenants.csv", "tenant;name;segment;tier\nacme;Acme Inc;SMB;Pro\n"
                             "globex;Globex AG;Large;Free\n");
    return isWritten ? paths : QStringList();
}

QStringList samplePaths() {
    const QDir samples(QStringLiteral(MARGINSCOPE_SOURCE_DIR "/../shared/formats/samples"));
    QStringList paths;
    for (const QString& name : samples.entryList(QDir::Files, QDir::Name))
        if (!name.contains(QStringLiteral(".expected.")))
            paths << samples.filePath(name);
    return paths;
}

QJsonObject importedByProgram(const QString& workspace, const QStringList& files) {
    return runProgram(QStringList{QStringLiteral("import"), workspace} + files +
                      QStringList{QStringLiteral("--json")})
        .json();
}

} // namespace

/// A new user's first minutes, in the window as the program makes it: nothing is open, exports are
/// dropped, the margin is read. The command line must say the same of the same files.
class TestFirstImport : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<app::ComposedWindow> m_composed;

    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    views::MainWindow& window() { return m_composed->window(); }

    void drop(const QStringList& paths) {
        QMimeData dragged;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        dragged.setUrls(urls);
        QDragEnterEvent enter({60, 60}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({60, 60}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &event);
        QTRY_COMPARE_WITH_TIMEOUT(window().importPage().files().rowCount(), paths.size(), kLongest);
    }

    QPushButton* visibleButton(const QString& text) {
        for (QPushButton* button : window().importPage().findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
    void click(const QString& text) {
        QTRY_VERIFY2(visibleButton(text), qPrintable(text));
        visibleButton(text)->click();
    }

    /// Import everything that was dropped into a new workspace, as the dialog asks for one.
    void importInto(const QString& workspace, qsizetype files) {
        click(QStringLiteral("Import %1 files").arg(files));
        QTRY_VERIFY(window().findChild<QFileDialog*>());
        auto* dialog = window().findChild<QFileDialog*>();
        auto* name = dialog->findChild<QLineEdit*>();
        name->setText(workspace);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().importPage().files().isSettled(), kLongest);
    }

    /// What the page shows, and what the program prints, of each tenant.
    void compareMargins(const QString& byProgram) {
        const QJsonObject json =
            runProgram({QStringLiteral("margin"), byProgram, QStringLiteral("--by"),
                        QStringLiteral("tenant"), QStringLiteral("--json")})
                .json();
        const analysis::MarginTable& table = window().marginPage().model().table();
        const QJsonArray rows = json[u"rows"].toArray();
        QCOMPARE(table.rows.size(), std::size_t(rows.size()));
        const auto compare = [](const analysis::MarginFigures& shown, const QJsonValue& printed) {
            QCOMPARE(shown.attempts, printed[u"attempts"].toInteger());
            QCOMPARE(shown.requests, printed[u"requests"].toInteger());
            QCOMPARE(shown.unpricedAttempts, printed[u"unpriced_attempts"].toInteger());
            const auto decimal = [](core::MoneySum money) {
                return QString::fromStdString(core::toDecimalText(money));
            };
            QCOMPARE(decimal(shown.cost), printed[u"cost"].toString());
            QCOMPARE(decimal(shown.revenue), printed[u"revenue"].toString());
            QCOMPARE(decimal(shown.margin()), printed[u"margin"].toString());
        };
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const analysis::MarginRow& row = table.rows[std::size_t(i)];
            QCOMPARE(QString::fromStdString(row.keys.front()),
                     rows[i][u"keys"][u"tenant"].toString());
            compare(row.figures, rows[i]);
        }
        compare(table.total, json[u"total"]);
    }

private Q_SLOTS:
    void init() {
        qputenv("MARGINSCOPE_HOME", path("home").toUtf8());
        m_composed = std::make_unique<app::ComposedWindow>();
        m_composed->show({});
    }
    void cleanup() { m_composed.reset(); }

    void fiveExportsDroppedAtOnceFillTheMarginPage() {
        const QStringList files = writeCompany(QDir(m_dir.path()));
        QCOMPARE(files.size(), 5);
        drop(files);
        if (QTest::currentTestFailed())
            return;
        importInto(path("window.margin"), files.size());
        click(QStringLiteral("Show the margin"));
        views::MarginPage& page = window().marginPage();
        QVERIFY(page.isVisible());
        QTRY_COMPARE(page.model().rowCount(), 2);
        QTRY_VERIFY(!page.isBusy());
        const auto& rows = page.model().table().rows;
        const auto is = [](core::MoneySum money, const char* text) {
            return core::toDecimalText(money) == text;
        };
        QCOMPARE(rows[0].keys.front(), std::string("globex")); // the highest cost
        QVERIFY(is(rows[0].figures.cost, "6.5") && is(rows[0].figures.revenue, "5"));
        QVERIFY(is(rows[0].figures.margin(), "-1.5"));
        QVERIFY(is(rows[1].figures.cost, "2.5") && is(rows[1].figures.revenue, "39"));
        QVERIFY(is(page.model().table().total.margin(), "35"));
        QCOMPARE(page.model().table().total.unpricedAttempts, 0);

        importedByProgram(path("program.margin"), files);
        compareMargins(path("program.margin"));
    }

    /// All kinds of files at once, dropped in one go: every receipt, then the margin.
    void everySampleHasTheReceiptThatTheProgramPrints() {
        const QStringList files = samplePaths();
        if (files.isEmpty())
            QSKIP("The reference samples are not beside the project.");
        drop(files);
        if (QTest::currentTestFailed())
            return;
        importInto(path("samples-window.margin"), files.size());
        const QJsonArray printed =
            importedByProgram(path("samples-program.margin"), files)[u"files"].toArray();
        QCOMPARE(printed.size(), files.size());
        for (int row = 0; row < int(files.size()); ++row) {
            const auto* file = window().importPage().files().fileAt(row);
            QVERIFY2(file->receipt, qPrintable(files[row] + file->failure));
            const QJsonValue& receipt = printed[row];
            const QString name = QString::fromStdString(file->receipt->path);
            QCOMPARE(name, receipt[u"path"].toString());
            const auto counts = [&name](qint64 rows, qint64 accepted, qint64 duplicates,
                                        qint64 rejected, qint64 skipped) {
                return QStringLiteral("%1: %2 = %3 + %4 + %5 + %6")
                    .arg(name)
                    .arg(rows)
                    .arg(accepted)
                    .arg(duplicates)
                    .arg(rejected)
                    .arg(skipped);
            };
            QCOMPARE(counts(file->receipt->rows, file->receipt->accepted, file->receipt->duplicates,
                            file->receipt->rejected, file->receipt->skipped),
                     counts(receipt[u"rows"].toInteger(), receipt[u"accepted"].toInteger(),
                            receipt[u"duplicates"].toInteger(), receipt[u"rejected"].toInteger(),
                            receipt[u"skipped"].toInteger()));
            QVERIFY(file->receipt->rows > 0);
        }
        click(QStringLiteral("Show the margin"));
        QTRY_VERIFY(window().marginPage().model().rowCount() > 0);
        QTRY_VERIFY(!window().marginPage().isBusy());
        compareMargins(path("samples-program.margin"));
    }
};

QTEST_MAIN(TestFirstImport)
#include "tst_first_import.moc"

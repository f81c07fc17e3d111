// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: schema.cpp, connection.cpp, store_error.cpp, batches.cpp
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "models/store/connection.h"
#include "models/store/schema.h"
#include "tests/models/store/event_samples.h"
#include "tests/models/store/fact_samples.h"

#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

using namespace ms;
using namespace ms::tests;
using Code = core::Error::Code;

class TestWorkspace : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_count = 0;

    std::filesystem::path freshPath() {
        return (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString();
    }
    store::Workspace fresh() {
        auto made = store::Workspace::create(freshPath(), {"Europe/Berlin", "EUR", "list"});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    /// A workspace that some other program has done `sql` to.
    std::filesystem::path tampered(const char* sql) {
        const std::filesystem::path path = fresh().path();
        SQLite::Database{path.string(), SQLite::OPEN_READWRITE}.exec(sql);
        return path;
    }
    static std::optional<core::Error> openError(const std::filesystem::path& path) {
        auto opened = store::Workspace::open(path, store::Workspace::Access::ReadWrite);
        if (opened)
            return std::nullopt;
        return opened.error();
    }

private Q_SLOTS:
    void aNewWorkspaceIsPrivateAndRemembersItsSettings() {
        const std::filesystem::path path = fresh().path();
        QCOMPARE(QFileInfo{QString::fromStdString(path.string())}.permissions() &
                     ~QFile::Permissions(0x6000),
                 QFile::ReadUser | QFile::WriteUser | QFile::Permissions());
        auto workspace = store::Workspace::open(path, store::Workspace::Access::ReadWrite);
        QVERIFY(workspace);
        QCOMPARE(workspace->settings()->zone, std::string{"Europe/Berlin"});
        QCOMPARE(workspace->settings()->baseCurrency, std::string{"EUR"});
        QVERIFY(workspace->saveSettings({"UTC", "USD", "default"}));
        QCOMPARE(workspace->settings()->defaultBook, std::string{"default"});
        QCOMPARE(*workspace->version(), std::int64_t(2));
    }
    void whatExistsIsNotOverwritten() {
        const auto again = store::Workspace::create(fresh().path(), {});
        QVERIFY(!again);
        QCOMPARE(again.error().code, Code::Storage);
    }
    void foreignFilesAreRefused_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* sql, const char* sentence) {
            QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(sentence);
        };
        row("other application", "PRAGMA application_id = 7", "not a MarginScope workspace");
        row("newer version", "PRAGMA user_version = 99", "newer version");
        row("a view", "CREATE VIEW event AS SELECT 1", "view event");
        row("a trigger", "CREATE TRIGGER t AFTER INSERT ON batch BEGIN SELECT 1; END", "trigger t");
        row("an index", "CREATE INDEX i ON batch (path)", "index i");
        row("a virtual table", "CREATE VIRTUAL TABLE v USING fts5(a)", "table v");
        row("a changed table", "ALTER TABLE fx ADD COLUMN x TEXT", "table fx");
        row("a missing table", "DROP TABLE fx", "table fx is missing");
        row("another journal", "PRAGMA journal_mode = WAL", "journal mode");
    }
    void foreignFilesAreRefused() {
        QFETCH(QString, sql);
        QFETCH(QString, sentence);
        const auto error = openError(tampered(sql.toLatin1().constData()));
        QVERIFY(error.has_value());
        QCOMPARE(error->code, Code::Workspace);
        QVERIFY2(QString::fromStdString(error->message).contains(sentence), error->message.c_str());
    }
    void whatIsNoDatabaseIsRefused() {
        const std::filesystem::path path = freshPath();
        QFile file{QString::fromStdString(path.string())};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(20'000, 'x'));
        file.close();
        QCOMPARE(openError(path)->code, Code::Workspace);
        QCOMPARE(openError(m_folder.path().toStdString())->code, Code::Storage);
        QCOMPARE(openError("/nowhere/at/all.margin")->code, Code::Storage);
        const std::filesystem::path link = freshPath();
        std::filesystem::create_symlink(fresh().path(), link);
        QCOMPARE(openError(link)->code, Code::Storage);
    }
    void connectionsAreHardened_data() {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* pragma, const char* value) {
            QTest::newRow(pragma) << QString::fromLatin1(pragma) << QString::fromLatin1(value);
        };
        row("journal_mode", "delete");
        row("synchronous", "3");
        row("trusted_schema", "0");
        row("cell_size_check", "1");
        row("foreign_keys", "1");
        row("temp_store", "2");
        row("page_size", "8192");
        row("encoding", "UTF-8");
        row("busy_timeout", "5000");
    }
    void connectionsAreHardened() {
        QFETCH(QString, pragma);
        QFETCH(QString, value);
        const auto db = store::openConnection(fresh().path(), store::Purpose::Write);
        QVERIFY(db);
        SQLite::Statement now{**db, "PRAGMA " + pragma.toStdString()};
        QVERIFY(now.executeStep());
        QCOMPARE(QString::fromStdString(now.getColumn(0).getString()), value);
    }
    void connectionsRefuseWhatTheyMustNot() {
        const std::filesystem::path path = fresh().path();
        const auto db = store::openConnection(path, store::Purpose::Write);
        QVERIFY_EXCEPTION_THROWN((*db)->exec("SELECT \"typo\" FROM batch"), SQLite::Exception);
        QVERIFY_EXCEPTION_THROWN((*db)->exec("ATTACH ':memory:' AS other"), SQLite::Exception);
        QVERIFY_EXCEPTION_THROWN((*db)->exec("SELECT load_extension('x')"), SQLite::Exception);
        const auto reader = store::openConnection(path, store::Purpose::Read);
        QVERIFY_EXCEPTION_THROWN((*reader)->exec("DELETE FROM batch"), SQLite::Exception);
        for (const int option :
             {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
              SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION}) {
            int now = -1;
            QCOMPARE(sqlite3_db_config((*db)->getHandle(), option, -1, &now), SQLITE_OK);
            QCOMPARE(now, 0);
        }
    }
    void aSecondWriterIsToldToWait() {
        auto workspace = fresh();
        auto import = workspace.beginImport({});
        QVERIFY(import);
        const auto second = workspace.beginImport({});
        QVERIFY(!second);
        QCOMPARE(second.error().code, Code::Busy);
        QVERIFY(workspace.batches()); // reading goes on
    }
    void damageIsNamed() {
        auto workspace = fresh();
        QVERIFY(importEvents(workspace, randomEvents(500, 1), core::Identity::RequestAndAttempt));
        SQLite::Database{workspace.path().string(), SQLite::OPEN_READWRITE}.exec(
            "UPDATE column_body SET body = CAST(body || x'00' AS BLOB) WHERE id = 128 + 2");
        const auto columns = *workspace.columns();
        const auto column = core::NumberColumn::Input;
        const auto read = columns->readNumbers(std::span{&column, 1}, [](auto, auto, auto) {}, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code, Code::Workspace);
        const QString message = QString::fromStdString(read.error().message);
        QVERIFY2(message.contains(QStringLiteral("input_uncached_tokens")) &&
                     message.contains(QStringLiteral("segment 1")),
                 qPrintable(message));
        const auto asked = workspace.query("SELECT sum(input_uncached_tokens) FROM event", {}, {});
        QCOMPARE(asked.error().code, Code::Workspace);
    }
    void factsComeBackAsTheyWentIn() {
        auto workspace = fresh();
        core::PriceRule rule;
        rule.provider = "openai";
        rule.model = "m";
        rule.bucket = core::Bucket::CacheWrite1h;
        rule.per = 1000;
        rule.contextOver = 200'000;
        rule.amount = core::Money::fromPicos(-5);
        rule.currency = "USD";
        rule.validFrom = *core::parseMoment("2026-05-01");
        rule.validTo = *core::parseMoment("2026-06-01T00:00:00Z");
        rule.line = 3;
        const auto receipt = importFacts(workspace, core::FileKind::Prices, {rule, rule}, 1);
        QCOMPARE(receipt.accepted, std::int64_t(2));
        QCOMPARE(receipt.book, std::string{"list"});
        QCOMPARE(receipt.notes, (std::vector<std::string>{"first", "second"}));
        const auto facts = workspace.facts({});
        QVERIFY(facts);
        QCOMPARE(facts->rules.size(), std::size_t(2));
        const core::PriceRule& back = facts->rules.front();
        QCOMPARE(back.file, std::string{"prices.csv"});
        QVERIFY(back.provider == rule.provider && back.bucket == rule.bucket &&
                back.per == rule.per && back.amount == rule.amount && back.line == 3 &&
                back.contextOver == rule.contextOver && back.validFrom == rule.validFrom &&
                back.validTo == rule.validTo);
        QVERIFY(workspace.facts("other")->rules.empty());
        QCOMPARE(*workspace.books(), std::vector<std::string>{"list"});
        // The third equal row is new, the first two are not.
        rule.line = 9;
        const auto again = importFacts(workspace, core::FileKind::Prices, {rule, rule, rule}, 2);
        QCOMPARE(again.accepted, std::int64_t(1));
        QCOMPARE(again.duplicates, std::int64_t(2));
    }
    void everyKindOfFactIsKept() {
        auto workspace = fresh();
        core::TenantFact tenant;
        tenant.tenant = "acme";
        tenant.seats = 5;
        core::FxFact fx;
        fx.date = *core::parseDay("2026-05-01");
        fx.rate = *core::parseDecimal("1.085");
        core::OutcomeFact outcome;
        outcome.unitId = "t-1";
        outcome.value = core::Money::fromPicos(7);
        core::PlanFact plan;
        plan.overagePrice = core::Money::fromPicos(9);
        core::RevenueFact revenue;
        revenue.periodStart = *core::parseMoment("2026-05-01");
        revenue.periodEnd = *core::parseMoment("2026-06-01");
        core::ModelAlias alias{"p", "a", "m", 1};
        core::GpuHourFact gpu;
        gpu.hourStart = *core::parseMoment("2026-05-01T08:00:00Z");
        gpu.pool = "triage";
        gpu.node = "gpu-1";
        gpu.hourlyRate = core::Money::fromPicos(350'000'000'000);
        gpu.currency = "EUR";
        gpu.utilisation = *core::parseDecimal("0.5");
        gpu.feature = "agent_triage";
        importFacts(workspace, core::FileKind::Tenants, {tenant}, 1);
        importFacts(workspace, core::FileKind::Fx, {fx}, 2);
        importFacts(workspace, core::FileKind::Outcomes, {outcome}, 3);
        importFacts(workspace, core::FileKind::Plans, {plan}, 4);
        importFacts(workspace, core::FileKind::Revenue, {revenue}, 5);
        importFacts(workspace, core::FileKind::Aliases, {alias}, 6);
        importFacts(workspace, core::FileKind::GpuHours, {gpu}, 7);
        core::ActiveUsersFact users;
        users.activeUsers = 12;
        importFacts(workspace, core::FileKind::ActiveUsers, {users}, 8);
        importFacts(workspace, core::FileKind::Budgets, {core::BudgetFact{}}, 9);
        const auto facts = *workspace.facts("list");
        QVERIFY(facts.tenants.front().seats == 5 && !facts.tenants.front().since);
        QVERIFY(facts.fx.front().rate == fx.rate && facts.fx.front().date == fx.date);
        QVERIFY(facts.outcomes(
            [&](const core::OutcomeFact& stored) { QVERIFY(stored.value == outcome.value); }, {}));
        QVERIFY(facts.plans.front().overagePrice == plan.overagePrice);
        QCOMPARE(facts.activeUsers->front().activeUsers, std::optional<std::int64_t>{12});
        QVERIFY(facts.revenue.front().periodEnd == revenue.periodEnd);
        QCOMPARE(facts.aliases.front().model, std::string{"m"});
        const core::GpuHourFact& hour = facts.gpuHours->front();
        QVERIFY(hour.hourStart == gpu.hourStart && hour.hourlyRate == gpu.hourlyRate);
        QVERIFY(hour.pool == "triage" && hour.node == "gpu-1" && hour.feature == "agent_triage");
        QVERIFY(hour.currency == "EUR" && hour.utilisation == gpu.utilisation && !hour.gpus);
        QCOMPARE(workspace.batches()->size(), std::size_t(9));
    }
    void factsAreNotCountedTwiceByPuttingABatchBack() {
        auto workspace = fresh();
        core::TenantFact tenant;
        tenant.tenant = "acme";
        const auto first = importFacts(workspace, core::FileKind::Tenants, {tenant}, 1);
        QVERIFY(workspace.setBatchActive(first.id, false));
        QVERIFY(workspace.facts({})->tenants.empty());
        const auto again = importFacts(workspace, core::FileKind::Tenants, {tenant}, 1);
        QCOMPARE(again.accepted, std::int64_t(1));
        QCOMPARE(workspace.setBatchActive(first.id, true).error().code, Code::Usage);
        QVERIFY(workspace.setBatchActive(again.id, false));
        QVERIFY(workspace.setBatchActive(first.id, true));
        QCOMPARE(workspace.setBatchActive(77, true).error().code, Code::Usage);
    }
    void nothingIsKeptOfAFileThatWasRejectedWhole() {
        auto workspace = fresh();
        auto import = workspace.beginImport({});
        QVERIFY((*import)->begin({}));
        QVERIFY((*import)->rejects({{1, "a", "This is wrong.", "raw"}}));
        core::ReadTotals totals;
        totals.rows = 1;
        totals.rejected = 1;
        QVERIFY((*import)->end(totals));
        const auto receipt = (*import)->commit();
        QCOMPARE(receipt->rejected, std::int64_t(1));
        QCOMPARE(receipt->id, std::int64_t(0));
        QVERIFY(workspace.batches()->empty());
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"

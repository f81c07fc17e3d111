// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: demo_folder.cpp, log_writer.cpp, sheets.cpp
#include "app/demo/demo_company.h"
#include "tests/app/demo/naive_reader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

using ms::app::demo::DemoOptions;
using ms::app::demo::writeDemo;
using ms::core::Error;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

std::map<QString, QByteArray> contentsOf(const QString& dir) {
    std::map<QString, QByteArray> contents;
    for (const QString& name : QDir{dir}.entryList(QDir::Files | QDir::Hidden))
        contents[name] = contentOf(dir + QLatin1Char('/') + name);
    return contents;
}

DemoOptions optionsFor(const QTemporaryDir& dir, std::uint64_t events) {
    DemoOptions options;
    options.dir = dir.path().toStdString();
    options.events = events;
    options.seed = 3;
    return options;
}

} // namespace

class TestDemoCompany : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameBytesAtAnyThreadCount_data();
    void sameBytesAtAnyThreadCount();
    void anotherSeedIsAnotherCompanyYear();
    void exactlyTheRowsAskedFor_data();
    void exactlyTheRowsAskedFor();
    void nativeFilesHaveTheirColumns_data();
    void nativeFilesHaveTheirColumns();
    void brokenLinesAreExtra();
    void aFolderOfOthersIsLeftAlone();
    void aPreviousDemoIsReplaced();
    void stoppingLeavesNothing();
    void noEventsIsAMistake();
};

void TestDemoCompany::sameBytesAtAnyThreadCount_data() {
    QTest::addColumn<quint64>("events");
    QTest::newRow("a thousand events") << quint64(1'000);
    QTest::newRow("twenty thousand events") << quint64(20'000);
}

void TestDemoCompany::sameBytesAtAnyThreadCount() {
    QFETCH(quint64, events);
    const QTemporaryDir one, two, again;
    DemoOptions options = optionsFor(one, events);
    options.threads = 1;
    QVERIFY(writeDemo(options, {}, {}));
    options.dir = two.path().toStdString();
    options.threads = 2;
    QVERIFY(writeDemo(options, {}, {}));
    options.dir = again.path().toStdString();
    options.threads = 5;
    QVERIFY(writeDemo(options, {}, {}));
    QCOMPARE(contentsOf(one.path()).size(), std::size_t(16));
    QVERIFY(contentsOf(one.path()) == contentsOf(two.path()));
    QVERIFY(contentsOf(one.path()) == contentsOf(again.path()));
}

void TestDemoCompany::anotherSeedIsAnotherCompanyYear() {
    const QTemporaryDir one, two;
    DemoOptions options = optionsFor(one, 1'000);
    QVERIFY(writeDemo(options, {}, {}));
    options.dir = two.path().toStdString();
    options.seed = 4;
    QVERIFY(writeDemo(options, {}, {}));
    QVERIFY(contentOf(one.filePath(QStringLiteral("gateway-2026.csv"))) !=
            contentOf(two.filePath(QStringLiteral("gateway-2026.csv"))));
}

void TestDemoCompany::exactlyTheRowsAskedFor_data() {
    QTest::addColumn<quint64>("events");
    for (const quint64 events : {1, 2, 7, 100, 999, 3'333})
        QTest::addRow("%llu", events) << events;
}

void TestDemoCompany::exactlyTheRowsAskedFor() {
    QFETCH(quint64, events);
    const QTemporaryDir dir;
    const auto summary = writeDemo(optionsFor(dir, events), {}, {});
    QVERIFY(summary);
    QCOMPARE(naive::readCompany(dir.path().toStdString()).rows, std::size_t(events));
    std::uint64_t rows = 0;
    for (std::size_t log = 0; log < 5; ++log)
        rows += summary->files[log].rows;
    QCOMPARE(rows, events);
    for (const auto& file : summary->files)
        QCOMPARE(quint64(QFile{dir.filePath(QString::fromStdString(file.name))}.size()),
                 quint64(file.bytes));
}

void TestDemoCompany::nativeFilesHaveTheirColumns_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("header");
    const auto row = [](const char* name, const char* header) {
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray{header};
    };
    row("prices.csv", "provider,model,account,service_tier,context_over,bucket,per,amount,currency,"
                      "valid_from,valid_to,source");
    row("aliases.csv", "provider,alias,model");
    row("tenants.csv", "tenant,name,segment,tier,since,until,seats");
    row("plans.csv", "tier,revenue_per_tenant_month,currency,valid_from,valid_to,included_requests,"
                     "included_tokens,"
                     "overage_price,overage_per");
    row("revenue.csv", "tenant,tier,feature,period_start,period_end,amount,currency,kind");
    row("outcomes.csv", "unit_type,unit_id,tenant,outcome,outcome_at,reopened_at,value,currency");
    row("active_users.csv",
        "period_start,period_end,feature,tenant,tier,active_users,retained_users,engagement");
    row("gpu_hours.csv", "hour_start,pool,node,hourly_rate,currency,gpus,utilisation,feature");
    row("gateway-2026.csv",
        "call_id,ts,env,service,endpoint,customer,plan,user,vendor,model,svc_tier,prompt_ver,try,"
        "prompt_tokens,cached_tokens,completion_tokens,latency_ms,outcome,error,ticket");
}

void TestDemoCompany::nativeFilesHaveTheirColumns() {
    QFETCH(QString, name);
    QFETCH(QByteArray, header);
    const QTemporaryDir dir;
    QVERIFY(writeDemo(optionsFor(dir, 1'000), {}, {}));
    const QByteArray content = contentOf(dir.filePath(name));
    QCOMPARE(content.left(content.indexOf('\n')), header);
    QVERIFY(content.endsWith('\n'));
    QVERIFY(
        !naive::readCsv(dir.filePath(name).toStdString()).empty()); // every row has as many cells
}

void TestDemoCompany::brokenLinesAreExtra() {
    const QTemporaryDir dir;
    DemoOptions options = optionsFor(dir, 1'000);
    options.brokenLines = 5;
    QVERIFY(writeDemo(options, {}, {}));
    const auto truth =
        nlohmann::json::parse(contentOf(dir.filePath(QStringLiteral("truth.json"))).toStdString());
    const auto& march = truth.at("files").at(0);
    QCOMPARE(march.at("broken_lines").get<int>(), 5);
    const auto lines = naive::readLines(options.dir / "events-2026-03.jsonl.gz");
    QCOMPARE(lines.size(), march.at("rows").get<std::size_t>() + 5);
}

void TestDemoCompany::aFolderOfOthersIsLeftAlone() {
    const QTemporaryDir dir;
    QFile file{dir.filePath(QStringLiteral("thesis.txt"))};
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const auto summary = writeDemo(optionsFor(dir, 1'000), {}, {});
    QVERIFY(!summary);
    QVERIFY(summary.error().code == Error::Code::BadInput);
    QCOMPARE(contentsOf(dir.path()).size(), std::size_t(1));
}

void TestDemoCompany::aPreviousDemoIsReplaced() {
    const QTemporaryDir dir;
    QVERIFY(writeDemo(optionsFor(dir, 500), {}, {}));
    QVERIFY(writeDemo(optionsFor(dir, 700), {}, {}));
    QCOMPARE(naive::readCompany(dir.path().toStdString()).rows, std::size_t(700));
    QFile file{dir.filePath(QStringLiteral("notes.txt"))};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(!writeDemo(optionsFor(dir, 500), {}, {})); // something of the user's came in
}

void TestDemoCompany::stoppingLeavesNothing() {
    const QTemporaryDir dir;
    std::stop_source source;
    const auto progress = [&](const ms::core::Progress&) { source.request_stop(); };
    const auto summary = writeDemo(optionsFor(dir, 200'000), progress, source.get_token());
    QVERIFY(!summary);
    QVERIFY(summary.error().code == Error::Code::Cancelled);
    QVERIFY(contentsOf(dir.path()).empty());
}

void TestDemoCompany::noEventsIsAMistake() {
    const QTemporaryDir dir;
    const auto summary = writeDemo(optionsFor(dir, 0), {}, {});
    QVERIFY(!summary);
    QVERIFY(summary.error().code == Error::Code::Usage);
}

QTEST_APPLESS_MAIN(TestDemoCompany)
#include "tst_demo_company.moc"

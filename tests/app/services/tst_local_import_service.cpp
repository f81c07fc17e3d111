// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/local_import_service.h"
#include "tests/importers/input/made_archive.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ms;
using namespace ms::app;
using importers::zipOf;

namespace {

const char* const kTenants = "tenant,name,segment,tier,since,until,seats\n"
                             "acme,Acme Inc,SMB,Pro,2026-01-01,,5\n";

} // namespace

class TestLocalImportService : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    LocalImportService m_service;

    std::string path(const char* name) const {
        return m_dir.filePath(QString::fromLatin1(name)).toStdString();
    }
    void make(const char* name, const std::string& content) const {
        QFile file(QString::fromStdString(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content.data(), qint64(content.size()));
    }

private Q_SLOTS:
    void everyFileOfAnArchiveHasAnAnswer() {
        make("two.zip", zipOf({{"tenants.csv", kTenants}, {"readme.txt", "Hello."}}));
        const auto files = m_service.recognise({path("two.zip"), path("no.csv")}, {}, {});
        QCOMPARE(files.size(), std::size_t(3));
        QCOMPARE(files[0].file.shortName(), std::string("two.zip/readme.txt"));
        QVERIFY(!files[0].error.empty());
        QCOMPARE(files[1].file.shortName(), std::string("two.zip/tenants.csv"));
        QCOMPARE(files[1].kindText, std::string("tenants"));
        QCOMPARE(files[1].previewRows.size(), std::size_t(1));
        QCOMPARE(files[2].error, std::string("There is no such file."));
        const auto batch = m_service.importFile(path("a.margin"), files[1].file, {}, {}, {});
        QVERIFY(batch);
        QCOMPARE(batch->accepted, std::int64_t(1));
        QCOMPARE(batch->path, path("two.zip") + "/tenants.csv");
    }

    void whatNobodyKnowsIsShownAsItStands() {
        make("odd.csv", "when;what\nyesterday;rain\ntoday;\n");
        const auto files = m_service.recognise({path("odd.csv")}, {}, {});
        QVERIFY(!files[0].canBeImported());
        QCOMPARE(files[0].previewColumns, (std::vector<std::string>{"when", "what"}));
        QCOMPARE(files[0].previewRows,
                 (std::vector<std::vector<std::string>>{{"yesterday", "rain"}, {"today", ""}}));
    }

    void aStopEndsTheLooking() {
        make("three.zip", zipOf({{"a", "x"}, {"b", "x"}, {"c", "x"}}));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(m_service.recognise({path("three.zip")}, {}, stop.get_token()).empty());
    }

    void aWorkspaceIsNotReadIntoItself() {
        make("tenants.csv", kTenants);
        QVERIFY(m_service.importFile(path("ws"), core::InputFile(path("tenants.csv")), {}, {}, {}));
        QVERIFY(
            QFile::link(QString::fromStdString(path("ws")), QString::fromStdString(path("link"))));
        for (const char* name : {"ws", "link"}) {
            const auto batch =
                m_service.importFile(path("ws"), core::InputFile(path(name)), {}, {}, {});
            QVERIFY(!batch);
            QVERIFY(batch.error().message.find("the workspace itself") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(TestLocalImportService)
#include "tst_local_import_service.moc"

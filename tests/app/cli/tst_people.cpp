// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about people whose addresses are stored as tokens. Covers: shared_options.cpp, undo.cpp
#include "tests/app/program.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray call(const char* id, const char* user, const char* cost) {
    return QByteArray("{\"id\":\"") + id +
           "\",\"t\":\"2026-05-02T08:00:00Z\",\"tenant\":\"acme\",\"user\":\"" + user +
           "\",\"model\":\"m\",\"in\":10,\"out\":1,\"cost\":" + cost + "}\n";
}

} // namespace

class TestPeople : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    ProgramRun ask(QStringList arguments) const {
        arguments.insert(1, path("ws.margin"));
        return runProgram(arguments);
    }
    /// The rows of margin by user where `condition` holds.
    QJsonArray rowsWhere(const char* condition) const {
        return ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("user"),
                    QStringLiteral("--where"), QString::fromLatin1(condition),
                    QStringLiteral("--json")})
            .json()[u"rows"]
            .toArray();
    }
    QByteArray users() const {
        return ask({QStringLiteral("sql"),
                    QStringLiteral("select user from event order by request_id"),
                    QStringLiteral("--csv")})
            .out;
    }
    void import(QStringList options = {}) const {
        const ProgramRun run = ask(QStringList{QStringLiteral("import"), path("log.jsonl"),
                                               QStringLiteral("--profile"), path("people.json")} +
                                   options);
        QVERIFY2(run.code == 0, run.err.constData());
    }

private Q_SLOTS:
    void init() {
        QVERIFY(m_dir.isValid());
        qputenv("MARGINSCOPE_HOME", path("home").toLocal8Bit());
        QFile::remove(path("ws.margin"));
        QDir(path("home")).removeRecursively();
        QVERIFY(writeFile(path("log.jsonl"), call("1", "Ann@Example.com", "0.25") +
                                                 call("2", "ann@example.com", "0.50") +
                                                 call("3", "bob", "1")));
        QVERIFY(writeFile(path("people.json"),
                          R"({"name":"people","kind":"events","format":"jsonl","source":"people",
                "identity":"request_only","time":{"path":"t","format":"iso"},
                "fields":{"request_id":{"path":"id"},"tenant":{"path":"tenant"},
                "user":{"path":"user"},"model":{"path":"model"},"input_tokens":{"path":"in"},
                "output_tokens":{"path":"out"},"reported_cost":{"path":"cost"}},
                "constants":{"currency":"USD"}})"));
    }
    /// Who is asked for by address is found, however it was written in the log.
    void anAddressFindsItsToken() {
        import();
        QVERIFY(!users().contains("@"));
        const QJsonArray rows = rowsWhere("user=ANN@example.com");
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows[0][u"keys"][u"user"].toString().startsWith(u"u_"));
        QCOMPARE(rows[0][u"cost"].toString(), QStringLiteral("0.75"));
        QCOMPARE(rowsWhere("user=bob").size(), 1);
        const QJsonArray others = rowsWhere("user!=ann@example.com");
        QCOMPARE(others.size(), 1);
        QCOMPARE(others[0][u"cost"].toString(), QStringLiteral("1"));
    }

    void anAddressThatWasKeptIsFoundToo() {
        import({QStringLiteral("--keep"), QStringLiteral("user")});
        QCOMPARE(rowsWhere("user=ann@example.com").size(), 1);
        QVERIFY(!QFile::exists(path("home/privacy.key"))); // a question makes no key
    }

    /// Who is who does not change when a batch is taken out and put back.
    void redoKeepsTheTokens() {
        import();
        const QByteArray before = users();
        QCOMPARE(ask({QStringLiteral("undo"), QStringLiteral("1")}).code, 0);
        QVERIFY(users() != before);
        QCOMPARE(ask({QStringLiteral("redo"), QStringLiteral("1")}).code, 0);
        QCOMPARE(users(), before);
    }
};

QTEST_APPLESS_MAIN(TestPeople)
#include "tst_people.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Threats T13 to T16 of JSON; README.md says where each is tested.
#include "tests/app/hostile/hostile_import.h"

using namespace ms;
using namespace ms::app;

namespace {

/// An allocation event with more of its members.
std::string eventLine(const std::string& id, const std::string& more = {}) {
    return "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"" + id + "\"" +
           (more.empty() ? "" : "," + more) + "}\n";
}

std::string tokens(const std::string& count) {
    return "\"usage\":{\"input_tokens\":" + count + ",\"output_tokens\":1}";
}

std::string cost(const std::string& amount) {
    return "\"cost_estimate\":{\"amount\":" + amount + ",\"currency\":\"USD\"}";
}

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

class TestHostileJson : public QObject {
    Q_OBJECT

    HostileFolder m_folder;

private Q_SLOTS:
    void badLinesAreRejectedWithTheirReason_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reason"); // empty: the line is taken
        const auto row = [](const char* name, const std::string& line, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(reason);
        };
        row("T13 200,000 levels", eventLine("b", "\"unread\":" + nested(200'000)),
            "not valid JSON");
        row("T13 65 levels", eventLine("b", "\"unread\":" + nested(64)), "not valid JSON");
        row("T13 60 levels", eventLine("b", "\"unread\":" + nested(60)), "");
        row("T13 what is not looked at is wrong", eventLine("b", "\"unread\":[1,2,,]"),
            "not valid JSON");

        row("T14 a number twice", eventLine("b", "\"cost_estimate\":{\"amount\":1,\"amount\":9}"),
            "The key 'amount' stands twice in one object: 1 and 9.");
        row("T14 a text twice", eventLine("b", "\"request_id\":\"c\""),
            "The key 'request_id' stands twice in one object: b and c.");
        row("T14 an object twice", eventLine("b", tokens("1") + "," + tokens("2")),
            "The key 'usage' stands twice in one object");
        row("T14 by an escape", eventLine("b", "\"tenant_id\":\"x\",\"tenant\\u005fid\":\"y\""),
            "The key 'tenant_id' stands twice in one object: x and y.");

        row("T15 1e400", eventLine("b", cost("1e400")), "not valid JSON");
        row("T15 2^64 tokens", eventLine("b", tokens("18446744073709551616")), "not valid JSON");
        row("T15 2^63 tokens", eventLine("b", tokens("9223372036854775808")), "larger than 2^53");
        row("T15 a cost of 23 digits", eventLine("b", cost("12345678901234567890123")),
            "not valid JSON");
        row("T15 a cost of 0.1 + 0.2", eventLine("b", cost("0.30000000000000004")), "");
        row("T15 minus zero tokens", eventLine("b", tokens("-0")), "");
        row("T15 negative tokens", eventLine("b", tokens("-1")), "negative");
        row("T15 half a token", eventLine("b", tokens("1.5")), "not a whole number");
        row("T15 NaN", eventLine("b", cost("NaN")), "not valid JSON");
        row("T15 a lone surrogate", eventLine("b\\ud800"), "not valid JSON");
        row("T15 a NUL in an id", eventLine("b\\u0000"), "The text holds a NUL character.");
        row("T15 a NUL that is not read", eventLine("b", "\"unread\":\"\\u0000\""), "");
    }
    void badLinesAreRejectedWithTheirReason() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reason);
        const HostileOutcome outcome =
            m_folder.importText(eventLine("a") + line.toStdString() + eventLine("z"));
        QCOMPARE(outcome.refusal, std::string());
        const bool isTaken = reason.isEmpty();
        QCOMPARE(outcome.rejected.size(), qsizetype(isTaken ? 0 : 1));
        QCOMPARE(outcome.receipt.accepted, std::int64_t(isTaken ? 3 : 2));
        if (!isTaken)
            QVERIFY2(outcome.rejected[0].startsWith(QStringLiteral("2: ")) &&
                         outcome.rejected[0].contains(QString::fromUtf8(reason)),
                     qPrintable(outcome.rejected[0]));
        QVERIFY(outcome.raw.find("\xef\xbf\xbd") == std::string::npos); // U+FFFD
    }

    void aKeyTwiceIsFoundWhereverAFormatLooks_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("in a list of numbers that a format adds up by itself")
            << QByteArray("{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1777622400,"
                          "\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,"
                          "\"completion_tokens\":1,\"total_tokens\":6,\"prompt_tokens_details\":{"
                          "\"cached_tokens\":1,\"cached_tokens\":4}}}\n")
            << QByteArray("The key 'cached_tokens' stands twice in one object: 1 and 4.");
    }
    void aKeyTwiceIsFoundWhereverAFormatLooks() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reason);
        QByteArray good = line;
        good.replace("\"c1\"", "\"c0\"").replace("\"cached_tokens\":4", "\"audio_tokens\":0");
        const HostileOutcome outcome = m_folder.importText((good + line).toStdString());
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.rejected, QStringList{QStringLiteral("2: ") + QString::fromUtf8(reason)});
    }

    void aFileThatIsStillWrittenIsReadToItsLastFullLine() {
        const HostileOutcome outcome =
            m_folder.importText(eventLine("a") + eventLine("b") + eventLine("c").substr(0, 40));
        QCOMPARE(outcome.receipt.accepted, std::int64_t(2));
        QCOMPARE(outcome.receipt.skipped, std::int64_t(1));
        QCOMPARE(outcome.receipt.notes, std::vector<std::string>{"1 partial line left at the end"});
    }

    void depthTakesNoMemory_data() {
        QTest::addColumn<QByteArray>("begin");
        const std::string event = eventLine("a");
        QTest::newRow("T13 a line that opens lists for ever") << QByteArray::fromStdString(event);
        // Behind so many records that the file is known by then.
        QTest::newRow("T13 a list that opens lists for ever")
            << QByteArray::fromStdString("[" + repeated(event + ",", 5'000));
    }
    void depthTakesNoMemory() {
        QFETCH(QByteArray, begin);
        const HostileOutcome outcome =
            m_folder.importText(begin.toStdString() + std::string(std::size_t{96} << 20, '['));
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(1));
        QCOMPARE(outcome.rejected.size() + outcome.receipt.skipped, qsizetype(1));
        QVERIFY2(outcome.grownMib < 200, qPrintable(QString::number(outcome.grownMib)));
    }

    void denseLinesTakeBoundedMemory() {
        // What a line of 16 MiB parses to is many times as large.
        const std::string dense = eventLine("b", "\"unread\":[" + repeated("0,", 8'000'000) + "0]");
        const HostileOutcome outcome =
            m_folder.importText(eventLine("a") + repeated(dense, 6) + eventLine("z"));
        QCOMPARE(outcome.receipt.accepted, std::int64_t(3)); // "b" is the same six times
        QVERIFY2(outcome.grownMib < 600, qPrintable(QString::number(outcome.grownMib)));
    }
};

QTEST_APPLESS_MAIN(TestHostileJson)
#include "tst_hostile_json.moc"

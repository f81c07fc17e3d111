// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: json_edit.cpp, prose.cpp, row_form.cpp, row_mask.cpp
#include "importers/common/row_mask.h"

#include <QTest>

using namespace ms;

namespace {

std::string masked(const std::string& head, const std::string& raw) {
    core::Diagnostic reject{1, {}, {}, raw};
    importers::RowMask(head).apply(reject);
    return reject.raw;
}

} // namespace

class TestRowMask : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSaidIsNotKept_data() {
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("kept");
        const auto row = [](const char* name, const char* head, const char* raw, const char* kept) {
            QTest::newRow(name) << QString::fromUtf8(head) << QString::fromUtf8(raw)
                                << QString::fromUtf8(kept);
        };
        row("a prompt", "", "{\"prompt\": \"tell me\", \"tokens\": 5}",
            "{\"prompt\": \"[7 characters]\", \"tokens\": 5}");
        row("messages", "",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"gehört\"}],\"model\":\"m\"}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"[6 characters]\"}],\"model\":\"m\"}");
        row("usage within an answer", "",
            "{\"response\":{\"model\":\"m\",\"text\":\"yes\",\"usage\":{\"tier\":\"batch\",\"out\":"
            "7}}}",
            "{\"response\":{\"model\":\"m\",\"text\":\"[3 "
            "characters]\",\"usage\":{\"tier\":\"batch\","
            "\"out\":7}}}");
        row("attributes", "",
            "[{\"key\":\"gen_ai.prompt.0.content\",\"value\":{\"stringValue\":\"hush\"}},"
            "{\"key\":\"gen_ai.request.model\",\"value\":{\"stringValue\":\"m\"}}]",
            "[{\"key\":\"gen_ai.prompt.0.content\",\"value\":{\"stringValue\":\"[4 characters]\"}},"
            "{\"key\":\"gen_ai.request.model\",\"value\":{\"stringValue\":\"m\"}}]");
        row("JSON within a text", "", "{\"body\":\"{\\\"input\\\":\\\"hush\\\",\\\"n\\\":1}\"}",
            "{\"body\":\"{\\\"input\\\":\\\"[4 characters]\\\",\\\"n\\\":1}\"}");
        row("counts of that name", "", "{\"input\":\"12\",\"output\":34}",
            "{\"input\":\"12\",\"output\":34}");
        row("a key of a service", "", "{\"api_key\":\"a1b2c3d4e5f6g7h8\",\"user\":\"u\"}",
            "{\"api_key\":\"a1b…[masked]\",\"user\":\"u\"}");
        row("cut within the prompt", "", "{\"user\":\"u\",\"prompt\":\"tell",
            "{\"user\":\"u\",\"prompt\":\"[4 characters]");
        row("cells", "user,prompt,tokens\n", "u,\"a, \"\"b\"\" cd\",x", "u,[9 characters],x");
        row("JSON in a cell", "user,input\n", "u,\"{\"\"q\"\":\"\"hush\"\"}\"",
            "u,\"{\"\"q\"\":\"\"[4 characters]\"\"}\"");
        row("a row with too many cells", "user,prompt,tokens\n", "u,please do tell,so,5",
            "u,[14 characters],so,5");
        row("nothing to hide", "user,tokens\n", "u,\"x,y\"", "u,\"x,y\"");
    }
    void whatIsSaidIsNotKept() {
        QFETCH(QString, head);
        QFETCH(QString, raw);
        QFETCH(QString, kept);
        QCOMPARE(QString::fromStdString(masked(head.toStdString(), raw.toStdString())), kept);
        QCOMPARE(QString::fromStdString(masked(head.toStdString(), kept.toStdString())), kept);
    }
    void longRowsAreCutAndSaySo() {
        std::string raw = "{\"a\":[";
        for (int i = 0; i < 3'000; ++i)
            raw += "17,";
        const std::string kept = masked({}, raw);
        QCOMPARE(kept.size(), importers::RowMask::kKeptBytes);
        QVERIFY(kept.ends_with(importers::RowMask::kCutMark));
        QVERIFY(masked({}, "{\"prompt\":\"x" + std::string(importers::RowMask::kCutMark))
                    .ends_with(importers::RowMask::kCutMark));
    }
    void aLongPromptLeavesARowThatIsWhole() {
        const std::string kept =
            masked({}, "{\"prompt\":\"" + std::string(9'000, 'x') + "\",\"n\":1}");
        QCOMPARE(kept, std::string("{\"prompt\":\"[9000 characters]\",\"n\":1}"));
    }
    void noHalfAddressIsLeftAtTheCut() {
        std::string raw = std::string(importers::RowMask::kKeptBytes - 20, '7');
        raw = "a," + raw + ",jane.doe@example.com,1";
        QVERIFY(masked("a,b,c,d\n", raw).find("jane") == std::string::npos);
    }
    void sentencesQuoteNothingThatIsSaid() {
        QCOMPARE(importers::maskedReason("prompt", "'keep it to yourself' is not a whole number."),
                 std::string("A text is not a whole number."));
        QCOMPARE(importers::maskedReason("tokens", "'tell me a secret' is not a whole number."),
                 std::string("A text is not a whole number."));
        QCOMPARE(importers::maskedReason("tokens", "'12x' is not a whole number."),
                 std::string("'12x' is not a whole number."));
    }
    /// Else nobody could tell what to correct.
    void sentencesQuoteWhatIsWrongWithACell() {
        for (const char* reason :
             {"'ask us' is not a decimal number.", "'usage.images.result.of.may' is no result."})
            QCOMPARE(importers::maskedReason("pricing.prompt", reason), std::string(reason));
    }
};

QTEST_APPLESS_MAIN(TestRowMask)
#include "tst_row_mask.moc"

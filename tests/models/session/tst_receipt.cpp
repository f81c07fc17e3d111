// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: visible_text.cpp
#include "models/session/receipt.h"

#include "models/session/visible_text.h"

#include <QTest>

using namespace ms;
using namespace ms::session;

namespace {

store::Batch sample() {
    store::Batch batch;
    batch.id = 3;
    batch.path = "/exports/may.csv.gz";
    batch.rows = 1'000;
    batch.accepted = 900;
    batch.duplicates = 80;
    batch.rejected = 15;
    batch.skipped = 5;
    batch.importedAt = core::Instant{1'780'000'027'120'000};
    batch.bytes = 48'210;
    return batch;
}

QString valueOf(const QList<ReceiptLine>& lines, const char* title) {
    for (const ReceiptLine& line : lines)
        if (line.title == QString::fromLatin1(title))
            return line.value;
    return QStringLiteral("no such line");
}

core::Decimal decimal(const char* text) {
    return *core::parseDecimal(text);
}

} // namespace

class TestReceipt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEquationIsChecked() {
        store::Batch batch = sample();
        QCOMPARE(equationText(batch),
                 QStringLiteral("1,000 read = 900 accepted + 80 duplicates + 15 rejected + "
                                "5 skipped"));
        QVERIFY(addsUp(batch));
        batch.rows = 1'001;
        QVERIFY(!addsUp(batch));
        batch.accepted = 916;
        batch.rejected = -0;
        QVERIFY(addsUp(batch)); // 916 + 80 + 0 + 5
        batch.rejected = -1;
        batch.skipped = 6;
        QVERIFY(!addsUp(batch)); // adds up to the same, but no part can be negative
    }

    void whatIsNotKnownHasNoLine() {
        const auto lines = receiptLines(sample(), {});
        QCOMPARE(valueOf(lines, "File"), QStringLiteral("/exports/may.csv.gz"));
        QCOMPARE(valueOf(lines, "State"), QStringLiteral("in use"));
        QCOMPARE(valueOf(lines, "Size"), QStringLiteral("47.1 KiB (48,210 bytes)"));
        QCOMPARE(valueOf(lines, "Imported"), QStringLiteral("2026-05-28 20:27:07 UTC"));
        for (const char* title : {"Profile", "Token counts", "Text", "Price book", "Events of",
                                  "Source hash", "Corrects"})
            QCOMPARE(valueOf(lines, title), QStringLiteral("no such line"));
    }

    void howTheFileWasReadIsSaid() {
        store::Batch batch = sample();
        batch.profile = "gateway";
        batch.convention = "cached tokens within the input";
        batch.encoding = "utf-16le";
        batch.compression = "gzip";
        batch.corrects = 2;
        batch.sourceHash = "00ff";
        batch.isActive = false;
        // 2026-05-31T23:30Z and the last microsecond of June in Berlin.
        batch.span = core::TimeRange{core::Instant{1'780'270'200'000'000},
                                     core::Instant{1'782'856'800'000'000}};
        const auto lines = receiptLines(batch, *core::Zone::find("Europe/Berlin"));
        QCOMPARE(valueOf(lines, "Profile"), QStringLiteral("gateway"));
        QCOMPARE(valueOf(lines, "Text"), QStringLiteral("UTF-16LE, packed as gzip"));
        QCOMPARE(valueOf(lines, "Corrects"), QStringLiteral("rejected rows of batch 2"));
        QCOMPARE(valueOf(lines, "Source hash"), QStringLiteral("XXH3-64 00ff"));
        QCOMPARE(valueOf(lines, "Events of"),
                 QStringLiteral("2026-06-01 to 2026-06-30 (Europe/Berlin)"));
        QVERIFY(valueOf(lines, "State").startsWith(QStringLiteral("undone")));
    }

    void sentencesSayWhatCounts() {
        store::Batch batch = sample();
        QVERIFY(rowSentences(batch, {}).isEmpty()); // not known yet
        QCOMPARE(rowSentences(batch, store::CountedTotals{900, {}}),
                 QStringList{QStringLiteral("All accepted rows count now.")});
        batch.replaced = 1;
        batch.corrected = 12;
        const QStringList all = rowSentences(batch, store::CountedTotals{880, {}});
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0], QStringLiteral("Of the accepted rows 880 count now; later versions "
                                        "replace 20."));
        QCOMPARE(all[1], QStringLiteral("It replaces 1 row of earlier imports by later versions."));
        QCOMPARE(all[2], QStringLiteral("Of the rejected rows 12 are in use as corrected."));
        batch.isActive = false;
        QVERIFY(rowSentences(batch, store::CountedTotals{})[0].contains(
            QStringLiteral("while it is undone")));
    }

    void totalsAreHeldAgainstEachOther() {
        store::Batch batch = sample();
        batch.totals = {{"input_uncached_tokens", "tokens", decimal("1204551")},
                        {"reported_cost", "EUR", decimal("0.10000000000000000001")},
                        {"reported_cost", "USD", decimal("-5.5")}};
        const store::CountedTotals counted{880,
                                           {{"input_uncached_tokens", "tokens", decimal("1100000")},
                                            {"output_tokens", "tokens", decimal("7")},
                                            {"reported_cost", "EUR", decimal("0.1")}}};
        const auto before = comparedTotals(batch, {});
        QCOMPARE(before.size(), std::size_t(3));
        QVERIFY(!before[0].counts && !before[0].difference);
        const auto totals = comparedTotals(batch, counted);
        QCOMPARE(totals.size(), std::size_t(4));
        const auto text = [&](std::size_t row) {
            return QStringList{totalTitle(totals[row]), totalText(totals[row].inFile),
                               totalText(totals[row].counts), totalText(totals[row].difference)}
                .join(u'|');
        };
        QCOMPARE(text(0), QStringLiteral("Input uncached tokens|1,204,551|1,100,000|104,551"));
        QCOMPARE(text(1), QStringLiteral("Output tokens|–|7|–")); // the file's is not known
        QCOMPARE(text(2), QStringLiteral("Reported cost (EUR)|0.10000000000000000001|0.1|"
                                         "0.00000000000000000001"));
        QCOMPARE(text(3), QStringLiteral("Reported cost (USD)|-5.5|0|-5.5"));
        QCOMPARE(totalText(decimal("-1234567.25")), QStringLiteral("-1,234,567.25"));
        QCOMPARE(totalText(decimal("-123")), QStringLiteral("-123"));
    }

    void sizesHaveBinaryUnits() {
        QCOMPARE(sizeText(0), QStringLiteral("0 B"));
        QCOMPARE(sizeText(1'023), QStringLiteral("1023 B"));
        QCOMPARE(sizeText(48'210'000), QStringLiteral("46.0 MiB"));
    }

    void whatLooksLikeSomethingElseIsSpelled() {
        QCOMPARE(visibleLine(QStringLiteral("a\r\nb\tc\rd")), QStringLiteral("a ⏎ b → c ⏎ d"));
        QCOMPARE(visibleLine(QStringLiteral("x\u202Ey\u2066")),
                 QStringLiteral("x<U+202E>y<U+2066>"));
        QCOMPARE(visibleLine(QString(QChar(7)) + QChar(0) + QChar(0x9B)),
                 QStringLiteral("\u2407\u2400<U+009B>"));
        QCOMPARE(visibleLine(QStringLiteral("<b>שלום</b>")), QStringLiteral("<b>שלום</b>"));
    }
};

QTEST_APPLESS_MAIN(TestReceipt)
#include "tst_receipt.moc"

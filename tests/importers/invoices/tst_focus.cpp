// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: focus.cpp, charge_words.cpp, tag_cells.cpp
#include "importers/invoices/focus.h"

#include "importers/invoices/charge_words.h"
#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;
namespace fs = std::filesystem;

namespace {

const fs::path kSample =
    fs::path(MARGINSCOPE_SOURCE_DIR) / ".." / "shared" / "data" / "focus_1_0_sample_200.csv";

const Cells kRow{{"BilledCost", "3.24"},
                 {"EffectiveCost", "3.24"},
                 {"ListCost", "3.6"},
                 {"BillingCurrency", "USD"},
                 {"BillingAccountId", "acct"},
                 {"BillingPeriodStart", "2026-09-01T00:00:00Z"},
                 {"ChargeCategory", "Usage"},
                 {"ChargeClass", ""},
                 {"ChargeDescription", "LLM input"},
                 {"ChargeFrequency", "Usage-Based"},
                 {"ChargePeriodStart", "2026-09-14T00:00:00Z"},
                 {"ChargePeriodEnd", "2026-09-15T00:00:00Z"},
                 {"CommitmentDiscountId", ""},
                 {"CommitmentDiscountStatus", ""},
                 {"ConsumedQuantity", "1200000"},
                 {"ConsumedUnit", "Tokens"},
                 {"ProviderName", "Example Cloud"},
                 {"RegionId", "eu"},
                 {"ResourceId", "res-1"},
                 {"ServiceName", "Managed LLM"},
                 {"SkuId", "sku"},
                 {"SkuPriceId", ""},
                 {"SubAccountId", "sub"},
                 {"Tags", ""}};

std::string file(const Cells& others) {
    return csvOf({with(kRow, others)});
}

/// The header alone, with these columns more and without those.
std::string formatOf(const std::vector<std::string>& more, const std::string& without = {}) {
    Cells cells;
    for (const auto& cell : kRow)
        if (cell.first != without)
            cells.push_back(cell);
    for (const std::string& name : more)
        cells.emplace_back(name, "");
    const ScratchFile scratch(csvOf({cells}));
    const auto found = recognise(scratch.path(), {});
    return found ? found->format + ": " + found->evidence : found.error().message;
}

/// Cells of a line of CSV whose quotes are doubled.
std::vector<std::string> cellsOf(const std::string& line) {
    std::vector<std::string> cells(1);
    bool isQuoted = false;
    for (const char c : line) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

} // namespace

class TestFocus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versionsAreToldByTheirColumns() {
        const auto isVersion = [](const std::string& found, const char* name, const char* why) {
            return found.starts_with(std::string(name) + ": FOCUS ") &&
                   found.find(why) != std::string::npos;
        };
        QVERIFY(isVersion(formatOf({}), "focus_1_0", "FOCUS 1.0, 4 of 4"));
        QVERIFY(isVersion(formatOf({"Id", "x_Operation"}), "focus_1_0", "4 of 4"));
        QVERIFY(isVersion(formatOf({"SkuMeter"}), "focus_1_1", "SkuMeter"));
        QVERIFY(isVersion(formatOf({"SkuMeter", "InvoiceId"}), "focus_1_2", "InvoiceId"));
        QVERIFY(isVersion(formatOf({"InvoiceId", "HostProviderName", "ServiceProviderName"}),
                          "focus_1_3", "HostProviderName"));
        QVERIFY(isVersion(formatOf({"ServiceProviderName", "InvoiceDetailId"}), "focus_1_4",
                          "InvoiceDetailId"));
        QVERIFY(isVersion(formatOf({"ServiceProviderName"}, "ProviderName"), "focus_1_4",
                          "ServiceProviderName"));
        QVERIFY(formatOf({}, "EffectiveCost").find("No known format") != std::string::npos);
    }

    void nullIsNotGiven() {
        const auto rows = readText(file({{"EffectiveCost", "NULL"},
                                         {"ListCost", "NULL"},
                                         {"ChargeClass", "NULL"},
                                         {"ConsumedQuantity", "NULL"},
                                         {"ConsumedUnit", "NULL"},
                                         {"CommitmentDiscountId", "NULL"},
                                         {"ChargeDescription", "NULL"},
                                         {"Tags", "NULL"}}));
        const core::ChargeFact& row = charge(*rows, 0);
        QVERIFY(!row.effectiveAmount && !row.listAmount && !row.quantity && !row.quantityTokens);
        QVERIFY(
            (row.chargeClass + row.unit + row.commitmentId + row.description + row.tags).empty());
        QCOMPARE(row.identity, identityIn(file({{"ChargeDescription", ""}})));
    }

    void amountsKeepTheirDigits() {
        const auto rows = readText(file({{"BilledCost", "35.2E-7"},
                                         {"EffectiveCost", "0.0000000000000000000000000001"},
                                         {"ListCost", "1.10"}}));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("0.00000352"));
        QCOMPARE(toText(*charge(*rows, 0).effectiveAmount),
                 std::string("0.0000000000000000000000000001"));
        QCOMPARE(toText(*charge(*rows, 0).listAmount), std::string("1.1"));
    }

    void currenciesAreNotMixed() {
        const auto rows =
            readText(csvOf({kRow, with(kRow, {{"BillingCurrency", "eur"}, {"BilledCost", "-1"}}),
                            with(kRow, {{"BilledCost", "0.01"}, {"EffectiveCost", ""}})}));
        QCOMPARE(sumsOf(*rows), std::string("amount EUR -1, amount USD 3.25, "
                                            "effective EUR 3.24, effective USD 3.24"));
    }

    void wordsMayComeInAnotherCase() {
        const auto rows = readText(file({{"ChargeCategory", "usage"},
                                         {"ChargeFrequency", "Usage-based"},
                                         {"ChargeClass", "correction"}}));
        QCOMPARE(charge(*rows, 0).category, std::string("Usage"));
        QCOMPARE(charge(*rows, 0).frequency, std::string("Usage-Based"));
        QCOMPARE(charge(*rows, 0).chargeClass, std::string("Correction"));
    }

    void everyCategoryMayBeNegative() {
        for (const char* category : {"Usage", "Purchase", "Tax", "Credit", "Adjustment"}) {
            const auto rows =
                readText(file({{"ChargeCategory", category}, {"BilledCost", "-0.5"}}));
            QCOMPARE(charge(*rows, 0).category, std::string(category));
            QCOMPARE(toText(charge(*rows, 0).amount), std::string("-0.5"));
        }
    }

    void timesWithoutZoneAreUtc() {
        const auto rows = readText(file({{"ChargePeriodStart", "2026-09-14 22:00:00"},
                                         {"ChargePeriodEnd", "2026-09-14 23:00:00"}}));
        QCOMPARE(toMillisText(*charge(*rows, 0).periodStart),
                 std::string("2026-09-14T22:00:00.000Z"));
        QVERIFY(charge(*rows, 0).flags.has(core::Flag::TimestampNoZone));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"1 time without a zone taken as UTC"});
        const auto zoned = readText(file({{"ChargePeriodStart", "2026-09-14T02:00:00+02:00"}}));
        QCOMPARE(toMillisText(*charge(*zoned, 0).periodStart),
                 std::string("2026-09-14T00:00:00.000Z"));
        QCOMPARE(charge(*zoned, 0).flags.bits(), std::int64_t(0));
        QCOMPARE(charge(*zoned, 0).identity, identityIn(file({})));
    }

    void tokensAreCountedInTheirUnit() {
        const auto tokens = [](const char* quantity, const char* unit) {
            const auto rows =
                readText(file({{"ConsumedQuantity", quantity}, {"ConsumedUnit", unit}}));
            const auto& counted = charge(*rows, 0).quantityTokens;
            return counted ? toText(*counted) : std::string("unknown");
        };
        QCOMPARE(tokens("12", "tokens"), std::string("12"));
        QCOMPARE(tokens("1.5", "1K Tokens"), std::string("1500"));
        QCOMPARE(tokens("0.25", "1M tokens"), std::string("250000"));
        QCOMPARE(tokens("12", "Requests"), std::string("unknown"));
        QCOMPARE(tokens("", "Tokens"), std::string("unknown"));
    }

    void tagsMayHoldNullOrBeOddText_data() {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("tags");
        QTest::newRow("null values are left out")
            << QByteArray(R"({"team": "cx", "env": null})") << QByteArray(R"({"team":"cx"})");
        QTest::newRow("numbers and truths are texts")
            << QByteArray(R"({"n": 1, "b": true})") << QByteArray(R"({"n":"1","b":"true"})");
        QTest::newRow("without braces") << QByteArray(R"("env": "prod","team": "cx")")
                                        << QByteArray(R"({"env":"prod","team":"cx"})");
        QTest::newRow("nothing in it") << QByteArray("{}") << QByteArray();
        QTest::newRow("only nulls") << QByteArray(R"({"a":null})") << QByteArray();
        QTest::newRow("no JSON is kept whole")
            << QByteArray("team=cx;env=prod") << QByteArray(R"({"tags":"team=cx;env=prod"})");
        QTest::newRow("a list is kept whole")
            << QByteArray(R"([1])") << QByteArray(R"({"tags":"[1]"})");
    }
    void tagsMayHoldNullOrBeOddText() {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, tags);
        // Between two others, because the reader remembers its last cell.
        const auto rows = readText(csvOf({with(kRow, {{"Tags", R"({"a":"b"})"}}),
                                          with(kRow, {{"Tags", cell.toStdString()}}),
                                          with(kRow, {{"Tags", cell.toStdString()}}), kRow}));
        QCOMPARE(charge(*rows, 0).tags, std::string(R"({"a":"b"})"));
        QCOMPARE(charge(*rows, 1).tags, tags.toStdString());
        QCOMPARE(charge(*rows, 2).tags, tags.toStdString());
        QCOMPARE(charge(*rows, 3).tags, std::string());
    }

    void theProviderHasAnotherColumnIn14() {
        Cells row = with(kRow, {{"ServiceProviderName", "Newer Cloud"}});
        QCOMPARE(charge(*readText(csvOf({row})), 0).provider, std::string("Example Cloud"));
        std::erase_if(row, [](const auto& cell) { return cell.first == "ProviderName"; });
        const auto rows = readText(csvOf({row}));
        QCOMPARE(charge(*rows, 0).provider, std::string("Newer Cloud"));
        QCOMPARE(charge(*rows, 0).identity, identityIn(file({}))); // of the version before
    }

    void whatARowNeedsIsNotGuessed() {
        QCOMPARE(rejectionIn(file({{"BilledCost", "NULL"}})),
                 std::string("BilledCost: The value is missing."));
        QCOMPARE(rejectionIn(file({{"BilledCost", "1,5"}})),
                 std::string("BilledCost: '1,5' is not a decimal number."));
        QCOMPARE(rejectionIn(file({{"BillingCurrency", ""}})),
                 std::string("BillingCurrency: The currency is missing."));
        QCOMPARE(rejectionIn(file({{"ChargeCategory", "Fee"}})),
                 std::string("ChargeCategory: 'Fee' is none of Usage, Purchase, Tax, Credit and "
                             "Adjustment."));
        QCOMPARE(rejectionIn(file({{"ChargeCategory", ""}})),
                 std::string("ChargeCategory: The category of the charge is missing."));
        QCOMPARE(rejectionIn(file({{"ChargePeriodEnd", ""}})),
                 std::string("ChargePeriodEnd: The time is missing."));
    }

    void aRowIsStatedAnew_data() {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("with another billed cost") << QByteArray("BilledCost") << QByteArray("4");
        QTest::newRow("with an effective cost") << QByteArray("EffectiveCost") << QByteArray("4");
        QTest::newRow("with a quantity") << QByteArray("ConsumedQuantity") << QByteArray("7");
        QTest::newRow("with an invoice, once the month closes")
            << QByteArray("InvoiceId") << QByteArray("INV-1");
        QTest::newRow("with tags that were filled in later")
            << QByteArray("Tags") << QByteArray(R"({"team":"cx"})");
        QTest::newRow("with a new name of its account")
            << QByteArray("SubAccountName") << QByteArray("Other");
        QTest::newRow("in a newer version") << QByteArray("PricingCurrency") << QByteArray("USD");
        QTest::newRow("with the row id of another export") << QByteArray("Id") << QByteArray("9");
    }
    void aRowIsStatedAnew() {
        QFETCH(QByteArray, column);
        QFETCH(QByteArray, value);
        QCOMPARE(identityIn(file({{column.toStdString(), value.toStdString()}})),
                 identityIn(file({})));
    }

    void aRowIsAnother_data() {
        QTest::addColumn<QByteArray>("column");
        for (const char* column :
             {"BillingAccountId", "ChargeDescription", "CommitmentDiscountId",
              "CommitmentDiscountStatus", "RegionId", "ResourceId", "ServiceName", "SkuId",
              "SkuPriceId", "SubAccountId", "SkuMeter", "AvailabilityZone", "x_Operation",
              "CapacityReservationId", "AllocatedResourceId"})
            QTest::newRow(column) << QByteArray(column);
    }
    void aRowIsAnother() {
        QFETCH(QByteArray, column);
        QVERIFY(identityIn(file({{column.toStdString(), "other"}})) != identityIn(file({})));
    }

    void periodsCategoriesAndCurrenciesTellRowsApart() {
        const std::string one = identityIn(file({}));
        QVERIFY(identityIn(file({{"ChargePeriodStart", "2026-09-13T00:00:00Z"}})) != one);
        QVERIFY(identityIn(file({{"ChargePeriodEnd", "2026-09-16T00:00:00Z"}})) != one);
        QVERIFY(identityIn(file({{"BillingPeriodStart", "2026-10-01T00:00:00Z"}})) != one);
        QVERIFY(identityIn(file({{"ChargeCategory", "Credit"}})) != one);
        QVERIFY(identityIn(file({{"ChargeClass", "Correction"}})) != one);
        QVERIFY(identityIn(file({{"BillingCurrency", "EUR"}})) != one);
    }

    void aDescriptionThatStatesTheRateIsNoIdentity() {
        const auto priced = [](const char* description) {
            return identityIn(
                file({{"SkuPriceId", "price-1"}, {"ChargeDescription", description}}));
        };
        QCOMPARE(priced("$0.10 per GB"), priced("$0.09 per GB"));
    }

    void jsonLinesAreTheSame() {
        const auto rows = readText(
            R"({"BilledCost":0.30000000000000004,"EffectiveCost":"1","BillingCurrency":"USD",)"
            R"("ChargeCategory":"Usage","ChargePeriodStart":"2026-09-14T00:00:00Z",)"
            R"("ChargePeriodEnd":"2026-09-15T00:00:00Z","InvoiceId":null,)"
            R"("Tags":{"team":"cx","env":null}})");
        QCOMPARE(rows->info.format, std::string("focus_1_2"));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("0.30000000000000004"));
        QCOMPARE(charge(*rows, 0).tags, std::string(R"({"team":"cx"})"));
    }

    void theSampleOfTheSpecificationImportsWhole() {
        if (!fs::exists(kSample))
            QSKIP("The FOCUS sample is not there.");
        std::ifstream in(kSample);
        std::string line;
        std::getline(in, line);
        const std::vector<std::string> header = cellsOf(line);
        const auto column = [&](const char* name) {
            return std::size_t(std::find(header.begin(), header.end(), name) - header.begin());
        };
        core::ControlTotals plain;
        std::size_t count = 0;
        for (; std::getline(in, line); ++count) {
            const std::vector<std::string> cells = cellsOf(line);
            plain.add("amount", "USD", *core::parseDecimal(cells.at(column("BilledCost"))));
            plain.add("effective", "USD", *core::parseDecimal(cells.at(column("EffectiveCost"))));
        }
        const auto rows = readAll(kSample);
        QCOMPARE(rows->allFacts.size(), count);
        QVERIFY(rows->rejected.empty());
        const std::string sums = "amount USD " + toText(plain.all().at(0).amount) +
                                 ", effective USD " + toText(plain.all().at(1).amount);
        QCOMPARE(sumsOf(*rows), sums);
        std::map<std::string, int> identities;
        for (std::size_t i = 0; i < count; ++i)
            ++identities[charge(*rows, i).identity];
        QCOMPARE(identities.size(), count);
    }

    void wordsAreFoundWhole() {
        QVERIFY(hasWord("gpt 4.1 cd Inp", "CD"));
        QVERIFY(!hasWord("abcd", "cd"));
        QVERIFY(!hasWord("", "cd"));
        QVERIFY(!hasWord("käs", "s")); // a letter of another script is a letter
        QCOMPARE(serviceTierIn("EUC1_OutputTokenCount_Batch-Units"), std::string_view("batch"));
        QCOMPARE(serviceTierIn("Batches"), std::string_view());
        QVERIFY(holds("Microsoft.CognitiveServices", "cognitive") && !holds("x", "xy"));
        QCOMPARE(lowered("AZ az Ä"), std::string("az az Ä"));
    }
};

QTEST_APPLESS_MAIN(TestFocus)
#include "tst_focus.moc"

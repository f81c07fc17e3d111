// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/opencost.h"

#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string objectOf(const Members& members) {
    std::string text;
    for (const auto& [name, value] : members)
        text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    return text + "}";
}

const Members kAllocation{
    {"properties", R"({"cluster":"prod-eu","namespace":"llm"})"},
    {"window", R"({"start":"2026-09-14T00:00:00Z","end":"2026-09-15T00:00:00Z"})"},
    {"start", R"("2026-09-14T00:00:00Z")"},
    {"end", R"("2026-09-15T00:00:00Z")"},
    {"gpuHours", "48"},
    {"gpuCost", "96"},
    {"gpuCostAdjustment", "-2.5"},
    {"totalCost", "95.1"}};

std::string answer(const Members& others = {}, const std::string& name = "llm") {
    return objectOf(
        {{"code", "200"},
         {"data", "[" + objectOf({{name, objectOf(with(kAllocation, others))}}) + "]"}});
}

const Cells kRow{{"Date", "2026-09-14"},
                 {"Namespace", "llm"},
                 {"ControllerKind", "deployment"},
                 {"ControllerName", "vllm"},
                 {"Pod", "vllm-abc"},
                 {"Container", "main"},
                 {"GPUs", "0.5"},
                 {"GPUCost", "24"},
                 {"TotalCost", "24.4"},
                 {"Labels", R"({"team":"platform","x":null})"}};

std::string file(const Cells& others) {
    return csvOf({with(kRow, others)});
}

std::string flagsOf(const core::ChargeFact& row) {
    return toText(row.flags);
}

} // namespace

class TestOpencost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCostOfGpusIsAdjusted_data() {
        QTest::addColumn<QByteArray>("cost");
        QTest::addColumn<QByteArray>("adjustment");
        QTest::addColumn<QByteArray>("tags");
        const QByteArray rest = R"("cluster":"prod-eu","namespace":"llm"})";
        QTest::newRow("by a discount") << QByteArray("96") << QByteArray("-2.5")
                                       << QByteArray(R"({"gpu_cost":"93.5",)") + rest;
        QTest::newRow("with float noise kept")
            << QByteArray("0.1") << QByteArray("0.20000000000000001")
            << QByteArray(R"({"gpu_cost":"0.30000000000000001",)") + rest;
        QTest::newRow("by nothing that is known")
            << QByteArray("96") << QByteArray("null") << QByteArray(R"({"gpu_cost":"96",)") + rest;
        QTest::newRow("unless it is not known")
            << QByteArray("null") << QByteArray("-2.5") << QByteArray("{") + rest;
    }
    void theCostOfGpusIsAdjusted() {
        QFETCH(QByteArray, cost);
        QFETCH(QByteArray, adjustment);
        QFETCH(QByteArray, tags);
        const auto rows = readText(answer(
            {{"gpuCost", cost.toStdString()}, {"gpuCostAdjustment", adjustment.toStdString()}},
            "vllm"));
        QCOMPARE(charge(*rows, 0).tags, tags.toStdString());
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("95.1"));
    }

    void propertiesAreTags() {
        const auto rows = readText(
            answer({{"properties", R"({"cluster":"c","namespace":"llm","controller":"vllm",)"
                                   R"("pod":"vllm-1","labels":{"model":"llama","n":null}})"}}));
        QCOMPARE(charge(*rows, 0).account, std::string("llm"));
        QCOMPARE(charge(*rows, 0).service, std::string("vllm"));
        QCOMPARE(charge(*rows, 0).tags,
                 std::string(R"({"gpu_cost":"93.5","cluster":"c","pod":"vllm-1",)"
                             R"("label:model":"llama"})"));
    }

    void idleAndUnallocatedAreFlagged_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("idle") << QByteArray("__idle__") << QByteArray("implied_currency_usd idle");
        QTest::newRow("idle of a cluster")
            << QByteArray("prod/__idle__") << QByteArray("implied_currency_usd idle");
        QTest::newRow("unallocated")
            << QByteArray("__unallocated__") << QByteArray("implied_currency_usd unallocated");
        QTest::newRow("a name") << QByteArray("idle") << QByteArray("implied_currency_usd");
    }
    void idleAndUnallocatedAreFlagged() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, flags);
        const auto rows = readText(answer({}, name.toStdString()));
        QCOMPARE(flagsOf(charge(*rows, 0)), flags.toStdString());
        QCOMPARE(charge(*rows, 0).account, name.toStdString());
        const auto csv = readText(file({{"Namespace", name.toStdString()}}));
        QCOMPARE(flagsOf(charge(*csv, 0)), flags.toStdString());
    }

    void hoursThatAreNoneAreNoQuantity() {
        for (const char* hours : {"0", "null", "0.0"}) {
            const auto rows = readText(answer({{"gpuHours", hours}}));
            QVERIFY(!charge(*rows, 0).quantity && charge(*rows, 0).unit.empty());
        }
        const auto rows = readText(answer({}));
        QCOMPARE(toText(*charge(*rows, 0).quantity) + charge(*rows, 0).unit,
                 std::string("48gpu_hour"));
    }

    void oneAllocationIsRejectedAlone() {
        const auto rows = readText(objectOf(
            {{"data", "[" +
                          objectOf({{"a", objectOf(kAllocation)},
                                    {"b", objectOf(with(kAllocation, {{"totalCost", "null"}}))},
                                    {"c", objectOf(with(kAllocation, {{"end", "null"}}))}}) +
                          "," + objectOf({{"a", objectOf(kAllocation)}}) + "]"}}));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(charge(*rows, 1).line, std::int64_t(4));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[0].column, std::string("b.totalCost"));
        QCOMPARE(rows->rejected[1].column, std::string("c.end"));
    }

    void anAllocationIsStatedAnew() {
        const std::string one = identityIn(answer());
        QCOMPARE(identityIn(answer({{"totalCost", "7"}, {"gpuHours", "1"}})), one);
        // Of a day that was not over.
        QCOMPARE(identityIn(answer({{"end", R"("2026-09-14T12:00:00Z")"}})), one);
        QCOMPARE(
            identityIn(answer({{"properties", R"({"cluster":"prod-eu","labels":{"a":"b"}})"}})),
            one);
        QVERIFY(identityIn(answer({}, "other")) != one);
        QVERIFY(identityIn(answer({{"properties", R"({"cluster":"other"})"}})) != one);
        QVERIFY(identityIn(answer({{"window", R"({"start":"2026-09-13T00:00:00Z",)"
                                              R"("end":"2026-09-14T00:00:00Z"})"}})) != one);
        QCOMPARE(identityIn(answer({{"window", "null"}})), one); // told by start and end
    }

    void averageGpusAreHours() {
        const auto hours = [](const char* gpus) {
            const auto rows = readText(file({{"GPUs", gpus}}));
            return charge(*rows, 0).quantity ? toText(*charge(*rows, 0).quantity)
                                             : std::string("none");
        };
        QCOMPARE(hours("2"), std::string("48"));
        QCOMPARE(hours("0.5"), std::string("12"));
        QCOMPARE(hours("1e-1"), std::string("2.4"));
        QCOMPARE(hours("0"), std::string("none"));
        QCOMPARE(hours(""), std::string("none"));
    }

    void labelsAreOneColumnOrMany() {
        QCOMPARE(charge(*readText(file({})), 0).tags,
                 std::string(R"({"gpu_cost":"24","label:team":"platform"})"));
        const auto rows = readText(
            file({{"Labels", ""}, {"Label_team", "ops"}, {"Label_app", ""}, {"GPUCost", ""}}));
        QCOMPARE(charge(*rows, 0).tags, std::string(R"({"label:team":"ops"})"));
        QCOMPARE(charge(*readText(file({{"Labels", "null"}})), 0).tags,
                 std::string(R"({"gpu_cost":"24"})"));
    }

    void rowsWithoutNamespaceHaveNoOwner() {
        const auto rows = readText(file({{"Namespace", ""}}));
        QCOMPARE(flagsOf(charge(*rows, 0)), std::string("implied_currency_usd unallocated"));
        QVERIFY(charge(*rows, 0).account.empty());
    }

    void negativeCostsAreFlagged() {
        QVERIFY(charge(*readText(file({{"TotalCost", "-1"}})), 0)
                    .flags.has(core::Flag::NegativeAmount));
        QVERIFY(charge(*readText(answer({{"totalCost", "-1"}})), 0)
                    .flags.has(core::Flag::NegativeAmount));
    }

    void aCsvRowIsStatedAnew() {
        const std::string one = identityIn(file({}));
        QCOMPARE(identityIn(file({{"TotalCost", "7"}, {"GPUs", "7"}, {"Labels", "{}"}})), one);
        for (const char* column :
             {"Namespace", "ControllerKind", "ControllerName", "Pod", "Container"})
            QVERIFY2(identityIn(file({{column, "other"}})) != one, column);
        QVERIFY(identityIn(file({{"Date", "2026-09-15"}})) != one);
        QCOMPARE(readText(file({}))->info.source, readText(answer())->info.source);
    }

    void brokenCsvRowsAreRejected() {
        QCOMPARE(rejectionIn(file({{"TotalCost", "NaN"}})),
                 std::string("TotalCost: 'NaN' is not a decimal number."));
        QCOMPARE(rejectionIn(file({{"TotalCost", ""}})),
                 std::string("TotalCost: The value is missing."));
        QCOMPARE(rejectionIn(file({{"Date", ""}})), std::string("Date: The day is missing."));
        QVERIFY(rejectionIn(file({{"Labels", "{team"}})).find("not valid JSON") !=
                std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestOpencost)
#include "tst_opencost.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/gpu_breakeven.h"

#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;
using nlohmann::json;

class TestGpuBreakeven : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("gpu_breakeven"); }
    void oracle();
    void whatIsNotKnownLeavesItsFiguresEmpty();
    void anApiThatIsCheaperAtAnyLoad();
};

void TestGpuBreakeven::oracle() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const auto number = [&](const char* name) { return inputs.at(name).get<double>(); };
    const stats::GpuBreakeven result = stats::gpuBreakeven(
        {number("gpu_hour_usd"), number("tokens_per_second_full"), number("overhead_fraction"),
         number("api_usd_per_million"), number("tokens_per_hour"), number("peak_factor")});
    const json actual{
        {"self_cost_per_million_at_full", oracles::orNull(result.selfPerMillionAtFull)},
        {"breakeven_utilisation", oracles::orNull(result.breakevenUtilisation)},
        {"gpus_needed", std::int64_t(result.gpusNeeded.value())},
        {"utilisation", oracles::orNull(result.utilisation)},
        {"self_cost_per_million", oracles::orNull(result.selfPerMillion)},
        {"api_cost_per_hour", oracles::orNull(result.apiPerHour)},
        {"self_cost_per_hour", oracles::orNull(result.selfPerHour)},
        {"self_host_cheaper", oracles::orNull(result.isSelfCheaper)},
        {"breakeven_tokens_per_hour_one_gpu", oracles::orNull(result.breakevenTokensPerHour)}};
    COMPARE_ORACLE(actual, example);
}

void TestGpuBreakeven::whatIsNotKnownLeavesItsFiguresEmpty() {
    const stats::GpuBreakeven noThroughput =
        stats::gpuBreakeven({.gpuHour = 2, .apiPerMillion = 1, .tokensPerHour = 5e6});
    QVERIFY(!noThroughput.gpusNeeded && !noThroughput.selfPerMillion &&
            !noThroughput.isSelfCheaper && !noThroughput.breakevenUtilisation);
    QCOMPARE(noThroughput.apiPerHour.value(), 5.0);
    QCOMPARE(noThroughput.breakevenTokensPerHour.value(), 2e6);
    const stats::GpuBreakeven noApi =
        stats::gpuBreakeven({.gpuHour = 3.6, .tokensPerSecondFull = 1000, .tokensPerHour = 1.8e6});
    QCOMPARE(noApi.selfPerMillion.value(), 2.0); // one GPU, half of it used
    QCOMPARE(noApi.utilisation.value(), 0.5);
    QVERIFY(!noApi.isSelfCheaper && !noApi.apiPerHour && !noApi.breakevenUtilisation);
    const stats::GpuBreakeven noLoad =
        stats::gpuBreakeven({.gpuHour = 3.6, .tokensPerSecondFull = 1000, .apiPerMillion = 2});
    QCOMPARE(noLoad.breakevenUtilisation.value(), 0.5);
    QVERIFY(!noLoad.gpusNeeded && !noLoad.selfPerHour && !noLoad.apiPerHour);
}

void TestGpuBreakeven::anApiThatIsCheaperAtAnyLoad() {
    const stats::GpuBreakeven result = stats::gpuBreakeven({.gpuHour = 3.6,
                                                            .tokensPerSecondFull = 1000,
                                                            .apiPerMillion = 0.5,
                                                            .tokensPerHour = 3.6e6});
    QCOMPARE(result.breakevenUtilisation.value(), 2.0);
    QCOMPARE(result.gpusNeeded.value(), 1.0);
    QVERIFY(!result.isSelfCheaper.value());
}

QTEST_APPLESS_MAIN(TestGpuBreakeven)
#include "tst_gpu_breakeven.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/gpu_allocation.h"

#include "models/core/largest_remainder.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <map>
#include <random>

using namespace ms;
using core::Int128;
using nlohmann::json;
using stats::IdlePolicy;

class TestGpuAllocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("gpu_allocation"); }
    void oracle();
    void partsAddUpToTheWindow();
    void aWindowWithoutUseIsIdle();
    void useBeyondTheCapacityIsToldAndNotClipped();
    void overheadNeedsSomebody();
};

namespace {

std::vector<std::string_view> viewsOf(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

/// The windows' parts of the bill.
std::vector<Int128> windowAmounts(const json& inputs) {
    std::vector<std::uint64_t> seconds;
    std::vector<std::string> ids;
    for (const json& window : inputs.at("windows")) {
        seconds.push_back(window.at("gpu_seconds").get<std::uint64_t>());
        ids.push_back(window.at("id").get<std::string>());
    }
    return core::largestRemainder(inputs.at("bill_cents").get<std::int64_t>(), seconds,
                                  viewsOf(ids));
}

json windowJson(const json& window, Int128 amount, IdlePolicy policy) {
    stats::WindowUse use;
    use.capacity = window.at("gpu_seconds").get<std::int64_t>();
    std::vector<std::string> ids;
    for (const auto& [id, seconds] : window.at("usage").items()) {
        ids.push_back(id);
        use.used.push_back(seconds.get<std::int64_t>());
    }
    use.ids = viewsOf(ids);
    const stats::WindowShares shares = stats::splitWindow(amount, use, policy);
    json allocation = json::object();
    for (std::size_t i = 0; i < ids.size(); ++i)
        allocation[ids[i]] = std::int64_t(shares.used[i]);
    if (shares.idle != 0)
        allocation[std::string(stats::kIdleId)] = std::int64_t(shares.idle);
    return {{"id", window.at("id")},
            {"cents", std::int64_t(amount)},
            {"utilisation", shares.utilisation.value()},
            {"allocation", allocation}};
}

} // namespace

void TestGpuAllocation::oracle() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const IdlePolicy policy =
        inputs.at("idle_policy") == "spread" ? IdlePolicy::Spread : IdlePolicy::Separate;
    QCOMPARE(inputs.at("idle_policy").get<std::string>(), std::string(nameOf(policy)));
    const std::vector<Int128> amounts = windowAmounts(inputs);
    json actual;
    std::map<std::string, std::int64_t> direct;
    for (std::size_t w = 0; w < amounts.size(); ++w) {
        actual["windows"].push_back(windowJson(inputs.at("windows")[w], amounts[w], policy));
        for (const auto& [id, cents] : actual["windows"].back().at("allocation").items())
            direct[id] += cents.get<std::int64_t>();
    }
    std::vector<std::string> ids;
    std::vector<Int128> used;
    for (const auto& [id, cents] : direct)
        if (id != stats::kIdleId) {
            ids.push_back(id);
            used.push_back(cents);
        }
    const auto overheadCents = inputs.at("overhead_cents").get<std::int64_t>();
    const std::vector<Int128> overhead = stats::loadOverhead(overheadCents, used, viewsOf(ids));
    actual["direct"] = direct;
    std::map<std::string, std::int64_t> total = direct;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        actual["overhead"][ids[i]] = std::int64_t(overhead[i]);
        total[ids[i]] += std::int64_t(overhead[i]);
    }
    actual["final"] = total;
    std::int64_t sum = 0;
    for (const auto& [id, cents] : total)
        sum += cents;
    actual["sum_final"] = sum;
    actual["bill_total"] = inputs.at("bill_cents").get<std::int64_t>() + overheadCents;
    COMPARE_ORACLE(actual, example);
    QCOMPARE(actual["direct"].size(), example.at("expected").at("direct").size());
}

void TestGpuAllocation::partsAddUpToTheWindow() {
    std::mt19937_64 random(5);
    for (int round = 0; round < 2000; ++round) {
        stats::WindowUse use;
        std::vector<std::string> ids;
        Int128 used = 0;
        for (std::size_t i = random() % 9; i-- > 0;) {
            ids.push_back("t" + std::to_string(random() % 5));
            use.used.push_back(Int128(random() >> (random() % 64)));
            used += use.used.back();
        }
        use.ids = viewsOf(ids);
        use.capacity = used + Int128(random() % 3 == 0 ? 0 : random() >> 4);
        const Int128 amount = Int128(random() >> (random() % 64));
        for (const IdlePolicy policy : {IdlePolicy::Separate, IdlePolicy::Spread}) {
            const stats::WindowShares shares = stats::splitWindow(amount, use, policy);
            Int128 sum = shares.idle;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                QVERIFY(shares.used[i] >= 0);
                sum += shares.used[i];
            }
            QVERIFY(sum == amount);
            if (used > 0 && (policy == IdlePolicy::Spread || use.capacity == used))
                QVERIFY(shares.idle == 0);
        }
    }
}

void TestGpuAllocation::aWindowWithoutUseIsIdle() {
    for (const IdlePolicy policy : {IdlePolicy::Separate, IdlePolicy::Spread}) {
        const stats::WindowShares nobody = stats::splitWindow(77, {3600, {}, {}}, policy);
        QVERIFY(nobody.idle == 77);
        QCOMPARE(nobody.utilisation.value(), 0.0);
        const stats::WindowShares nothing = stats::splitWindow(77, {3600, {0}, {"a"}}, policy);
        QVERIFY(nothing.idle == 77 && nothing.used[0] == 0);
    }
    QVERIFY(!stats::splitWindow(5, {}, IdlePolicy::Separate).utilisation);
}

void TestGpuAllocation::useBeyondTheCapacityIsToldAndNotClipped() {
    const stats::WindowShares shares =
        stats::splitWindow(90, {100, {100, 50}, {"a", "b"}}, IdlePolicy::Separate);
    QCOMPARE(shares.utilisation.value(), 1.5);
    QVERIFY(shares.idle == 0 && shares.used[0] == 60 && shares.used[1] == 30);
}

void TestGpuAllocation::overheadNeedsSomebody() {
    QVERIFY(stats::loadOverhead(0, {}, {}).empty());
    QVERIFY_EXCEPTION_THROWN((void)stats::loadOverhead(1, {}, {}), std::exception);
}

QTEST_APPLESS_MAIN(TestGpuAllocation)
#include "tst_gpu_allocation.moc"

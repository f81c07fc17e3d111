// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/largest_remainder.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;

/// The examples of `largest_remainder` in the oracle file, whichever file that is.
class TestOraclesAllocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void largestRemainder_data() { oracles::addRows("largest_remainder"); }
    void largestRemainder();
};

void TestOraclesAllocation::largestRemainder() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    const auto ids = inputs.at("ids").get<std::vector<std::string>>();
    const auto weights = inputs.at("weights").get<std::vector<std::uint64_t>>();
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const std::vector<core::Int128> shares =
        core::largestRemainder(inputs.at("total").get<std::int64_t>(), weights, views);

    QCOMPARE(shares.size(), ids.size());
    nlohmann::json actual;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        actual["allocation"][ids[i]] = std::int64_t(shares[i]);
        sum += std::int64_t(shares[i]);
    }
    actual["sum"] = sum;
    COMPARE_ORACLE(actual, example);
}

QTEST_APPLESS_MAIN(TestOraclesAllocation)
#include "tst_oracles_allocation.moc"

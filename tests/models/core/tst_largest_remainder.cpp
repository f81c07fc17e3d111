// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"
#include "models/core/largest_remainder.h"

#include <QTest>

#include <numeric>

using namespace ms::core;

namespace {
std::vector<std::string> namesFor(std::size_t n) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i)
        names.push_back("part" + std::to_string(i));
    return names;
}
} // namespace

class TestLargestRemainder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hareQuotaTextbookExample() {
        const std::vector<std::uint64_t> weights{47000, 16000, 15900, 12000, 6000, 3100};
        const std::vector<std::string_view> ids{"yellow", "white", "red", "green", "blue", "pink"};
        const std::vector<Int128> expected{5, 2, 1, 1, 1, 0};
        QVERIFY(largestRemainder(10, weights, ids) == expected);
    }
    void aCreditIsSplitAsItsAmount() {
        const std::vector<std::uint64_t> weights{3, 3, 3, 1};
        const std::vector<std::string_view> ids{"a", "b", "c", "d"};
        const std::vector<Int128> expected{-31, -30, -30, -10};
        QVERIFY(largestRemainder(-101, weights, ids) == expected);
    }
    void noWeightsAreEqualWeights() {
        const std::vector<std::uint64_t> weights{0, 0, 0};
        const std::vector<std::string_view> ids{"a", "b", "c"};
        const std::vector<Int128> expected{4, 3, 3};
        QVERIFY(largestRemainder(10, weights, ids) == expected);
    }
    void tiesGoToTheLargerWeightThenTheSmallerId() {
        const std::vector<std::uint64_t> equal{1, 1, 1};
        const std::vector<std::string_view> ids{"c", "a", "b"};
        const std::vector<Int128> expected{0, 1, 0};
        QVERIFY(largestRemainder(1, equal, ids) == expected);
    }
    void weightsThatAreTooLargeKeepTheirProportion() {
        const Int128 large = Int128{1} << 100;
        const std::vector<Int128> weights{3 * large, -5, large, 0};
        const std::vector<std::uint64_t> fitting = splitWeights(weights);
        QVERIFY(fitting[0] == 3 * fitting[2] && fitting[2] > 0);
        QVERIFY(fitting[1] == 0 && fitting[3] == 0);
        const std::vector<std::string_view> ids{"a", "b", "c", "d"};
        const std::vector<Int128> expected{75, 0, 25, 0};
        QVERIFY(largestRemainder(100, fitting, ids) == expected);
        const std::vector<Int128> small{7, 0, 9};
        QVERIFY(splitWeights(small) == (std::vector<std::uint64_t>{7, 0, 9}));
    }
    void refusesToSplitOverNothing() {
        QVERIFY_EXCEPTION_THROWN(largestRemainder(1, {}, {}), CheckFailed);
        QVERIFY(largestRemainder(0, {}, {}).empty());
    }
    void partsAddUpAndStayWithinOneOfTheirQuota() {
        std::uint64_t state = 42;
        const auto next = [&state] {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            return state >> 33;
        };
        for (int round = 0; round < 3'000; ++round) {
            const std::size_t n = 1 + next() % 12;
            std::vector<std::uint64_t> weights(n);
            for (auto& weight : weights)
                weight = next() % 5 == 0 ? 0 : next() % 1'000'000;
            const auto names = namesFor(n);
            const std::vector<std::string_view> ids(names.begin(), names.end());
            Int128 total = static_cast<Int128>(next()) * static_cast<Int128>(next()) * 1'000'003;
            if (next() % 2 == 0)
                total = -total;
            const auto shares = largestRemainder(total, weights, ids);
            Int128 sum = 0;
            for (const Int128 share : shares)
                sum += share;
            QVERIFY(sum == total);
            Int128 weightSum = 0;
            for (const auto weight : weights)
                weightSum += static_cast<Int128>(weight);
            for (std::size_t i = 0; i < n; ++i) {
                const Int128 weight = weightSum == 0 ? 1 : static_cast<Int128>(weights[i]);
                const Int128 whole = weightSum == 0 ? static_cast<Int128>(n) : weightSum;
                // |share - total x weight / whole| < 1, compared without division
                const Int128 distance = shares[i] * whole - total * weight;
                QVERIFY(distance < whole && distance > -whole);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLargestRemainder)
#include "tst_largest_remainder.moc"

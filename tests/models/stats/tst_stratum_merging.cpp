// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/stratum_merging.h"

#include "models/stats/splitmix64.h"

#include <QTest>

#include <map>
#include <set>
#include <vector>

using namespace ms;
using stats::CoarseningStep;
using stats::MergedStrata;
using stats::StratumRows;
using Kind = stats::CoarseningStep::Kind;
using Levels = std::vector<std::vector<std::uint32_t>>;
using Groups = std::vector<std::uint32_t>;

namespace {

constexpr std::size_t kArms = 2;

/// `rows` in both arms, spread over three clusters each.
void fill(std::vector<StratumRows>& rows, std::uint32_t stratum, std::int64_t each = 4) {
    for (std::uint32_t arm = 0; arm < kArms; ++arm)
        for (std::uint32_t cluster = 0; cluster < 3; ++cluster)
            rows.push_back({stratum, cluster, arm, each});
}

} // namespace

class TestStratumMerging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void largeStrataStay();
    void whatIsSmall_data();
    void whatIsSmall();
    void theLastNamedIsGivenUpFirst();
    void onlyWhereItIsNeeded();
    void familiesOfLanguages();
    void aSmallBandJoinsItsNeighbour();
    void neighboursAreElseAlike();
    void withoutAPathNothingIsMerged();
    void everyStratumIsInOneGroup();
};

void TestStratumMerging::largeStrataStay() {
    std::vector<StratumRows> rows;
    const Levels levels{{0, 0}, {0, 1}, {1, 0}};
    for (std::uint32_t h = 0; h < 3; ++h)
        fill(rows, h);
    const std::vector<CoarseningStep> path{{1}, {0}};
    const MergedStrata merged = stats::mergeSmallStrata(levels, rows, kArms, path);
    QCOMPARE(merged.groupOf, (Groups{0, 1, 2}));
    QCOMPARE(merged.groups, std::size_t(3));
    QCOMPARE(merged.small, std::size_t(0));
}

void TestStratumMerging::whatIsSmall_data() {
    QTest::addColumn<int>("clusters");
    QTest::addColumn<int>("rowsEach");
    QTest::addColumn<bool>("isSmall");
    QTest::newRow("one cluster of many rows") << 1 << 100 << true;
    QTest::newRow("two clusters of two rows") << 2 << 2 << true;
    QTest::newRow("two clusters of five rows in all") << 2 << 3 << false;
    QTest::newRow("five clusters of one row") << 5 << 1 << false;
    QTest::newRow("nothing at all") << 0 << 0 << true;
}

void TestStratumMerging::whatIsSmall() {
    QFETCH(int, clusters);
    QFETCH(int, rowsEach);
    QFETCH(bool, isSmall);
    std::vector<StratumRows> rows;
    for (std::uint32_t cluster = 0; cluster < 3; ++cluster)
        rows.push_back({0, cluster, 0, 10});
    for (std::uint32_t cluster = 0; cluster < std::uint32_t(clusters); ++cluster)
        rows.push_back({0, cluster, 1, rowsEach});
    rows.push_back({0, 9, 1, 0}); // no row is no cluster
    const MergedStrata merged = stats::mergeSmallStrata(Levels{{0}}, rows, kArms, {});
    QCOMPARE(merged.small == 1, isSmall);
}

/// Tier x language x complexity; (0, 1, 1) is in arm 0 alone.
void TestStratumMerging::theLastNamedIsGivenUpFirst() {
    const Levels levels{{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 1}};
    std::vector<StratumRows> rows;
    for (std::uint32_t h = 0; h < 3; ++h)
        fill(rows, h);
    rows.push_back({3, 0, 0, 50});
    rows.push_back({3, 1, 0, 50});
    const std::vector<CoarseningStep> path{{2}, {1}};
    QCOMPARE(stats::mergeSmallStrata(levels, rows, kArms, path).groupOf, (Groups{0, 1, 2, 2}));
    // Where that does not do, the next step joins the languages, whatever their complexity.
    std::vector<StratumRows> few;
    fill(few, 0);
    fill(few, 1);
    few.push_back({2, 0, 0, 50});
    few.push_back({3, 0, 0, 50});
    QCOMPARE(stats::mergeSmallStrata(levels, few, kArms, path).groupOf, (Groups{0, 0, 0, 0}));
    const Levels tiers{{0, 0, 0}, {1, 0, 1}, {0, 1, 0}, {0, 1, 1}};
    QCOMPARE(stats::mergeSmallStrata(tiers, few, kArms, path).groupOf, (Groups{0, 1, 0, 0}));
}

void TestStratumMerging::onlyWhereItIsNeeded() {
    const Levels levels{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    std::vector<StratumRows> rows;
    fill(rows, 0);
    fill(rows, 2);
    fill(rows, 3);
    const std::vector<CoarseningStep> path{{1}};
    QCOMPARE(stats::mergeSmallStrata(levels, rows, kArms, path).groupOf, (Groups{0, 0, 1, 2}));
}

void TestStratumMerging::familiesOfLanguages() {
    // Danish and Swedish are of one family, Thai of another.
    const Levels levels{{0}, {1}, {2}};
    std::vector<StratumRows> rows;
    fill(rows, 0);
    fill(rows, 2);
    rows.push_back({1, 0, 0, 9});
    const std::vector<CoarseningStep> path{{0, Kind::Family, {0, 0, 1}}};
    const MergedStrata merged = stats::mergeSmallStrata(levels, rows, kArms, path);
    QCOMPARE(merged.groupOf, (Groups{0, 0, 1}));
    QCOMPARE(merged.small, std::size_t(0));
}

void TestStratumMerging::aSmallBandJoinsItsNeighbour() {
    const Levels levels{{0}, {1}, {2}, {3}};
    const std::vector<CoarseningStep> path{{0, Kind::Neighbour}};
    std::vector<StratumRows> rows;
    fill(rows, 0, 9);
    fill(rows, 2, 4);
    fill(rows, 3, 4);
    rows.push_back({1, 0, 0, 3}); // both neighbours are near: that with fewer rows
    QCOMPARE(stats::mergeSmallStrata(levels, rows, kArms, path).groupOf, (Groups{0, 1, 1, 2}));
    std::vector<StratumRows> ends;
    fill(ends, 0);
    fill(ends, 1);
    fill(ends, 2);
    QCOMPARE(stats::mergeSmallStrata(levels, ends, kArms, path).groupOf, (Groups{0, 1, 2, 2}));
}

void TestStratumMerging::neighboursAreElseAlike() {
    const Levels levels{{0, 0}, {1, 0}, {1, 2}};
    std::vector<StratumRows> rows;
    fill(rows, 1);
    fill(rows, 2);
    const std::vector<CoarseningStep> path{{1, Kind::Neighbour}};
    const MergedStrata merged = stats::mergeSmallStrata(levels, rows, kArms, path);
    QCOMPARE(merged.groupOf, (Groups{0, 1, 2})); // alone in its tier: left to common support
    QCOMPARE(merged.small, std::size_t(1));
}

void TestStratumMerging::withoutAPathNothingIsMerged() {
    std::vector<StratumRows> rows;
    fill(rows, 0);
    const MergedStrata merged = stats::mergeSmallStrata(Levels{{0}, {1}}, rows, kArms, {});
    QCOMPARE(merged.groups, std::size_t(2));
    QCOMPARE(merged.small, std::size_t(1));
}

/// Groups never part levels that no step names, and none that could be joined is small.
void TestStratumMerging::everyStratumIsInOneGroup() {
    stats::SplitMix64 random{5};
    for (int round = 0; round < 50; ++round) {
        Levels levels;
        for (std::uint32_t tier = 0; tier < 3; ++tier)
            for (std::uint32_t language = 0; language < 4; ++language)
                for (std::uint32_t band = 0; band < 3; ++band)
                    levels.push_back({tier, language, band});
        std::vector<StratumRows> rows;
        for (int i = 0; i < 150; ++i)
            rows.push_back({std::uint32_t(random.below(levels.size())),
                            std::uint32_t(random.below(6)), std::uint32_t(random.below(2)),
                            std::int64_t(random.below(4))});
        const std::vector<CoarseningStep> path{{1, Kind::All}, {2, Kind::Neighbour}};
        const MergedStrata merged = stats::mergeSmallStrata(levels, rows, kArms, path);
        QCOMPARE(merged.groupOf.size(), levels.size());
        std::map<std::uint32_t, std::set<std::uint32_t>> tiersOf;
        std::map<std::uint32_t, int> groupsOfTier;
        for (std::size_t h = 0; h < levels.size(); ++h) {
            QVERIFY(merged.groupOf[h] < merged.groups);
            if (tiersOf[merged.groupOf[h]].insert(levels[h][0]).second)
                ++groupsOfTier[levels[h][0]];
        }
        for (const auto& [group, tiers] : tiersOf)
            QCOMPARE(tiers.size(), std::size_t(1));
        // A small one has nothing of its tier left to join.
        std::size_t alone = 0;
        for (const auto& [tier, groups] : groupsOfTier)
            alone += groups == 1 ? 1 : 0;
        QVERIFY(merged.small <= alone);
    }
}

QTEST_APPLESS_MAIN(TestStratumMerging)
#include "tst_stratum_merging.moc"

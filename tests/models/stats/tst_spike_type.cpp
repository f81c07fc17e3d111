// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/spike_type.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;

class TestSpikeType : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("spike_classify"); }
    void oracle();
    void decisionList_data();
    void decisionList();
    void costOutOfNothing();
    void costGone();
    void noChange();
};

namespace {

constexpr std::array kNames{"requests", "attempts_per_request", "tokens_per_attempt",
                            "price_per_token"};

stats::CostFactors factorsOf(const nlohmann::json& json) {
    return {json.at(kNames[0]).get<double>(), json.at(kNames[1]).get<double>(),
            json.at(kNames[2]).get<double>(), json.at(kNames[3]).get<double>()};
}

nlohmann::json byName(const std::optional<stats::FactorNumbers>& numbers) {
    nlohmann::json json;
    for (std::size_t i = 0; numbers && i < kNames.size(); ++i)
        json[kNames[i]] = (*numbers)[i];
    return json;
}

QString nameOf(const stats::Spike& spike) {
    const std::string_view name = spike.type ? stats::nameOf(*spike.type) : "";
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace

void TestSpikeType::oracle() {
    const nlohmann::json example = oracles::fetched();
    const nlohmann::json& inputs = example.at("inputs");
    stats::SpikeSigns signs;
    signs.baseline = factorsOf(inputs.at("baseline"));
    signs.window = factorsOf(inputs.at("window"));
    signs.topPrincipalShare = inputs.at("top_principal_share").get<double>();
    signs.newVersionShare = inputs.at("new_version_share").get<double>();
    signs.successRateDrop = inputs.at("success_rate_drop").get<double>();
    signs.burstRatio = inputs.at("burst_ratio").get<double>();
    const stats::Spike spike = stats::classifySpike(signs);
    const nlohmann::json actual{{"delta", spike.delta},
                                {"effects", byName(spike.effects)},
                                {"shares", byName(spike.shares)},
                                {"label", nameOf(spike).toStdString()}};
    COMPARE_ORACLE(actual, example);
}

void TestSpikeType::decisionList_data() {
    QTest::addColumn<QList<double>>("window"); // the baseline is 1, 1, 1, 1
    QTest::addColumn<QList<double>>("signs");  // principal, version, success, burst
    QTest::addColumn<QString>("expected");
    using L = QList<double>;
    const L calm{0, 0, 0, 1};
    QTest::newRow("less is no spike") << L{0.5, 1, 1, 1} << L{1, 1, 1, 9} << "no_increase";
    QTest::newRow("more requests") << L{2, 1, 1, 1} << calm << "volume";
    QTest::newRow("more attempts") << L{1, 2, 1, 1} << calm << "retry";
    QTest::newRow("more tokens") << L{1, 1.5, 2, 1} << calm << "token";
    QTest::newRow("dearer tokens") << L{1, 1, 1, 3} << calm << "price_or_model";
    QTest::newRow("one floods and fails") << L{3, 1, 1, 1} << L{0.5, 0, 0.05, 1} << "abuse";
    QTest::newRow("one floods in a burst") << L{3, 1, 1, 1} << L{0.5, 0, 0, 5} << "abuse";
    QTest::newRow("one floods, all as usual") << L{3, 1, 1, 1} << L{0.9, 0, 0, 4.9} << "volume";
    QTest::newRow("several flood") << L{3, 1, 1, 1} << L{0.49, 0, 0.2, 9} << "volume";
    QTest::newRow("one with longer prompts") << L{1, 1, 3, 1} << L{0.9, 0, 0.2, 9} << "token";
    QTest::newRow("abuse comes before deploy") << L{2, 1, 2, 1} << L{0.5, 1, 0.1, 1} << "abuse";
    QTest::newRow("new version, longer prompts") << L{1, 1, 3, 1} << L{0, 0.5, 0, 1} << "deploy";
    QTest::newRow("new version, only more requests") << L{3, 1, 1, 1} << L{0, 1, 0, 1} << "volume";
}

void TestSpikeType::decisionList() {
    QFETCH(QList<double>, window);
    QFETCH(QList<double>, signs);
    const stats::Spike spike =
        stats::classifySpike({.baseline = {1, 1, 1, 1},
                              .window = {window[0], window[1], window[2], window[3]},
                              .topPrincipalShare = signs[0],
                              .newVersionShare = signs[1],
                              .successRateDrop = signs[2],
                              .burstRatio = signs[3]});
    QTEST(nameOf(spike), "expected");
}

void TestSpikeType::costOutOfNothing() {
    const stats::Spike spike =
        stats::classifySpike({.baseline = {0, 0, 0, 0}, .window = {5, 1, 2, 1}});
    QVERIFY(spike.status == stats::Status::BaselineZero);
    QCOMPARE(spike.delta, 10.0);
    QVERIFY(!spike.type && !spike.effects && !spike.shares);
}

void TestSpikeType::costGone() {
    const stats::Spike spike =
        stats::classifySpike({.baseline = {5, 1, 2, 1}, .window = {0, 0, 0, 0}});
    QVERIFY(spike.status == stats::Status::Ok);
    QVERIFY(spike.type == stats::SpikeType::NoIncrease && !spike.effects);
    QCOMPARE(spike.delta, -10.0);
}

void TestSpikeType::noChange() {
    const stats::Spike spike =
        stats::classifySpike({.baseline = {5, 1, 2, 1}, .window = {5, 1, 2, 1}});
    QVERIFY(spike.type == stats::SpikeType::NoIncrease);
    QVERIFY(spike.effects && !spike.shares);
}

QTEST_APPLESS_MAIN(TestSpikeType)
#include "tst_spike_type.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/largest_remainder.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <fstream>

using namespace ms;

/// The examples of `largest_remainder` in the oracle file, whichever file that is.
class TestOraclesAllocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void largestRemainder_data();
    void largestRemainder();

private:
    nlohmann::json m_examples = nlohmann::json::array();
};

void TestOraclesAllocation::largestRemainder_data() {
    QTest::addColumn<int>("index");
    const QString given = qEnvironmentVariable("MARGINSCOPE_ORACLES");
    const std::string path = given.isEmpty() ? MARGINSCOPE_SOURCE_DIR
                                 "/../shared/methods/oracles.json"
                                             : given.toStdString();
    std::ifstream file{path};
    if (!file)
        QSKIP("The oracle file is not here; name one in MARGINSCOPE_ORACLES.");
    const nlohmann::json oracles = nlohmann::json::parse(file);
    for (const nlohmann::json& example : oracles.at("examples")) {
        if (example.at("method") != "largest_remainder")
            continue;
        QTest::newRow(example.at("id").get<std::string>().c_str()) << int(m_examples.size());
        m_examples.push_back(example);
    }
    QVERIFY2(!m_examples.empty(), "The oracle file has no example of largest_remainder.");
}

void TestOraclesAllocation::largestRemainder() {
    QFETCH(int, index);
    const nlohmann::json& example = m_examples.at(std::size_t(index));
    const nlohmann::json& inputs = example.at("inputs");
    const auto ids = inputs.at("ids").get<std::vector<std::string>>();
    const auto weights = inputs.at("weights").get<std::vector<std::uint64_t>>();
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const std::vector<core::Int128> shares =
        core::largestRemainder(inputs.at("total").get<std::int64_t>(), weights, views);

    const nlohmann::json& expected = example.at("expected");
    QCOMPARE(shares.size(), expected.at("allocation").size());
    core::Int128 sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        QCOMPARE(core::toText(shares[i]),
                 std::to_string(expected.at("allocation").at(ids[i]).get<std::int64_t>()));
        sum += shares[i];
    }
    QCOMPARE(core::toText(sum), std::to_string(expected.at("sum").get<std::int64_t>()));
}

QTEST_APPLESS_MAIN(TestOraclesAllocation)
#include "tst_oracles_allocation.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/line_amount.h"

#include "models/core/int128.h"
#include "tests/oracles/oracle_examples.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <string>
#include <vector>

using namespace ms;
using core::Decimal;
using core::Int128;
using core::Rounding;
using nlohmann::json;

namespace {

constexpr int kPerMillion = 6;
constexpr int kNano = 9;

/// Numbers as text: nlohmann prints the shortest text that reads back, which is the one in the
/// file.
Decimal decimalOf(const json& value) {
    const auto parsed =
        core::parseDecimal(value.is_string() ? value.get<std::string>() : value.dump());
    if (!parsed)
        throw std::runtime_error(parsed.error().message);
    return *parsed;
}

Rounding roundingNamed(const std::string& name) {
    if (name == "half_even")
        return Rounding::HalfEven;
    if (name == "up")
        return Rounding::Up;
    if (name == "down")
        return Rounding::Down;
    return Rounding::HalfAway;
}

std::int64_t rounded(const Decimal& value, int decimals, Rounding rounding) {
    return std::int64_t(*core::scaled(value, decimals, rounding));
}

/// `value` x 10^9 as "p/q" in lowest terms, or "p".
std::string nanoRational(const Decimal& value) {
    Int128 p = value.digits;
    Int128 q = 1;
    for (int i = kNano; i < value.scale; ++i)
        q *= 10;
    for (int i = value.scale; i < kNano; ++i)
        p *= 10;
    for (const int prime : {2, 5})
        while (q % prime == 0 && p % prime == 0) {
            q /= prime;
            p /= prime;
        }
    return core::toText(p) + (q == 1 ? "" : "/" + core::toText(q));
}

void checkMoneyLines(const json& inputs, const json& expected) {
    const Rounding mode = roundingNamed(inputs.value("mode", "half_away"));
    std::vector<Decimal> amounts;
    json exact = json::array(), nano = json::array(), cents = json::array();
    std::int64_t nanoSum = 0, centSum = 0;
    for (const json& line : inputs.at("lines")) {
        std::vector<Decimal> multipliers;
        for (const json& multiplier : line.value("multipliers", json::array()))
            multipliers.push_back(decimalOf(multiplier));
        const auto amount =
            pricing::lineAmount(decimalOf(line.at("tokens")), decimalOf(line.at("usd_per_million")),
                                multipliers, kPerMillion);
        QVERIFY(amount);
        amounts.push_back(*amount);
        exact.push_back(nanoRational(*amount));
        nano.push_back(rounded(*amount, kNano, Rounding::HalfEven));
        cents.push_back(rounded(*amount, 2, mode));
        nanoSum += nano.back().get<std::int64_t>();
        centSum += cents.back().get<std::int64_t>();
    }
    const Decimal total = *pricing::sumOf(amounts);
    QCOMPARE(exact.dump(), expected.at("exact_nano").dump());
    QCOMPARE(nano.dump(), expected.at("nano_half_even").dump());
    QCOMPARE(nanoSum, expected.at("sum_nano_of_rounded").get<std::int64_t>());
    QCOMPARE(nanoRational(total), expected.at("exact_total_nano").get<std::string>());
    QCOMPARE(rounded(total, kNano, Rounding::HalfEven),
             expected.at("total_nano_half_even").get<std::int64_t>());
    QCOMPARE(cents.dump(), expected.at("line_cents").dump());
    QCOMPARE(centSum, expected.at("sum_of_line_cents").get<std::int64_t>());
    QCOMPARE(rounded(total, 2, mode), expected.at("cents_of_sum").get<std::int64_t>());
    QCOMPARE(centSum - rounded(total, 2, mode),
             expected.at("rounding_difference_cents").get<std::int64_t>());
}

void checkLineRound(const json& inputs, const json& expected) {
    const auto amount = pricing::lineAmount(decimalOf(inputs.at("quantity")),
                                            decimalOf(inputs.at("unit_price")), {}, 0);
    QVERIFY(amount);
    QCOMPARE(core::toText(*amount), core::toText(decimalOf(expected.at("exact"))));
    const Rounding mode = roundingNamed(inputs.value("mode", "half_away"));
    const json& decimals = inputs.at("decimals");
    for (std::size_t i = 0; i < decimals.size(); ++i) {
        const int places = decimals[i].get<int>();
        QCOMPARE(core::decimalText(*core::scaled(*amount, places, mode), places),
                 core::toText(decimalOf(expected.at("rounded")[i])));
    }
}

} // namespace

class TestLineAmount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void moneyLines_data() { oracles::addRows("money_lines"); }
    void moneyLines() {
        const json example = oracles::fetched();
        checkMoneyLines(example.at("inputs"), example.at("expected"));
    }
    void lineRound_data() { oracles::addRows("decimal_line_round"); }
    void lineRound() {
        const json example = oracles::fetched();
        checkLineRound(example.at("inputs"), example.at("expected"));
    }
    void multiplesOfManyDigitsStayExact() {
        const Decimal rate = *core::parseDecimal("0.123456789");
        const std::vector<Decimal> multipliers{*core::parseDecimal("0.1"),
                                               *core::parseDecimal("1.25")};
        const auto amount =
            pricing::lineAmount(*core::parseDecimal("9007199254740992"), rate, multipliers, 6);
        QVERIFY(amount);
        // Python: Decimal('9007199254740992') * Decimal('0.123456789') * Decimal('0.125') / 10**6
        QCOMPARE(core::toText(*amount), std::string("138999987.234189487374336"));
    }
    void tooManyDigitsAreRefused() {
        const Decimal large = *core::parseDecimal("99999999999999999999999999999");
        QVERIFY(!pricing::lineAmount(large, large, {}, 0));
        const std::vector<Decimal> apart{large, *core::parseDecimal("0.00000000000000001")};
        QVERIFY(!pricing::sumOf(apart));
    }
};

QTEST_APPLESS_MAIN(TestLineAmount)
#include "tst_line_amount.moc"

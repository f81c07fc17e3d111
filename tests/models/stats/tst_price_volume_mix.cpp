// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/price_volume_mix.h"

#include "models/core/decimal.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestPriceVolumeMix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("pvm"); }
    void oracle();
    void nothing();
    void onlyVolume();
    void dearerMix();
    void costWithoutQuantity();
    void largeAmountsDoNotOverflow();
    void closesAndKeepsItsOrder();
    void agreesWithTheTextbook();
};

namespace {

double currency(core::Int128 picos) {
    return double(picos) / 1e12;
}

/// A number, its text, or nothing, as a whole number of 10^-decimals.
core::Int128 wholeOf(const nlohmann::json& number, int decimals) {
    if (number.is_null())
        return 0;
    const auto decimal =
        core::parseDecimal(number.is_string() ? number.get<std::string>() : number.dump());
    return *core::scaled(*decimal, decimals, core::Rounding::HalfEven);
}

/// Quantities in thousandths, should they be fractions; the parts do not depend on their unit.
std::int64_t quantityOf(const nlohmann::json& quantity) {
    return std::int64_t(wholeOf(quantity, 3));
}

core::Int128 costOf(const nlohmann::json& quantity, const nlohmann::json& price) {
    return core::divideRounded(quantityOf(quantity) * wholeOf(price, 12), 1000,
                               core::Rounding::HalfEven);
}

std::vector<stats::PricedItem> randomItems(std::mt19937_64& random, int count) {
    std::uniform_int_distribution<std::int64_t> quantity(-200'000, 1'000'000),
        cost(1, 1'000'000'000'000'000);
    std::vector<stats::PricedItem> items;
    for (int i = 0; i < count; ++i) {
        stats::PricedItem item;
        item.quantity0 = std::max(quantity(random), std::int64_t{0});
        item.quantity1 = std::max(quantity(random), std::int64_t{0});
        item.cost0 = item.quantity0 > 0 ? cost(random) : 0;
        item.cost1 = item.quantity1 > 0 ? cost(random) : 0;
        items.push_back(item);
    }
    return items;
}

} // namespace

void TestPriceVolumeMix::oracle() {
    const nlohmann::json example = oracles::fetched();
    std::vector<stats::PricedItem> items;
    for (const auto& [id, item] : example.at("inputs").at("items").items()) {
        const nlohmann::json &q0 = item.at("q0"), &q1 = item.at("q1");
        items.push_back(
            {quantityOf(q0), costOf(q0, item.at("p0")), quantityOf(q1), costOf(q1, item.at("p1"))});
    }
    const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
    const nlohmann::json actual{{"volume", currency(found.volume)},
                                {"mix", currency(found.mix)},
                                {"price", currency(found.price)},
                                {"new", currency(found.newItems)},
                                {"discontinued", currency(found.discontinued)},
                                {"total", currency(found.change())},
                                {"residual", currency(found.residual())}};
    COMPARE_ORACLE(actual, example);
}

void TestPriceVolumeMix::nothing() {
    const stats::PriceVolumeMix found = stats::priceVolumeMix({});
    QVERIFY(found.change() == 0 && found.volume == 0 && found.mix == 0 && found.price == 0);
    const std::vector<stats::PricedItem> moved{{0, 0, 3, 30}, {2, 50, 0, 0}};
    const stats::PriceVolumeMix replaced = stats::priceVolumeMix(moved);
    QVERIFY(replaced.volume == 0 && replaced.mix == 0 && replaced.price == 0);
    QVERIFY(replaced.newItems == 30 && replaced.discontinued == -50);
}

void TestPriceVolumeMix::onlyVolume() {
    const std::vector<stats::PricedItem> items{{10, 100, 20, 200}, {5, 500, 10, 1000}};
    const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
    QVERIFY(found.volume == 600 && found.mix == 0 && found.price == 0);
}

void TestPriceVolumeMix::dearerMix() {
    // Prices stay 1 and 3; of 20 pieces 5 move to the dearer item, which then costs 4.
    const std::vector<stats::PricedItem> items{{10, 10, 5, 5}, {10, 30, 15, 60}};
    const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
    QVERIFY(found.volume == 0 && found.mix == 10 && found.price == 15);
}

void TestPriceVolumeMix::costWithoutQuantity() {
    const std::vector<stats::PricedItem> items{{0, 7, 0, 9}, {0, 5, 2, 6}, {1, 2, 0, 4}};
    const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
    QVERIFY(found.newItems == 19 && found.discontinued == -14 && found.residual() == 0);
}

void TestPriceVolumeMix::largeAmountsDoNotOverflow() {
    const std::int64_t tokens = std::int64_t{1} << 60;
    const core::Int128 cost = core::Int128(tokens) * 1'000'000'000; // 10^9 picos a token
    const std::vector<stats::PricedItem> items{{tokens, cost, tokens - 1, cost}};
    const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
    QVERIFY(found.volume == -1'000'000'000 && found.mix == 0 && found.price == 1'000'000'000);
}

void TestPriceVolumeMix::closesAndKeepsItsOrder() {
    std::mt19937_64 random(4);
    for (int round = 0; round < 200; ++round) {
        std::vector<stats::PricedItem> items = randomItems(random, 1 + round % 20);
        const stats::PriceVolumeMix before = stats::priceVolumeMix(items);
        QVERIFY(before.residual() == 0);
        std::shuffle(items.begin(), items.end(), random);
        const stats::PriceVolumeMix after = stats::priceVolumeMix(items);
        QVERIFY(before.volume == after.volume && before.mix == after.mix &&
                before.price == after.price);
    }
}

void TestPriceVolumeMix::agreesWithTheTextbook() {
    std::mt19937_64 random(5);
    for (int round = 0; round < 50; ++round) {
        const std::vector<stats::PricedItem> items = randomItems(random, 12);
        double q0 = 0, q1 = 0, c0 = 0, mix = 0, price = 0;
        for (const auto& item : items)
            if (item.quantity0 > 0 && item.quantity1 > 0) {
                q0 += double(item.quantity0);
                q1 += double(item.quantity1);
                c0 += double(item.cost0);
            }
        for (const auto& item : items)
            if (item.quantity0 > 0 && item.quantity1 > 0) {
                const double a = double(item.quantity0), b = double(item.quantity1);
                const double p0 = double(item.cost0) / a, p1 = double(item.cost1) / b;
                mix += (b - q1 * a / q0) * (p0 - c0 / q0);
                price += b * (p1 - p0);
            }
        const stats::PriceVolumeMix found = stats::priceVolumeMix(items);
        const double scale = 1e-9 * (c0 + 1) + 100;
        QVERIFY(q0 == 0 || std::abs(double(found.volume) - (q1 - q0) * c0 / q0) < scale);
        QVERIFY(std::abs(double(found.mix) - mix) < 1e3 * scale);
        QVERIFY(std::abs(double(found.price) - price) < 1e3 * scale);
    }
}

QTEST_APPLESS_MAIN(TestPriceVolumeMix)
#include "tst_price_volume_mix.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace ms::core {

inline constexpr int kPicoDecimals = 12;
inline constexpr std::int64_t kPicosPerUnit = 1'000'000'000'000;

/// Exact money of one event or rule: a signed count of pico-units (1e-12) of a currency, 64 bits.
/// Overflow is a checked error; nothing here uses floating point.
class Money {
public:
    constexpr Money() = default;
    static constexpr Money fromPicos(std::int64_t picos) { return Money{picos}; }
    /// Read a decimal amount such as "12.50" or "1.2e-05", rounded half-even below one pico-unit.
    /// Errors  BadInput: not a decimal, or outside about +-9.2 million.
    static Result<Money> parse(std::string_view decimal);
    constexpr std::int64_t picos() const { return m_picos; }
    friend constexpr auto operator<=>(Money, Money) = default;

private:
    constexpr explicit Money(std::int64_t picos) : m_picos{picos} {}
    std::int64_t m_picos = 0;
};

/// Exact money of many events: a signed count of pico-units, 128 bits.
/// Cannot overflow in practice: 2^127 pico-units are 1.7e26 of the currency.
class MoneySum {
public:
    constexpr MoneySum() = default;
    constexpr MoneySum(Money money) : m_picos{money.picos()} {}
    static constexpr MoneySum fromPicos(Int128 picos) {
        MoneySum sum;
        sum.m_picos = picos;
        return sum;
    }
    /// Read a decimal amount of any size, rounded half-even below one pico-unit.
    /// Errors  BadInput: not a decimal, or beyond 127 bits of pico-units.
    static Result<MoneySum> parse(std::string_view decimal);
    constexpr Int128 picos() const { return m_picos; }
    constexpr bool isZero() const { return m_picos == 0; }
    MoneySum& operator+=(MoneySum other) {
        m_picos += other.m_picos;
        return *this;
    }
    MoneySum& operator-=(MoneySum other) {
        m_picos -= other.m_picos;
        return *this;
    }
    friend MoneySum operator+(MoneySum a, MoneySum b) { return a += b; }
    friend MoneySum operator-(MoneySum a, MoneySum b) { return a -= b; }
    friend constexpr bool operator==(MoneySum a, MoneySum b) { return a.m_picos == b.m_picos; }
    friend constexpr bool operator<(MoneySum a, MoneySum b) { return a.m_picos < b.m_picos; }
    friend constexpr bool operator>(MoneySum a, MoneySum b) { return b < a; }

private:
    Int128 m_picos = 0;
};

/// Exact canonical decimal in units of the currency: "1.25", "-0.00042", "0".
std::string toDecimalText(MoneySum money);

/// `money` rounded half-even to `decimals` places, in units of 10^-decimals: 1.256 at 2 is 126.
Int128 roundedTo(MoneySum money, int decimals);

} // namespace ms::core

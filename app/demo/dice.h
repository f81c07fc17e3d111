// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace ms::app::demo {

/// Mix 64 bits so that different inputs stay different (SplitMix64's finaliser is a bijection).
/// Source  Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
constexpr std::uint64_t scramble(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// SplitMix64: the same numbers from the same seed on every machine; whole numbers only.
class Dice {
public:
    constexpr explicit Dice(std::uint64_t seed) : m_state{seed} {}
    constexpr std::uint64_t next() { return scramble(m_state += 0x9e3779b97f4a7c15U); }
    /// 0 .. n-1; n is 1 or more.
    constexpr std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
    }
    /// low .. high, both included.
    constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + below(static_cast<std::uint32_t>(high - low + 1));
    }
    constexpr bool hit(std::uint32_t perMille) { return below(1000) < perMille; }
    /// Around `typical`, from half of it up, with a tail to some six times as much.
    constexpr std::int64_t skewed(std::int64_t typical) {
        const std::uint64_t bits = next();
        std::int64_t value =
            typical / 2 + ((typical * static_cast<std::int64_t>(bits & 1023)) >> 10);
        if (((bits >> 10) & 15) == 0)
            value += (typical * static_cast<std::int64_t>((bits >> 14) & 1023)) >> 8;
        return value;
    }

private:
    std::uint64_t m_state;
};

} // namespace ms::app::demo

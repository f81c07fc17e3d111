// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace ms::stats {

/// Pseudo-random numbers that are the same everywhere for a seed.
/// Source  METHODS 5.10 (SplitMix64).
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : m_state{seed} {}

    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// In [0, 1), in steps of 2^-53.
    double uniform() { return double(next() >> 11) * 0x1p-53; }

    /// One of 0 .. count - 1; count > 0.
    std::size_t below(std::size_t count) {
        // The step of 2^-53 favours no index by more than count x 2^-53.
        return std::size_t(uniform() * double(count));
    }

private:
    std::uint64_t m_state;
};

} // namespace ms::stats

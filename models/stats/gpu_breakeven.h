// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace ms::stats {

/// A load, and what serving it costs on own GPUs and through an API. Money in units of one
/// currency; tokens of input and output alike.
struct HostingTerms {
    double gpuHour = 0;             // cost of one GPU for an hour
    double tokensPerSecondFull = 0; // of one GPU under full load
    double overhead = 0;            // staff, reservation, ...: a share of the GPU cost
    double apiPerMillion = 0;       // API price of a million tokens
    double tokensPerHour = 0;       // the load, on average
    double peakFactor = 1;          // the busiest hour / the average one; 1 or more
};

/// Own GPUs against the API. Empty where undefined.
struct GpuBreakeven {
    std::optional<double> selfPerMillionAtFull;
    /// Of one GPU, from which on it is cheaper than the API; above 1 the API is cheaper at any
    /// load.
    std::optional<double> breakevenUtilisation;
    std::optional<double> breakevenTokensPerHour; // of one GPU
    std::optional<double> gpusNeeded;             // whole, for the busiest hour
    std::optional<double> utilisation;            // of these GPUs, on average
    std::optional<double> selfPerMillion;         // at this load
    std::optional<double> selfPerHour;
    std::optional<double> apiPerHour;
    std::optional<bool> isSelfCheaper;
};

/// From which load on are own GPUs cheaper than the API, and what is it at this load?
/// Input   finite, not negative. A throughput, load or price of 0 is not known: what needs it is
///         empty.
/// Source  METHODS 5.8. Compare at the same quality only (5.5).
GpuBreakeven gpuBreakeven(const HostingTerms& terms);

} // namespace ms::stats

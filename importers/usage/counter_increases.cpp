// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/counter_increases.h"

#include <algorithm>

namespace ms::importers {

namespace {

/// Values that the source says it does not have, in the stretch in which they would have been.
void markGaps(const CounterSamples& samples, std::span<const std::int64_t> times,
              std::vector<Increase>& increases) {
    for (const auto& [time, value] : samples) {
        const auto end = std::lower_bound(times.begin(), times.end(), time);
        if (!value && end != times.begin() && end != times.end())
            increases[std::size_t(end - times.begin()) - 1].isMissing = true;
    }
}

std::optional<std::int64_t> valueAt(const CounterSamples& samples, std::int64_t time) {
    const auto found = samples.find(time);
    return found == samples.end() ? std::nullopt : found->second;
}

} // namespace

std::vector<Increase> increasesOf(const CounterSamples& samples,
                                  std::span<const std::int64_t> times) {
    std::vector<Increase> increases(times.empty() ? 0 : times.size() - 1);
    markGaps(samples, times, increases);
    std::optional<std::int64_t> last;
    std::size_t lastAt = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto value = valueAt(samples, times[i]);
        if (!value)
            continue;
        if (last) {
            Increase& here = increases[i - 1];
            here.isReset = *value < *last;
            here.amount = here.isReset ? *value : *value - *last;
            if (i - lastAt > 1) // nothing between
                for (std::size_t step = lastAt; step < i; ++step)
                    increases[step].isMissing = true;
        } else if (i > 0) {
            increases[i - 1].isMissing = true;
        }
        last = value;
        lastAt = i;
    }
    if (last && lastAt < increases.size())
        increases[lastAt].isMissing = true;
    return increases;
}

} // namespace ms::importers

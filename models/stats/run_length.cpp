// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/run_length.h"

#include "models/core/check.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace ms::stats {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr std::size_t kRecent = 3;

double logSum(std::span<const double> logs) {
    const double largest = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (const double value : logs)
        sum += std::exp(value - largest);
    return largest + std::log(sum);
}

/// What is known of the mean and variance of a stretch.
struct Stretch {
    double mean = 0;
    double scale = 0;
};

class Recursion {
public:
    explicit Recursion(const RunLengthPrior& prior)
        : m_prior{prior}, m_logs{0}, m_stretches{{prior.mean, prior.scale}} {}

    void add(double value) {
        const double hazard = 1 / m_prior.meanRunLength;
        const double stay = hazard < 1 ? std::log1p(-hazard) : kNever;
        m_gammas.push_back(logGammaRatio(m_gammas.size()));
        for (std::size_t run = 0; run < m_logs.size(); ++run)
            m_logs[run] += predictive(value, run);
        const double evidence = logSum(m_logs);
        m_logEvidence += evidence;
        for (double& log : m_logs)
            log += stay - evidence;
        m_logs.insert(m_logs.begin(), std::log(hazard));

        for (std::size_t run = 0; run < m_stretches.size(); ++run)
            learn(m_stretches[run], value, m_prior.weight + double(run));
        m_stretches.insert(m_stretches.begin(), {m_prior.mean, m_prior.scale});
    }

    std::size_t mostLikely() const {
        return std::size_t(std::max_element(m_logs.begin(), m_logs.end()) - m_logs.begin());
    }
    double shorterThan(std::size_t run) const {
        double sum = 0;
        for (std::size_t i = 0; i < std::min(run, m_logs.size()); ++i)
            sum += std::exp(m_logs[i]);
        return std::min(sum, 1.0);
    }
    std::vector<double> posterior() const {
        std::vector<double> result;
        for (const double log : m_logs)
            result.push_back(std::exp(log));
        return result;
    }
    double logEvidence() const { return m_logEvidence; }

private:
    double shapeOf(std::size_t run) const { return m_prior.shape + double(run) / 2; }
    double logGammaRatio(std::size_t run) const {
        return boost::math::lgamma(shapeOf(run) + 0.5) - boost::math::lgamma(shapeOf(run));
    }
    /// ln of Student's density with 2 alpha degrees of freedom.
    double predictive(double value, std::size_t run) const {
        const double shape = shapeOf(run), weight = m_prior.weight + double(run);
        // 2 alpha times the squared scale of the distribution.
        const double spread = 2 * m_stretches[run].scale * (weight + 1) / weight;
        const double off = value - m_stretches[run].mean;
        return m_gammas[run] - 0.5 * std::log(std::numbers::pi * spread) -
               (shape + 0.5) * std::log1p(off * off / spread);
    }
    static void learn(Stretch& stretch, double value, double weight) {
        const double off = value - stretch.mean;
        stretch.scale += weight * off * off / (2 * (weight + 1));
        stretch.mean = (weight * stretch.mean + value) / (weight + 1);
    }

    const RunLengthPrior& m_prior;
    std::vector<double> m_logs; // ln P(run length), in the order of run length as below
    std::vector<Stretch> m_stretches;
    std::vector<double> m_gammas;
    double m_logEvidence = 0;
};

} // namespace

RunLengths runLengths(std::span<const double> series, const RunLengthPrior& prior) {
    CHECK(prior.weight > 0 && prior.shape > 0 && prior.scale > 0 && prior.meanRunLength >= 1,
          "A prior of run lengths needs positive numbers.");
    Recursion recursion(prior);
    RunLengths result;
    for (const double value : series) {
        recursion.add(value);
        result.mostLikely.push_back(recursion.mostLikely());
        result.recentChange.push_back(recursion.shorterThan(kRecent));
    }
    result.posterior = recursion.posterior();
    result.logEvidence = recursion.logEvidence();
    return result;
}

} // namespace ms::stats

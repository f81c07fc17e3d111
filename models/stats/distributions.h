// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace ms::stats {

/// Phi^-1(p), 0 < p < 1.
double normalQuantile(double p);

/// P(|Z| >= |z|).
double normalTwoSidedP(double z);

/// t(p, df): Student quantile for real df > 0, 0 < p < 1, accurate to 1e-12.
/// Source  METHODS 0.1: Newton steps on the regularised incomplete beta function.
double studentQuantile(double p, double degreesOfFreedom);

/// P(|T| >= |t|), accurate far out in the tails.
double studentTwoSidedP(double t, double degreesOfFreedom);

/// P(T >= t) for the noncentral Student distribution.
double noncentralStudentUpperTail(double t, double degreesOfFreedom, double noncentrality);

/// P(X >= x) for the chi-square distribution.
double chiSquareUpperTail(double x, double degreesOfFreedom);

/// P(Bin(n, p) <= successes); 0 for a negative number of them.
double binomialCdf(std::int64_t successes, std::int64_t n, double p);

} // namespace ms::stats

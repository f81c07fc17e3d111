// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/distributions.h"

#include "models/core/check.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace ms::stats {

double normalQuantile(double p) {
    CHECK(p > 0 && p < 1, "A normal quantile needs a probability between 0 and 1.");
    return boost::math::quantile(boost::math::normal{}, p);
}

double normalTwoSidedP(double z) {
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double studentTwoSidedP(double t, double degreesOfFreedom) {
    CHECK(degreesOfFreedom > 0, "A Student distribution needs degrees of freedom.");
    const double square = t * t;
    const double sum = degreesOfFreedom + square;
    // The argument that stays away from 1, where it would lose its digits.
    return square < degreesOfFreedom
               ? boost::math::ibetac(0.5, degreesOfFreedom / 2, square / sum)
               : boost::math::ibeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / sum);
}

double studentQuantile(double p, double degreesOfFreedom) {
    CHECK(p > 0 && p < 1, "A Student quantile needs a probability between 0 and 1.");
    CHECK(degreesOfFreedom > 0, "A Student distribution needs degrees of freedom.");
    if (p == 0.5)
        return 0;
    const boost::math::students_t distribution{degreesOfFreedom};
    const double tail = std::min(p, 1 - p);
    double t = std::abs(boost::math::quantile(distribution, tail));
    // Newton doubles the correct digits with each step.
    for (int step = 0; step < 8; ++step) {
        const double density = boost::math::pdf(distribution, t);
        const double change = (studentTwoSidedP(t, degreesOfFreedom) / 2 - tail) / density;
        if (!std::isfinite(change))
            break;
        t += change;
        if (std::abs(change) <= 1e-15 * t)
            break;
    }
    return p < 0.5 ? -t : t;
}

double noncentralStudentUpperTail(double t, double degreesOfFreedom, double noncentrality) {
    const boost::math::non_central_t distribution{degreesOfFreedom, noncentrality};
    return boost::math::cdf(boost::math::complement(distribution, t));
}

double chiSquareUpperTail(double x, double degreesOfFreedom) {
    return boost::math::cdf(boost::math::complement(boost::math::chi_squared{degreesOfFreedom}, x));
}

double binomialCdf(std::int64_t successes, std::int64_t n, double p) {
    if (successes < 0)
        return 0;
    if (successes >= n)
        return 1;
    return boost::math::cdf(boost::math::binomial{double(n), p}, double(successes));
}

} // namespace ms::stats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>

namespace ms::stats {

using Point3 = std::array<double, 3>;

struct Minimum {
    Point3 at{};
    double value = 0;
};

/// The least value of a function on the cube [0,1]^3: the best of a 5 x 5 x 5 grid, improved by
/// Nelder and Mead's simplex until its points differ by less than 1e-10.
/// Input   a function that is finite somewhere on the grid; elsewhere it may be infinite or NaN.
/// Output  the same for the same function, always. A local minimum, as far as the grid misleads.
/// Cost    some hundred calls, 5000 at most.
/// Source  METHODS 8.1.
Minimum minimumOnCube(const std::function<double(const Point3&)>& function);

} // namespace ms::stats

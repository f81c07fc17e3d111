// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/few_clusters.h"

#include <cstdint>
#include <span>

namespace ms::stats {

/// How often would chance alone give a sum as far from 0, were each cluster's part as likely to
/// count for one arm as for the other? For clusters that occur in both arms, where labels cannot be
/// dealt out anew: `parts` are what clusters add to the difference when both arms have the same
/// ratio, and their sum is the difference.
/// All sign patterns where these are few (up to 17 clusters), else 9,999 of them from `seed` with
/// p = (1 + extreme) / 10,000. Parts of 0 do not count.
/// Errors  InsufficientClusters (fewer than two parts).
/// Cost    10,000 x clusters, at most.
/// Source  METHODS 1.4, exact permutation, for the crossed form of 1.3; Hemerik, Goeman and Finos
///         2020 (score contributions with flipped signs).
PermutationTest signFlipTest(std::span<const double> parts, std::uint64_t seed);

} // namespace ms::stats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/status.h"

namespace ms::stats {

std::string_view nameOf(Status status) {
    switch (status) {
    case Status::Ok:
        return "ok";
    case Status::InsufficientClusters:
        return "insufficient_clusters";
    case Status::ZeroDenominator:
        return "zero_denominator";
    case Status::ZeroVariance:
        return "zero_variance";
    case Status::BaselineZero:
        return "baseline_zero";
    case Status::Unbounded:
        return "unbounded";
    case Status::OpenInterval:
        return "open_interval";
    case Status::NoOverlap:
        return "no_overlap";
    case Status::SrmFailed:
        return "srm_failed";
    case Status::DegenerateScale:
        return "degenerate_scale";
    }
    return {};
}

} // namespace ms::stats

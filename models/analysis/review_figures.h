// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"
#include "models/analysis/units.h"

#include <map>
#include <string>
#include <vector>

namespace ms::analysis {

/// Actions of one request whose cost is known.
struct ActionCosts {
    std::int64_t count = 0;
    core::MoneySum cost;
};

struct CustomerFigures {
    std::string tenant;
    core::MoneySum cost;
    core::MoneySum revenue;
};

/// Units of one customer in one feature.
struct CustomerUnits {
    std::string feature;
    std::string tenant;
    core::MoneySum cost; // of the units
    std::int64_t units = 0;
};

struct FeatureFigures {
    std::string feature;
    core::MoneySum cost;
    core::MoneySum revenue;
    UnitFigures units;
    ActionCosts single;
    std::vector<core::MoneySum> several; // cost of each action of more requests
    std::optional<double> adoption; // share of users who use it; of customers where no fact says
    bool isAdoptionOfUsers = false;
    std::optional<double> retention;
};

/// What attempts and successes cost in one feature: of a prompt version, or of a period.
struct SuccessFigures {
    std::int64_t attempts = 0;
    core::MoneySum cost;
    core::MoneySum unitCost;
    std::int64_t successful = 0;
    std::int64_t failed = 0;
};

struct VersionFigures {
    std::string feature;
    std::string version;
    SuccessFigures figures;
};

struct PeriodFigures {
    core::TimeRange range;
    core::MoneySum cost; // of customers
    core::MoneySum revenue;
    std::int64_t customers = 0; // with an attempt
    std::map<std::string, SuccessFigures> features;
};

/// Everything that the rules look at. Customers and features none of whose attempts has a known
/// cost have none here either.
struct ReviewFigures {
    std::string currency;
    core::MoneySum cost; // total, without idle hours that are nobody's
    core::MoneySum
        callCost; // direct: what a free tier's share is of; GPU hours are shared by tokens
    core::MoneySum revenue;
    std::int64_t unpricedAttempts = 0;
    bool hasTiers = false;              // some attempt is in a known tier
    std::vector<std::string> freeTiers; // that occur
    core::MoneySum freeCost;
    std::vector<CustomerFigures> customers;
    std::vector<CustomerUnits> customerUnits;
    std::vector<FeatureFigures> features;
    std::vector<VersionFigures> versions;
    std::optional<PeriodFigures> now; // both or neither
    std::optional<PeriodFigures> before;
    std::vector<query::Condition> nowConditions; // that narrow the filter to `now`
};

core::Result<ReviewFigures> reviewFiguresOf(const query::Filter& filter,
                                            std::span<const core::ActiveUsersFact> users,
                                            const query::EventSource& source,
                                            const RevenueBooks& books, const GpuBooks& gpu,
                                            std::stop_token stop);

/// The period to look at and the one before it, both within the data.
/// Input   `span` of all events.
/// Output  `range` and the period before where `range` is closed and the data reach back to the
///         beginning of that; else the last whole civil month of both and the month before; else
///         nothing.
struct PeriodPair {
    core::TimeRange now;
    core::TimeRange before;
};
std::optional<PeriodPair> periodPairOf(const core::TimeRange& range,
                                       const std::optional<core::TimeRange>& span,
                                       const core::Zone& zone);

} // namespace ms::analysis

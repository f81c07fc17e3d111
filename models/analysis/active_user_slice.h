// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/active_users.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// The attempts of one feature (where asked by it), tier, tenant and month.
struct UsageCell {
    std::string feature;
    std::string tier;
    std::string tenant;
    std::string month; // "2026-05"; empty: without a known time
    core::MoneySum cost;
    std::int64_t attempts = 0;
    std::int64_t unpricedAttempts = 0;
    std::int64_t users = 0; // distinct, that the attempts name
};

/// What is known of one slice, before it is put together.
struct UsersSlice {
    std::vector<std::string> keys;
    std::vector<const UsageCell*> cells;
    std::vector<const MonthlyUsers*> facts; // that lie within it, also where they say things twice
};

/// One customer of a slice.
struct CustomerUsers {
    core::MoneySum cost;
    core::Int128 userMillionths = 0; // so that a share of a person stays exact
    std::int64_t attempts = 0;
    std::int64_t unpricedAttempts = 0;
};

/// What the people of some facts did beside being active.
class Behaviour {
public:
    void add(const MonthlyUsers& fact);
    /// Retained / active users of the facts that state both.
    std::optional<double> retention() const;
    /// Mean over the active users of the facts that state it.
    std::optional<double> engagement() const;

private:
    core::Int128 m_retained = 0;
    core::Int128 m_ofThese = 0;
    core::Int128 m_engagement = 0; // in millionths, times users
    core::Int128 m_engaged = 0;
};

/// A slice's choice among its facts, and what that makes of each customer.
struct CoveredUsers {
    std::vector<const MonthlyUsers*> facts; // that count
    core::MoneySum cost;
    std::map<std::string, CustomerUsers, std::less<>> customers; // by id; "" is not given
    bool isDealtOut = false;
    std::int64_t unpricedFacts = 0; // left out: no attempt that they speak of has a known cost
    bool isUndealt = false;         // some fact could not be dealt out: its attempts name no user
};

/// Of each month the facts of that level of detail that cover most cost; the finer in a tie. A fact
/// of several customers is dealt out by the users that their attempts name, by largest remainder.
CoveredUsers coveredUsersOf(const UsersSlice& slice);

/// Cost, people, uncertainty and spread of the slice. Reach is the caller's.
ActiveUsersRow figuresOf(const UsersSlice& slice, const CoveredUsers& covered);

} // namespace ms::analysis

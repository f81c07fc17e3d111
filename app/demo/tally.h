// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/calendar.h"
#include "app/demo/price_list.h"

#include <array>
#include <span>
#include <vector>

namespace ms::app::demo {

using core::Int128;

/// The exact figures of one group of attempts.
struct Figures {
    std::int64_t attempts = 0;
    std::int64_t requests = 0; // distinct
    std::int64_t actions = 0;  // distinct
    std::int64_t input = 0;
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrite5m = 0;
    std::int64_t cacheWrite1h = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;
    std::int64_t unpricedAttempts = 0;
    std::int64_t unpricedTokens = 0;
    std::int64_t usageUnknown = 0;
    std::int64_t reported = 0;
    std::int64_t fallbackRate = 0;
    Int128 cost = 0; // pico-units, of attempts whose cost is known
    Int128 retryCost = 0;
    Figures& operator+=(const Figures& other);
};

/// What the truth is grouped by. Dimensions that depend on the civil day come once a zone.
enum class Group : std::uint8_t {
    Total,
    Tenant,
    Feature,
    Model,
    Segment,
    Version,
    Provider,
    Environment,
    Application,
    Account,
    TierUtc,
    TierBerlin,
    DayUtc,
    DayBerlin,
    WeekUtc,
    WeekBerlin,
    MonthUtc,
    MonthBerlin,
    TenantMonthUtc,
    Count
};
inline constexpr std::size_t kTenantSlots = kMaxTenants + 1; // the last one: no tenant
std::size_t sizeOf(Group group);

/// Counts of business units of one feature or prompt version.
struct UnitFigures {
    std::int64_t attempted = 0;
    std::int64_t successful = 0;
    std::int64_t failed = 0;
    std::int64_t pending = 0;
    Int128 cost = 0;
    Int128 failedCost = 0;
    UnitFigures& operator+=(const UnitFigures& other);
};
enum class UnitResult : std::uint8_t { Successful, Failed, Pending };

/// What stories are told of, each a set of attempts; production only unless the name says other.
enum class Plot : std::uint8_t {
    RetryStorm, // repeated attempts at the storm's provider on its days
    FallbackToDearer,
    KnownZeroFailures,
    UnknownFailures,
    BilledFailures,
    LongPrompts, // the context band above 200,000
    BatchRates,
    ContractRates,
    AgentLoops, // trees of 20 requests and more; `requests` counts the trees' requests
    PreviewUnpriced,
    PreviewReported,
    DuplicateRows, // all environments; what they would add if they were counted
    Count
};
struct PlotFigures {
    std::int64_t attempts = 0;
    Int128 cost = 0;
};

/// What providers bill for: everything with usage, whatever the environment.
struct BillLine {
    std::int64_t quantity = 0;
    Int128 cost = 0;
};

/// The truth, added up while rows are made. Requests and actions are counted by construction: their
/// attempts arrive together, so a group has seen one when it saw the same serial last.
/// Threads  one a worker; merging is addition, so the result does not depend on who made what.
class Tally {
public:
    Tally(const Company& company, const PriceList& prices);

    void beginAction() { ++m_action; }
    /// All attempts of one request, in order. Returns their known cost.
    Int128 addRequest(std::span<const Attempt> attempts);
    void addUnit(const Attempt& sample, UnitResult result, Int128 cost);
    void addToPlot(Plot plot, std::span<const Attempt> attempts);
    void merge(const Tally& other);

    enum class Part : std::uint8_t { Production, Outside };
    const Figures& figures(Part part, Group group, std::size_t index) const;
    const UnitFigures& units(Feature feature) const { return m_units[at(feature)]; }
    const UnitFigures& units(Version version) const { return m_versionUnits[at(version)]; }
    const PlotFigures& plot(Plot plot) const { return m_plots[at(plot)]; }
    const BillLine& bill(int month, Account account, Model model, Bucket bucket) const;

    /// Production requests of a tenant-month by the feature and model of their first attempt.
    std::uint64_t firstAttempts(ZoneName zone, std::size_t tenant, int month, Feature feature,
                                Model model) const;
    bool isActive(ZoneName zone, std::size_t tenant, int month) const;
    /// Production cost of attempts that are July in Berlin, and so outside its March to June.
    struct LateCost {
        Int128 total = 0;
        std::array<Int128, kTenantSlots> tenant{};
        std::array<Int128, kCount<Tier>> tier{};
        std::array<Int128, kCount<Feature>> feature{};
        std::array<Int128, kCount<Model>> model{};
    };
    const LateCost& late() const { return m_late; }

private:
    struct Cell {
        Figures figures;
        std::uint64_t lastRequest = 0;
        std::uint64_t lastAction = 0;
    };
    struct Place; // where one attempt belongs
    Place placeOf(const Attempt& attempt) const;
    void addAttempt(const Attempt& attempt, const Charge& charge, const Place& place,
                    const Figures& row);
    void addPlots(const Attempt& attempt, const Charge& charge, bool isLast);
    void addToBill(const Attempt& attempt, const Charge& charge);
    void addRevenueWeights(const Attempt& first);

    const Company& m_company;
    const PriceList& m_prices;
    std::uint64_t m_request = 0;
    std::uint64_t m_action = 0;
    std::array<std::size_t, kCount<Group>> m_offset{};
    std::array<std::vector<Cell>, 2> m_cells; // by part
    std::array<UnitFigures, kCount<Feature>> m_units{};
    std::array<UnitFigures, kCount<Version>> m_versionUnits{};
    std::array<PlotFigures, kCount<Plot>> m_plots{};
    std::vector<BillLine> m_bill;
    std::vector<std::uint64_t> m_first;  // zone, tenant, month, feature, model
    std::vector<std::uint64_t> m_active; // zone, tenant, month: attempts
    LateCost m_late;
};

/// The retry storm: 2026-04-14 to 2026-04-16 at this provider.
inline constexpr Provider kStormProvider = Provider::Aurora;
constexpr bool isStorm(Provider provider, std::int64_t timeMs) {
    return provider == kStormProvider && timeMs >= 44 * kMsPerDay && timeMs < 47 * kMsPerDay;
}

} // namespace ms::app::demo

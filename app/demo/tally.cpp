// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/tally.h"

namespace ms::app::demo {
namespace {

std::size_t tenantSlot(const Attempt& attempt) {
    return attempt.tenant == kNoTenant ? kMaxTenants : static_cast<std::size_t>(attempt.tenant);
}

std::size_t index(int value) {
    return static_cast<std::size_t>(value);
}

std::size_t activeIndex(ZoneName zone, std::size_t tenant, int month) {
    return (at(zone) * kTenantSlots + tenant) * kMonthsWithEdge + index(month);
}

std::size_t firstIndex(ZoneName zone, std::size_t tenant, int month, Feature feature, Model model) {
    return (activeIndex(zone, tenant, month) * kCount<Feature> + at(feature)) * kCount<Model> +
           at(model);
}

std::size_t billIndex(int month, Account account, Model model, Bucket bucket) {
    return ((index(month) * kCount<Account> + at(account)) * kCount<Model> + at(model)) *
               kCount<Bucket> +
           at(bucket);
}

Figures rowOf(const Attempt& a, const Charge& charge, bool isLast) {
    Figures row;
    row.attempts = 1;
    if (hasUsage(a.fault)) {
        row.input = a.input;
        row.cacheRead = a.cacheRead;
        row.cacheWrite5m = a.cacheWrite5m;
        row.cacheWrite1h = a.cacheWrite1h;
        row.output = a.output;
        row.reasoning = a.reasoning;
    } else {
        row.usageUnknown = 1;
    }
    row.cost = charge.total;
    if (!isLast)
        row.retryCost = charge.total;
    if (!charge.isKnown()) {
        row.unpricedAttempts = 1;
        row.unpricedTokens = hasUsage(a.fault) ? a.prompt() + a.output : 0;
    }
    row.reported = charge.basis == Charge::Basis::Reported ? 1 : 0;
    row.fallbackRate = charge.usesFallbackRate ? 1 : 0;
    return row;
}

} // namespace

Figures& Figures::operator+=(const Figures& o) {
    attempts += o.attempts;
    requests += o.requests;
    actions += o.actions;
    input += o.input;
    cacheRead += o.cacheRead;
    cacheWrite5m += o.cacheWrite5m;
    cacheWrite1h += o.cacheWrite1h;
    output += o.output;
    reasoning += o.reasoning;
    unpricedAttempts += o.unpricedAttempts;
    unpricedTokens += o.unpricedTokens;
    usageUnknown += o.usageUnknown;
    reported += o.reported;
    fallbackRate += o.fallbackRate;
    cost += o.cost;
    retryCost += o.retryCost;
    return *this;
}

UnitFigures& UnitFigures::operator+=(const UnitFigures& o) {
    attempted += o.attempted;
    successful += o.successful;
    failed += o.failed;
    pending += o.pending;
    cost += o.cost;
    failedCost += o.failedCost;
    return *this;
}

std::size_t sizeOf(Group group) {
    switch (group) {
    case Group::Tenant:
        return kTenantSlots;
    case Group::Feature:
        return kCount<Feature>;
    case Group::Model:
        return kCount<Model>;
    case Group::Segment:
        return kCount<Segment>;
    case Group::Version:
        return kCount<Version>;
    case Group::Provider:
        return kCount<Provider>;
    case Group::Environment:
        return kCount<Environment>;
    case Group::Application:
        return kCount<Application>;
    case Group::Account:
        return kCount<Account>;
    case Group::TierUtc:
    case Group::TierBerlin:
        return kCount<Tier>;
    case Group::DayUtc:
    case Group::DayBerlin:
        return kDaysWithEdge;
    case Group::WeekUtc:
    case Group::WeekBerlin:
        return kWeeks;
    case Group::MonthUtc:
    case Group::MonthBerlin:
        return kMonthsWithEdge;
    case Group::TenantMonthUtc:
        return kTenantSlots * kMonthsWithEdge;
    default:
        return 1;
    }
}

struct Tally::Place {
    std::array<std::size_t, kCount<Group>> index{};
    Part part = Part::Production;
};

Tally::Tally(const Company& company, const PriceList& prices)
    : m_company{company}, m_prices{prices} {
    std::size_t cells = 0;
    for (std::size_t g = 0; g < kCount<Group>; ++g) {
        m_offset[g] = cells;
        cells += sizeOf(static_cast<Group>(g));
    }
    for (auto& part : m_cells)
        part.resize(cells);
    m_bill.resize(kMonths * kCount<Account> * kCount<Model> * kCount<Bucket>);
    m_active.resize(kZones.size() * kTenantSlots * kMonthsWithEdge);
    m_first.resize(m_active.size() * kCount<Feature> * kCount<Model>);
}

Tally::Place Tally::placeOf(const Attempt& a) const {
    const int day = dayOf(a.timeMs, ZoneName::Utc);
    const int berlinDay = dayOf(a.timeMs, ZoneName::Berlin);
    const Tenant* tenant = a.tenant == kNoTenant ? nullptr : &m_company.tenants()[tenantSlot(a)];
    const std::size_t slot = tenantSlot(a);
    const auto tierOn = [&](int d) { return at(tenant ? tenant->tierOn(d) : a.planTier); };
    Place place;
    place.part = isProduction(a.environment) ? Part::Production : Part::Outside;
    const auto put = [&](Group group, std::size_t value) {
        place.index[at(group)] = m_offset[at(group)] + value;
    };
    put(Group::Total, 0);
    put(Group::Tenant, slot);
    put(Group::Feature, at(a.feature));
    put(Group::Model, at(a.model));
    put(Group::Segment, at(tenant ? tenant->segment : Segment::None));
    put(Group::Version, at(a.version));
    put(Group::Provider, at(providerOf(a.model)));
    put(Group::Environment, at(a.environment));
    put(Group::Application, at(a.application));
    put(Group::Account, at(a.account));
    put(Group::TierUtc, tierOn(day));
    put(Group::TierBerlin, tierOn(berlinDay));
    put(Group::DayUtc, index(day));
    put(Group::DayBerlin, index(berlinDay));
    put(Group::WeekUtc, index(weekOf(day)));
    put(Group::WeekBerlin, index(weekOf(berlinDay)));
    put(Group::MonthUtc, index(monthOf(day)));
    put(Group::MonthBerlin, index(monthOf(berlinDay)));
    put(Group::TenantMonthUtc, slot * kMonthsWithEdge + index(monthOf(day)));
    return place;
}

Int128 Tally::addRequest(std::span<const Attempt> attempts) {
    if (attempts.empty())
        return 0;
    ++m_request;
    Int128 cost = 0;
    for (const Attempt& attempt : attempts) {
        const bool isLast = &attempt == &attempts.back();
        const Charge charge = m_prices.chargeOf(attempt);
        addAttempt(attempt, charge, placeOf(attempt), rowOf(attempt, charge, isLast));
        addPlots(attempt, charge, isLast);
        addToBill(attempt, charge);
        cost += charge.total;
    }
    addRevenueWeights(attempts.front());
    return cost;
}

void Tally::addAttempt(const Attempt& a, const Charge& charge, const Place& place,
                       const Figures& row) {
    for (const std::size_t i : place.index) {
        Cell& cell = m_cells[at(place.part)][i];
        cell.figures += row;
        if (cell.lastRequest != m_request) {
            cell.lastRequest = m_request;
            ++cell.figures.requests;
        }
        if (cell.lastAction != m_action) {
            cell.lastAction = m_action;
            ++cell.figures.actions;
        }
    }
    if (place.part != Part::Production)
        return;
    for (const ZoneName zone : kZones) {
        if (a.tenant != kNoTenant)
            ++m_active[activeIndex(zone, tenantSlot(a), monthOf(dayOf(a.timeMs, zone)))];
    }
    const int berlinDay = dayOf(a.timeMs, ZoneName::Berlin);
    if (berlinDay < kDays)
        return;
    const auto tier = place.index[at(Group::TierBerlin)] - m_offset[at(Group::TierBerlin)];
    m_late.total += charge.total;
    m_late.tenant[tenantSlot(a)] += charge.total;
    m_late.tier[tier] += charge.total;
    m_late.feature[at(a.feature)] += charge.total;
    m_late.model[at(a.model)] += charge.total;
}

void Tally::addPlots(const Attempt& a, const Charge& charge, bool isLast) {
    if (!isProduction(a.environment))
        return;
    const auto add = [&](Plot plot, bool applies) {
        if (!applies)
            return;
        ++m_plots[at(plot)].attempts;
        m_plots[at(plot)].cost += charge.total;
    };
    using Basis = Charge::Basis;
    const bool isPriced = charge.basis == Basis::Book;
    add(Plot::RetryStorm, !isLast && isStorm(providerOf(a.model), a.timeMs));
    add(Plot::FallbackToDearer, a.isFallback);
    add(Plot::KnownZeroFailures, charge.basis == Basis::Unbilled);
    add(Plot::UnknownFailures, !hasUsage(a.fault) && !charge.isKnown());
    add(Plot::BilledFailures, a.fault == Fault::LateError);
    add(Plot::LongPrompts, isPriced && a.model == Model::AuroraLarge &&
                               a.serviceTier == ServiceTier::Standard && a.prompt() > kLongPrompt);
    add(Plot::BatchRates, isPriced && a.serviceTier == ServiceTier::Batch);
    add(Plot::ContractRates,
        isPriced && a.model == Model::CobaltPro && a.account == Account::Enterprise);
    add(Plot::PreviewUnpriced,
        a.model == Model::HarborRank && hasUsage(a.fault) && !charge.isKnown());
    add(Plot::PreviewReported, charge.basis == Basis::Reported);
}

void Tally::addToPlot(Plot plot, std::span<const Attempt> attempts) {
    for (const Attempt& attempt : attempts) {
        ++m_plots[at(plot)].attempts;
        m_plots[at(plot)].cost += m_prices.chargeOf(attempt).total;
    }
}

void Tally::addToBill(const Attempt& a, const Charge& charge) {
    if (!hasUsage(a.fault))
        return;
    const int month = monthOf(dayOf(a.timeMs, ZoneName::Utc));
    const std::array<std::int64_t, kCount<Bucket>> quantity{
        a.input, a.cacheRead, a.cacheWrite5m, a.cacheWrite1h, a.output, 1};
    for (std::size_t b = 0; b < quantity.size(); ++b) {
        BillLine& line =
            m_bill[billIndex(month, a.account, billedAs(a.model), static_cast<Bucket>(b))];
        line.quantity += quantity[b];
        line.cost += charge.byBucket[b];
    }
}

void Tally::addRevenueWeights(const Attempt& first) {
    if (!isProduction(first.environment) || first.tenant == kNoTenant)
        return;
    for (const ZoneName zone : kZones) {
        const int month = monthOf(dayOf(first.timeMs, zone));
        ++m_first[firstIndex(zone, tenantSlot(first), month, first.feature, first.model)];
    }
}

void Tally::addUnit(const Attempt& sample, UnitResult result, Int128 cost) {
    if (!isProduction(sample.environment))
        return;
    UnitFigures unit;
    unit.attempted = 1;
    unit.cost = cost;
    unit.successful = result == UnitResult::Successful ? 1 : 0;
    unit.failed = result == UnitResult::Failed ? 1 : 0;
    unit.pending = result == UnitResult::Pending ? 1 : 0;
    if (result == UnitResult::Failed)
        unit.failedCost = cost;
    m_units[at(sample.feature)] += unit;
    m_versionUnits[at(sample.version)] += unit;
}

void Tally::merge(const Tally& other) {
    for (std::size_t p = 0; p < m_cells.size(); ++p)
        for (std::size_t i = 0; i < m_cells[p].size(); ++i)
            m_cells[p][i].figures += other.m_cells[p][i].figures;
    for (std::size_t i = 0; i < m_units.size(); ++i)
        m_units[i] += other.m_units[i];
    for (std::size_t i = 0; i < m_versionUnits.size(); ++i)
        m_versionUnits[i] += other.m_versionUnits[i];
    for (std::size_t i = 0; i < m_plots.size(); ++i) {
        m_plots[i].attempts += other.m_plots[i].attempts;
        m_plots[i].cost += other.m_plots[i].cost;
    }
    for (std::size_t i = 0; i < m_bill.size(); ++i) {
        m_bill[i].quantity += other.m_bill[i].quantity;
        m_bill[i].cost += other.m_bill[i].cost;
    }
    for (std::size_t i = 0; i < m_first.size(); ++i)
        m_first[i] += other.m_first[i];
    for (std::size_t i = 0; i < m_active.size(); ++i)
        m_active[i] += other.m_active[i];
    const auto add = [](auto& mine, const auto& theirs) {
        for (std::size_t i = 0; i < mine.size(); ++i)
            mine[i] += theirs[i];
    };
    m_late.total += other.m_late.total;
    add(m_late.tenant, other.m_late.tenant);
    add(m_late.tier, other.m_late.tier);
    add(m_late.feature, other.m_late.feature);
    add(m_late.model, other.m_late.model);
}

const Figures& Tally::figures(Part part, Group group, std::size_t i) const {
    return m_cells[at(part)][m_offset[at(group)] + i].figures;
}

const BillLine& Tally::bill(int month, Account account, Model model, Bucket bucket) const {
    return m_bill[billIndex(month, account, model, bucket)];
}

std::uint64_t Tally::firstAttempts(ZoneName zone, std::size_t tenant, int month, Feature feature,
                                   Model model) const {
    return m_first[firstIndex(zone, tenant, month, feature, model)];
}

bool Tally::isActive(ZoneName zone, std::size_t tenant, int month) const {
    return m_active[activeIndex(zone, tenant, month)] > 0;
}

} // namespace ms::app::demo

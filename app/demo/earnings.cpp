// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/earnings.h"

#include <algorithm>
#include <numeric>

namespace ms::app::demo {
namespace {

constexpr std::int64_t cents(std::int64_t amount) {
    return amount * kPicosPerCent;
}

std::size_t index(int value) {
    return static_cast<std::size_t>(value);
}

RevenueRow factOf(std::size_t tenant, int startDay, int endDay, std::int64_t picos,
                  std::string_view kind) {
    return {static_cast<int>(tenant), Tier::None, Feature::None, startDay, endDay, picos, kind};
}

/// An even share of a day, the first days one pico-unit more.
Int128 shareOfDay(Int128 amount, int days, int day) {
    const bool isNegative = amount < 0;
    const Int128 whole = isNegative ? -amount : amount;
    const Int128 share = whole / days + (day < whole % days ? 1 : 0);
    return isNegative ? -share : share;
}

/// Revenue day by day before it is looked at from any side.
class Ledger {
public:
    Ledger(const Company& company, const RevenueSheets& sheets, const Tally& tally, ZoneName zone)
        : m_tenants{company.tenants()}, m_sheets{sheets}, m_tally{tally}, m_zone{zone},
          m_plain(m_tenants.size() * kDays) {
        for (const RevenueRow& fact : sheets.facts)
            enterFact(fact);
        for (std::size_t tenant = 0; tenant < m_tenants.size(); ++tenant)
            for (int month = 0; month < kMonths; ++month)
                enterPlan(tenant, month);
    }
    Earnings earnings() const {
        Earnings e;
        e.tenant.resize(m_tenants.size() + 1);
        for (std::size_t tenant = 0; tenant < m_tenants.size(); ++tenant)
            for (int day = 0; day < kDays; ++day)
                addDirect(e, tenant, day, m_plain[tenant * kDays + index(day)]);
        for (const FeatureDay& f : m_named)
            addDirect(e, f.tenant, f.day, f.amount);
        for (const TierDay& t : m_orphans) {
            addDay(e, t.day, t.amount);
            e.tier[at(t.tier)] += t.amount;
            e.tenant.back() += t.amount;
            e.featureNoUsage += t.amount;
            e.modelNoUsage += t.amount;
        }
        for (std::size_t tenant = 0; tenant < m_tenants.size(); ++tenant)
            for (int month = 0; month < kMonths; ++month)
                splitMonth(e, tenant, month);
        return e;
    }

private:
    struct FeatureDay {
        std::size_t tenant;
        Feature feature;
        int day;
        Int128 amount;
    };
    struct TierDay {
        Tier tier;
        int day;
        Int128 amount;
    };

    void enterFact(const RevenueRow& fact) {
        for (int day = std::max(0, fact.startDay); day < std::min(kDays, fact.endDay); ++day) {
            const Int128 amount =
                shareOfDay(fact.picos, fact.endDay - fact.startDay, day - fact.startDay);
            if (fact.tenant == kNoTenant)
                enterTierDay(fact.tier, day, amount);
            else if (fact.feature != Feature::None)
                m_named.push_back({index(fact.tenant), fact.feature, day, amount});
            else
                m_plain[index(fact.tenant) * kDays + index(day)] += amount;
        }
    }

    void enterTierDay(Tier tier, int day, Int128 amount) {
        std::vector<std::size_t> who;
        std::vector<std::string_view> ids;
        for (std::size_t i = 0; i < m_tenants.size(); ++i) {
            if (m_tenants[i].tierOn(day) != tier || !m_tally.isActive(m_zone, i, monthOf(day)))
                continue;
            who.push_back(i);
            ids.push_back(m_tenants[i].id);
        }
        if (who.empty()) {
            m_orphans.push_back({tier, day, amount});
            return;
        }
        const std::vector<std::uint64_t> equal(who.size(), 1);
        const std::vector<Int128> parts = splitInParts(amount, equal, ids);
        for (std::size_t i = 0; i < who.size(); ++i)
            m_plain[who[i] * kDays + index(day)] += parts[i];
    }

    void enterPlan(std::size_t tenant, int month) {
        const int start = kMonthStart[index(month)];
        const int end = kMonthStart[index(month) + 1];
        const bool hasOwn =
            std::any_of(m_sheets.facts.begin(), m_sheets.facts.end(), [&](const RevenueRow& fact) {
                return fact.tenant == static_cast<int>(tenant) && fact.startDay < end &&
                       fact.endDay > start;
            });
        if (hasOwn || !m_tally.isActive(m_zone, tenant, month))
            return;
        for (int day = start; day < end; ++day)
            for (const PlanRow& plan : m_sheets.plans)
                if (plan.tier == m_tenants[tenant].tierOn(day) && plan.fromDay <= day &&
                    (plan.toDay == kNoDay || day < plan.toDay))
                    m_plain[tenant * kDays + index(day)] +=
                        shareOfDay(plan.picosPerMonth, end - start, day - start);
    }

    void addDay(Earnings& e, int day, Int128 amount) const {
        e.total += amount;
        e.day[index(day)] += amount;
        e.month[index(monthOf(day))] += amount;
    }
    void addDirect(Earnings& e, std::size_t tenant, int day, Int128 amount) const {
        addDay(e, day, amount);
        e.tenant[tenant] += amount;
        e.tier[at(m_tenants[tenant].tierOn(day))] += amount;
    }

    /// A month's revenue of a tenant goes to the features and models of its requests of the month.
    void splitMonth(Earnings& e, std::size_t tenant, int month) const {
        Int128 plain = 0;
        std::array<Int128, kCount<Feature>> named{};
        for (int day = kMonthStart[index(month)]; day < kMonthStart[index(month) + 1]; ++day)
            plain += m_plain[tenant * kDays + index(day)];
        for (const FeatureDay& f : m_named)
            if (f.tenant == tenant && monthOf(f.day) == month)
                named[at(f.feature)] += f.amount;

        std::array<std::uint64_t, kCount<Feature>> byFeature{};
        std::array<std::uint64_t, kCount<Model>> byModel{};
        for (std::size_t f = 0; f < kCount<Feature>; ++f) {
            const std::array<std::uint64_t, kCount<Model>> models = modelsOf(tenant, month, f);
            for (std::size_t m = 0; m < kCount<Model>; ++m) {
                byFeature[f] += models[m];
                byModel[m] += models[m];
            }
            spread<Model>(named[f], models, e.model, e.modelNoUsage);
            e.feature[f] += named[f];
        }
        spread<Feature>(plain, byFeature, e.feature, e.featureNoUsage);
        spread<Model>(plain, byModel, e.model, e.modelNoUsage);
    }

    std::array<std::uint64_t, kCount<Model>> modelsOf(std::size_t tenant, int month,
                                                      std::size_t feature) const {
        std::array<std::uint64_t, kCount<Model>> models{};
        for (std::size_t m = 0; m < kCount<Model>; ++m)
            models[m] = m_tally.firstAttempts(m_zone, tenant, month, static_cast<Feature>(feature),
                                              static_cast<Model>(m));
        return models;
    }

    template <class E>
    static void spread(Int128 amount, const std::array<std::uint64_t, kCount<E>>& weights,
                       std::array<Int128, kCount<E>>& to, Int128& noUsage) {
        if (amount == 0)
            return;
        std::vector<std::uint64_t> shares;
        std::vector<std::string_view> ids;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] == 0)
                continue;
            shares.push_back(weights[i]);
            ids.push_back(nameOf(static_cast<E>(i)));
            places.push_back(i);
        }
        if (shares.empty()) {
            noUsage += amount;
            return;
        }
        const std::vector<Int128> parts = splitInParts(amount, shares, ids);
        for (std::size_t i = 0; i < parts.size(); ++i)
            to[places[i]] += parts[i];
    }

    const std::vector<Tenant>& m_tenants;
    const RevenueSheets& m_sheets;
    const Tally& m_tally;
    const ZoneName m_zone;
    std::vector<Int128> m_plain; // by tenant and day: not tied to a feature
    std::vector<FeatureDay> m_named;
    std::vector<TierDay> m_orphans;
};

/// A month of an average contract, in cents: 60, or 6 a hundred calls of an average tenant.
std::int64_t contractCents(const Company& company) {
    return std::max<std::int64_t>(6'000, company.callsPerTenant() * 6);
}

void addContracts(const Company& company, std::vector<RevenueRow>& facts) {
    const std::vector<Tenant>& tenants = company.tenants();
    const std::int64_t usual = contractCents(company);
    for (std::size_t i = 0; i < tenants.size(); ++i) {
        if (tenants[i].tierAfter != Tier::Enterprise)
            continue;
        if (i == kYearlyContract) {
            facts.push_back(factOf(i, dayNumber(2026, 1, 1), dayNumber(2027, 1, 1),
                                   cents(usual * 24), "contract"));
            continue;
        }
        const std::int64_t monthly = usual * static_cast<std::int64_t>(6 + i % 9) / 10;
        for (std::size_t m = i == kTeamToEnterprise ? 2 : 0; m < kMonths; ++m)
            facts.push_back(
                factOf(i, kMonthStart[m], kMonthStart[m + 1], cents(monthly), "subscription"));
    }
}

struct PlanPrices {
    std::int64_t pro, proFromJune, team; // cents a month
};

PlanPrices planPrices(const Company& company) {
    if (company.callsPerTenant() < 2'000)
        return {900, 1'100, 2'900};
    if (company.callsPerTenant() < 10'000)
        return {1'900, 2'200, 7'900};
    return {4'900, 5'500, 24'900};
}

} // namespace

std::vector<Int128> splitInParts(Int128 total, std::span<const std::uint64_t> weights,
                                 std::span<const std::string_view> ids) {
    const Int128 whole = total < 0 ? -total : total;
    Int128 sum = 0;
    for (const std::uint64_t weight : weights)
        sum += weight;
    std::vector<Int128> parts(weights.size());
    std::vector<Int128> rest(weights.size());
    Int128 left = whole;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i] = whole * weights[i] / sum;
        rest[i] = whole * weights[i] % sum;
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (rest[a] != rest[b])
            return rest[a] > rest[b];
        if (weights[a] != weights[b])
            return weights[a] > weights[b];
        return ids[a] < ids[b];
    });
    for (std::size_t i = 0; left > 0; ++i, --left)
        ++parts[order[i]];
    if (total < 0)
        for (Int128& part : parts)
            part = -part;
    return parts;
}

RevenueSheets revenueSheetsOf(const Company& company) {
    const int planStart = dayNumber(2025, 1, 1);
    const PlanPrices prices = planPrices(company);
    const std::int64_t usual = contractCents(company);
    RevenueSheets sheets;
    sheets.plans = {{Tier::Free, 0, planStart, kNoDay, 50, 0},
                    {Tier::Pro, cents(prices.pro), planStart, kJune1, 500, cents(900)},
                    {Tier::Pro, cents(prices.proFromJune), kJune1, kNoDay, 500, cents(900)},
                    {Tier::Team, cents(prices.team), planStart, kNoDay, 4'000, cents(700)}};
    std::vector<RevenueRow>& facts = sheets.facts;
    addContracts(company, facts);
    facts.push_back(factOf(kYearlyContract, kMay1, kJune1, cents(usual / 2 + 50), "overage"));
    facts.push_back(factOf(kYearlyContract, kMonthStart[1], kMay1, -cents(usual / 5), "credit"));
    facts.push_back(factOf(kTeamToEnterprise, dayNumber(2026, 6, 10), dayNumber(2026, 6, 20),
                           -cents(usual / 17), "refund"));
    RevenueRow review = factOf(kYearlyContract, dayNumber(2026, 3, 15), dayNumber(2026, 4, 15),
                               cents(usual * 3 / 4), "usage");
    review.feature = Feature::ContractReview;
    facts.push_back(review);
    facts.push_back(
        {kNoTenant, Tier::Team, Feature::None, kMonthStart[1], kMay1, cents(usual), "usage"});
    return sheets;
}

Earnings earningsOf(const Company& company, const RevenueSheets& sheets, const Tally& tally,
                    ZoneName zone) {
    return Ledger{company, sheets, tally, zone}.earnings();
}

} // namespace ms::app::demo

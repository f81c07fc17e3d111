// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/dice.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ms::app::demo {

/// Larkspur Desk, an invented AI help desk and document service: its plans, features, models and
/// tenants. The last value of Tier, Feature and Version stands for "not given".
enum class Tier : std::uint8_t { Free, Pro, Team, Enterprise, None, Count };
enum class Feature : std::uint8_t {
    TicketReply,
    DocSearch,
    DraftEmail,
    CaseSummary,
    AgentTriage,
    ContractReview,
    AnswerRank,
    KbSync,
    Translate,
    None,
    Count
};
enum class Version : std::uint8_t { V7, V8, V12, V3, V5, V2, V9, V1, None, Count };
enum class Model : std::uint8_t {
    AuroraLarge,
    AuroraSmall,
    CobaltPro,
    CobaltMini,
    HarborEmbed,
    HarborRank,       // a preview that the price list does not know
    CobaltMiniLatest, // the gateway's alias of CobaltMini
    Count
};
enum class Provider : std::uint8_t { Aurora, Cobalt, Harbor, Count };
enum class Segment : std::uint8_t {
    SmallBusiness,
    MidMarket,
    Enterprise,
    PublicSector,
    None,
    Count
};
enum class Environment : std::uint8_t { Production, Staging, Development, Test, Demo, None, Count };
enum class Application : std::uint8_t { Helpdesk, KnowledgeBase, Count };
enum class Account : std::uint8_t { None, Main, Enterprise, Sandbox, Count };
enum class ServiceTier : std::uint8_t { Standard, Batch, Count };

std::string_view nameOf(Tier tier);
std::string_view nameOf(Feature feature);
std::string_view nameOf(Version version);
std::string_view nameOf(Model model);
std::string_view nameOf(Provider provider);
std::string_view nameOf(Segment segment);
std::string_view nameOf(Environment environment); // as normalised: "production"
std::string_view nameOf(Application application);
std::string_view nameOf(Account account);
std::string_view nameOf(ServiceTier tier);
std::string_view teamOf(Feature feature);     // cost centre
std::string_view unitTypeOf(Feature feature); // empty when the feature works on no unit
std::string_view callKindOf(Feature feature);
Provider providerOf(Model model);
Model billedAs(Model model); // itself, or what an alias stands for
/// "In scope by default": production and unspecified.
constexpr bool isProduction(Environment e) {
    return e == Environment::Production || e == Environment::None;
}

template <class E>
constexpr std::size_t at(E value) {
    return static_cast<std::size_t>(value);
}
template <class E>
inline constexpr std::size_t kCount = at(E::Count);

/// No change of tier in the period.
inline constexpr int kNever = 100'000;

struct Tenant {
    std::string id;
    std::string name;
    Segment segment = Segment::SmallBusiness;
    Tier tier = Tier::Free;
    Tier tierAfter = Tier::Free; // in force from `changeDay` on
    int changeDay = kNever;
    int since = 0; // day number, before the period
    std::uint32_t users = 1;
    std::uint32_t weight = 0; // share of the traffic
    Tier tierOn(int day) const { return day >= changeDay ? tierAfter : tier; }
};

/// The tenants that stories are told of.
inline constexpr std::size_t kHeavyPro = 0;         // pays for Pro, uses like an enterprise
inline constexpr std::size_t kProToTeam = 1;        // upgrades on 2026-05-16
inline constexpr std::size_t kTeamToEnterprise = 2; // upgrades on 2026-05-01
inline constexpr std::size_t kYearlyContract = 3;
inline constexpr std::size_t kNoUsage = 4; // pays and never calls

inline constexpr std::size_t kMaxTenants = 400;

/// The tenants of a company that writes `events` event rows: 60, growing to 400.
class Company {
public:
    explicit Company(std::uint64_t events);
    const std::vector<Tenant>& tenants() const { return m_tenants; }
    /// A tenant by weight.
    std::size_t draw(Dice& dice) const { return m_lottery[dice.below(kTickets)]; }

    /// How much an average tenant calls: what plans and contracts cost follows it.
    std::int64_t callsPerTenant() const { return m_callsPerTenant; }

private:
    static constexpr std::uint32_t kTickets = 16'384;
    std::vector<Tenant> m_tenants;
    std::vector<std::uint16_t> m_lottery;
    std::int64_t m_callsPerTenant = 0;
};

} // namespace ms::app::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/company.h"

#include "app/demo/calendar.h"

#include <algorithm>

namespace ms::app::demo {
namespace {

using namespace std::string_view_literals;

template <class E>
using Names = std::array<std::string_view, kCount<E>>;

constexpr Names<Tier> kTierNames{"Free", "Pro", "Team", "Enterprise", ""};
constexpr Names<Feature> kFeatureNames{
    "ticket_reply",    "doc_search",  "draft_email", "case_summary", "agent_triage",
    "contract_review", "answer_rank", "kb_sync",     "translate",    ""};
constexpr Names<Version> kVersionNames{"v7", "v8", "v12", "v3", "v5", "v2", "v9", "v1", ""};
constexpr Names<Model> kModelNames{"aurora-large",      "aurora-small", "cobalt-pro",
                                   "cobalt-mini",       "harbor-embed", "harbor-rank-preview",
                                   "cobalt-mini-latest"};
constexpr Names<Provider> kProviderNames{"aurora", "cobalt", "harbor"};
constexpr Names<Segment> kSegmentNames{"SMB", "Mid-market", "Enterprise", "Public sector", ""};
constexpr Names<Environment> kEnvironmentNames{"production", "staging", "development",
                                               "test",       "demo",    ""};
constexpr Names<Application> kApplicationNames{"helpdesk-copilot", "kb-service"};
constexpr Names<Account> kAccountNames{"", "larkspur-main", "larkspur-enterprise",
                                       "larkspur-sandbox"};
constexpr Names<ServiceTier> kServiceTierNames{"standard", "batch"};
constexpr Names<Feature> kTeams{"cx-operations", "knowledge",  "cx-operations", "cx-operations",
                                "platform",      "legal-tech", "knowledge",     "knowledge",
                                "knowledge",     "platform"};
constexpr Names<Feature> kUnitTypes{"support_ticket", "", "", "document", "support_case",
                                    "contract",       "", "", "",         ""};
constexpr Names<Feature> kCallKinds{"chat", "chat",   "chat",      "chat", "chat",
                                    "chat", "rerank", "embedding", "chat", "chat"};

constexpr std::array<std::string_view, 40> kFirst{
    "amber",   "birch",   "bright", "cedar",   "clear",  "copper",  "coral",  "crisp",
    "delta",   "dune",    "east",   "ember",   "fern",   "field",   "flint",  "garnet",
    "granite", "harvest", "hazel",  "indigo",  "iron",   "juniper", "lake",   "linden",
    "maple",   "marble",  "meadow", "mosaic",  "north",  "oak",     "olive",  "pearl",
    "pine",    "quartz",  "river",  "saffron", "silver", "stone",   "summit", "willow"};
constexpr std::array<std::string_view, 20> kSecond{
    "labs",   "works",  "logistics", "foods",    "health",  "finance",   "retail",
    "travel", "energy", "media",     "motors",   "homes",   "insurance", "academy",
    "studio", "clinic", "supply",    "software", "telecom", "legal"};

std::string capitalised(std::string_view word) {
    std::string text{word};
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// Plain tenants: 45 % Free, 30 % Pro, 15 % Team, 10 % Enterprise.
Tenant plainTenant(std::size_t index) {
    const std::string_view first = kFirst[index % kFirst.size()];
    const std::string_view second = kSecond[(index * 7 + index / kFirst.size()) % kSecond.size()];
    Tenant tenant;
    tenant.id = std::string{first} + "-" + std::string{second};
    tenant.name = capitalised(first) + " " + capitalised(second);
    const std::size_t draw = (index * 37) % 100;
    tenant.tier = draw < 45   ? Tier::Free
                  : draw < 75 ? Tier::Pro
                  : draw < 90 ? Tier::Team
                              : Tier::Enterprise;
    tenant.since = -30 - static_cast<int>((index * 53) % 400);
    return tenant;
}

void tellStory(std::size_t index, Tenant& tenant) {
    const auto is = [&](std::string_view id, std::string_view name, Tier tier) {
        tenant.id = id;
        tenant.name = name;
        tenant.tier = tier;
    };
    if (index == kHeavyPro)
        is("quillmark", "Quillmark Publishing", Tier::Pro);
    if (index == kProToTeam) {
        is("tallow-and-finch", "Tallow, Finch & \"Sons\"", Tier::Pro);
        tenant.tierAfter = Tier::Team;
        tenant.changeDay = dayNumber(2026, 5, 16);
    }
    if (index == kTeamToEnterprise) {
        is("Grünwald Versand", "Grünwald Versand GmbH", Tier::Team);
        tenant.tierAfter = Tier::Enterprise;
        tenant.changeDay = kMay1;
    }
    if (index == kYearlyContract)
        is("holloway-group", "Holloway Group plc", Tier::Enterprise);
    if (index == kNoUsage)
        is("quiet-harbour", "Quiet Harbour Authority", Tier::Enterprise);
}

Segment segmentOf(std::size_t index, Tier tier) {
    if (tier == Tier::Enterprise)
        return index % 4 == 0 ? Segment::PublicSector : Segment::Enterprise;
    return tier == Tier::Team ? Segment::MidMarket : Segment::SmallBusiness;
}

/// Few tenants make most of the traffic; a higher plan makes more.
std::uint32_t weightOf(std::size_t index, Tier tier) {
    constexpr std::array<std::uint32_t, 4> perTier{60, 90, 240, 420};
    return perTier[at(tier)] * (1000 + 9000 / (1 + static_cast<std::uint32_t>(index * 29 % 61)));
}

} // namespace

std::string_view nameOf(Tier tier) {
    return kTierNames[at(tier)];
}
std::string_view nameOf(Feature feature) {
    return kFeatureNames[at(feature)];
}
std::string_view nameOf(Version version) {
    return kVersionNames[at(version)];
}
std::string_view nameOf(Model model) {
    return kModelNames[at(model)];
}
std::string_view nameOf(Provider provider) {
    return kProviderNames[at(provider)];
}
std::string_view nameOf(Segment segment) {
    return kSegmentNames[at(segment)];
}
std::string_view nameOf(Environment environment) {
    return kEnvironmentNames[at(environment)];
}
std::string_view nameOf(Application application) {
    return kApplicationNames[at(application)];
}
std::string_view nameOf(Account account) {
    return kAccountNames[at(account)];
}
std::string_view nameOf(ServiceTier tier) {
    return kServiceTierNames[at(tier)];
}
std::string_view teamOf(Feature feature) {
    return kTeams[at(feature)];
}
std::string_view unitTypeOf(Feature feature) {
    return kUnitTypes[at(feature)];
}
std::string_view callKindOf(Feature feature) {
    return kCallKinds[at(feature)];
}

Provider providerOf(Model model) {
    switch (model) {
    case Model::AuroraLarge:
    case Model::AuroraSmall:
        return Provider::Aurora;
    case Model::HarborEmbed:
    case Model::HarborRank:
        return Provider::Harbor;
    default:
        return Provider::Cobalt;
    }
}

Model billedAs(Model model) {
    return model == Model::CobaltMiniLatest ? Model::CobaltMini : model;
}

Company::Company(std::uint64_t events) {
    const std::size_t count =
        std::min<std::size_t>(kMaxTenants, 60 + static_cast<std::size_t>(events / 3000));
    m_callsPerTenant = static_cast<std::int64_t>(events / count);
    constexpr std::array<std::uint32_t, 4> users{3, 12, 40, 180};
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        Tenant tenant = plainTenant(i);
        tellStory(i, tenant);
        if (tenant.changeDay == kNever)
            tenant.tierAfter = tenant.tier;
        tenant.segment = segmentOf(i, tenant.tier);
        tenant.users = users[at(tenant.tierAfter)];
        tenant.weight = i == kNoUsage ? 0 : weightOf(i, tenant.tier);
        total += tenant.weight;
        m_tenants.push_back(std::move(tenant));
    }
    m_tenants[kHeavyPro].weight = static_cast<std::uint32_t>(total / 18);
    total = 0;
    for (const Tenant& tenant : m_tenants)
        total += tenant.weight;
    std::uint64_t upTo = 0;
    for (std::size_t i = 0; i < count; ++i) {
        upTo += m_tenants[i].weight;
        m_lottery.resize(static_cast<std::size_t>(upTo * kTickets / total),
                         static_cast<std::uint16_t>(i));
    }
}

} // namespace ms::app::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/stories.h"

#include "app/demo/text.h"

namespace ms::app::demo {
namespace {

using Json = nlohmann::ordered_json;

const Figures& production(const TruthSources& s, Group group, std::size_t index) {
    return s.tally.figures(Tally::Part::Production, group, index);
}

Json storyOf(const char* name, const char* what) {
    return Json{{"name", name}, {"what", what}};
}

Json plotStory(const TruthSources& s, Plot plot, const char* name, const char* what) {
    Json story = storyOf(name, what);
    story["attempts"] = s.tally.plot(plot).attempts;
    story["cost"] = moneyText(s.tally.plot(plot).cost);
    return story;
}

Json heavyTenant(const TruthSources& s, const Earnings& earnings) {
    Json story = storyOf("heavy_pro_tenant",
                         "A Pro tenant that uses the product like an enterprise; loses money "
                         "once the sample has some 20,000 events.");
    const Int128 cost = production(s, Group::Tenant, kHeavyPro).cost;
    story["tenant"] = s.company.tenants()[kHeavyPro].id;
    story["cost"] = moneyText(cost);
    story["revenue"] = moneyText(earnings.tenant[kHeavyPro]);
    story["margin"] = moneyText(earnings.tenant[kHeavyPro] - cost);
    return story;
}

Json promptVersions(const TruthSources& s) {
    Json story =
        storyOf("prompt_v8",
                "ticket_reply v8, from 2026-04-20 on half of the tickets: cheaper a call than v7, "
                "dearer a solved ticket.");
    story["feature"] = std::string{nameOf(Feature::TicketReply)};
    story["from"] = dateText(50);
    for (const Version version : {Version::V7, Version::V8}) {
        const Figures& figures = production(s, Group::Version, at(version));
        const UnitFigures& units = s.tally.units(version);
        Json side{{"attempts", figures.attempts},
                  {"cost", moneyText(figures.cost)},
                  {"successful_tickets", units.successful},
                  {"failed_tickets", units.failed}};
        if (figures.attempts > 0)
            side["cost_per_attempt"] = moneyText(figures.cost / figures.attempts);
        if (units.successful > 0)
            side["cost_per_success"] = moneyText(units.cost / units.successful);
        story[std::string{nameOf(version)}] = std::move(side);
    }
    return story;
}

Json freeTier(const TruthSources& s) {
    Json story =
        storyOf("free_tier", "Free tenants search documents with the large model by mistake.");
    story["tier"] = std::string{nameOf(Tier::Free)};
    story["feature"] = std::string{nameOf(Feature::DocSearch)};
    story["cost"] = moneyText(production(s, Group::TierUtc, at(Tier::Free)).cost);
    story["revenue"] = "0";
    return story;
}

Json outside(const TruthSources& s) {
    const Figures& figures = s.tally.figures(Tally::Part::Outside, Group::Total, 0);
    Json story = storyOf("non_production",
                         "Staging, development, test and demo calls, out of the default scope.");
    story["attempts"] = figures.attempts;
    story["cost"] = moneyText(figures.cost);
    return story;
}

Json cacheHeavy(const TruthSources& s) {
    const Figures& figures = production(s, Group::Feature, at(Feature::DocSearch));
    Json story = storyOf("cache_heavy_feature",
                         "doc_search lives on cached prompts; aurora-small has no rate for "
                         "one-hour writes, they cost the input rate.");
    story["feature"] = std::string{nameOf(Feature::DocSearch)};
    story["cache_read_tokens"] = figures.cacheRead;
    story["cache_write_5m_tokens"] = figures.cacheWrite5m;
    story["cache_write_1h_tokens"] = figures.cacheWrite1h;
    story["fallback_rate_attempts"] = figures.fallbackRate;
    story["cost"] = moneyText(figures.cost);
    return story;
}

Json tenantStory(const TruthSources& s, std::size_t tenant, const char* name, const char* what) {
    Json story = storyOf(name, what);
    story["tenant"] = s.company.tenants()[tenant].id;
    return story;
}

Json repeats(const TruthSources& s) {
    Json story = plotStory(
        s, Plot::DuplicateRows, "duplicate_rows",
        "Rows delivered twice, and the last rows of April again in the May log; cost is what they "
        "would add if they were counted.");
    std::uint64_t overlap = 0;
    for (const Slice& slice : s.slices)
        overlap += slice.overlap;
    story["rows_of_april_in_may"] = overlap;
    return story;
}

Json stormStory(const TruthSources& s) {
    Json story = plotStory(s, Plot::RetryStorm, "retry_storm",
                           "Three days on which a provider fails more than a third of its calls; "
                           "the cost is that of the "
                           "repeated attempts.");
    story["provider"] = std::string{nameOf(kStormProvider)};
    story["from"] = dateText(44);
    story["to"] = dateText(47);
    return story;
}

} // namespace

Json storiesOf(const TruthSources& s) {
    const Earnings earnings = earningsOf(s.company, s.sheets, s.tally, ZoneName::Utc);
    Json stories = Json::array();
    stories.push_back(heavyTenant(s, earnings));
    stories.push_back(promptVersions(s));
    stories.push_back(stormStory(s));
    stories.push_back(freeTier(s));
    stories.push_back(outside(s));
    stories.push_back(cacheHeavy(s));
    stories.push_back(repeats(s));
    stories.push_back(plotStory(s, Plot::PreviewUnpriced, "unpriced_model",
                                "harbor-rank-preview is in no price list: cost unknown."));
    stories.push_back(plotStory(s, Plot::PreviewReported, "reported_cost",
                                "harbor-rank-preview calls with the provider's own estimate."));
    stories.push_back(
        plotStory(s, Plot::AgentLoops, "agent_loops",
                  "agent_triage runs of twenty requests and more under one root_id."));
    stories.push_back(
        plotStory(s, Plot::FallbackToDearer, "fallbacks",
                  "After two failures, or when the first choice is known to be down, the dearer "
                  "model of the provider answers, with a cold cache."));
    stories.push_back(plotStory(s, Plot::KnownZeroFailures, "failures_at_no_cost",
                                "400, 429 and 503 without usage."));
    stories.push_back(plotStory(s, Plot::UnknownFailures, "failures_of_unknown_cost",
                                "Timeouts and aborted streams without usage."));
    stories.push_back(plotStory(s, Plot::BilledFailures, "billed_failures",
                                "500 after output: usage is known and billed."));
    stories.push_back(
        plotStory(s, Plot::LongPrompts, "long_prompts",
                  "contract_review prompts above 200,000 tokens at the higher context band."));
    stories.push_back(plotStory(s, Plot::BatchRates, "batch_rates", "Calls at batch rates."));
    stories.push_back(plotStory(s, Plot::ContractRates, "contract_rates",
                                "cobalt-pro at the account larkspur-enterprise's own price."));
    Json change = storyOf("price_change", "cobalt-mini gets dearer by 60 % on 2026-05-01.");
    change["model"] = std::string{nameOf(Model::CobaltMini)};
    change["from"] = instantText(kMay1);
    stories.push_back(std::move(change));
    stories.push_back(tenantStory(s, kProToTeam, "upgrade_in_may",
                                  "Pro until 2026-05-15, Team from 2026-05-16."));
    stories.push_back(
        tenantStory(s, kTeamToEnterprise, "upgrade_to_contract",
                    "Team until 2026-04-30, Enterprise with a contract from 2026-05-01."));
    stories.push_back(tenantStory(
        s, kYearlyContract, "yearly_contract",
        "One contract for 2026, an overage, a credit, and usage revenue of contract_review."));
    stories.push_back(
        tenantStory(s, kNoUsage, "revenue_without_usage", "Pays every month and never calls."));
    return stories;
}

} // namespace ms::app::demo

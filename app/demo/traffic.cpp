// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/traffic.h"

#include <algorithm>

namespace ms::app::demo {
namespace {

constexpr int kV8From = 50; // 2026-04-20: half of the tickets
constexpr std::size_t kHelpdeskFeatures = 7;
constexpr int kLoopSteps = 20; // an agent tree this long is told as a loop

using Shares = std::array<std::uint32_t, kHelpdeskFeatures>;
// ticket_reply, doc_search, draft_email, case_summary, agent_triage, contract_review, answer_rank
constexpr std::array<Shares, 4> kSharesByTier{{{40, 34, 14, 4, 4, 0, 4},
                                               {36, 22, 18, 10, 8, 1, 5},
                                               {30, 20, 14, 14, 14, 3, 5},
                                               {24, 18, 10, 16, 20, 7, 5}}};
constexpr Shares kHeavyShares{10, 24, 4, 6, 34, 20, 2};

template <std::size_t N>
std::size_t drawShare(Dice& dice, const std::array<std::uint32_t, N>& shares) {
    std::uint32_t total = 0;
    for (const std::uint32_t share : shares)
        total += share;
    std::uint32_t ticket = dice.below(total);
    for (std::size_t i = 0; i + 1 < N; ++i) {
        if (ticket < shares[i])
            return i;
        ticket -= shares[i];
    }
    return N - 1;
}

Model dearer(Model model) {
    switch (model) {
    case Model::CobaltMini:
        return Model::CobaltPro;
    case Model::AuroraSmall:
        return Model::AuroraLarge;
    default:
        return model;
    }
}

} // namespace

struct Traffic::Episode {
    Attempt base; // copied into every attempt
    int requests = 1;
    int maxTries = 4;
    bool isAgent = false;
    bool hasUnit = false;
    std::uint32_t successPerMille = 0;
};

Traffic::Traffic(const Company& company, const PriceList& prices, std::uint64_t seed)
    : m_company{company}, m_prices{prices}, m_seed{seed} {}

void Traffic::make(const Slice& slice, std::vector<Attempt>& rows, Tally* tally,
                   std::vector<UnitOutcome>* outcomes) {
    m_dice = Dice{scramble(m_seed ^ scramble(slice.number + 1))};
    m_slice = &slice;
    m_rows = &rows;
    m_tally = tally;
    m_outcomes = outcomes;
    m_serial = 0;
    m_unit = 1'000'000 + slice.firstRow;
    rows.clear();
    rows.reserve(slice.uniqueRows());
    while (room() > 0) {
        if (slice.application == Application::Helpdesk)
            helpdeskEpisode();
        else
            gatewayEpisode();
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Attempt& a, const Attempt& b) { return a.timeMs < b.timeMs; });
}

std::int64_t Traffic::drawTime() {
    std::uint32_t total = 0;
    for (int h = 0; h < m_slice->hours; ++h)
        total += kHourWeights[static_cast<std::size_t>(m_slice->firstHour + h)];
    std::uint32_t ticket = m_dice.below(total);
    int hour = m_slice->firstHour;
    while (ticket >= kHourWeights[static_cast<std::size_t>(hour)])
        ticket -= kHourWeights[static_cast<std::size_t>(hour++)];
    return m_slice->day * kMsPerDay + hour * kMsPerHour +
           m_dice.below(static_cast<std::uint32_t>(kMsPerHour));
}

void Traffic::drawCustomer(Episode& episode) {
    Attempt& base = episode.base;
    base.timeMs = drawTime();
    base.session = newSerial();
    const bool isHelpdesk = m_slice->application == Application::Helpdesk;
    if (m_dice.hit(isHelpdesk ? 12 : 30)) { // the public widget, and internal jobs
        base.planTier = isHelpdesk ? Tier::Free : Tier::None;
        return;
    }
    const std::size_t tenant = m_company.draw(m_dice);
    base.tenant = static_cast<std::int16_t>(tenant);
    base.planTier = m_company.tenants()[tenant].tierOn(m_slice->day);
    base.user = 1 + m_dice.below(m_company.tenants()[tenant].users);
}

void Traffic::drawFeature(Episode& episode) {
    Attempt& base = episode.base;
    const bool isHeavy = base.tenant == static_cast<std::int16_t>(kHeavyPro);
    base.feature = static_cast<Feature>(
        drawShare(m_dice, isHeavy ? kHeavyShares : kSharesByTier[at(base.planTier)]));
    const bool isEnterprise = base.planTier == Tier::Enterprise;
    switch (base.feature) {
    case Feature::TicketReply:
        base.model = isEnterprise ? Model::CobaltPro : Model::CobaltMini;
        base.version = m_slice->day >= kV8From && m_dice.hit(500) ? Version::V8 : Version::V7;
        break;
    case Feature::DocSearch: // the free plan was set to the large model by mistake
        base.model = isEnterprise || isHeavy || base.planTier == Tier::Free ? Model::AuroraLarge
                                                                            : Model::AuroraSmall;
        base.version = Version::V12;
        break;
    case Feature::DraftEmail:
        base.model = Model::CobaltMini;
        base.version = Version::V3;
        break;
    case Feature::CaseSummary:
        base.model = Model::CobaltMini;
        base.version = Version::V5;
        if (m_dice.hit(600))
            base.serviceTier = ServiceTier::Batch;
        break;
    case Feature::AgentTriage:
        base.model = Model::AuroraSmall;
        base.version = Version::V2;
        break;
    case Feature::ContractReview:
        base.model = Model::AuroraLarge;
        base.version = Version::V9;
        if (m_dice.hit(150))
            base.serviceTier = ServiceTier::Batch;
        break;
    default:
        base.model = Model::HarborRank;
        break;
    }
}

void Traffic::planRequests(Episode& e) {
    switch (e.base.feature) {
    case Feature::TicketReply: {
        const bool isNew = e.base.version == Version::V8;
        e.requests = 1 + static_cast<int>(m_dice.below(isNew ? 4 : 2));
        e.successPerMille = isNew ? 550 : 840;
        e.hasUnit = true;
        break;
    }
    case Feature::CaseSummary:
        e.successPerMille = 900;
        e.hasUnit = true;
        break;
    case Feature::AgentTriage:
        e.isAgent = true;
        e.hasUnit = true;
        e.successPerMille = 760;
        e.requests = m_dice.hit(40) ? static_cast<int>(m_dice.between(kLoopSteps + 4, 44))
                                    : static_cast<int>(m_dice.between(3, 8));
        if (e.requests >= kLoopSteps)
            e.successPerMille = 250;
        break;
    case Feature::ContractReview:
        e.successPerMille = 820;
        e.hasUnit = true;
        e.requests = static_cast<int>(m_dice.between(1, 3));
        break;
    case Feature::DocSearch:
        e.requests = static_cast<int>(m_dice.between(1, 3));
        break;
    default:
        break;
    }
}

void Traffic::helpdeskEpisode() {
    Episode episode;
    Attempt& base = episode.base;
    base.application = Application::Helpdesk;
    drawCustomer(episode);
    drawFeature(episode);
    const std::uint32_t draw = m_dice.below(1000);
    base.environment = draw < 930   ? Environment::Production
                       : draw < 970 ? Environment::Staging
                       : draw < 982 ? Environment::Development
                       : draw < 992 ? Environment::Test
                                    : Environment::Demo;
    const bool isLive = base.environment == Environment::Production;
    base.account = !isLive                             ? Account::Sandbox
                   : base.planTier == Tier::Enterprise ? Account::Enterprise
                                                       : Account::Main;
    planRequests(episode);
    play(episode);
}

void Traffic::gatewayEpisode() {
    Episode episode;
    Attempt& base = episode.base;
    base.application = Application::KnowledgeBase;
    drawCustomer(episode);
    const std::uint32_t draw = m_dice.below(1000);
    base.environment = draw < 880   ? Environment::Production
                       : draw < 940 ? Environment::None
                       : draw < 980 ? Environment::Staging
                                    : Environment::Development;
    const std::uint32_t kind = m_dice.below(100);
    base.feature = kind < 58   ? Feature::KbSync
                   : kind < 88 ? Feature::Translate
                   : kind < 98 ? Feature::AnswerRank
                               : Feature::None;
    if (base.feature == Feature::KbSync)
        base.model = Model::HarborEmbed;
    if (base.feature == Feature::AnswerRank)
        base.model = Model::HarborRank;
    if (base.feature == Feature::None)
        base.model = Model::CobaltMini;
    if (base.feature == Feature::Translate) {
        base.model = Model::CobaltMiniLatest;
        base.version = Version::V1;
        episode.hasUnit = m_dice.hit(400);
    }
    play(episode);
}

void Traffic::play(Episode& episode) {
    const std::size_t first = m_rows->size();
    if (episode.hasUnit)
        episode.base.unit = ++m_unit;
    if (isStorm(providerOf(episode.base.model), episode.base.timeMs))
        episode.maxTries = 6;
    // Case summaries report what the reader did with them in the log itself.
    if (episode.base.feature == Feature::CaseSummary) {
        const bool isAccepted = m_dice.hit(episode.successPerMille);
        episode.base.outcome = m_dice.hit(30) ? Outcome::Unknown
                               : isAccepted   ? Outcome::Accepted
                                              : Outcome::Rejected;
    }
    Int128 cost = 0;
    if (episode.isAgent && m_tally)
        m_tally->beginAction();
    for (int step = 0; step < episode.requests && room() > 0; ++step) {
        const std::size_t start = m_rows->size();
        request(episode, step);
        if (!m_tally)
            continue;
        if (!episode.isAgent)
            m_tally->beginAction();
        cost += m_tally->addRequest(std::span{*m_rows}.subspan(start));
    }
    if (m_tally && episode.requests >= kLoopSteps && isProduction(episode.base.environment))
        m_tally->addToPlot(Plot::AgentLoops, std::span{*m_rows}.subspan(first));
    if (episode.hasUnit)
        finishUnit(episode, cost);
}

void Traffic::request(Episode& episode, int step) {
    Attempt attempt = episode.base;
    attempt.request = newSerial();
    if (episode.isAgent) {
        if (step == 0)
            episode.base.root = attempt.request;
        attempt.root = episode.base.root;
        if (step == 0)
            attempt.model = Model::AuroraLarge; // the planner
    }
    fillTokens(episode, step, attempt);
    const bool hasSpare =
        attempt.serviceTier == ServiceTier::Standard && dearer(attempt.model) != attempt.model;
    const auto fallBack = [&] { // the dearer model, with a cold cache
        attempt.isFallback = true;
        attempt.model = dearer(attempt.model);
        attempt.input = attempt.prompt();
        attempt.cacheRead = attempt.cacheWrite5m = attempt.cacheWrite1h = 0;
    };
    if (hasSpare && m_dice.hit(10))
        fallBack(); // the first choice is known to be down
    for (int number = 1;; ++number) {
        attempt.number = static_cast<std::uint8_t>(number);
        if (number == 3 && hasSpare && !attempt.isFallback)
            fallBack();
        attempt.fault = drawFault(attempt);
        const std::int64_t usual = 350 + attempt.output * 11 + attempt.prompt() / 40;
        attempt.latencyMs = static_cast<std::int32_t>(
            attempt.fault == Fault::Timeout                              ? 60'000
            : hasUsage(attempt.fault) || attempt.fault == Fault::Aborted ? m_dice.skewed(usual)
                                                                         : m_dice.between(40, 400));
        m_rows->push_back(attempt);
        const bool isFinal = attempt.fault == Fault::None || attempt.fault == Fault::BadRequest ||
                             attempt.fault == Fault::Aborted;
        if (isFinal || number == episode.maxTries || room() == 0)
            break;
        attempt.timeMs = std::min(kPeriodEndMs - 1, attempt.timeMs + attempt.latencyMs +
                                                        (std::int64_t{500} << number));
    }
    episode.base.timeMs =
        std::min(kPeriodEndMs - 1, attempt.timeMs + attempt.latencyMs +
                                       m_dice.between(200, episode.isAgent ? 4'000 : 90'000));
}

Fault Traffic::drawFault(const Attempt& attempt) {
    const bool storm = isStorm(providerOf(attempt.model), attempt.timeMs);
    if (!m_dice.hit(storm ? 380 : 16))
        return Fault::None;
    const std::uint32_t kind = m_dice.below(100);
    if (storm)
        return kind < 30 ? Fault::RateLimited : kind < 80 ? Fault::LateError : Fault::Timeout;
    return kind < 40   ? Fault::RateLimited
           : kind < 65 ? Fault::Unavailable
           : kind < 80 ? Fault::Timeout
           : kind < 90 ? Fault::LateError
           : kind < 95 ? Fault::BadRequest
                       : Fault::Aborted;
}

void Traffic::fillCachedPrompt(Attempt& attempt, std::int64_t cached, std::int64_t fresh,
                               std::uint32_t oneHourPerMille) {
    attempt.input = fresh;
    if (!m_dice.hit(300))
        attempt.cacheRead = cached;
    else if (m_dice.hit(oneHourPerMille))
        attempt.cacheWrite1h = cached;
    else
        attempt.cacheWrite5m = cached;
}

void Traffic::fillTokens(const Episode& episode, int step, Attempt& a) {
    constexpr std::int64_t kCacheBlock = 128; // cached prefixes come in whole blocks
    const auto split = [&](std::int64_t prompt, std::uint32_t cachedPerMille) {
        const std::int64_t cached =
            prompt * m_dice.below(2 * cachedPerMille) / 1000 / kCacheBlock * kCacheBlock;
        a.cacheRead = std::min(cached, prompt);
        a.input = prompt - a.cacheRead;
    };
    switch (a.feature) {
    case Feature::TicketReply:
        split(m_dice.skewed(a.version == Version::V8 ? 1'500 : 2'600),
              a.version == Version::V8 ? 300 : 400);
        a.output = m_dice.skewed(a.version == Version::V8 ? 250 : 380);
        break;
    case Feature::DocSearch:
        fillCachedPrompt(a, 1'024 * m_dice.between(6, 16), m_dice.skewed(600), 350);
        a.output = m_dice.skewed(420);
        break;
    case Feature::DraftEmail:
        split(m_dice.skewed(900), 100);
        a.output = m_dice.skewed(300);
        break;
    case Feature::CaseSummary:
        split(m_dice.skewed(6'500), 150);
        a.output = m_dice.skewed(500);
        break;
    case Feature::AgentTriage:
        a.cacheRead = step == 0 ? 0 : 2'000 + 800 * (step - 1);
        a.cacheWrite5m = step == 0 ? 2'000 : 800;
        a.input = m_dice.skewed(700);
        a.output = m_dice.skewed(350);
        a.reasoning = a.output * m_dice.below(600) / 1000;
        break;
    case Feature::ContractReview:
        a.input = m_dice.skewed(70'000);
        a.output = m_dice.skewed(1'800);
        a.reasoning = a.output * m_dice.below(400) / 1000;
        break;
    case Feature::AnswerRank:
        a.input = m_dice.skewed(1'200);
        a.output = m_dice.below(60);
        break;
    case Feature::KbSync:
        a.input = m_dice.skewed(3'000);
        break;
    default:
        split(m_dice.skewed(700), 200);
        a.output = m_dice.skewed(700);
        break;
    }
    // Every third prompt is one of 500 popular ones.
    const std::uint64_t prompt = m_dice.hit(330) ? m_dice.below(500) : a.request + 1'000;
    a.promptHash = scramble(prompt ^ (at(a.feature) << 56) ^ (at(a.version) << 48) ^ m_seed);
    const bool isHarbor = providerOf(a.model) == Provider::Harbor;
    if (isHarbor && episode.base.application == Application::Helpdesk && m_dice.hit(600))
        a.reportedPicos = (a.prompt() + a.output) * kPreviewPicosPerToken;
}

void Traffic::finishUnit(Episode& episode, Int128 cost) {
    const Attempt& base = episode.base;
    UnitResult result = UnitResult::Pending;
    UnitOutcome row{base.unit, base.feature, base.tenant, Outcome::Accepted,
                    base.timeMs + m_dice.between(60'000, 90'000'000)};
    if (base.feature == Feature::CaseSummary) {
        if (base.outcome != Outcome::Unknown)
            result =
                base.outcome == Outcome::Accepted ? UnitResult::Successful : UnitResult::Failed;
    } else if (base.application == Application::Helpdesk && !m_dice.hit(40)) {
        const bool isSuccess = m_dice.hit(episode.successPerMille);
        result = isSuccess ? UnitResult::Successful : UnitResult::Failed;
        if (!isSuccess)
            row.outcome = base.feature == Feature::ContractReview ? Outcome::Rejected
                          : m_dice.hit(300)                       ? Outcome::Reopened
                                                                  : Outcome::Escalated;
        if (m_outcomes)
            m_outcomes->push_back(row);
    }
    if (m_tally)
        m_tally->addUnit(base, result, cost);
}

} // namespace ms::app::demo

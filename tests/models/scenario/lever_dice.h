// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/lever.h"
#include "tests/models/frame/random_events.h"

namespace ms::test {

/// Shares in thousandths: products of three stay exact in billionths.
class LeverDice {
public:
    explicit LeverDice(unsigned seed) : m_random{seed} {}

    scenario::Lever lever(scenario::LeverKind kind) {
        using scenario::Field;
        scenario::Lever lever = scenario::standardLever(kind);
        const auto share = [&](Field field) {
            lever[field] = std::int64_t(m_random.below(1001)) * (scenario::kBillion / 1000);
        };
        const auto money = [&](Field field) {
            lever[field] = std::int64_t(m_random.below(5'000'000));
        };
        if (!m_random.oneIn(3))
            share(Field::Share);
        for (const Field field : {Field::HitRate, Field::StaleShare, Field::Escalation,
                                  Field::EligibleShare, Field::KeepRatio, Field::RepeatShare,
                                  Field::Discount, Field::LostShare, Field::Churn})
            share(field);
        for (const Field field : {Field::LookupCost, Field::StaleCost, Field::JudgeCost,
                                  Field::FailureCost, Field::OveragePrice})
            money(field);
        lever[Field::CostPerMillion] = std::int64_t(m_random.below(9)) * 1'000'000;
        lever[Field::ReadShare] = std::int64_t(m_random.below(600)) * (scenario::kBillion / 1000);
        lever[Field::WriteShare] = std::int64_t(m_random.below(400)) * (scenario::kBillion / 1000);
        lever[Field::SuccessChange] =
            (std::int64_t(m_random.below(200)) - 150) * (scenario::kBillion / 1000);
        lever[Field::ProviderPriceChange] =
            (std::int64_t(m_random.below(900)) - 500) * (scenario::kBillion / 1000);
        if (m_random.oneIn(2))
            lever[Field::Elasticity] =
                -std::int64_t(m_random.below(2000)) * (scenario::kBillion / 1000);
        lever[Field::PlanPriceChange] =
            (std::int64_t(m_random.below(900)) - 400) * (scenario::kBillion / 1000);
        lever[Field::OutputRatio] =
            std::int64_t(500 + m_random.below(1000)) * (scenario::kBillion / 1000);
        lever[Field::PromptRatio] =
            std::int64_t(800 + m_random.below(400)) * (scenario::kBillion / 1000);
        lever[Field::Cap] = std::int64_t(1 + m_random.below(1500));
        lever[Field::MaxAttempts] = std::int64_t(1 + m_random.below(2));
        lever[Field::QuotaRequests] = std::int64_t(m_random.below(30));
        lever[Field::MaxCalls] = std::int64_t(1 + m_random.below(3));
        share(Field::FailedShare);
        lever[Field::GpuHourCost] = std::int64_t(m_random.below(5)) * core::kPicosPerUnit;
        lever[Field::OutputRate] = std::int64_t(10 + m_random.below(5000));
        lever[Field::InputRate] = m_random.oneIn(2) ? 0 : std::int64_t(10 + m_random.below(50'000));
        lever[Field::Utilisation] =
            std::int64_t(1 + m_random.below(1000)) * (scenario::kBillion / 1000);
        lever[Field::Overhead] = std::int64_t(m_random.below(500)) * (scenario::kBillion / 1000);
        lever.provider = m_random.oneOf({"p", "q"});
        lever.model = "small";
        if (m_random.oneIn(2))
            lever.quotaMode = scenario::QuotaMode::Overage;
        if (!m_random.oneIn(3))
            lever.match.conditions.push_back(condition());
        if (m_random.oneIn(3) && kind != scenario::LeverKind::PlanPrice)
            lever.match.promptTokens.from = std::int64_t(m_random.below(2500));
        if (m_random.oneIn(3) && kind != scenario::LeverKind::PlanPrice)
            lever.match.outputTokens.to = std::int64_t(200 + m_random.below(1800));
        return lever;
    }

private:
    query::Condition condition() {
        using Kind = query::Condition::Kind;
        const Kind kind = m_random.oneIn(4) ? Kind::NotIn : Kind::In;
        switch (m_random.below(4)) {
        case 0:
            return {query::Dimension::Tenant, kind, {"acme", "cogs"}};
        case 1:
            return {query::Dimension::Feature, kind, {"chat"}};
        case 2:
            return {query::Dimension::Model, kind, {"small", "tiny"}};
        default:
            return {query::Dimension::Tier, kind, {"Pro"}};
        }
    }
    RandomEvents m_random;
};

} // namespace ms::test

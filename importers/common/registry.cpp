// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/registry.h"

#include "importers/common/native_tables.h"
#include "importers/common/profile.h"
#include "importers/common/profile_table.h"
#include "importers/events/allocation_event.h"
#include "importers/events/anthropic_messages.h"
#include "importers/events/azure_apim_llm.h"
#include "importers/events/bedrock_invocation.h"
#include "importers/events/burstgpt.h"
#include "importers/events/claude_code_session.h"
#include "importers/events/cloudflare_ai_gateway.h"
#include "importers/events/codex_session.h"
#include "importers/events/gemini_generate.h"
#include "importers/events/helicone_requests.h"
#include "importers/events/langfuse_api_v2.h"
#include "importers/events/langfuse_blob.h"
#include "importers/events/langfuse_ui_export.h"
#include "importers/events/litellm_spendlogs.h"
#include "importers/events/litellm_standard_logging.h"
#include "importers/events/mooncake.h"
#include "importers/events/openai_chat.h"
#include "importers/events/openai_responses.h"
#include "importers/events/openrouter_activity.h"
#include "importers/events/openrouter_generation.h"
#include "importers/events/opsmeter_ingest.h"
#include "importers/events/otlp_genai.h"
#include "importers/events/portkey_logs.h"
#include "importers/events/profile_events.h"
#include "importers/events/simple_log.h"
#include "importers/invoices/anthropic_cost.h"
#include "importers/invoices/aws_cur2.h"
#include "importers/invoices/azure_cost_actual.h"
#include "importers/invoices/focus.h"
#include "importers/invoices/gcp_billing_export.h"
#include "importers/invoices/openai_costs.h"
#include "importers/invoices/opencost.h"
#include "importers/prices/litellm_prices.h"
#include "importers/prices/models_dev.h"
#include "importers/prices/openrouter_models.h"
#include "importers/prices/portkey_pricing.h"
#include "importers/prices/price_table.h"
#include "importers/revenue/chargebee_mrr_monthly.h"
#include "importers/revenue/chartmogul_subscriptions.h"
#include "importers/revenue/lago_invoice_fees.h"
#include "importers/revenue/mrr_wide.h"
#include "importers/revenue/stripe_invoices.h"
#include "importers/revenue/stripe_invoices_api.h"
#include "importers/revenue/stripe_subscriptions.h"
#include "importers/revenue/tier_table.h"
#include "importers/units/active_users_by_month.h"
#include "importers/units/amplitude_export.h"
#include "importers/units/mixpanel_export.h"
#include "importers/usage/anthropic_usage_report.h"
#include "importers/usage/litellm_daily_spend.h"
#include "importers/usage/openai_usage_completions.h"
#include "importers/usage/openrouter_daily.h"
#include "importers/usage/prometheus_vllm_dcgm.h"
#include "importers/usage/vercel_report.h"

namespace ms::importers {

namespace {

std::vector<std::unique_ptr<Format>> makeFormats() {
    std::vector<std::unique_ptr<Format>> all;
    all.push_back(makeAllocationEvent());
    all.push_back(makeOpsmeterIngest());
    all.push_back(makeSimpleLog());
    all.push_back(makeAnthropicMessages());
    all.push_back(makeAzureApimLlm());
    all.push_back(makeBedrockInvocation());
    all.push_back(makeBurstgpt());
    all.push_back(makeClaudeCodeSession());
    all.push_back(makeCloudflareAiGateway());
    all.push_back(makeCodexSession());
    all.push_back(makeGeminiGenerate());
    all.push_back(makeHeliconeRequests());
    all.push_back(makeLangfuseUiExport());
    all.push_back(makeLangfuseApiV2());
    all.push_back(makeLangfuseBlob());
    all.push_back(makeLitellmSpendlogs());
    all.push_back(makeLitellmStandardLogging());
    all.push_back(makeMooncake());
    all.push_back(makeOpenaiChat());
    all.push_back(makeOpenaiResponses());
    all.push_back(makeOpenrouterActivity());
    all.push_back(makeOpenrouterGeneration());
    all.push_back(makeOtlpGenai());
    all.push_back(makePortkeyLogs());
    all.push_back(makeOpenaiCosts());
    all.push_back(makeOpenaiDashboardCost());
    for (auto& focus : makeFocusFormats())
        all.push_back(std::move(focus));
    all.push_back(makeAwsCur2());
    all.push_back(makeAwsCur());
    all.push_back(makeAzureCostActual());
    all.push_back(makeGcpBillingExport());
    all.push_back(makeAnthropicCostReport());
    all.push_back(makeAnthropicConsoleCost());
    all.push_back(makeOpencostAllocation());
    all.push_back(makeOpencostCsv());
    all.push_back(makeOpenaiUsageCompletions());
    all.push_back(makeOpenaiDashboardUsage());
    all.push_back(makeAnthropicUsageReport());
    all.push_back(makeAnthropicConsoleUsage());
    all.push_back(makeVercelReport());
    all.push_back(makePrometheusVllmDcgm());
    all.push_back(makeLitellmDailySpend());
    all.push_back(makeOpenrouterDailyActivity());
    all.push_back(makeOpenrouterSummary());
    all.push_back(makeLitellmPrices());
    all.push_back(makeModelsDev());
    all.push_back(makeOpenrouterModels());
    all.push_back(makePortkeyPricing());
    all.push_back(makePriceTable());
    all.push_back(makeTierTable());
    all.push_back(makeMrrWide());
    all.push_back(makeChargebeeMrrMonthly());
    all.push_back(makeLagoInvoiceFees());
    all.push_back(makeChartmogulSubscriptions());
    all.push_back(makeStripeSubscriptions());
    all.push_back(makeStripeInvoices());
    all.push_back(makeStripeInvoicesApi());
    all.push_back(makeActiveUsersByMonth());
    all.push_back(makeAmplitudeExport());
    all.push_back(makeMixpanelExport());
    for (auto& table : makeNativeTables())
        all.push_back(std::move(table));
    for (const MappingProfile& profile : builtInProfiles())
        all.push_back(makeProfileFormat(profile));
    return all;
}

/// What an analyst needs to see to understand why a file was not recognised.
std::string seenIn(const FileHead& head) {
    std::vector<std::string> names;
    std::string what = "a CSV header with the columns ";
    if (head.csv()) {
        names = head.csv()->names;
    } else {
        what = "JSON records with the keys ";
        head.firstValue().eachMember(
            [&](std::string_view name, JsonValue) { names.emplace_back(name); });
    }
    if (names.empty())
        return "neither a CSV header nor JSON records";
    constexpr std::size_t kMostShown = 12;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < kMostShown; ++i)
        list += (list.empty() ? "" : ", ") + names[i].substr(0, 40);
    return what + list + (names.size() > kMostShown ? ", ..." : "");
}

} // namespace

const std::vector<std::unique_ptr<Format>>& formats() {
    static const std::vector<std::unique_ptr<Format>> all = makeFormats();
    return all;
}

std::unique_ptr<Format> makeProfileFormat(MappingProfile profile) {
    return profile.kind == core::FileKind::Events ? makeProfileEvents(std::move(profile))
                                                  : makeProfileTable(std::move(profile));
}

const Format* formatNamed(std::string_view name) {
    for (const auto& format : formats())
        if (format->name() == name)
            return format.get();
    return nullptr;
}

core::Result<FoundFormat> findFormat(const FileHead& head, std::optional<core::FileKind> kind) {
    FoundFormat best;
    for (const auto& format : formats()) {
        if (kind && format->kind() != *kind)
            continue;
        Match match = format->match(head);
        const bool isBetter = match.score > best.match.score ||
                              (match.score == best.match.score && match.fields > best.match.fields);
        if (match.score > 0 && isBetter)
            best = {format.get(), std::move(match)};
    }
    // Said to be a native table: its own error names the columns that are wrong.
    if (best.format == nullptr && kind && *kind != core::FileKind::Events)
        for (const auto& format : formats())
            if (format->name() == nameOf(*kind))
                return FoundFormat{format.get(), {0, "as stated", 0}};
    if (best.format != nullptr)
        return best;
    return core::Error{
        core::Error::Code::BadInput,
        "No known format fits. The file begins with " + seenIn(head) +
            ". Map its columns ('marginscope map FILE', or Map columns in the window), "
            "or say what it is (--as).",
        {}};
}

} // namespace ms::importers

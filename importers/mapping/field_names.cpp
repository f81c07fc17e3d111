// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/field_names.h"

#include <array>
#include <vector>

namespace ms::importers {

namespace {

using Names = std::vector<std::string_view>;
struct Usual {
    std::string_view field;
    Names names;
};

const std::vector<Usual>& namesInEvents() {
    static const std::vector<Usual> all{
        {"timestamp",
         {"timestamputc", "time", "ts", "createdat", "starttime", "startedat", "datetime", "date",
          "eventtime", "requesttime", "created", "when"}},
        {"request_id", {"requestid", "callid", "call", "id", "traceid", "generationid", "eventid"}},
        {"attempt", {"attemptnumber", "try", "retry", "retrycount"}},
        {"tenant",
         {"customer", "customerid", "customername", "tenantid", "organization", "organisation",
          "org", "orgid", "client", "clientid", "accountname", "company"}},
        {"user", {"userid", "enduser", "enduserid", "username", "useremail", "email"}},
        {"feature", {"usecase", "endpoint", "product", "task", "operation", "featurename"}},
        {"application", {"app", "service", "appname", "project"}},
        {"environment", {"env", "stage"}},
        {"provider", {"vendor", "modelprovider", "llmprovider"}},
        {"model", {"modelname", "modelid", "llmmodel", "deployment", "modelordeployment"}},
        {"plan_tier", {"plan", "tier", "subscription"}},
        {"input_tokens",
         {"prompttokens", "contexttokens", "tokensin", "intokens", "inputtokencount",
          "prompttokencount", "tokensprompt", "input"}},
        {"output_tokens",
         {"completiontokens", "tokensout", "outtokens", "outputtokencount", "completiontokencount",
          "tokenscompletion", "generatedtokens", "output"}},
        {"cache_read_tokens",
         {"cachedtokens", "cachereadinputtokens", "cachedinputtokens", "promptcachedtokens",
          "cacheread", "cached"}},
        {"cache_write_tokens", {"cachecreationinputtokens", "cachewritetokens", "cachewrite"}},
        {"reasoning_tokens", {"thinkingtokens", "reasoning", "thoughtstokens"}},
        {"total_tokens", {"tokens", "totaltokencount"}},
        {"reported_cost",
         {"cost", "costusd", "totalcost", "spend", "price", "amount", "usd", "costdollars"}},
        {"currency", {"costcurrency"}},
        {"latency_ms", {"latency", "durationms", "duration", "responsetimems"}},
        {"ttft_ms", {"ttft", "timetofirsttokenms", "timetofirsttoken"}},
        {"status", {"result", "outcome", "state", "success"}},
        {"error", {"errorcode", "errormessage", "errortype"}},
        {"prompt_version", {"promptver", "version", "promptrevision"}},
        {"prompt_name", {"prompt", "promptid", "template"}},
        {"service_tier", {"svctier"}},
        {"fallback", {"fallbackused", "isfallback"}},
        {"session_id", {"session", "conversationid", "threadid"}},
        {"unit_id", {"ticket", "ticketid", "document", "documentid", "caseid", "unit", "orderid"}},
        {"team", {"department", "costcenter", "costcentre"}},
        {"account", {"accountid", "apikeyname", "keyalias"}},
    };
    return all;
}

const std::vector<Usual>& namesInTables() {
    static const std::vector<Usual> all{
        {"tenant",
         {"customer", "customername", "customerid", "client", "company", "organization",
          "organisation", "accountname", "account", "tenantid"}},
        {"tier", {"plan", "planname", "plantier", "subscription", "package", "edition"}},
        {"name", {"displayname", "companyname", "customername", "fullname"}},
        {"segment", {"industry", "size", "category"}},
        {"seats", {"licences", "licenses", "users"}},
        {"since", {"start", "startdate", "customersince", "signupdate", "created"}},
        {"until", {"end", "enddate", "churndate", "cancelled"}},
        {"period_start",
         {"start", "from", "startdate", "servicestart", "billingperiodstart", "usagestart", "date",
          "invoicedate"}},
        {"period_end", {"end", "to", "enddate", "serviceend", "billingperiodend", "usageend"}},
        {"month",
         {"billingmonth", "serviceperiod", "billingperiod", "invoicemonth", "period", "yearmonth"}},
        {"amount",
         {"revenue", "mrr", "total", "netamount", "amountusd", "amounteur", "cost", "costusd",
          "price", "charge", "net", "subtotal", "revenueusd"}},
        {"currency", {"currencycode", "ccy"}},
        {"kind", {"type", "revenuetype", "lineitemtype"}},
        {"provider", {"vendor", "supplier", "publisher"}},
        {"account", {"accountid", "subscriptionid", "projectid", "project"}},
        {"invoice_id", {"invoice", "invoicenumber", "invoiceno", "number"}},
        {"service", {"product", "productname", "servicename", "item", "lineitem"}},
        {"model", {"modelname", "sku", "modelid"}},
        {"quantity", {"usagequantity", "usageamount", "units", "qty", "tokens"}},
        {"unit", {"usageunit", "unitofmeasure", "pricingunit"}},
        {"description", {"details", "text", "lineitemdescription", "memo"}},
        {"feature", {"featurename", "usecase"}},
        {"endpoint", {"endpointname", "endpointtag", "route", "path", "workflow"}},
        {"owner_team", {"owner", "team", "ownerteam"}},
        {"unit_id", {"ticket", "ticketid", "documentid", "caseid", "id", "orderid"}},
        {"unit_type", {"type"}},
        {"outcome", {"result", "status", "resolution"}},
        {"outcome_at", {"resolvedat", "closedat", "date", "timestamp", "completedat"}},
        {"reopened_at", {"reopened"}},
        {"value", {"worth", "dealvalue"}},
        {"active_users", {"mau", "users", "activeuser", "uniqueusers"}},
        {"retained_users", {"retained"}},
        {"revenue_per_tenant_month", {"price", "monthlyprice", "pricepermonth", "mrr"}},
        {"hour_start", {"hour", "time", "timestamp", "start"}},
        {"hourly_rate", {"rate", "priceperhour", "costperhour"}},
        {"pool", {"nodepool", "cluster", "instancetype"}},
        {"gpus", {"gpucount"}},
        {"utilisation", {"utilization", "gpuutilization", "gpuutilisation"}},
        {"rate", {"exchangerate", "fxrate"}},
        {"bucket", {"tokentype", "meter"}},
        {"alias", {"othername", "externalname", "externalid"}},
    };
    return all;
}

} // namespace

std::span<const std::string_view> usualNamesOf(core::FileKind kind, std::string_view field) {
    const bool isEvents = kind == core::FileKind::Events;
    for (const Usual& usual : isEvents ? namesInEvents() : namesInTables())
        if (usual.field == field)
            return usual.names;
    return {};
}

std::span<const std::string_view> tellingFieldsOf(core::FileKind kind) {
    static constexpr std::array<std::string_view, 4> kEvents{"input_tokens", "output_tokens",
                                                             "total_tokens", "reported_cost"};
    static constexpr std::array<std::string_view, 1> kRevenue{"amount"};
    static constexpr std::array<std::string_view, 3> kTenants{"segment", "seats", "name"};
    static constexpr std::array<std::string_view, 1> kOutcomes{"outcome"};
    static constexpr std::array<std::string_view, 1> kUsers{"active_users"};
    static constexpr std::array<std::string_view, 1> kGpu{"hourly_rate"};
    static constexpr std::array<std::string_view, 1> kFx{"rate"};
    static constexpr std::array<std::string_view, 1> kPrices{"bucket"};
    static constexpr std::array<std::string_view, 1> kPlans{"revenue_per_tenant_month"};
    static constexpr std::array<std::string_view, 1> kAliases{"alias"};
    static constexpr std::array<std::string_view, 1> kFeatures{"endpoint"};
    static constexpr std::array<std::string_view, 1> kDecisions{"finding"};
    switch (kind) {
    case core::FileKind::Events:
        return kEvents;
    case core::FileKind::Revenue:
    case core::FileKind::Charges:
        return kRevenue;
    case core::FileKind::Tenants:
        return kTenants;
    case core::FileKind::Outcomes:
        return kOutcomes;
    case core::FileKind::ActiveUsers:
        return kUsers;
    case core::FileKind::GpuHours:
        return kGpu;
    case core::FileKind::Fx:
        return kFx;
    case core::FileKind::Prices:
        return kPrices;
    case core::FileKind::Plans:
        return kPlans;
    case core::FileKind::Aliases:
    case core::FileKind::TenantAliases:
        return kAliases;
    case core::FileKind::Features:
        return kFeatures;
    case core::FileKind::Decisions:
        return kDecisions;
    default:
        return {};
    }
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/gcp_billing_export.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/tags.h"
#include "importers/invoices/charge_words.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"usage_start_time"},
    SourceKey{"usage_end_time"},
    SourceKey{"invoice.month"},
    SourceKey{"cost"},
    SourceKey{"cost_at_list"},
    SourceKey{"currency"},
    SourceKey{"cost_type"},
    SourceKey{"credits"},
    SourceKey{"service.description"},
    SourceKey{"sku.description"},
    SourceKey{"usage.amount"},
    SourceKey{"usage.unit"},
    SourceKey{"project.id"},
    SourceKey{"labels"},
    SourceKey{"adjustment_info.id"},
    SourceKey{"adjustment_info.type"},
    // For the identity alone.
    SourceKey{"billing_account_id"},
    SourceKey{"export_time"},
    SourceKey{"service.id"},
    SourceKey{"sku.id"},
    SourceKey{"project.number"},
    SourceKey{"location.location"},
    SourceKey{"location.region"},
    SourceKey{"location.zone"},
    SourceKey{"resource.name"},
    SourceKey{"resource.global_name"},
    SourceKey{"subscription.instance_id"},
    SourceKey{"consumption_model.id"},
    SourceKey{"price.tier_start_amount"},
    SourceKey{"transaction_type"},
    SourceKey{"seller_name"},
    SourceKey{"system_labels"},
};
consteval std::size_t key(std::string_view path) {
    return keyAt(kKeys, path);
}

constexpr std::array kCreditKeys{
    SourceKey{"amount"}, SourceKey{"full_name"}, SourceKey{"name"},
    SourceKey{"type"},   SourceKey{"id"},
};
consteval std::size_t creditKey(std::string_view path) {
    return keyAt(kCreditKeys, path);
}

/// The token class that the name of a SKU says; empty when it is billed by something else.
std::string_view tokenClassOf(std::string_view sku) {
    const bool isOfTokens = holds(sku, "text") || holds(sku, "token");
    if (!isOfTokens || holds(sku, "storage")) // of cached context, billed by the hour
        return {};
    if (holds(sku, "cache write"))
        return holds(sku, "1h") || holds(sku, "1 hour") ? "cache_write_1h" : "cache_write_5m";
    if (holds(sku, "caching") || holds(sku, "cached") || holds(sku, "cache read"))
        return "cache_read";
    if (holds(sku, "output"))
        return "output";
    return holds(sku, "input") ? "input_uncached" : "";
}

/// "202609" as "2026-09".
std::string monthAt(Record& record) {
    const std::string_view text = record.text(key("invoice.month"));
    if (text.empty())
        return {};
    std::string month;
    if (text.size() == 6)
        month.append(text.substr(0, 4)).append(1, '-').append(text.substr(4));
    if (!core::parseMonth(month))
        record.fail("invoice.month",
                    "'" + std::string(text.substr(0, 80)) + "' is not a month such as 202609.");
    return month;
}

void readKind(Record& record, FactRows& rows, core::ChargeFact& charge) {
    const std::string_view kind = record.text(key("cost_type"));
    if (kind == "tax")
        charge.category = "Tax";
    else if (kind == "adjustment" || kind == "rounding_error")
        charge.category = "Adjustment";
    else
        charge.category = "Usage";
    if (kind == "adjustment" || record.has(key("adjustment_info.type")))
        charge.chargeClass = "Correction";
    if (kind != "regular" && charge.category == "Usage")
        rows.note(Note::ChargeKindUnknown);
}

void readUsage(Record& record, core::ChargeFact& charge) {
    charge.description = record.text(key("sku.description"));
    charge.tokenClass = tokenClassOf(charge.description);
    if (!charge.tokenClass.empty())
        charge.serviceTier = serviceTierIn(charge.description);
    const auto used = record.decimal(key("usage.amount"));
    if (!used || used->digits == 0) // taxes and corrections have 0 of nothing
        return;
    charge.quantity = used;
    charge.unit = record.text(key("usage.unit"));
    if (const auto tokens = tokensPerUnit(charge.unit))
        charge.quantityTokens = times(*used, *tokens);
}

std::string labelsOf(Record& record, std::size_t at) {
    Tags tags;
    record.json(at).eachElement(
        [&](JsonValue label) { tags.add(label["key"].toText(), label["value"].toText()); });
    return std::string(tags.finish());
}

std::string rowIdentity(Record& record, const core::ChargeFact& charge) {
    const auto micros = [](const auto& instant) {
        return instant ? std::to_string(instant->micros) : std::string();
    };
    return identityOf({record.text(key("billing_account_id")),
                       record.text(key("export_time")),
                       micros(charge.periodStart),
                       micros(charge.periodEnd),
                       charge.billingMonth,
                       record.text(key("cost_type")),
                       charge.currency,
                       record.text(key("service.id")),
                       charge.service,
                       record.text(key("sku.id")),
                       charge.description,
                       charge.account,
                       record.text(key("project.number")),
                       record.text(key("location.location")),
                       record.text(key("location.region")),
                       record.text(key("location.zone")),
                       record.text(key("resource.name")),
                       record.text(key("resource.global_name")),
                       record.text(key("subscription.instance_id")),
                       record.text(key("consumption_model.id")),
                       record.text(key("price.tier_start_amount")),
                       record.text(key("transaction_type")),
                       record.text(key("seller_name")),
                       record.text(key("adjustment_info.id")),
                       record.text(key("adjustment_info.type")),
                       charge.tags,
                       labelsOf(record, key("system_labels"))});
}

class RowReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        core::ChargeFact charge;
        charge.line = rows.row();
        charge.provider = "gcp";
        charge.periodStart = requiredTimeAt(record, key("usage_start_time"), charge.flags);
        charge.periodEnd = requiredTimeAt(record, key("usage_end_time"), charge.flags);
        if (charge.flags.has(core::Flag::TimestampNoZone))
            rows.note(Note::ZoneAssumedUtc);
        charge.amount = requiredAt(record, key("cost"));
        charge.listAmount = record.decimal(key("cost_at_list"));
        charge.currency = requiredCurrencyAt(record, key("currency"));
        charge.account = record.text(key("project.id"));
        charge.billingMonth = monthAt(record);
        charge.service = record.text(key("service.description"));
        charge.tags = labelsOf(record, key("labels"));
        readKind(record, rows, charge);
        readUsage(record, charge);
        charge.identity = rowIdentity(record, charge);
        rows.add(charge);
        if (record.json(key("credits")).size() > 0)
            addCredits(record, rows, charge);
    }

private:
    void addCredits(Record& record, FactRows& rows, const core::ChargeFact& row) {
        m_credits.eachOf(record, key("credits"), [&](Record& credit) {
            core::ChargeFact charge;
            charge.line = row.line;
            charge.provider = row.provider;
            charge.periodStart = row.periodStart;
            charge.periodEnd = row.periodEnd;
            charge.account = row.account;
            charge.billingMonth = row.billingMonth;
            charge.category = "Credit";
            charge.service = row.service;
            charge.tags = row.tags;
            charge.currency = row.currency;
            charge.flags = row.flags;
            charge.flags.add(core::Flag::CreditOfRow);
            charge.amount = requiredAt(credit, creditKey("amount"));
            charge.creditType = credit.text(creditKey("type"));
            charge.description = credit.text(
                credit.has(creditKey("full_name")) ? creditKey("full_name") : creditKey("name"));
            charge.identity =
                identityOf({row.identity, charge.category, credit.text(creditKey("id")),
                            charge.creditType, credit.text(creditKey("name")), charge.description});
            rows.add(std::move(charge));
        });
    }

    InnerRecords m_credits{pathsOf(kCreditKeys)};
};

} // namespace

std::unique_ptr<Format> makeGcpBillingExport() {
    FactFormatSpec spec;
    spec.name = "gcp_billing_export";
    spec.title = "Google Cloud billing export";
    spec.signature = {{"billing_account_id"}, {"sku.id"}, {"cost_type"}, {"credits"}};
    spec.keys = pathsOf(kKeys);
    spec.source = "gcp_billing_export";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<RowReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

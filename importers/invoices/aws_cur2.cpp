// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/aws_cur2.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/tags.h"
#include "importers/invoices/aws_line_items.h"
#include "importers/invoices/charge_words.h"
#include "importers/invoices/tag_cells.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using Spread = CommitmentSpread;

/// A column under its name in CUR 2.0 and in the report before.
struct Column {
    std::string_view path;
    std::string_view before;
};
constexpr std::array kColumns{
    Column{"line_item_line_item_type", "lineItem/LineItemType"},
    Column{"line_item_usage_start_date", "lineItem/UsageStartDate"},
    Column{"line_item_usage_end_date", "lineItem/UsageEndDate"},
    Column{"line_item_usage_account_id", "lineItem/UsageAccountId"},
    Column{"line_item_product_code", "lineItem/ProductCode"},
    Column{"line_item_usage_type", "lineItem/UsageType"},
    Column{"line_item_usage_amount", "lineItem/UsageAmount"},
    Column{"line_item_currency_code", "lineItem/CurrencyCode"},
    Column{"line_item_unblended_cost", "lineItem/UnblendedCost"},
    Column{"line_item_net_unblended_cost", "lineItem/NetUnblendedCost"},
    Column{"line_item_line_item_description", "lineItem/LineItemDescription"},
    Column{"bill_invoice_id", "bill/InvoiceId"},
    Column{"pricing_unit", "pricing/unit"},
    Column{"pricing_public_on_demand_cost", "pricing/publicOnDemandCost"},
    Column{"resource_tags", "resource_tags"}, // columns of their own before
    Column{"savings_plan_savings_plan_a_r_n", "savingsPlan/SavingsPlanARN"},
    Column{"savings_plan_savings_plan_effective_cost", "savingsPlan/SavingsPlanEffectiveCost"},
    Column{"savings_plan_net_savings_plan_effective_cost",
           "savingsPlan/NetSavingsPlanEffectiveCost"},
    Column{"savings_plan_total_commitment_to_date", "savingsPlan/TotalCommitmentToDate"},
    Column{"savings_plan_used_commitment", "savingsPlan/UsedCommitment"},
    Column{"reservation_reservation_a_r_n", "reservation/ReservationARN"},
    Column{"reservation_effective_cost", "reservation/EffectiveCost"},
    Column{"reservation_net_effective_cost", "reservation/NetEffectiveCost"},
    Column{"reservation_unused_amortized_upfront_fee_for_billing_period",
           "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"},
    Column{"reservation_unused_recurring_fee", "reservation/UnusedRecurringFee"},
    // For the identity alone.
    Column{"bill_payer_account_id", "bill/PayerAccountId"},
    Column{"bill_billing_period_start_date", "bill/BillingPeriodStartDate"},
    Column{"bill_bill_type", "bill/BillType"},
    Column{"bill_billing_entity", "bill/BillingEntity"},
    Column{"line_item_operation", "lineItem/Operation"},
    Column{"line_item_availability_zone", "lineItem/AvailabilityZone"},
    Column{"line_item_resource_id", "lineItem/ResourceId"},
    Column{"line_item_tax_type", "lineItem/TaxType"},
    Column{"pricing_rate_code", "pricing/RateCode"},
};
constexpr std::string_view kTagColumn = "resourceTags/"; // before

consteval std::size_t key(std::string_view path) {
    return keyAt(kColumns, path);
}

std::optional<core::Decimal> firstOf(Record& record, std::size_t net, std::size_t gross) {
    return record.decimal(record.has(net) ? net : gross);
}

std::optional<core::Decimal> unusedSavingsPlan(Record& record) {
    const auto total = record.decimal(key("savings_plan_total_commitment_to_date"));
    const auto used = record.decimal(key("savings_plan_used_commitment"));
    if (!total || !used)
        return std::nullopt;
    return plus(*total, core::Decimal{-used->digits, used->scale});
}

std::optional<core::Decimal> unusedReservation(Record& record) {
    const auto upfront =
        record.decimal(key("reservation_unused_amortized_upfront_fee_for_billing_period"));
    const auto recurring = record.decimal(key("reservation_unused_recurring_fee"));
    if (!upfront && !recurring)
        return std::nullopt;
    return plus(upfront.value_or(core::Decimal{}), recurring.value_or(core::Decimal{}));
}

/// Unknown where the report lacks the columns of commitments: the billed amounts add up alone then.
std::optional<core::Decimal> effectiveAmount(Record& record, Spread spread) {
    switch (spread) {
    case Spread::None:
        return std::nullopt;
    case Spread::SavingsPlan:
        return firstOf(record, key("savings_plan_net_savings_plan_effective_cost"),
                       key("savings_plan_savings_plan_effective_cost"));
    case Spread::Reservation:
        return firstOf(record, key("reservation_net_effective_cost"),
                       key("reservation_effective_cost"));
    case Spread::Nothing:
        return record.has(key("savings_plan_savings_plan_a_r_n"))
                   ? std::optional<core::Decimal>(core::Decimal{})
                   : std::nullopt;
    case Spread::UnusedSavingsPlan:
        return unusedSavingsPlan(record);
    case Spread::UnusedReservation:
        return unusedReservation(record);
    case Spread::UpfrontOfReservation:
        return record.has(key("reservation_reservation_a_r_n"))
                   ? std::optional<core::Decimal>(core::Decimal{})
                   : std::nullopt;
    }
    return std::nullopt;
}

std::string rowIdentity(Record& record, const core::ChargeFact& charge,
                        std::optional<core::Instant> billingStart) {
    const auto micros = [](const auto& instant) {
        return instant ? std::to_string(instant->micros) : std::string();
    };
    const std::string_view rate = record.text(key("pricing_rate_code"));
    return identityOf(
        {record.text(key("bill_payer_account_id")), charge.account, micros(billingStart),
         record.text(key("bill_bill_type")), record.text(key("bill_billing_entity")),
         record.text(key("line_item_line_item_type")), micros(charge.periodStart),
         micros(charge.periodEnd), charge.service, record.text(key("line_item_usage_type")),
         record.text(key("line_item_operation")), record.text(key("line_item_availability_zone")),
         record.text(key("line_item_resource_id")), charge.commitmentId,
         record.text(key("line_item_tax_type")), charge.currency, rate,
         rate.empty() ? std::string_view(charge.description) : std::string_view()});
}

class RowReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        core::ChargeFact charge;
        charge.line = rows.row();
        charge.periodStart =
            requiredTimeAt(record, key("line_item_usage_start_date"), charge.flags);
        charge.periodEnd = requiredTimeAt(record, key("line_item_usage_end_date"), charge.flags);
        charge.flags = {}; // AWS states that its times are UTC
        readType(record, rows, charge);
        readUsage(record, charge);
        const bool isNet = record.has(key("line_item_net_unblended_cost"));
        charge.amount = requiredAt(record, isNet ? key("line_item_net_unblended_cost")
                                                 : key("line_item_unblended_cost"));
        charge.listAmount = record.decimal(key("pricing_public_on_demand_cost"));
        charge.currency = requiredCurrencyAt(record, key("line_item_currency_code"));
        charge.account = record.text(key("line_item_usage_account_id"));
        charge.invoiceId = record.text(key("bill_invoice_id"));
        charge.description = record.text(key("line_item_line_item_description"));
        charge.tags = tagsOf(record);
        static const TimeReader kIso;
        charge.identity =
            rowIdentity(record, charge, record.time(key("bill_billing_period_start_date"), kIso));
        rows.add(std::move(charge));
    }

private:
    static void readType(Record& record, FactRows& rows, core::ChargeFact& charge) {
        const std::string_view name = record.text(key("line_item_line_item_type"));
        if (name.empty())
            return record.fail(record.name(key("line_item_line_item_type")),
                               "The type of the line item is missing.");
        const AwsLineItemType type = awsLineItemType(name);
        if (!type.isKnown)
            rows.note(Note::ChargeKindUnknown);
        charge.category = type.category;
        charge.chargeClass = type.chargeClass;
        charge.effectiveAmount = effectiveAmount(record, type.spread);
        const std::size_t commitment = record.has(key("savings_plan_savings_plan_a_r_n"))
                                           ? key("savings_plan_savings_plan_a_r_n")
                                           : key("reservation_reservation_a_r_n");
        charge.commitmentId = record.text(commitment);
        if (type.spread == Spread::SavingsPlan || type.spread == Spread::Reservation)
            charge.commitmentStatus = "Used";
    }

    static void readUsage(Record& record, core::ChargeFact& charge) {
        const std::string usageType = lowered(record.text(key("line_item_usage_type")));
        charge.service = record.text(key("line_item_product_code"));
        charge.tokenClass = awsTokenClass(usageType);
        charge.provider = awsProvider(charge.service, charge.tokenClass);
        if (!charge.tokenClass.empty())
            charge.serviceTier = serviceTierIn(usageType);
        charge.quantity = record.decimal(key("line_item_usage_amount"));
        charge.unit = record.text(key("pricing_unit"));
        if (const auto tokens = awsTokensPerUnit(charge.unit, usageType); tokens && charge.quantity)
            charge.quantityTokens = times(*charge.quantity, *tokens);
    }

    const std::string& tagsOf(Record& record) {
        if (record.has(key("resource_tags")))
            return m_cells.read(record, key("resource_tags"));
        Tags tags;
        for (const std::uint32_t given : record.given()) {
            if (given < kColumns.size())
                continue;
            std::string name = record.name(given).substr(kTagColumn.size());
            std::replace(name.begin(), name.end(), ':', '_');
            tags.add(name, record.text(given));
        }
        return m_tags = tags.finish();
    }

    TagCells m_cells;
    std::string m_tags;
};

std::vector<std::string> tagColumns(const FileHead& head) {
    std::vector<std::string> names;
    if (head.csv())
        std::copy_if(head.csv()->names.begin(), head.csv()->names.end(), std::back_inserter(names),
                     [](const std::string& name) { return name.starts_with(kTagColumn); });
    return names;
}

FactFormatSpec specOf() {
    FactFormatSpec spec;
    spec.source = "aws_cur";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<RowReader>(); };
    return spec;
}

} // namespace

std::unique_ptr<Format> makeAwsCur2() {
    FactFormatSpec spec = specOf();
    spec.name = "aws_cur2";
    spec.title = "AWS Cost and Usage Report 2.0";
    spec.signature = {{"line_item_line_item_type"}, {"line_item_unblended_cost"}};
    for (const Column& column : kColumns)
        spec.keys.emplace_back(column.path);
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeAwsCur() {
    FactFormatSpec spec = specOf();
    spec.name = "aws_cur";
    spec.title = "AWS Cost and Usage Report";
    spec.signature = {{"lineItem/LineItemType"}, {"lineItem/UnblendedCost"}};
    for (const Column& column : kColumns)
        spec.keys.emplace_back(column.before);
    spec.moreKeys = tagColumns;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

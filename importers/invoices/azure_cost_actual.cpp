// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/azure_cost_actual.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/invoices/azure_words.h"
#include "importers/invoices/charge_words.h"
#include "importers/invoices/tag_cells.h"

#include <algorithm>
#include <array>
#include <span>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"Date"},
    SourceKey{"UsageDateTime"},
    SourceKey{"UsageDate"},
    SourceKey{"CostInBillingCurrency"},
    SourceKey{"PreTaxCost"},
    SourceKey{"Cost"},
    SourceKey{"BillingCurrencyCode"},
    SourceKey{"BillingCurrency"},
    SourceKey{"Currency"},
    SourceKey{"ChargeType"},
    SourceKey{"Frequency"},
    SourceKey{"PricingModel"},
    SourceKey{"MeterCategory"},
    SourceKey{"MeterSubCategory"},
    SourceKey{"MeterName"},
    SourceKey{"ProductName"},
    SourceKey{"Product"},
    SourceKey{"UnitOfMeasure"},
    SourceKey{"Quantity"},
    SourceKey{"UsageQuantity"},
    SourceKey{"ConsumedQuantity"},
    SourceKey{"SubscriptionId"},
    SourceKey{"SubscriptionGuid"},
    SourceKey{"InvoiceId"},
    SourceKey{"ReservationId"},
    SourceKey{"BenefitId"},
    SourceKey{"ConsumedService"},
    SourceKey{"Tags"},
    // For the identity alone.
    SourceKey{"BillingAccountId"},
    SourceKey{"BillingPeriodStartDate"},
    SourceKey{"InvoiceSectionId"},
    SourceKey{"Term"},
    SourceKey{"ProductOrderId"},
    SourceKey{"ResourceLocation"},
    SourceKey{"ResourceId"},
    SourceKey{"InstanceId"},
    SourceKey{"ResourceGroup"},
    SourceKey{"ResourceName"},
    SourceKey{"MeterId"},
    SourceKey{"PartNumber"},
    SourceKey{"AdditionalInfo"},
    SourceKey{"CostAllocationRuleName"},
};
consteval std::size_t key(std::string_view path) {
    return keyAt(kKeys, path);
}

// Names of the same value, by agreement; the newest first.
constexpr std::array kDay{key("Date"), key("UsageDateTime"), key("UsageDate")};
constexpr std::array kCost{key("CostInBillingCurrency"), key("PreTaxCost"), key("Cost")};
constexpr std::array kCurrency{key("BillingCurrencyCode"), key("BillingCurrency"), key("Currency")};
constexpr std::array kQuantity{key("Quantity"), key("UsageQuantity"), key("ConsumedQuantity")};
constexpr std::array kProduct{key("ProductName"), key("Product")};
constexpr std::array kSubscription{key("SubscriptionId"), key("SubscriptionGuid")};
constexpr std::array kCommitment{key("ReservationId"), key("BenefitId")};
constexpr std::array kResource{key("ResourceId"), key("InstanceId")};

std::size_t given(const Record& record, std::span<const std::size_t> names) {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](std::size_t at) { return record.has(at); });
    return found == names.end() ? names.front() : *found;
}

std::optional<core::Day> dayAt(Record& record) {
    const std::size_t at = given(record, kDay);
    const std::string_view text = record.text(at);
    const auto day = azureDay(text);
    if (!day)
        record.fail(record.name(at), text.empty() ? "The day is missing."
                                                  : "'" + std::string(text.substr(0, 80)) +
                                                        "' is not a day such as 09/14/2026.");
    return day;
}

/// Cognitive Services are called Azure OpenAI and Foundry as well; everything else is Azure alone.
std::string_view providerOf(Record& record, const core::ChargeFact& charge) {
    const auto isAi = [](std::string_view text) {
        return holds(text, "openai") || holds(text, "cognitiveservices") ||
               holds(text, "cognitive services") || holds(text, "foundry");
    };
    return !charge.tokenClass.empty() || isAi(record.text(key("ConsumedService"))) ||
                   isAi(charge.service) || isAi(record.text(key("MeterSubCategory"))) ||
                   isAi(charge.description)
               ? "azure.ai.openai"
               : "azure";
}

void readMeter(Record& record, core::ChargeFact& charge) {
    charge.service = record.text(key("MeterCategory"));
    charge.skuMeter = record.text(key("MeterName"));
    charge.description = record.text(given(record, kProduct));
    charge.quantity = record.decimal(given(record, kQuantity));
    charge.unit = record.text(key("UnitOfMeasure"));
    charge.tokenClass = azureTokenClass(charge.skuMeter);
    charge.provider = providerOf(record, charge);
    if (charge.tokenClass.empty())
        return;
    charge.flags.add(core::Flag::QuantityScaleUnknown);
    charge.serviceTier = serviceTierIn(charge.skuMeter);
}

void readKind(Record& record, FactRows& rows, core::ChargeFact& charge) {
    const auto type = azureChargeType(record.text(key("ChargeType")));
    const std::string_view model = record.text(key("PricingModel"));
    const bool isCommitment = isSameName(model, "Reservation", Letters::AnyCase) ||
                              isSameName(model, "SavingsPlan", Letters::AnyCase);
    charge.category = type ? type->category : "Usage";
    if (type) {
        charge.chargeClass = type->chargeClass;
        charge.commitmentStatus = type->commitmentStatus;
    } else {
        rows.note(Note::ChargeKindUnknown);
    }
    charge.frequency = azureFrequency(record.text(key("Frequency")));
    charge.commitmentId = record.text(given(record, kCommitment));
    const bool isUsage = charge.category == "Usage" && charge.commitmentStatus.empty();
    if (isUsage && isCommitment)
        charge.commitmentStatus = "Used";
    // In the export of actual costs covered usage costs nothing, and unused hours are not listed.
    if (charge.commitmentStatus == "Unused" ||
        (charge.commitmentStatus == "Used" && charge.amount.digits != 0))
        rows.note(Note::CommitmentSpread);
}

std::string rowIdentity(Record& record, const core::ChargeFact& charge, core::Day day) {
    const std::size_t resource = given(record, kResource);
    const std::string place = lowered(record.text(resource));
    const bool hasResource = record.has(resource);
    const auto unless = [](bool isGiven, std::string_view text) {
        return isGiven ? std::string_view() : text;
    };
    const std::string group = lowered(unless(hasResource, record.text(key("ResourceGroup"))));
    const std::string name = lowered(unless(hasResource, record.text(key("ResourceName"))));
    const std::string_view meter = record.text(key("MeterId"));
    const bool hasMeter = !meter.empty();
    return identityOf({record.text(key("BillingAccountId")),
                       record.text(key("BillingPeriodStartDate")),
                       record.text(key("InvoiceSectionId")),
                       charge.account,
                       std::to_string(day.number),
                       record.text(key("ChargeType")),
                       charge.frequency,
                       record.text(key("PricingModel")),
                       charge.commitmentId,
                       record.text(key("Term")),
                       record.text(key("ProductOrderId")),
                       charge.currency,
                       charge.unit,
                       record.text(key("ResourceLocation")),
                       place,
                       group,
                       name,
                       meter,
                       record.text(key("PartNumber")),
                       record.text(key("AdditionalInfo")),
                       record.text(key("CostAllocationRuleName")),
                       unless(hasMeter, charge.service),
                       unless(hasMeter, charge.skuMeter),
                       unless(hasMeter, charge.description)});
}

class RowReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        core::ChargeFact charge;
        charge.line = rows.row();
        const auto day = dayAt(record);
        if (!day)
            return;
        charge.periodStart = core::Instant{day->number * core::kMicrosPerDay};
        charge.periodEnd = core::Instant{(day->number + 1) * core::kMicrosPerDay};
        charge.amount = requiredAt(record, given(record, kCost));
        charge.currency = requiredCurrencyAt(record, given(record, kCurrency));
        charge.account = record.text(given(record, kSubscription));
        charge.invoiceId = record.text(key("InvoiceId"));
        readMeter(record, charge);
        readKind(record, rows, charge);
        charge.tags = m_tags.read(record, key("Tags"));
        charge.identity = rowIdentity(record, charge, *day);
        rows.add(std::move(charge));
    }

private:
    TagCells m_tags;
};

SignatureField column(std::size_t at) {
    return {kKeys[at].path, {}, Letters::Translated};
}

/// One name of the cost and one of the currency are enough.
Match matchNames(const FileHead& head) {
    const auto firstIn = [&](std::span<const std::size_t> names) -> std::optional<SignatureField> {
        for (const std::size_t at : names)
            if (findSignature(head, std::array{column(at)}).fits)
                return column(at);
        return std::nullopt;
    };
    const auto cost = firstIn(kCost);
    const auto currency = firstIn(kCurrency);
    if (!cost || !currency || !firstIn(kDay))
        return {};
    const std::array found{column(key("MeterCategory")), *cost, *currency, *firstIn(kDay)};
    return matchOf({true, {}, false}, "Azure cost export", found);
}

} // namespace

std::unique_ptr<Format> makeAzureCostActual() {
    FactFormatSpec spec;
    spec.name = "azure_cost_actual";
    spec.title = "Azure cost export";
    spec.signature = {column(key("MeterCategory"))};
    spec.match = matchNames;
    spec.keys = pathsOf(kKeys);
    spec.letters = Letters::Translated;
    spec.source = "azure_cost";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<RowReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

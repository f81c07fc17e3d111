// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/focus.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/invoices/charge_words.h"
#include "importers/invoices/tag_cells.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"ChargePeriodStart"},
    SourceKey{"ChargePeriodEnd"},
    SourceKey{"BillingPeriodStart"},
    SourceKey{"BilledCost"},
    SourceKey{"EffectiveCost"},
    SourceKey{"ListCost"},
    SourceKey{"BillingCurrency"},
    SourceKey{"ChargeCategory"},
    SourceKey{"ChargeClass"},
    SourceKey{"ChargeFrequency"},
    SourceKey{"ConsumedQuantity"},
    SourceKey{"ConsumedUnit"},
    SourceKey{"CommitmentDiscountId"},
    SourceKey{"CommitmentDiscountStatus"},
    SourceKey{"InvoiceId"},
    SourceKey{"ProviderName"},
    SourceKey{"ServiceProviderName"},
    SourceKey{"SubAccountId"},
    SourceKey{"ServiceName"},
    SourceKey{"SkuMeter"},
    SourceKey{"ChargeDescription"},
    SourceKey{"Tags"},
    // For the identity alone.
    SourceKey{"BillingAccountId"},
    SourceKey{"RegionId"},
    SourceKey{"AvailabilityZone"},
    SourceKey{"ResourceId"},
    SourceKey{"ResourceName"},
    SourceKey{"SkuId"},
    SourceKey{"SkuPriceId"},
    SourceKey{"CapacityReservationId"},
    SourceKey{"CapacityReservationStatus"},
    SourceKey{"AllocatedMethodId"},
    SourceKey{"AllocatedResourceId"},
    SourceKey{"x_Operation"},
    SourceKey{"x_UsageType"},
    SourceKey{"x_SkuMeterId"},
};
consteval std::size_t key(std::string_view path) {
    return keyAt(kKeys, path);
}

constexpr std::array<std::string_view, 5> kCategories{"Usage", "Purchase", "Tax", "Credit",
                                                      "Adjustment"};
constexpr std::array<std::string_view, 3> kFrequencies{"One-Time", "Recurring", "Usage-Based"};
constexpr std::array<std::string_view, 1> kClasses{"Correction"};

/// The word as the specification writes it; nullopt when it is none of its words.
template <class Words>
std::optional<std::string_view> specified(const Words& words, std::string_view text) {
    for (const std::string_view word : words)
        if (isSameName(text, word, Letters::AnyCase))
            return word;
    return std::nullopt;
}

std::string_view categoryAt(Record& record) {
    const std::string_view text = record.text(key("ChargeCategory"));
    const auto category = specified(kCategories, text);
    if (!category)
        record.fail("ChargeCategory",
                    text.empty() ? "The category of the charge is missing."
                                 : "'" + std::string(text.substr(0, 80)) +
                                       "' is none of Usage, Purchase, Tax, Credit and Adjustment.");
    return category.value_or("");
}

void readMoney(Record& record, core::ChargeFact& charge) {
    charge.amount = requiredAt(record, key("BilledCost"));
    charge.effectiveAmount = record.decimal(key("EffectiveCost"));
    charge.listAmount = record.decimal(key("ListCost"));
    charge.currency = requiredCurrencyAt(record, key("BillingCurrency"));
    charge.quantity = record.decimal(key("ConsumedQuantity"));
    charge.unit = record.text(key("ConsumedUnit"));
    if (const auto tokens = tokensPerUnit(charge.unit); tokens && charge.quantity)
        charge.quantityTokens = times(*charge.quantity, *tokens);
}

void readWords(Record& record, core::ChargeFact& charge) {
    const auto wordAt = [&](std::size_t at, const auto& words) {
        const std::string_view text = record.text(at);
        return specified(words, text).value_or(text);
    };
    charge.category = categoryAt(record);
    charge.chargeClass = wordAt(key("ChargeClass"), kClasses);
    charge.frequency = wordAt(key("ChargeFrequency"), kFrequencies);
    charge.provider = record.text(
        record.has(key("ProviderName")) ? key("ProviderName") : key("ServiceProviderName")); // 1.4
    charge.account = record.text(key("SubAccountId"));
    charge.invoiceId = record.text(key("InvoiceId"));
    charge.service = record.text(key("ServiceName"));
    charge.skuMeter = record.text(key("SkuMeter"));
    charge.description = record.text(key("ChargeDescription"));
    charge.commitmentId = record.text(key("CommitmentDiscountId"));
    charge.commitmentStatus = record.text(key("CommitmentDiscountStatus"));
}

std::string rowIdentity(Record& record, const core::ChargeFact& charge,
                        std::optional<core::Instant> billingStart) {
    const auto micros = [](const auto& instant) {
        return instant ? std::to_string(instant->micros) : std::string();
    };
    const bool hasPrice = record.has(key("SkuPriceId"));
    const auto unlessPriced = [&](std::string_view text) {
        return hasPrice ? std::string_view() : text;
    };
    return identityOf(
        {record.text(key("BillingAccountId")),
         charge.account,
         micros(billingStart),
         micros(charge.periodStart),
         micros(charge.periodEnd),
         charge.category,
         charge.chargeClass,
         charge.currency,
         charge.commitmentId,
         charge.commitmentStatus,
         record.text(key("CapacityReservationId")),
         record.text(key("CapacityReservationStatus")),
         record.text(key("AllocatedMethodId")),
         record.text(key("AllocatedResourceId")),
         record.text(key("RegionId")),
         record.text(key("AvailabilityZone")),
         record.text(record.has(key("ResourceId")) ? key("ResourceId") : key("ResourceName")),
         record.text(key("SkuPriceId")),
         record.text(key("x_Operation")),
         record.text(key("x_UsageType")),
         unlessPriced(record.text(key("SkuId"))),
         unlessPriced(record.text(key("x_SkuMeterId"))),
         unlessPriced(charge.service),
         unlessPriced(charge.skuMeter),
         unlessPriced(charge.description)});
}

class RowReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        record.forgetCells("NULL");
        core::ChargeFact charge;
        charge.line = rows.row();
        charge.periodStart = requiredTimeAt(record, key("ChargePeriodStart"), charge.flags);
        charge.periodEnd = requiredTimeAt(record, key("ChargePeriodEnd"), charge.flags);
        static const TimeReader kIso;
        const auto billingStart = record.time(key("BillingPeriodStart"), kIso);
        readMoney(record, charge);
        readWords(record, charge);
        charge.tags = m_tags.read(record, key("Tags"));
        charge.identity = rowIdentity(record, charge, billingStart);
        if (charge.flags.has(core::Flag::TimestampNoZone))
            rows.note(Note::ZoneAssumedUtc);
        rows.add(std::move(charge));
    }

private:
    TagCells m_tags;
};

/// The columns that came with a version.
struct Version {
    std::string_view name;
    std::string_view title;
    std::vector<std::string_view> added;
};
const std::array<Version, 5>& versions() {
    static const std::array<Version, 5> all{{
        {"focus_1_4", "FOCUS 1.4", {"CommitmentProgramEligibilityDetails", "InvoiceDetailId"}},
        {"focus_1_3",
         "FOCUS 1.3",
         {"AllocatedMethodId", "AllocatedMethodDetails", "AllocatedResourceId",
          "AllocatedResourceName", "AllocatedTags", "ContractApplied", "HostProviderName",
          "ServiceProviderName"}},
        {"focus_1_2",
         "FOCUS 1.2",
         {"BillingAccountType", "SubAccountType", "InvoiceId", "PricingCurrency",
          "PricingCurrencyContractedUnitPrice", "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice"}},
        {"focus_1_1",
         "FOCUS 1.1",
         {"CapacityReservationId", "CapacityReservationStatus", "CommitmentDiscountQuantity",
          "CommitmentDiscountUnit", "ServiceSubcategory", "SkuMeter", "SkuPriceDetails"}},
        {"focus_1_0", "FOCUS 1.0", {}},
    }};
    return all;
}

std::vector<SignatureField> signature() {
    return {{"BilledCost", {}, Letters::AnyCase},
            {"EffectiveCost", {}, Letters::AnyCase},
            {"ChargeCategory", {}, Letters::AnyCase},
            {"ChargePeriodStart", {}, Letters::AnyCase}};
}

bool hasColumn(const FileHead& head, std::string_view name) {
    return findSignature(head, std::array{SignatureField{name, {}, Letters::AnyCase}}).fits;
}

/// The newest version of which the file has a column, and the columns that say so. Providers leave
/// columns out that they have no values for, so that one is enough.
std::pair<const Version*, std::vector<std::string_view>> versionOf(const FileHead& head) {
    for (const Version& version : versions()) {
        std::vector<std::string_view> found;
        for (const std::string_view name : version.added)
            if (hasColumn(head, name))
                found.push_back(name);
        const bool isWithoutProvider = &version == &versions().front() && // 1.4 dropped it
                                       !hasColumn(head, "ProviderName") &&
                                       hasColumn(head, "ServiceProviderName");
        if (isWithoutProvider)
            found.emplace_back("ServiceProviderName");
        if (!found.empty() || version.added.empty())
            return {&version, std::move(found)};
    }
    return {};
}

Match matchVersion(const FileHead& head, const Version& version) {
    const auto [found, columns] = versionOf(head);
    if (found != &version)
        return {};
    std::vector<SignatureField> fields = signature();
    for (const std::string_view name : columns)
        fields.push_back({name});
    return matchOf({true, {}, false}, version.title, fields);
}

} // namespace

std::vector<std::unique_ptr<Format>> makeFocusFormats() {
    std::vector<std::unique_ptr<Format>> formats;
    for (const Version& version : versions()) {
        FactFormatSpec spec;
        spec.name = version.name;
        spec.title = version.title;
        spec.signature = signature();
        spec.match = [&version](const FileHead& head) { return matchVersion(head, version); };
        spec.keys = pathsOf(kKeys);
        spec.letters = Letters::AnyCase;
        spec.source = "focus";
        spec.makeReader = [](const ReadOptions&) { return std::make_unique<RowReader>(); };
        formats.push_back(makeFactFormat(std::move(spec)));
    }
    return formats;
}

} // namespace ms::importers

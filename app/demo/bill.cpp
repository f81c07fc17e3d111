// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/bill.h"

#include "app/demo/text.h"
#include "models/core/check.h"

#include <algorithm>

namespace ms::app::demo {
namespace {

constexpr std::string_view kFocusHeader =
    "AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingAccountType,"
    "BillingCurrency,BillingPeriodEnd,BillingPeriodStart,CapacityReservationId,"
    "CapacityReservationStatus,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,"
    "ChargePeriodEnd,ChargePeriodStart,CommitmentDiscountCategory,CommitmentDiscountId,"
    "CommitmentDiscountName,CommitmentDiscountQuantity,CommitmentDiscountStatus,"
    "CommitmentDiscountType,CommitmentDiscountUnit,ConsumedQuantity,ConsumedUnit,ContractedCost,"
    "ContractedUnitPrice,EffectiveCost,InvoiceId,InvoiceIssuerName,ListCost,ListUnitPrice,"
    "PricingCategory,PricingCurrency,PricingCurrencyContractedUnitPrice,"
    "PricingCurrencyEffectiveCost,PricingCurrencyListUnitPrice,PricingQuantity,PricingUnit,"
    "ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceName,ResourceType,"
    "ServiceCategory,ServiceName,ServiceSubcategory,SkuId,SkuMeter,SkuPriceDetails,SkuPriceId,"
    "SubAccountId,SubAccountName,SubAccountType,Tags";

constexpr std::int64_t kPicosPerUnit = 1'000'000'000'000;
constexpr std::int64_t kLineUnit = kPicosPerUnit / 10'000; // providers bill in 0.0001
constexpr std::int64_t kCent = kPicosPerUnit / 100;
constexpr int kTaxPercent = 19;
constexpr int kStormMonth = 1;         // April
constexpr int kStormCreditPercent = 5; // of the month's usage at the storm's provider

/// To a whole number of `unit`, half away from zero, as invoices do.
Int128 rounded(Int128 picos, Int128 unit) {
    const Int128 half = picos < 0 ? -unit / 2 : unit / 2;
    return (picos + half) / unit * unit;
}

/// One line of the FOCUS file: columns by name, all others empty.
class FocusLine {
public:
    FocusLine() {
        for (std::size_t start = 0; start <= kFocusHeader.size();) {
            const std::size_t end = std::min(kFocusHeader.find(',', start), kFocusHeader.size());
            m_names.push_back(kFocusHeader.substr(start, end - start));
            start = end + 1;
        }
        m_cells.resize(m_names.size());
    }
    void set(std::string_view column, std::string value) {
        const auto it = std::find(m_names.begin(), m_names.end(), column);
        CHECK(it != m_names.end(), "FOCUS has no such column.");
        m_cells[static_cast<std::size_t>(it - m_names.begin())] = std::move(value);
    }
    void appendTo(std::string& csv) const {
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (i > 0)
                csv += ',';
            csv += csvCell(m_cells[i]);
        }
        csv += '\n';
    }

private:
    std::vector<std::string_view> m_names;
    std::vector<std::string> m_cells;
};

std::string describe(Bucket bucket) {
    switch (bucket) {
    case Bucket::Input:
        return "Input Tokens";
    case Bucket::CacheRead:
        return "Cache Read Tokens";
    case Bucket::CacheWrite5m:
        return "Cache Write Tokens 5m";
    case Bucket::CacheWrite1h:
        return "Cache Write Tokens 1h";
    case Bucket::Output:
        return "Output Tokens";
    default:
        return "Requests";
    }
}

class BillWriter {
public:
    BillWriter(const Tally& tally, Provider provider, int month, std::string& csv)
        : m_tally{tally}, m_csv{csv} {
        m_bill.provider = provider;
        m_bill.month = month;
        const std::string_view name = nameOf(provider);
        m_bill.invoice = std::string{name} + "-" + monthText(month);
    }

    Bill write() {
        for (std::size_t account = 0; account < kCount<Account>; ++account)
            for (std::size_t model = 0; model < kCount<Model>; ++model)
                if (providerOf(static_cast<Model>(model)) == m_bill.provider)
                    writeModel(static_cast<Account>(account), static_cast<Model>(model));
        Int128 sum = m_bill.booked + m_bill.preview + m_bill.lineRounding;
        if (sum == 0)
            return m_bill;
        if (m_bill.provider == kStormProvider && m_bill.month == kStormMonth) {
            m_bill.credit = -rounded(sum * kStormCreditPercent / 100, kCent);
            writeOther("Credit", "Service credit for the incident of 14 to 16 April", m_bill.credit,
                       "One-Time");
        }
        sum += m_bill.credit;
        m_bill.rounding = rounded(sum, kCent) - sum;
        if (m_bill.rounding != 0)
            writeOther("Adjustment", "Rounding", m_bill.rounding, "One-Time");
        m_bill.tax = rounded((sum + m_bill.rounding) * kTaxPercent / 100, kCent);
        writeOther("Tax", "VAT 19 %", m_bill.tax, "Recurring");
        return m_bill;
    }

private:
    void writeModel(Account account, Model model) {
        for (std::size_t b = 0; b < kCount<Bucket>; ++b) {
            const auto bucket = static_cast<Bucket>(b);
            const BillLine& line = m_tally.bill(m_bill.month, account, model, bucket);
            const bool isPreview = model == Model::HarborRank && bucket != Bucket::Request;
            const Int128 exact =
                isPreview ? Int128{line.quantity} * kPreviewPicosPerToken : line.cost;
            if (exact == 0)
                continue;
            const Int128 billed = rounded(exact, kLineUnit);
            (isPreview ? m_bill.preview : m_bill.booked) += exact;
            m_bill.lineRounding += billed - exact;
            writeUsage(account, model, bucket, line.quantity, billed);
        }
    }

    FocusLine lineOf(std::string_view category, const std::string& description, Int128 amount,
                     std::string_view frequency) const {
        const auto month = static_cast<std::size_t>(m_bill.month);
        FocusLine line;
        const std::string provider{nameOf(m_bill.provider)};
        for (const std::string_view column :
             {"BilledCost", "EffectiveCost", "ContractedCost", "ListCost"})
            line.set(column, moneyText(amount));
        for (const std::string_view column : {"BillingPeriodStart", "ChargePeriodStart"})
            line.set(column, instantText(kMonthStart[month]));
        for (const std::string_view column : {"BillingPeriodEnd", "ChargePeriodEnd"})
            line.set(column, instantText(kMonthStart[month + 1]));
        for (const std::string_view column : {"InvoiceIssuerName", "ProviderName", "PublisherName"})
            line.set(column, provider);
        line.set("BillingAccountId", "larkspur");
        line.set("BillingAccountName", "Larkspur Desk");
        line.set("BillingAccountType", "Organization");
        line.set("BillingCurrency", "USD");
        line.set("PricingCurrency", "USD");
        line.set("ChargeCategory", std::string{category});
        line.set("ChargeDescription", description);
        line.set("ChargeFrequency", std::string{frequency});
        line.set("InvoiceId", m_bill.invoice);
        line.set("ServiceCategory", "AI and Machine Learning");
        line.set("ServiceName", provider + " API");
        line.set("ServiceSubcategory", "Generative AI");
        return line;
    }

    void writeUsage(Account account, Model model, Bucket bucket, std::int64_t quantity,
                    Int128 amount) {
        const std::string name{nameOf(model)};
        FocusLine line = lineOf("Usage", name + ", " + describe(bucket), amount, "Usage-Based");
        line.set("ConsumedQuantity", wholeText(quantity));
        line.set("ConsumedUnit", bucket == Bucket::Request ? "Requests" : "Tokens");
        line.set("PricingQuantity", wholeText(quantity));
        line.set("PricingUnit", bucket == Bucket::Request ? "Requests" : "Tokens");
        line.set("PricingCategory", "Standard");
        line.set("ResourceId", name);
        line.set("ResourceName", name);
        line.set("ResourceType", "Model");
        line.set("SkuId", name + "-" + std::string{nameOf(bucket)});
        line.set("SkuMeter", describe(bucket));
        if (account != Account::None) {
            line.set("SubAccountId", std::string{nameOf(account)});
            line.set("SubAccountName", std::string{nameOf(account)});
            line.set("SubAccountType", "Project");
        }
        line.appendTo(m_csv);
    }

    void writeOther(std::string_view category, const std::string& description, Int128 amount,
                    std::string_view frequency) {
        lineOf(category, description, amount, frequency).appendTo(m_csv);
    }

    const Tally& m_tally;
    std::string& m_csv;
    Bill m_bill;
};

} // namespace

BillSheet billSheetOf(const Tally& tally) {
    BillSheet sheet;
    sheet.csv = std::string{kFocusHeader} + "\n";
    for (int month = 0; month < kMonths; ++month)
        for (std::size_t provider = 0; provider < kCount<Provider>; ++provider)
            sheet.bills.push_back(
                BillWriter{tally, static_cast<Provider>(provider), month, sheet.csv}.write());
    return sheet;
}

} // namespace ms::app::demo

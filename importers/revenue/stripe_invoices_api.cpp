// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/stripe_invoices_api.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/revenue/minor_units.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kInvoiceKeys{
    SourceKey{"id"},         SourceKey{"customer_name"},       SourceKey{"status"},
    SourceKey{"livemode"},   SourceKey{"total_excluding_tax"}, SourceKey{"currency"},
    SourceKey{"lines.data"}, SourceKey{"lines.has_more"},
};
constexpr std::size_t kInvoiceCurrency = keyAt(kInvoiceKeys, "currency");
constexpr std::array kLineKeys{
    SourceKey{"id"},           SourceKey{"amount"},     SourceKey{"currency"},
    SourceKey{"period.start"}, SourceKey{"period.end"}, SourceKey{"description"},
};
constexpr std::size_t kLineAmount = keyAt(kLineKeys, "amount");
constexpr std::size_t kLineCurrency = keyAt(kLineKeys, "currency");

const TimeReader kUnixSeconds(TimeFormat::UnixSeconds, std::nullopt);

/// The sum of the amounts of a list's elements, those that are meant.
template <class IsMeant>
core::Int128 sumOf(JsonValue list, IsMeant isMeant) {
    core::Int128 sum = 0;
    list.eachElement([&](JsonValue element) {
        if (isMeant(element))
            sum += element["amount"].integer().value_or(0);
    });
    return sum;
}

/// A line with what decides its revenue, in the smallest unit.
struct Line {
    core::RevenueFact row;
    core::Int128 amount = 0;
    core::Int128 discount = 0;
    core::Int128 includedTax = 0;
    core::Int128 credit = 0; // paid with credit that was granted or bought before
};

Line readAmounts(Record& record) {
    Line line;
    const core::Decimal amount = requiredAt(record, kLineAmount);
    constexpr core::Int128 kMost = INT64_MAX; // sums of lines stay far below 127 bits
    if (amount.scale > 0 || amount.digits > kMost || amount.digits < -kMost)
        record.fail(record.name(kLineAmount),
                    toText(amount) + " is not a whole number of the currency's smallest unit.");
    else
        line.amount = amount.digits;
    line.discount = sumOf(record.root()["discount_amounts"], [](JsonValue) { return true; });
    line.includedTax =
        sumOf(record.root()["taxes"],
              [](JsonValue tax) { return tax["tax_behavior"].text() == "inclusive"; }) +
        sumOf(record.root()["tax_amounts"], // the name before 2025
              [](JsonValue tax) { return tax["inclusive"].isTrue(); });
    line.credit = sumOf(record.root()["pretax_credit_amounts"], [](JsonValue credit) {
        return credit["type"].text() == "credit_balance_transaction";
    });
    return line;
}

bool isProration(JsonValue line) {
    const JsonValue parent = line["parent"];
    return line["proration"].isTrue() || // its place before 2025
           parent[parent["type"].text()]["proration"].isTrue();
}

/// One invoice: what its lines have in common, and whether they add up.
class Invoice {
public:
    Invoice(Record& record, FactRows& rows) : m_record{record}, m_rows{rows} {
        m_common.basis = core::RevenueBasis::InvoicedExTax;
        m_common.invoiceId = record.text(keyAt(kInvoiceKeys, "id"));
        m_common.status = record.text(keyAt(kInvoiceKeys, "status"));
        m_common.tenant = record.text(keyAt(kInvoiceKeys, "customer_name"));
        const JsonValue customer = record.root()["customer"]; // an id, or the customer itself
        if (m_common.tenant.empty())
            m_common.tenant = customer.isObject() ? customer["id"].text() : customer.text();
        if (m_common.tenant.empty())
            record.fail("customer", "Neither a name nor an id of the customer is given.");
        if (record.truth(keyAt(kInvoiceKeys, "livemode")) == false)
            m_common.flags.add(core::Flag::TestMode);
        const auto counts = isRevenue(m_common.status);
        if (!counts)
            record.fail("status",
                        "'" + m_common.status.substr(0, 80) + "' is not a status of invoices.");
        m_counts = counts.value_or(false);
        if (!m_counts)
            m_common.flags.add(core::Flag::NotRevenue);
        m_tier = tierIn(record.root().at("parent.subscription_details.metadata"));
        if (m_tier.empty())
            m_tier = tierIn(record.root().at("subscription_details.metadata"));
        if (m_tier.empty())
            m_tier = tierIn(record.root()["metadata"]);
    }

    void add(Record& record) {
        m_rows.nextRow();
        Line line = readAmounts(record);
        core::RevenueFact& row = line.row;
        row = m_common;
        row.line = m_rows.row();
        row.tier = tierIn(record.root()["metadata"]);
        if (row.tier.empty())
            row.tier = m_tier;
        row.currency = record.has(kLineCurrency) ? currencyAt(record, kLineCurrency)
                                                 : requiredCurrencyAt(m_record, kInvoiceCurrency);
        row.description = record.text(keyAt(kLineKeys, "description"));
        setPeriod(row, record, record.time(keyAt(kLineKeys, "period.start"), kUnixSeconds),
                  record.time(keyAt(kLineKeys, "period.end"), kUnixSeconds), "period.end");
        if (spansMonths(row))
            row.flags.add(core::Flag::SpansMonths);
        if (isProration(record.root()))
            row.flags.add(core::Flag::Proration);
        row.identity = identityOf(
            {row.invoiceId, record.text(keyAt(kLineKeys, "id")), periodText(row), row.currency});
        m_lines.push_back(std::move(line));
    }

    void finish() {
        const bool hasMore = m_record.truth(keyAt(kInvoiceKeys, "lines.has_more")).value_or(false);
        if (hasMore)
            m_rows.note(Note::PageIncomplete);
        const bool isDiscountOff = hasMore || isDiscountBesideAmount();
        for (Line& line : m_lines) {
            const core::Int128 net =
                line.amount - line.includedTax - (isDiscountOff ? line.discount : 0);
            if (m_counts)
                line.row.amount = fromMinor(m_record, "lines", {net, 0}, line.row.currency);
            if (line.row.amount < core::MoneySum() && !line.row.flags.has(core::Flag::Proration))
                line.row.flags.add(core::Flag::NegativeAmount);
            m_rows.add(std::move(line.row));
        }
    }

private:
    /// Stripe gives the amounts of lines before their discounts. The total proves it, or tells that
    /// they are within.
    bool isDiscountBesideAmount() {
        const auto total = m_record.decimal(keyAt(kInvoiceKeys, "total_excluding_tax"));
        if (!total)
            return true;
        core::Int128 sum = 0;
        core::Int128 discount = 0;
        core::Int128 credit = 0;
        for (const Line& line : m_lines) {
            sum += line.amount - line.includedTax;
            discount += line.discount;
            credit += line.credit;
        }
        const auto isTotal = [&](core::Int128 net) {
            return core::Decimal{net, 0} == *total || core::Decimal{net - credit, 0} == *total;
        };
        if (!isTotal(sum - discount) && !isTotal(sum))
            m_rows.note(Note::InvoiceDoesNotAddUp);
        return isTotal(sum - discount) || !isTotal(sum);
    }

    Record& m_record;
    FactRows& m_rows;
    core::RevenueFact m_common;
    std::string m_tier;
    bool m_counts = false;
    std::vector<Line> m_lines;
};

class ListReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        Invoice invoice(record, rows);
        m_lines.eachOf(record, keyAt(kInvoiceKeys, "lines.data"),
                       [&](Record& line) { invoice.add(line); });
        invoice.finish();
    }

private:
    InnerRecords m_lines{pathsOf(kLineKeys)};
};

} // namespace

std::unique_ptr<Format> makeStripeInvoicesApi() {
    FactFormatSpec spec;
    spec.name = "stripe_invoices_api";
    spec.title = "Stripe invoices (API)";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"object", "invoice"}, {"lines"}};
    spec.keys = pathsOf(kInvoiceKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.source = "stripe_invoices";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<ListReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/chartmogul_subscriptions.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/revenue/minor_units.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"CUSTOMER_UUID"}, SourceKey{"CUSTOMER_EXTERNAL_IDS"},
    SourceKey{"CUSTOMER_NAME"}, SourceKey{"CUSTOMER_SUBSCRIPTION_ID"},
    SourceKey{"PLAN_NAME"},     SourceKey{"MRR"},
    SourceKey{"CURRENCY"},      SourceKey{"STATUS"},
};
constexpr std::size_t kUuid = keyAt(kKeys, "CUSTOMER_UUID");
constexpr std::size_t kMrr = keyAt(kKeys, "MRR");

constexpr char kBetween = '|'; // of several ids or plans

std::string tenantOf(Record& record) {
    const std::string_view name = record.text(keyAt(kKeys, "CUSTOMER_NAME"));
    const std::string_view ids = record.text(keyAt(kKeys, "CUSTOMER_EXTERNAL_IDS"));
    if (!name.empty() || !ids.empty())
        return std::string(name.empty() ? ids.substr(0, ids.find(kBetween)) : name);
    return tenantAt(record, kUuid, kUuid);
}

/// Sets what the subscription brings, by its status.
void setAmount(Record& record, core::RevenueFact& row, FactRows& rows) {
    if (row.status == "canceled" || row.status == "cancelled")
        return row.flags.add(core::Flag::Ended); // its last revenue is still there
    if (row.status == "trial" || row.status == "trialing")
        return row.flags.add(core::Flag::Trial);
    if (row.status != "active" && row.status != "past_due")
        rows.note(Note::StatusUnknown);
    const auto cents = record.decimal(kMrr);
    if (!cents)
        return row.flags.add(core::Flag::ValueMissing);
    row.amount = fromMinor(record, record.name(kMrr), *cents, row.currency);
    if (cents->digits < 0)
        row.flags.add(core::Flag::NegativeAmount);
}

class RowReader final : public FactReader {
public:
    explicit RowReader(std::optional<core::Month> month) : m_month{month} {}

    void read(Record& record, FactRows& rows) override {
        core::RevenueFact row;
        row.line = rows.row();
        row.basis = core::RevenueBasis::Mrr;
        row.tenant = tenantOf(record);
        row.tier = record.text(keyAt(kKeys, "PLAN_NAME"));
        row.currency = requiredCurrencyAt(record, keyAt(kKeys, "CURRENCY"));
        row.status = record.text(keyAt(kKeys, "STATUS"));
        if (row.tier.find(kBetween) != std::string::npos)
            row.flags.add(core::Flag::MultiplePlans);
        setAmount(record, row, rows);
        if (m_month)
            setMonth(row, *m_month);
        else
            rows.note(Note::SnapshotWithoutMonth);
        row.identity =
            identityOf({record.text(kUuid), record.text(keyAt(kKeys, "CUSTOMER_SUBSCRIPTION_ID")),
                        periodText(row)});
        rows.add(std::move(row));
    }

private:
    std::optional<core::Month> m_month;
};

} // namespace

std::unique_ptr<Format> makeChartmogulSubscriptions() {
    FactFormatSpec spec;
    spec.name = "chartmogul_subscriptions";
    spec.title = "ChartMogul subscriptions";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"CUSTOMER_UUID", {}, Letters::AnyCase},
                      {"MRR", {}, Letters::AnyCase},
                      {"PLAN_UUID", {}, Letters::AnyCase}};
    spec.keys = pathsOf(kKeys);
    spec.letters = Letters::AnyCase;
    spec.asks = Asks::Month;
    spec.makeReader = [](const ReadOptions& options) {
        return std::make_unique<RowReader>(options.month);
    };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

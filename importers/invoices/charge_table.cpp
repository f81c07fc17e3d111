// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/charge_table.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

RowProblem checkCharge(const core::ChargeFact& charge) {
    static constexpr std::array<std::string_view, 6> kCategories{"",    "Usage",  "Purchase",
                                                                 "Tax", "Credit", "Adjustment"};
    if (std::find(kCategories.begin(), kCategories.end(), charge.category) == kCategories.end())
        return {"category", "'" + charge.category +
                                "' is not one of Usage, Purchase, Tax, Credit, Adjustment."};
    if (charge.periodStart && charge.periodEnd && *charge.periodEnd <= *charge.periodStart)
        return {"period_end", "'period_end' must lie after 'period_start' (ends are exclusive)."};
    if (charge.quantity && charge.unit.empty())
        return {"unit", "A 'quantity' needs its unit."};
    return {};
}

} // namespace

TableSpec chargesTable() {
    using Fact = core::ChargeFact;
    TableSpec table =
        tableOf<Fact>(core::FileKind::Charges, "Invoice lines",
                      {
                          column("period_start", Need::Optional, &Fact::periodStart),
                          column("period_end", Need::Optional, &Fact::periodEnd),
                          column("provider", Need::Required, &Fact::provider),
                          column("account", Need::Optional, &Fact::account),
                          column("invoice_id", Need::Optional, &Fact::invoiceId),
                          column("category", Need::Optional, &Fact::category),
                          column("service", Need::Optional, &Fact::service),
                          column("model", Need::Optional, &Fact::model),
                          column("token_class", Need::Optional, &Fact::tokenClass),
                          column("quantity", Need::Optional, &Fact::quantity),
                          column("unit", Need::Optional, &Fact::unit),
                          column("amount", Need::Required, &Fact::amount),
                          column("effective_amount", Need::Optional, &Fact::effectiveAmount),
                          column("list_amount", Need::Optional, &Fact::listAmount),
                          currencyColumn("currency", Need::Required, &Fact::currency),
                          column("description", Need::Optional, &Fact::description),
                      },
                      checkCharge);
    // A row without a category is what most lines are.
    table.read = [read = std::move(table.read)](const std::vector<std::string_view>& cells,
                                                std::int64_t line, core::Fact& out) {
        auto problem = read(cells, line, out);
        if (auto* const charge = std::get_if<Fact>(&out); !problem && charge->category.empty())
            charge->category = "Usage";
        return problem;
    };
    return table;
}

} // namespace ms::importers

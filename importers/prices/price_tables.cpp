// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/price_tables.h"

namespace ms::importers {

namespace {

RowProblem checkRule(const core::PriceRule& rule) {
    if (rule.per < 1)
        return {"per", "'per' must be 1 or more."};
    if (rule.amount.picos() < 0)
        return {"amount", "A price cannot be negative."};
    if (rule.validFrom && rule.validTo && !isAfter(*rule.validTo, *rule.validFrom))
        return {"valid_to", "'valid_to' must lie after 'valid_from' (ends are exclusive)."};
    return {};
}

} // namespace

TableSpec pricesTable() {
    using Rule = core::PriceRule;
    return tableOf<Rule>(core::FileKind::Prices, "Price rules",
                         {
                             column("provider", Need::Required, &Rule::provider),
                             column("model", Need::Required, &Rule::model),
                             column("account", Need::Optional, &Rule::account),
                             column("service_tier", Need::Optional, &Rule::serviceTier),
                             column("context_over", Need::Optional, &Rule::contextOver),
                             column("bucket", Need::Required, &Rule::bucket),
                             column("per", Need::Required, &Rule::per),
                             column("amount", Need::Required, &Rule::amount),
                             currencyColumn("currency", Need::Required, &Rule::currency),
                             column("valid_from", Need::Optional, &Rule::validFrom),
                             column("valid_to", Need::Optional, &Rule::validTo),
                             column("source", Need::Optional, &Rule::source),
                         },
                         checkRule);
}

TableSpec aliasesTable() {
    using Alias = core::ModelAlias;
    return tableOf<Alias>(core::FileKind::Aliases, "Model aliases",
                          {
                              column("provider", Need::Required, &Alias::provider),
                              column("alias", Need::Required, &Alias::alias),
                              column("model", Need::Required, &Alias::model),
                          },
                          [](const Alias& alias) -> RowProblem {
                              if (alias.alias == alias.model)
                                  return {"alias", "The alias is the model's own name."};
                              return {};
                          });
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/anthropic_cost.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/tags.h"
#include "importers/invoices/charge_words.h"

#include <array>

namespace ms::importers {

namespace {

struct TokenType {
    std::string_view name;
    std::string_view tokenClass;
};
constexpr std::array kTokenTypes{
    // Of the report.
    TokenType{"uncached_input_tokens", "input_uncached"},
    TokenType{"cache_read_input_tokens", "cache_read"},
    TokenType{"cache_creation.ephemeral_5m_input_tokens", "cache_write_5m"},
    TokenType{"cache_creation.ephemeral_1h_input_tokens", "cache_write_1h"},
    TokenType{"output_tokens", "output"},
    // Of the Console.
    TokenType{"input_no_cache", "input_uncached"},
    TokenType{"input_cache_read", "cache_read"},
    TokenType{"input_cache_write_5m", "cache_write_5m"},
    TokenType{"input_cache_write_1h", "cache_write_1h"},
    TokenType{"output", "output"},
};

std::string_view tokenClassOf(std::string_view type) {
    for (const TokenType& known : kTokenTypes)
        if (known.name == type)
            return known.tokenClass;
    return {};
}

constexpr std::array kPageKeys{SourceKey{"starting_at"}, SourceKey{"ending_at"},
                               SourceKey{"results"}};
constexpr std::array kResultKeys{
    SourceKey{"amount"},        SourceKey{"currency"},     SourceKey{"workspace_id"},
    SourceKey{"description"},   SourceKey{"cost_type"},    SourceKey{"model"},
    SourceKey{"token_type"},    SourceKey{"service_tier"}, SourceKey{"context_window"},
    SourceKey{"inference_geo"}, // for the identity alone
};
consteval std::size_t result(std::string_view path) {
    return keyAt(kResultKeys, path);
}
constexpr int kPlacesOfCents = -2;

core::ChargeFact chargeOf(Record& record, const Span& day) {
    core::ChargeFact charge;
    charge.periodStart = day.start;
    charge.periodEnd = day.end;
    charge.provider = "anthropic";
    charge.category = "Usage";
    if (!record.has(result("amount")))
        record.fail("amount", "The value is missing.");
    charge.amount = shiftedAt(record, result("amount"), kPlacesOfCents).value_or(core::Decimal{});
    charge.currency = requiredCurrencyAt(record, result("currency"));
    charge.account = record.text(result("workspace_id"));
    charge.description = record.text(result("description"));
    charge.model = record.text(result("model"));
    charge.serviceTier = record.text(result("service_tier"));
    charge.tokenClass = tokenClassOf(record.text(result("token_type")));
    const std::string_view type = record.text(result("cost_type"));
    if (type != "tokens")
        charge.service = type;
    if (charge.account.empty())
        charge.flags.add(core::Flag::DefaultWorkspaceOrNotGrouped);
    if (charge.account.empty() && charge.description.empty() && charge.model.empty() &&
        type.empty())
        charge.flags.add(core::Flag::NotGrouped);
    if (charge.amount.digits < 0)
        charge.flags.add(core::Flag::NegativeAmount);
    charge.identity =
        identityOf({"report", std::to_string(day.start.micros), std::to_string(day.end.micros),
                    charge.currency, charge.account, charge.description, charge.model,
                    charge.serviceTier, type, record.text(result("token_type")),
                    record.text(result("context_window")), record.text(result("inference_geo"))});
    return charge;
}

class PageReader final : public FactReader {
public:
    void read(Record& page, FactRows& rows) override {
        core::Flags flags;
        const auto start = requiredTimeAt(page, keyAt(kPageKeys, "starting_at"), flags);
        const auto end = requiredTimeAt(page, keyAt(kPageKeys, "ending_at"), flags);
        if (!start || !end)
            return;
        rows.addResults(m_results, page, keyAt(kPageKeys, "results"), [&](Record& record) {
            core::ChargeFact charge = chargeOf(record, {*start, *end});
            charge.line = rows.row();
            charge.flags = core::Flags::fromBits(charge.flags.bits() | flags.bits());
            rows.add(std::move(charge));
        });
    }

private:
    InnerRecords m_results{pathsOf(kResultKeys)};
};

constexpr std::array kConsoleKeys{
    SourceKey{"usage_date_utc"}, SourceKey{"model"},         SourceKey{"workspace"},
    SourceKey{"api_key"},        SourceKey{"usage_type"},    SourceKey{"context_window"},
    SourceKey{"token_type"},     SourceKey{"cost_usd"},      SourceKey{"list_price_usd"},
    SourceKey{"cost_type"},      SourceKey{"inference_geo"}, SourceKey{"speed"},
};
consteval std::size_t console(std::string_view path) {
    return keyAt(kConsoleKeys, path);
}

std::string consoleIdentity(Record& record, const core::ChargeFact& charge) {
    const auto unless = [&record](std::size_t at, std::string_view otherwise) {
        const std::string_view text = record.text(at);
        return text == otherwise ? std::string_view() : text;
    };
    return identityOf(
        {"console", std::to_string(charge.periodStart->micros), charge.model, charge.account,
         record.text(console("api_key")), record.text(console("usage_type")),
         record.text(console("context_window")), record.text(console("token_type")), charge.service,
         unless(console("inference_geo"), "global"), unless(console("speed"), "standard")});
}

void readConsoleRow(Record& record, FactRows& rows) {
    const auto day = utcDayAt(record, console("usage_date_utc"));
    if (!day)
        return record.fail("usage_date_utc", "The day is missing.");
    core::ChargeFact charge;
    charge.line = rows.row();
    charge.periodStart = day->start;
    charge.periodEnd = day->end;
    charge.provider = "anthropic";
    charge.category = "Usage";
    charge.amount = requiredAt(record, console("cost_usd"));
    charge.listAmount = record.decimal(console("list_price_usd"));
    charge.currency = "USD";
    charge.account = record.text(console("workspace"));
    charge.model = record.text(console("model"));
    charge.tokenClass = tokenClassOf(record.text(console("token_type")));
    if (hasWord(record.text(console("usage_type")), "batch"))
        charge.serviceTier = "batch";
    if (const std::string_view type = record.text(console("cost_type")); type != "token")
        charge.service = type;
    charge.flags.add(core::Flag::RoundedAmount);
    if (!charge.model.empty())
        charge.flags.add(core::Flag::ModelDisplayName);
    if (charge.amount.digits < 0)
        charge.flags.add(core::Flag::NegativeAmount);
    Tags tags;
    tags.add("api_key", record.text(console("api_key")));
    charge.tags = tags.finish();
    charge.identity = consoleIdentity(record, charge);
    rows.add(std::move(charge));
}

} // namespace

std::unique_ptr<Format> makeAnthropicCostReport() {
    FactFormatSpec spec;
    spec.name = "anthropic_cost_report";
    spec.title = "Anthropic cost report";
    spec.signature = {{"starting_at"}, {"results.[].cost_type"}};
    spec.keys = pathsOf(kPageKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.source = "anthropic_cost";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<PageReader>(); };
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeAnthropicConsoleCost() {
    FactFormatSpec spec;
    spec.name = "anthropic_console_cost";
    spec.title = "Anthropic Console, costs";
    spec.signature = {{"usage_date_utc"}, {"cost_usd"}};
    spec.keys = pathsOf(kConsoleKeys);
    spec.source = "anthropic_cost";
    spec.read = readConsoleRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/openai_costs.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/invoices/charge_words.h"

#include <array>

namespace ms::importers {

namespace {

struct LineClass {
    std::string_view word; // of "gpt-5-mini, cached input"
    std::string_view tokenClass;
};
constexpr std::array kLineClasses{
    LineClass{"input", "input_uncached"},    LineClass{"input_tokens", "input_uncached"},
    LineClass{"cached input", "cache_read"}, LineClass{"cached_input", "cache_read"},
    LineClass{"output", "output"},           LineClass{"output_tokens", "output"},
};

std::string_view tokenClassOf(std::string_view word) {
    for (const LineClass& known : kLineClasses)
        if (known.word == word)
            return known.tokenClass;
    return {};
}

/// Where the values of a row stand among the keys of the format.
struct Place {
    std::size_t amount, currency, lineItem, project, apiKey, user, quantity, unit;
};

core::ChargeFact chargeOf(Record& record, const Place& at, std::optional<core::Instant> start,
                          std::optional<core::Instant> end, std::int64_t row) {
    core::ChargeFact charge;
    charge.line = row;
    charge.periodStart = start;
    charge.periodEnd = end;
    charge.provider = "openai";
    charge.category = "Usage";
    charge.amount = requiredAt(record, at.amount);
    charge.currency = currencyAt(record, at.currency);
    charge.account = record.text(at.project);
    charge.description = record.text(at.lineItem);
    const std::size_t comma = charge.description.find(", ");
    if (comma != std::string::npos)
        charge.tokenClass = tokenClassOf(std::string_view(charge.description).substr(comma + 2));
    if (!charge.tokenClass.empty())
        charge.model = charge.description.substr(0, comma);
    charge.quantity = record.decimal(at.quantity);
    charge.unit = record.text(at.unit);
    if (const auto tokens = tokensPerUnit(charge.unit); tokens && charge.quantity)
        charge.quantityTokens = times(*charge.quantity, *tokens);
    if (!record.has(at.lineItem) && !record.has(at.project))
        charge.flags.add(core::Flag::NotGrouped);
    if (charge.amount.digits < 0)
        charge.flags.add(core::Flag::NegativeAmount);
    const auto micros = [](const auto& instant) {
        return instant ? std::to_string(instant->micros) : std::string();
    };
    charge.identity = identityOf({micros(start), micros(end), charge.account, charge.description,
                                  charge.currency, record.text(at.apiKey), record.text(at.user)});
    return charge;
}

const TimeReader kUnixSeconds(TimeFormat::UnixSeconds, std::nullopt);

constexpr std::array kPageKeys{SourceKey{"start_time"}, SourceKey{"end_time"},
                               SourceKey{"results"}};
constexpr std::array kResultKeys{
    SourceKey{"amount.value"}, SourceKey{"amount.currency"}, SourceKey{"line_item"},
    SourceKey{"project_id"},   SourceKey{"api_key_id"},      SourceKey{"user_id"},
    SourceKey{"quantity"},     SourceKey{"quantity_unit"},
};
constexpr Place kResult{0, 1, 2, 3, 4, 5, 6, 7};

class PageReader final : public FactReader {
public:
    void read(Record& page, FactRows& rows) override {
        const auto start = page.time(keyAt(kPageKeys, "start_time"), kUnixSeconds);
        const auto end = page.time(keyAt(kPageKeys, "end_time"), kUnixSeconds);
        rows.addResults(m_results, page, keyAt(kPageKeys, "results"), [&](Record& result) {
            rows.add(chargeOf(result, kResult, start, end, rows.row()));
        });
    }

private:
    InnerRecords m_results{pathsOf(kResultKeys)};
};

constexpr std::array kCsvKeys{
    SourceKey{"start_time"},      SourceKey{"end_time"},  SourceKey{"amount_value"},
    SourceKey{"amount_currency"}, SourceKey{"line_item"}, SourceKey{"project_id"},
    SourceKey{"api_key_id"},      SourceKey{"user_id"},   SourceKey{"quantity"},
    SourceKey{"quantity_unit"},
};
constexpr Place kCsvRow{2, 3, 4, 5, 6, 7, 8, 9};

} // namespace

std::unique_ptr<Format> makeOpenaiCosts() {
    FactFormatSpec spec;
    spec.name = "openai_costs";
    spec.title = "OpenAI costs";
    spec.signature = {{"results.[].object", "organization.costs.result"}};
    spec.keys = pathsOf(kPageKeys);
    spec.numbering = FactRows::Numbering::Rows;
    spec.source = "openai_costs";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<PageReader>(); };
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeOpenaiDashboardCost() {
    FactFormatSpec spec;
    spec.name = "openai_dashboard_cost";
    spec.title = "OpenAI dashboard, costs";
    spec.signature = {{"start_time_iso"}, {"amount_value"}};
    spec.keys = pathsOf(kCsvKeys);
    spec.source = "openai_costs";
    spec.read = [](Record& record, FactRows& rows) {
        if (!record.has(keyAt(kCsvKeys, "amount_value")))
            return;
        rows.add(chargeOf(record, kCsvRow, record.time(keyAt(kCsvKeys, "start_time"), kUnixSeconds),
                          record.time(keyAt(kCsvKeys, "end_time"), kUnixSeconds), rows.row()));
    };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

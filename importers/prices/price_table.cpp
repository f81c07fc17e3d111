// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/price_table.h"

#include "importers/common/fact_values.h"
#include "importers/common/people_table.h"
#include "importers/prices/price_rows.h"

#include <array>

namespace ms::importers {

namespace {

using Names = std::string_view;
constexpr std::array<Names, 2> kUnitNames{"unit", "priceunit"};
constexpr std::array<Names, 3> kInputNames{"input", "inputprice", "inputtokens"};
constexpr std::array<Names, 3> kOutputNames{"output", "outputprice", "outputtokens"};
constexpr std::array<Names, 3> kReadNames{"cacheread", "cachedinput", "cachereadprice"};
constexpr std::array<Names, 3> kWrite5mNames{"cachewrite5m", "cachewrite", "cachewriteprice"};
constexpr std::array<Names, 2> kFromNames{"effectivefrom", "validfrom"};
constexpr std::array<Names, 2> kToNames{"effectiveto", "validto"};
constexpr std::array<Names, 3> kContextNames{"mincontexttokens", "contextover", "mincontext"};

constexpr std::array kColumns{
    NamedColumn{"provider"},
    NamedColumn{"model"},
    NamedColumn{"unit", kUnitNames},
    NamedColumn{"input", kInputNames},
    NamedColumn{"output", kOutputNames},
    NamedColumn{"cache_read", kReadNames},
    NamedColumn{"cache_write_5m", kWrite5mNames},
    NamedColumn{"cache_write_1h"},
    NamedColumn{"reasoning"},
    NamedColumn{"service_tier"},
    NamedColumn{"min_context_tokens", kContextNames},
    NamedColumn{"currency"},
    NamedColumn{"effective_from", kFromNames},
    NamedColumn{"effective_to", kToNames},
    NamedColumn{"source"},
    NamedColumn{"account"},
};
enum Key : std::size_t {
    kProvider,
    kModel,
    kUnit,
    kInput, // the parts follow in their order
    kReasoning = kInput + core::PriceEntry::kParts - 1,
    kServiceTier,
    kMinContext,
    kCurrency,
    kFrom,
    kTo,
    kSource,
    kAccount,
};
constexpr std::span kNeeded = std::span(kColumns).first<4>();
constexpr std::string_view kTitle = "Contract prices";

/// What a price is per. Tokens: places from the price in the file to that of a million.
struct Unit {
    enum class Of : std::uint8_t { Tokens, Request, Query, GpuHour } of;
    int places = 0;
    std::string_view name{}; // of prices that are not of tokens
};
std::optional<Unit> unitNamed(std::string_view text) {
    struct Word {
        std::string_view letters;
        Unit unit;
    };
    constexpr Unit kToken{Unit::Of::Tokens, 6};
    constexpr Unit kThousand{Unit::Of::Tokens, 3};
    constexpr Unit kMillion{Unit::Of::Tokens, 0};
    constexpr std::array kWords{
        Word{"token", kToken},
        Word{"1ktokens", kThousand},
        Word{"1k", kThousand},
        Word{"1000tokens", kThousand},
        Word{"1mtokens", kMillion},
        Word{"1m", kMillion},
        Word{"1000000tokens", kMillion},
        Word{"milliontokens", kMillion},
        Word{"request", {Unit::Of::Request, 0, "request"}},
        Word{"query", {Unit::Of::Query, 0, "query"}},
        Word{"gpuhour", {Unit::Of::GpuHour, 0, "gpu_hour"}},
    };
    const std::string letters = lettersOf(text);
    const std::string_view word =
        std::string_view(letters).substr(letters.starts_with("per") ? 3 : 0);
    for (const Word& known : kWords)
        if (known.letters == word)
            return known.unit;
    return std::nullopt;
}

class RowReader final : public FactReader {
public:
    explicit RowReader(DecimalMark mark) : m_mark{mark} {}

    void read(Record& record, FactRows& rows) override {
        if (record.given().empty()) // a blank line of a spreadsheet
            return;
        core::PriceEntry entry;
        entry.provider = record.text(kProvider);
        entry.model = record.text(kModel);
        for (const std::size_t key : {std::size_t(kProvider), std::size_t(kModel)})
            if (!record.has(key))
                record.fail(record.name(key), "The value is missing.");
        if (record.has(kAccount)) // it must not become the price of all accounts
            record.fail(record.name(kAccount),
                        "Prices of a single account belong in a native price file, which has a "
                        "column for it.");
        if (record.has(kServiceTier) && record.text(kServiceTier) != "default")
            entry.serviceTier = record.text(kServiceTier);
        entry.minContextTokens =
            countAt(record, kMinContext, NumberFormat::CommaThousands).value_or(0);
        entry.source = record.text(kSource);
        entry.publisher = kTitle;
        if (record.has(kCurrency))
            entry.currency = currencyAt(record, kCurrency);
        else
            entry.flags.add(core::Flag::ImpliedCurrencyUsd);
        setPeriod(record, entry);
        setPrices(record, entry, rows);
        if (!record.isSpoilt())
            addPrice(record, rows, std::move(entry));
    }

private:
    static void setPeriod(Record& record, core::PriceEntry& entry) {
        entry.effectiveFrom = momentAt(record, kFrom);
        entry.effectiveTo = momentAt(record, kTo);
        if (!entry.effectiveFrom || !entry.effectiveTo)
            return;
        const auto micros = [](const core::Moment& moment) {
            return moment.kind == core::Moment::Kind::Day ? moment.value * core::kMicrosPerDay
                                                          : moment.value;
        };
        if (micros(*entry.effectiveTo) <= micros(*entry.effectiveFrom))
            record.fail(record.name(kTo), "The period ends before it starts (ends are exclusive).");
    }

    static std::optional<core::Moment> momentAt(Record& record, std::size_t key) {
        if (!record.has(key))
            return std::nullopt;
        const auto moment = core::parseMoment(record.text(key));
        if (moment)
            return *moment;
        record.fail(record.name(key), moment.error().message);
        return std::nullopt;
    }

    void setPrices(Record& record, core::PriceEntry& entry, FactRows& rows) const {
        const auto unit = unitNamed(record.text(kUnit));
        if (!unit)
            return record.fail(record.name(kUnit),
                               "'" + std::string(record.text(kUnit).substr(0, 80)) +
                                   "' is not one of per_token, per_1k_tokens, per_1m_tokens, "
                                   "per_request, per_query, per_gpu_hour.");
        if (unit->of == Unit::Of::Tokens) {
            for (std::size_t part = 0; part < core::PriceEntry::kParts; ++part)
                entry.perMillion[part] = priceAt(record, kInput + part, unit->places);
            return;
        }
        for (std::size_t key = kInput + 1; key <= kReasoning; ++key)
            if (record.has(key))
                record.fail(record.name(key),
                            "A price that is not of tokens stands in the input's column alone.");
        const auto price = priceAt(record, kInput, 0);
        if (!price)
            return;
        if (unit->of == Unit::Of::Request)
            entry.perRequest = price;
        else if (unit->of == Unit::Of::Query)
            entry.perQuery = price;
        else
            rows.note(Note::PartNotPriced);
        entry.other.emplace_back(unit->name, *price);
    }

    std::optional<core::Decimal> priceAt(Record& record, std::size_t key, int places) const {
        const auto price = writtenNumberAt(record, key, m_mark);
        if (!price)
            return std::nullopt;
        const auto moved = shifted(*price, places);
        if (!moved || price->digits < 0)
            record.fail(record.name(key),
                        moved ? "A price cannot be negative." : toText(*price) + " is too large.");
        return moved;
    }

    DecimalMark m_mark;
};

} // namespace

std::unique_ptr<Format> makePriceTable() {
    FactFormatSpec spec;
    spec.name = "price_table";
    spec.title = kTitle;
    spec.kind = core::FileKind::Prices;
    spec.match = [](const FileHead& head) { return matchByColumns(kTitle, kNeeded, head); };
    readPeopleTable<RowReader>(spec, kColumns, {kInput, core::PriceEntry::kParts});
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

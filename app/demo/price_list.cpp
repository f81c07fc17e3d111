// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/price_list.h"

#include "app/demo/calendar.h"
#include "models/core/check.h"

#include <tuple>

namespace ms::app::demo {
namespace {

constexpr std::array<std::string_view, kCount<Bucket>> kBucketNames{
    "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "request"};
constexpr std::int64_t kMillion = 1'000'000;

/// Rates in micro-units per million tokens, which are pico-units a token; 0: no rule.
struct Rates {
    std::int64_t input, cacheRead, cacheWrite5m, cacheWrite1h, output;
};

class Rows {
public:
    explicit Rows(std::vector<PriceRow>& rows) : m_rows{rows} {}
    void add(const PriceRow& shape, const Rates& rates) {
        const std::array<std::int64_t, 5> all{rates.input, rates.cacheRead, rates.cacheWrite5m,
                                              rates.cacheWrite1h, rates.output};
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i] == 0)
                continue;
            PriceRow row = shape;
            row.bucket = static_cast<Bucket>(i);
            row.per = kMillion;
            row.amountPicos = all[i] * kMillion;
            m_rows.push_back(row);
        }
    }

private:
    std::vector<PriceRow>& m_rows;
};

PriceRow shapeOf(Model model, ServiceTier tier, std::string_view source) {
    return {model, Account::None, tier, 0, Bucket::Input, 1, 0, kNoDay, kNoDay, source};
}

std::vector<PriceRow> priceRows() {
    std::vector<PriceRow> list;
    Rows rows{list};
    const std::string_view page = "list page 2026-02";
    PriceRow large = shapeOf(Model::AuroraLarge, ServiceTier::Standard, page);
    rows.add(large, {3'000'000, 300'000, 3'750'000, 6'000'000, 15'000'000});
    large.contextOver = kLongPrompt;
    rows.add(large, {6'000'000, 600'000, 7'500'000, 12'000'000, 22'500'000});
    rows.add(shapeOf(Model::AuroraLarge, ServiceTier::Batch, page),
             {1'500'000, 150'000, 1'875'000, 3'000'000, 7'500'000});
    // No rate for one-hour writes: they are charged at the input rate.
    rows.add(shapeOf(Model::AuroraSmall, ServiceTier::Standard, page),
             {800'000, 80'000, 1'000'000, 0, 4'000'000});
    rows.add(shapeOf(Model::CobaltPro, ServiceTier::Standard, page),
             {1'750'000, 175'000, 0, 0, 14'000'000});
    PriceRow contract = shapeOf(Model::CobaltPro, ServiceTier::Standard, "contract LD-2026-014");
    contract.account = Account::Enterprise;
    contract.fromDay = dayNumber(2026, 1, 1);
    contract.toDay = dayNumber(2027, 1, 1);
    rows.add(contract, {1'400'000, 140'000, 0, 0, 11'200'000});

    PriceRow mini = shapeOf(Model::CobaltMini, ServiceTier::Standard, page);
    mini.fromDay = dayNumber(2026, 1, 1);
    mini.toDay = kMay1;
    PriceRow miniBatch = mini;
    miniBatch.serviceTier = ServiceTier::Batch;
    rows.add(mini, {250'000, 25'000, 0, 0, 2'000'000});
    rows.add(miniBatch, {125'000, 12'500, 0, 0, 1'000'000});
    for (PriceRow* row : {&mini, &miniBatch}) {
        row->fromDay = kMay1;
        row->toDay = kNoDay;
        row->source = "list page 2026-05";
    }
    rows.add(mini, {400'000, 40'000, 0, 0, 3'200'000});
    rows.add(miniBatch, {200'000, 20'000, 0, 0, 1'600'000});

    PriceRow embed = shapeOf(Model::HarborEmbed, ServiceTier::Standard, page);
    rows.add(embed, {20'000, 0, 0, 0, 0});
    embed.bucket = Bucket::Request; // 0.004 per 1,000 requests
    embed.per = 1000;
    embed.amountPicos = 4'000'000'000;
    list.push_back(embed);
    return list;
}

} // namespace

std::string_view nameOf(Bucket bucket) {
    return kBucketNames[at(bucket)];
}

std::size_t PriceList::indexOf(Model model, Account account, ServiceTier tier, std::size_t band,
                               std::size_t period) const {
    return (((at(model) * kCount<Account> + at(account)) * kCount<ServiceTier> + at(tier)) * 2 +
            band) *
               2 +
           period;
}

PriceList::PriceList() : m_rows{priceRows()} {
    for (std::size_t m = 0; m < kCount<Model>; ++m)
        for (std::size_t a = 0; a < kCount<Account>; ++a)
            for (std::size_t t = 0; t < kCount<ServiceTier>; ++t)
                for (const std::int64_t prompt : {kLongPrompt, kLongPrompt + 1})
                    for (const int day : {0, kMay1})
                        m_cards.push_back(cardFor(billedAs(static_cast<Model>(m)),
                                                  static_cast<Account>(a),
                                                  static_cast<ServiceTier>(t), prompt, day));
}

PriceList::Card PriceList::cardFor(Model model, Account account, ServiceTier tier,
                                   std::int64_t prompt, int day) const {
    Card card;
    card.fill(kNone);
    std::array<const PriceRow*, kCount<Bucket>> best{};
    const auto rank = [](const PriceRow& row) {
        return std::tuple{row.account != Account::None, row.contextOver, row.fromDay};
    };
    for (const PriceRow& row : m_rows) {
        const bool matches = row.model == model && row.serviceTier == tier &&
                             (row.account == Account::None || row.account == account) &&
                             (row.contextOver == 0 || prompt > row.contextOver) &&
                             row.fromDay <= day && (row.toDay == kNoDay || day < row.toDay);
        const PriceRow*& current = best[at(row.bucket)];
        if (matches && (!current || rank(*current) < rank(row)))
            current = &row;
    }
    for (std::size_t b = 0; b < best.size(); ++b) {
        if (!best[b])
            continue;
        CHECK(best[b]->amountPicos % best[b]->per == 0,
              "A sample rate must be whole pico-units a token.");
        card[b] = best[b]->amountPicos / best[b]->per;
    }
    return card;
}

Charge PriceList::chargeOf(const Attempt& a) const {
    Charge charge;
    if (!hasUsage(a.fault)) {
        const bool isUnbilled = a.fault != Fault::Timeout && a.fault != Fault::Aborted;
        charge.basis = isUnbilled ? Charge::Basis::Unbilled : Charge::Basis::Unknown;
        return charge;
    }
    const std::size_t band = a.prompt() > kLongPrompt ? 1 : 0;
    const std::size_t period = a.timeMs >= kMay1 * kMsPerDay ? 1 : 0;
    const Card& card = m_cards[indexOf(a.model, a.account, a.serviceTier, band, period)];
    const std::int64_t inputRate = card[at(Bucket::Input)];
    const bool hasOutputRate = card[at(Bucket::Output)] != kNone;
    if (inputRate == kNone || (a.output > 0 && !hasOutputRate)) {
        if (a.reportedPicos >= 0) {
            charge.basis = Charge::Basis::Reported;
            charge.total = a.reportedPicos;
        }
        return charge;
    }
    charge.basis = Charge::Basis::Book;
    const std::array<std::int64_t, kCount<Bucket>> quantity{
        a.input, a.cacheRead, a.cacheWrite5m, a.cacheWrite1h, a.output, 1};
    for (std::size_t b = 0; b < quantity.size(); ++b) {
        std::int64_t rate = card[b];
        if (rate == kNone) {
            if (b >= at(Bucket::Output))
                continue; // no output, or no fee
            rate = inputRate;
            charge.usesFallbackRate |= quantity[b] > 0;
        }
        charge.byBucket[b] = quantity[b] * rate;
        charge.total += charge.byBucket[b];
    }
    return charge;
}

} // namespace ms::app::demo

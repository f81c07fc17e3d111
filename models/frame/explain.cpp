// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"
#include "models/frame/attempt_reader.h"
#include "models/frame/local_frame.h"
#include "models/pricing/cost_of.h"
#include "models/pricing/failure_billing.h"
#include "models/pricing/unpriced_reason.h"

#include <algorithm>
#include <tuple>

namespace ms::frame {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using pricing::PriceBook;
using query::Attempt;
using query::CostBasis;
using query::Explanation;

namespace {

std::int64_t number(const Attempt& attempt, NumberColumn column) {
    return attempt.numbers[std::size_t(column)];
}
const std::string& text(const Attempt& attempt, TextColumn column) {
    return attempt.texts[std::size_t(column)];
}

pricing::Usage usageOf(const Attempt& attempt) {
    const auto known = [&attempt](NumberColumn column) -> std::optional<std::int64_t> {
        const std::int64_t value = number(attempt, column);
        if (value == core::kUnknownNumber)
            return {};
        return value;
    };
    return {known(NumberColumn::Input),        known(NumberColumn::CacheRead),
            known(NumberColumn::CacheWrite5m), known(NumberColumn::CacheWrite1h),
            known(NumberColumn::Output),       known(NumberColumn::Queries)};
}

std::string reportedReason(const Attempt& attempt, const PriceBook& book) {
    const std::string& currency = text(attempt, TextColumn::Currency);
    if (number(attempt, NumberColumn::ReportedCost) == core::kUnknownNumber || currency.empty() ||
        currency == book.currency())
        return {};
    return " The source's own cost is in '" + currency + "', not in '" + book.currency() + "'.";
}

std::string pricedReason(const Explanation& explanation) {
    const bool isFallback =
        std::any_of(explanation.lines.begin(), explanation.lines.end(),
                    [](const query::CostLine& line) { return line.isFallbackRate; });
    std::string reason = "Priced with book '" + explanation.book + "'";
    const std::string& model = text(explanation.attempt, TextColumn::Model);
    if (explanation.billedModel != model)
        reason += ": model '" + model + "' is billed as '" + explanation.billedModel + "'";
    reason += ".";
    if (explanation.billedProvider != text(explanation.attempt, TextColumn::Provider))
        reason += " The provider is taken from the book: only '" + explanation.billedProvider +
                  "' sells '" + model + "'.";
    if (isFallback)
        reason += " Cache tokens without a rate of their own are charged at the input rate.";
    return reason;
}

Explanation explanationOf(Attempt attempt, const PriceBook& book, const core::Zone& zone) {
    Explanation explanation;
    explanation.attempt = std::move(attempt);
    const Attempt& event = explanation.attempt;
    const pricing::PriceKey key{text(event, TextColumn::Provider), text(event, TextColumn::Model),
                                text(event, TextColumn::Account),
                                text(event, TextColumn::ServiceTier)};
    explanation.book = book.name();
    const PriceBook::Billing billing = book.billingOf(key.provider, key.model);
    explanation.billedProvider = billing.provider;
    explanation.billedModel = billing.model;
    const pricing::Usage usage = usageOf(event);
    const std::int64_t prompt = usage.input.value_or(0) + usage.cacheRead.value_or(0) +
                                usage.cacheWrite5m.value_or(0) + usage.cacheWrite1h.value_or(0);
    const core::Instant time{number(event, NumberColumn::Time)};
    std::optional<core::Day> day;
    if (time.micros != core::kUnknownNumber)
        day = zone.dayOf(time);
    const PriceBook::Tariff tariff = book.tariffOf(key);
    const pricing::RateCard& card = tariff.at(time, prompt);
    const auto unpriced = [&] { return pricing::unpricedReason(book, key, usage, day, card); };

    switch (event.basis) {
    case CostBasis::Priced: {
        const auto priced = pricing::priceOf(usage, card, book.rules());
        CHECK(priced, "What the frame priced has a price.");
        for (const pricing::BucketCost& line : priced->lines)
            explanation.lines.push_back({line.bucket, line.quantity,
                                         book.rules()[std::size_t(line.rule)], line.isFallbackRate,
                                         line.cost});
        explanation.reason = pricedReason(explanation);
        break;
    }
    case CostBasis::Reported:
        explanation.reason = "The cost is the source's own figure. " + unpriced();
        break;
    case CostBasis::Unbilled:
        explanation.reason = "The attempt failed before any output (" +
                             text(event, TextColumn::Error) + "); such failures are not billed.";
        break;
    case CostBasis::AppCache:
        explanation.reason = "Answered from the application's own cache: nothing was bought.";
        break;
    case CostBasis::Unknown:
        explanation.reason = unpriced() + reportedReason(event, book);
        break;
    }
    return explanation;
}

/// Order of the attempts of a request: number (unknown last), time (unknown last), row.
bool comesBefore(const Attempt& a, const Attempt& b) {
    const auto rank = [](const Attempt& attempt) {
        const std::int64_t n = number(attempt, NumberColumn::Attempt);
        const std::int64_t t = number(attempt, NumberColumn::Time);
        return std::tuple(n == core::kUnknownNumber, n, t == core::kUnknownNumber, t, attempt.row);
    };
    return rank(a) < rank(b);
}

} // namespace

core::Result<std::vector<Explanation>> LocalFrame::explain(const std::string& requestId,
                                                           std::stop_token stop) const {
    const auto key = m_columns->source().idKey(IdColumn::Request, requestId, stop);
    if (!key)
        return key.error();
    if (*key == 0)
        return std::vector<Explanation>();
    const auto keys = m_columns->keys(IdColumn::Request, stop);
    if (!keys)
        return keys.error();
    std::vector<std::uint32_t> rows;
    const auto isLive = m_columns->isLive();
    (*keys)->visit([&](const auto* values) {
        for (std::size_t row = 0; row < m_columns->rows(); ++row)
            if (values[row] == *key && (isLive.empty() || isLive[row]))
                rows.push_back(std::uint32_t(row));
    });
    auto attempts = readAttempts(*this, std::move(rows), allAttemptColumns(), stop);
    if (!attempts)
        return attempts.error();
    std::sort(attempts->begin(), attempts->end(), comesBefore);
    std::vector<Explanation> explanations;
    for (Attempt& attempt : *attempts)
        explanations.push_back(explanationOf(std::move(attempt), m_book, m_lens.zone));
    return explanations;
}

core::Result<Explanation> LocalFrame::explainRow(std::uint64_t row, std::stop_token stop) const {
    const auto isLive = m_columns->isLive();
    if (row >= m_columns->rows() || (!isLive.empty() && !isLive[row]))
        return core::Error{core::Error::Code::Usage,
                           "There is no attempt in row " + std::to_string(row) + ".",
                           {}};
    auto attempts = readAttempts(*this, {std::uint32_t(row)}, allAttemptColumns(), stop);
    if (!attempts)
        return attempts.error();
    return explanationOf(std::move(attempts->front()), m_book, m_lens.zone);
}

} // namespace ms::frame

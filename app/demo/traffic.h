// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/attempt.h"
#include "app/demo/schedule.h"
#include "app/demo/tally.h"

#include <vector>

namespace ms::app::demo {

/// What became of a business unit after its calls: a row of outcomes.csv.
struct UnitOutcome {
    std::uint64_t unit = 0;
    Feature feature = Feature::TicketReply;
    std::int16_t tenant = kNoTenant;
    Outcome outcome = Outcome::Accepted;
    std::int64_t decidedMs = 0;
};

/// Make the calls of one slice: work comes in episodes (a ticket, a search, an agent run), an
/// episode makes requests, a request makes attempts.
/// Output  `rows` in order of time, exactly slice.uniqueRows() of them; `tally` and `outcomes` get
///         what they add up to, when given.
/// Threads one a worker; the same slice is the same from any.
class Traffic {
public:
    Traffic(const Company& company, const PriceList& prices, std::uint64_t seed);
    void make(const Slice& slice, std::vector<Attempt>& rows, Tally* tally,
              std::vector<UnitOutcome>* outcomes);

private:
    struct Episode; // what its attempts have in common, and how its requests behave
    void helpdeskEpisode();
    void gatewayEpisode();
    void drawCustomer(Episode& episode);
    void drawFeature(Episode& episode);
    void planRequests(Episode& episode);
    void play(Episode& episode);
    void request(Episode& episode, int step);
    void fillTokens(const Episode& episode, int step, Attempt& attempt);
    void fillCachedPrompt(Attempt& attempt, std::int64_t cached, std::int64_t fresh,
                          std::uint32_t oneHourPerMille);
    Fault drawFault(const Attempt& attempt);
    void finishUnit(Episode& episode, Int128 cost);
    std::int64_t drawTime();
    std::uint64_t newSerial() { return (m_slice->number << 32) + ++m_serial; }
    std::size_t room() const { return m_slice->uniqueRows() - m_rows->size(); }

    const Company& m_company;
    const PriceList& m_prices;
    std::uint64_t m_seed;
    Dice m_dice{0};
    const Slice* m_slice = nullptr;
    std::vector<Attempt>* m_rows = nullptr;
    Tally* m_tally = nullptr;
    std::vector<UnitOutcome>* m_outcomes = nullptr;
    std::uint64_t m_serial = 0;
    std::uint64_t m_unit = 0;
};

} // namespace ms::app::demo

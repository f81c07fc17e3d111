// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/format.h"

#include "importers/common/number_format.h"
#include "importers/common/row_mask.h"

namespace ms::importers {

namespace {

struct NoteWords {
    const char* one;
    const char* many; // after the count
};

constexpr std::array<NoteWords, kNotes> kNoteWords{{
    {"1 partial line left at the end", " partial lines left at the end"},
    {"1 time without a zone taken as UTC", " times without a zone taken as UTC"},
    {"1 time that the clocks show twice taken as the earlier one",
     " times that the clocks show twice taken as the earlier one"},
    {"1 row with an unknown status word", " rows with an unknown status word"},
    {"1 entry without a token price skipped", " entries without a token price skipped"},
    {"1 price of another kind (image, audio, page, ...) not used",
     " prices of other kinds (image, audio, page, ...) not used"},
    {"1 page announces more pages, which are not in this file: the period is not complete",
     " pages announce more pages, which are not in this file: the period is not complete"},
    {"1 charge of a kind that is not known taken as usage",
     " charges of kinds that are not known taken as usage"},
    {"1 row spreads the cost of a commitment: import either the amortised export of a month or "
     "its actual costs, not both",
     " rows spread the cost of commitments: import either the amortised export of a month or its "
     "actual costs, not both"},
    {"1 tier whose stated margin is not its revenue less its cost; revenue and cost are kept",
     " tiers whose stated margin is not their revenue less their cost; revenue and cost are kept"},
    {"1 row without a period of its own is earned on the day of its invoice",
     " rows without a period of their own are earned on the day of their invoice"},
    {"1 invoice whose lines do not add up to its total without tax; the lines are kept",
     " invoices whose lines do not add up to their totals without tax; the lines are kept"},
    {"1 row is a snapshot without a month: it earns nothing until it is imported for one (--month "
     "2026-07, or Month beside the file in the window)",
     " rows are a snapshot without a month: they earn nothing until they are imported for one "
     "(--month 2026-07, or Month beside the file in the window)"},
}};

} // namespace

std::string noteText(Note note, std::int64_t count) {
    const NoteWords& words = kNoteWords[std::size_t(note)];
    return count == 1 ? std::string(words.one) : std::to_string(count) + words.many;
}

void ParsedChunk::reject(std::int64_t line, std::string column, std::string reason,
                         std::string_view raw) {
    // More than is kept: what is said in a row shrinks to a few characters. A line that holds many
    // rows, as traces do, may be rejected for each of them.
    constexpr std::size_t kMostMasked = std::size_t{256} << 10;
    constexpr std::size_t kMostWords = 1024;
    std::string kept(raw.substr(0, kMostMasked));
    if (kept.size() < raw.size())
        kept += RowMask::kCutMark;
    rejects.push_back({line, shortened(std::move(column), kMostWords),
                       shortened(std::move(reason), kMostWords), std::move(kept)});
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/schedule.h"

#include <algorithm>

namespace ms::app::demo {

const std::array<std::uint32_t, 24> kHourWeights{2,  1,  1,  1,  1,  2,  4, 8, 14, 18, 20, 19,
                                                 16, 18, 20, 19, 16, 12, 8, 6, 5,  4,  3,  2};

namespace {

constexpr std::uint64_t kRowsPerSlice = 16'000;
constexpr std::uint64_t kDuplicatesPerMille = 5;
constexpr std::uint64_t kOverlapDivisor = 400; // one row in 400 is exported twice, with two months

/// Growth over the months, quiet weekends. 2026-03-01 is a Sunday.
std::uint64_t weightOfDay(int day) {
    const bool isWeekend = day % 7 == 0 || day % 7 == 6;
    const auto base = static_cast<std::uint64_t>(1000 + 6 * day);
    return isWeekend ? base * 2 / 5 : base;
}

std::vector<Slice> layOut(Application application, int parts) {
    std::vector<Slice> slices;
    for (int day = 0; day < kDays; ++day) {
        for (int part = 0; part < parts; ++part) {
            Slice slice;
            slice.application = application;
            slice.log = application == Application::Helpdesk
                            ? static_cast<std::size_t>(monthOf(day))
                            : kGatewayFile;
            slice.day = day;
            slice.hours = 24 / parts;
            slice.firstHour = part * slice.hours;
            slices.push_back(slice);
        }
    }
    return slices;
}

std::uint64_t weightOf(const Slice& slice) {
    std::uint64_t hours = 0;
    for (int h = slice.firstHour; h < slice.firstHour + slice.hours; ++h)
        hours += kHourWeights[static_cast<std::size_t>(h)];
    return hours * weightOfDay(slice.day);
}

/// Rows by weight; the running total decides, so the shares add up to `rows` exactly.
void share(std::vector<Slice>& slices, std::uint64_t rows) {
    core::Int128 weights = 0;
    for (const Slice& slice : slices)
        weights += weightOf(slice);
    core::Int128 upTo = 0;
    std::uint64_t done = 0;
    for (Slice& slice : slices) {
        upTo += weightOf(slice);
        const auto target = static_cast<std::uint64_t>(upTo * rows / weights);
        slice.rows = static_cast<std::uint32_t>(target - done);
        done = target;
    }
}

/// The last hours of April are exported again at the start of the May file.
void addOverlap(std::vector<Slice>& slices, std::uint64_t rows) {
    const auto may =
        std::find_if(slices.begin(), slices.end(), [](const Slice& s) { return s.day == kMay1; });
    const std::uint64_t overlap =
        std::min<std::uint64_t>(rows / kOverlapDivisor, (may - 1)->rows / 3);
    share(slices, rows - overlap);
    may->overlap = static_cast<std::uint32_t>(overlap);
    may->rows += may->overlap;
}

} // namespace

std::vector<Slice> scheduleOf(std::uint64_t events) {
    const std::uint64_t gatewayRows = events * 15 / 100;
    std::vector<Slice> all;
    for (const Application application : {Application::Helpdesk, Application::KnowledgeBase}) {
        const bool isHelpdesk = application == Application::Helpdesk;
        const std::uint64_t rows = isHelpdesk ? events - gatewayRows : gatewayRows;
        int parts = 1;
        for (const int candidate : {2, 4, 8, 24})
            if (rows / kDays / static_cast<std::uint64_t>(parts) > kRowsPerSlice)
                parts = candidate;
        std::vector<Slice> slices = layOut(application, parts);
        share(slices, rows);
        if (isHelpdesk)
            addOverlap(slices, rows);
        all.insert(all.end(), slices.begin(), slices.end());
    }
    std::uint64_t row = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Slice& slice = all[i];
        slice.number = i;
        slice.firstRow = row;
        row += slice.rows;
        const std::uint64_t duplicates =
            row * kDuplicatesPerMille / 1000 - slice.firstRow * kDuplicatesPerMille / 1000;
        slice.duplicates = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(duplicates, (slice.rows - slice.overlap) / 2));
    }
    return all;
}

} // namespace ms::app::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

struct DailyLimits {
    double score = 3.5;
    double relativeExcess = 0.2;
    double moneyThreshold = 0; // in the unit of the totals
    double urgentScore = 10;   // beyond it one day is enough
};

/// A day's total beside the same weekday of the weeks before.
struct DailyReading {
    std::optional<double> usual; // their median; empty without earlier weeks
    std::optional<double> score; // modified z-score
    double excess = 0;           // total - usual
    bool isHigh = false;         // all limits are exceeded or met
    bool isUrgent = false;
};

/// Is a day's total unusually high?
/// Input   `sameWeekday`: totals of the same weekday, usually of the last 8 weeks. Weeks that are
///         all equal have no score: the excess alone decides, and is never urgent.
/// Source  METHODS 3.7.
DailyReading readDailyTotal(double total, std::span<const double> sameWeekday,
                            const DailyLimits& limits);

enum class DayAlert { None, Raised, Suppressed };

/// When are alerts raised, without crying wolf? On a high day that is the second of three days,
/// or urgent; then not again before two days in a row are normal.
/// Output  one a reading, same order. Totals that scatter by a tenth of themselves, with a day in a
///         hundred three times as wild, raise less than one alert a year by chance.
/// Source  METHODS 3.7.
std::vector<DayAlert> dailyAlerts(std::span<const DailyReading> readings);

} // namespace ms::stats

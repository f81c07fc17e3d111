// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/daily_alert.h"

#include "models/stats/robust_score.h"

#include <cstddef>

namespace ms::stats {

DailyReading readDailyTotal(double total, std::span<const double> sameWeekday,
                            const DailyLimits& limits) {
    DailyReading reading;
    if (sameWeekday.empty())
        return reading;
    const RobustScale scale = robustScale(sameWeekday);
    reading.usual = scale.center;
    reading.excess = total - scale.center;
    if (scale.source != ScaleSource::None)
        reading.score = scale.scoreOf(total);
    const bool isFarOut = reading.score ? *reading.score > limits.score : reading.excess > 0;
    reading.isHigh = isFarOut && reading.excess >= limits.relativeExcess * scale.center &&
                     reading.excess >= limits.moneyThreshold;
    reading.isUrgent = reading.isHigh && reading.score && *reading.score > limits.urgentScore;
    return reading;
}

std::vector<DayAlert> dailyAlerts(std::span<const DailyReading> readings) {
    std::vector<DayAlert> alerts;
    bool isActive = false;
    int normalDays = 0;
    for (std::size_t day = 0; day < readings.size(); ++day) {
        int highDays = 0;
        for (std::size_t back = 0; back < 3 && back <= day; ++back)
            highDays += readings[day - back].isHigh ? 1 : 0;
        normalDays = readings[day].isHigh ? 0 : normalDays + 1;
        if (normalDays >= 2)
            isActive = false;
        const bool holds = readings[day].isHigh && (highDays >= 2 || readings[day].isUrgent);
        alerts.push_back(!holds     ? DayAlert::None
                         : isActive ? DayAlert::Suppressed
                                    : DayAlert::Raised);
        isActive = isActive || holds;
    }
    return alerts;
}

} // namespace ms::stats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/calendar.h"

#include <cstdio>

namespace ms::app::demo {
namespace {

bool isLeap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysIn(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && isLeap(year) ? 1 : 0);
}

int daysFrom2000(int year, int month, int day) {
    int days = 0;
    for (int y = 2000; y < year; ++y)
        days += isLeap(y) ? 366 : 365;
    for (int m = 1; m < month; ++m)
        days += daysIn(year, m);
    return days + day - 1;
}

} // namespace

std::string_view nameOf(ZoneName zone) {
    return zone == ZoneName::Utc ? "UTC" : "Europe/Berlin";
}

int dayNumber(int year, int month, int day) {
    return daysFrom2000(year, month, day) - daysFrom2000(kYear, 3, 1);
}

std::string dateText(int day) {
    int year = kYear;
    int month = 3;
    while (day < 0) { // walk month by month: the distances are short
        month = month == 1 ? 12 : month - 1;
        if (month == 12)
            --year;
        day += daysIn(year, month);
    }
    while (day >= daysIn(year, month)) {
        day -= daysIn(year, month);
        month = month == 12 ? 1 : month + 1;
        if (month == 1)
            ++year;
    }
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day + 1);
    return text;
}

std::string monthText(int month) {
    return "2026-0" + std::to_string(3 + month);
}

std::string weekText(int week) {
    const std::string number = std::to_string(9 + week);
    return "2026-W" + (number.size() < 2 ? "0" + number : number);
}

std::string instantText(int day) {
    return dateText(day) + "T00:00:00Z";
}

} // namespace ms::app::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/plain_words.h"

#include <cstdio>

namespace ms::report {

std::string nounOf(query::Grain grain) {
    return grain == query::Grain::Attempt ? "call" : std::string(query::nameOf(grain));
}

std::string twoDecimals(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

} // namespace ms::report

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/change_words.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

#include <algorithm>
#include <array>

namespace ms::report {

using core::Int128;
using core::MoneySum;

std::string signedMoneyWords(MoneySum amount, std::string_view currency) {
    return (amount.picos() > 0 ? "+" : "") + analysis::moneyWords(amount, currency);
}

std::string signedPercentWords(double ratio) {
    const std::string words = analysis::percentWords(ratio);
    return (ratio > 0 && words != "0%" ? "+" : "") + words;
}

std::string movementWords(Int128 before, Int128 after) {
    if (before == after)
        return "unchanged";
    if (before == 0)
        return "appeared";
    if (after == 0)
        return "gone";
    struct Multiple { // within 2.5 % of it
        int numerator;
        int denominator;
        const char* word;
    };
    constexpr std::array multiples{Multiple{2, 1, "doubled"}, Multiple{3, 1, "tripled"},
                                   Multiple{1, 2, "halved"}};
    for (const Multiple& multiple : multiples) {
        const Int128 exact = before * multiple.numerator, actual = after * multiple.denominator;
        const Int128 distance = actual > exact ? actual - exact : exact - actual;
        if (before > 0 && 40 * distance <= exact)
            return multiple.word;
    }
    return signedPercentWords(*analysis::shareOf(after - before, before));
}

std::string lowered(std::string_view title) {
    std::string text(title);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
        text[0] = char(text[0] - 'A' + 'a');
    return text;
}

std::string sliceText(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys)
        text += (text.empty() ? "" : " · ") + (key.empty() ? "(not given)" : key);
    return text;
}

std::string sliceWord(const std::vector<query::Dimension>& by) {
    if (by.size() != 1)
        return "slice";
    std::string word(query::nameOf(by.front()));
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

std::string sliceWords(const std::vector<query::Dimension>& by) {
    const std::string word = sliceWord(by);
    return word + (word.back() == 's' ? "es" : "s");
}

} // namespace ms::report

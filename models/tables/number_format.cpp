// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/number_format.h"

#include "models/core/decimal.h"

#include <array>
#include <cmath>

namespace ms::tables {

using core::Int128;
using core::MoneySum;

namespace {

constexpr int kSignificantDigits = 3;

Int128 absolute(Int128 value) {
    return value < 0 ? -value : value;
}

/// "1204.1" with at least `decimals` decimals: "1204.10".
QString padded(QString decimal, int decimals) {
    qsizetype point = decimal.indexOf(u'.');
    if (point < 0 && decimals > 0) {
        point = decimal.size();
        decimal += u'.';
    }
    while (point >= 0 && decimal.size() - point - 1 < decimals)
        decimal += u'0';
    return decimal;
}

QString decimalText(Int128 digits, int scale) {
    return QString::fromStdString(core::decimalText(digits, scale));
}

/// How many decimals show what an amount of so many pico-units is.
int decimalsFor(Int128 picos) {
    constexpr Int128 kUnit = core::kPicosPerUnit;
    if (picos >= 10'000 * kUnit)
        return 0;
    if (picos >= kUnit / 10 || picos == 0)
        return 2;
    const int digits = int(core::toText(picos).size());
    return std::max(2, core::kPicoDecimals - std::max(digits - kSignificantDigits, 0));
}

} // namespace

NumberFormat::NumberFormat(std::string_view currency, NumberStyle style)
    : m_style{std::move(style)} {
    const QString code = QString::fromUtf8(currency.data(), qsizetype(currency.size()));
    m_unit = code == u"USD" ? QStringLiteral("$") : code + u' ';
}

QString NumberFormat::money(MoneySum amount) const {
    const Int128 picos = absolute(amount.picos());
    const int decimals = decimalsFor(picos);
    const Int128 rounded = core::roundedTo(MoneySum::fromPicos(picos), decimals);
    const QString digits = padded(decimalText(rounded, decimals), decimals == 0 ? 0 : 2);
    return signedText(amount.picos() < 0, m_unit, digits);
}

QString NumberFormat::money(const std::optional<MoneySum>& amount) const {
    return amount ? money(*amount) : m_style.unknown;
}

QString NumberFormat::exactMoney(MoneySum amount) const {
    const QString digits = decimalText(absolute(amount.picos()), core::kPicoDecimals);
    return signedText(amount.picos() < 0, m_unit, padded(digits, 2));
}

QString NumberFormat::percent(std::optional<double> ratio) const {
    if (!ratio || !std::isfinite(*ratio))
        return m_style.unknown;
    const QString digits = QString::number(std::abs(*ratio) * 100, 'f', 1);
    const bool isZero = digits == u"0.0";
    return signedText(*ratio < 0 && !isZero, {}, digits) + u'%';
}

QString NumberFormat::number(std::optional<double> number) const {
    if (!number || !std::isfinite(*number))
        return m_style.unknown;
    const double size = std::abs(*number);
    int decimals = 1;
    for (double least = 10; size < least && size > 0 && decimals < 6; least /= 10)
        ++decimals;
    const QString digits = QString::number(size, 'f', decimals);
    const bool isZero = digits.count(u'0') + 1 == digits.size();
    return signedText(*number < 0 && !isZero, {}, digits);
}

QString NumberFormat::pValue(std::optional<double> p) const {
    constexpr double kLeast = 1e-6; // number() has six decimals
    if (p && *p < kLeast)
        return QStringLiteral("< 0.000001");
    return number(p);
}

QString NumberFormat::count(Int128 count) const {
    return signedText(count < 0, {}, decimalText(absolute(count), 0));
}

QString NumberFormat::fixed(MoneySum amount, int decimals) const {
    const Int128 rounded = core::roundedTo(MoneySum::fromPicos(absolute(amount.picos())), decimals);
    return signedText(amount.picos() < 0 && rounded != 0, m_unit,
                      padded(decimalText(rounded, decimals), decimals));
}

QString NumberFormat::fixed(double number, int decimals) const {
    const QString digits = QString::number(std::abs(number), 'f', decimals);
    const bool isZero = digits.count(u'0') + digits.count(u'.') == digits.size();
    return signedText(number < 0 && !isZero, {}, digits);
}

QString NumberFormat::compact(Int128 count) const {
    struct Step {
        Int128 one;
        const char16_t* mark;
    };
    static constexpr std::array<Step, 4> kSteps{
        {{1'000'000'000'000, u" T"}, {1'000'000'000, u" G"}, {1'000'000, u" M"}, {1'000, u" k"}}};
    const Int128 size = absolute(count);
    if (size < 10'000)
        return this->count(count);
    for (const Step& step : kSteps) {
        // A value that rounds up to the next step is written in it: 999,950 is 1 M.
        if (size * 1000 < step.one * 999 + step.one * 95 / 100)
            continue;
        const Int128 tenths = core::divideRounded(size * 10, step.one, core::Rounding::HalfEven);
        const bool isLong = tenths >= 1000;
        const Int128 whole = core::divideRounded(size, step.one, core::Rounding::HalfEven);
        const QString digits = isLong ? decimalText(whole, 0) : decimalText(tenths, 1);
        return signedText(count < 0, {}, digits) + QString::fromUtf16(step.mark);
    }
    return this->count(count);
}

QString NumberFormat::signedText(bool isNegative, const QString& unit,
                                 const QString& digits) const {
    return (isNegative ? m_style.minus : QString()) + unit + grouped(digits);
}

QString NumberFormat::grouped(const QString& plainDecimal) const {
    const qsizetype point = plainDecimal.indexOf(u'.');
    QString whole = point < 0 ? plainDecimal : plainDecimal.left(point);
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, m_style.groupMark);
    return point < 0 ? whole : whole + m_style.decimalPoint + plainDecimal.mid(point + 1);
}

QString exact(MoneySum amount) {
    return QString::fromStdString(core::toDecimalText(amount));
}
QString exact(Int128 count) {
    return QString::fromStdString(core::toText(count));
}
QString exact(double ratio) {
    return QString::number(ratio, 'g', 12);
}

} // namespace ms::tables

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/cell_value.h"

#include "models/tables/number_format.h"

#include <algorithm>

namespace ms::tables {

using core::Int128;
using core::MoneySum;

namespace {

__extension__ using Unsigned128 = unsigned __int128;

/// 39 digits hold 2^128; shifted by 2^127 there is no sign to sort.
QString shifted(Int128 value) {
    constexpr Unsigned128 kShift = Unsigned128{1} << 127;
    Unsigned128 rest = Unsigned128(value) + kShift;
    QString digits(39, u'0');
    for (qsizetype at = digits.size() - 1; rest != 0; --at, rest /= 10)
        digits[at] = QChar(u'0' + ushort(rest % 10));
    return digits;
}

/// Fractions are shown to few digits; what is below a trillionth does not order them.
QString shifted(double value) {
    return shifted(Int128(std::clamp(value, -1e15, 1e15) * 1e12));
}

template <class Value>
int order(Value a, Value b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

int orderOf(const QString& a, const QString& b) {
    const int withoutCase = QString::compare(a, b, Qt::CaseInsensitive);
    return withoutCase != 0 ? withoutCase : QString::compare(a, b);
}

} // namespace

QString displayText(const CellValue& value, const NumberFormat& format) {
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (const auto* count = std::get_if<Int128>(&value))
        return format.count(*count);
    if (const auto* money = std::get_if<MoneySum>(&value))
        return format.money(*money);
    if (const auto* ratio = std::get_if<Ratio>(&value))
        return format.percent(ratio->value);
    if (const auto* number = std::get_if<Number>(&value))
        return format.number(number->value);
    if (const auto* probability = std::get_if<PValue>(&value))
        return format.pValue(probability->value);
    return format.unknown();
}

QString exactText(const CellValue& value) {
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (const auto* count = std::get_if<Int128>(&value))
        return exact(*count);
    if (const auto* money = std::get_if<MoneySum>(&value))
        return exact(*money);
    if (const auto* ratio = std::get_if<Ratio>(&value))
        return exact(ratio->value);
    if (const auto* number = std::get_if<Number>(&value))
        return exact(number->value);
    if (const auto* probability = std::get_if<PValue>(&value))
        return exact(probability->value);
    return {};
}

QString fullText(const CellValue& value, const NumberFormat& format) {
    if (const auto* money = std::get_if<MoneySum>(&value))
        return format.exactMoney(*money);
    return displayText(value, format);
}

int compare(const CellValue& a, const CellValue& b) {
    if (isUnknown(a) || isUnknown(b))
        return order(int(isUnknown(a)), int(isUnknown(b)));
    if (a.index() != b.index())
        return order(a.index(), b.index());
    if (const auto* text = std::get_if<QString>(&a))
        return orderOf(*text, std::get<QString>(b));
    if (const auto* count = std::get_if<Int128>(&a))
        return order(*count, std::get<Int128>(b));
    if (const auto* money = std::get_if<MoneySum>(&a))
        return order(*money, std::get<MoneySum>(b));
    if (const auto* ratio = std::get_if<Ratio>(&a))
        return order(ratio->value, std::get<Ratio>(b).value);
    if (const auto* probability = std::get_if<PValue>(&a))
        return order(probability->value, std::get<PValue>(b).value);
    return order(std::get<Number>(a).value, std::get<Number>(b).value);
}

bool isUnknown(const CellValue& value) {
    return std::holds_alternative<std::monostate>(value);
}

double barLength(const CellValue& value) {
    if (const auto* count = std::get_if<Int128>(&value))
        return double(*count);
    if (const auto* money = std::get_if<MoneySum>(&value))
        return double(money->picos()) / double(core::kPicosPerUnit);
    if (const auto* ratio = std::get_if<Ratio>(&value))
        return ratio->value;
    if (const auto* number = std::get_if<Number>(&value))
        return number->value;
    if (const auto* probability = std::get_if<PValue>(&value))
        return probability->value;
    return 0;
}

QString sortKey(const CellValue& value) {
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (const auto* count = std::get_if<Int128>(&value))
        return shifted(*count);
    if (const auto* money = std::get_if<MoneySum>(&value))
        return shifted(money->picos());
    if (const auto* ratio = std::get_if<Ratio>(&value))
        return shifted(ratio->value);
    if (const auto* number = std::get_if<Number>(&value))
        return shifted(number->value);
    if (const auto* probability = std::get_if<PValue>(&value))
        return shifted(probability->value);
    return {};
}

} // namespace ms::tables

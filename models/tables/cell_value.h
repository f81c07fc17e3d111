// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/core/money.h"

#include <variant>

namespace ms::tables {

class NumberFormat;

/// A percentage or other ratio.
struct Ratio {
    double value = 0;
};
/// Any other fraction: 2.4 calls per action.
struct Number {
    double value = 0;
};
/// A probability: a tiny one is shown as smaller than what there are decimals for, never as 0.
struct PValue {
    double value = 0;
};
/// What one cell holds: nothing known, a text, a whole number, money, a ratio, a number, a p-value.
using CellValue =
    std::variant<std::monostate, QString, core::Int128, core::MoneySum, Ratio, Number, PValue>;

QString displayText(const CellValue& value, const NumberFormat& format);
/// Machine text; empty when unknown.
QString exactText(const CellValue& value);
/// Every digit, as people read it; equal to the display text where nothing was rounded.
QString fullText(const CellValue& value, const NumberFormat& format);

/// Negative, zero or positive as `a` comes before, with or after `b`. Money and counts are compared
/// exactly, texts without case first. Values of different kinds: unknown last.
int compare(const CellValue& a, const CellValue& b);
bool isUnknown(const CellValue& value);
/// The length of a data bar: for drawing only, figures are read from texts. 0 for texts.
double barLength(const CellValue& value);

/// A text whose byte order is the order of the numbers: for sorting outside the model.
QString sortKey(const CellValue& value);

} // namespace ms::tables

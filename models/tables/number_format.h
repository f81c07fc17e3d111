// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/core/money.h"

#include <optional>
#include <string_view>

namespace ms::tables {

/// How numbers are written. English for now; another language is another value of this struct.
struct NumberStyle {
    QString decimalPoint = QStringLiteral(".");
    QString groupMark = QStringLiteral(",");
    QString minus = QStringLiteral("-"); // the plain sign, so that pasted figures stay figures
    QString unknown = QStringLiteral("–");
};

/// Figures as people read them. Rounds half-even, for display only; never asks the system locale.
/// Every text has an exact counterpart in `exact` for tooltips, copies and programs.
class NumberFormat {
public:
    explicit NumberFormat(std::string_view currency = "USD", NumberStyle style = {});

    /// Whole units from 10,000 on, else cents; below a dime three significant digits, so that a
    /// small amount never shows as 0.00: $48,210, $1,204.17, $0.00042, -$12.30, $0.00.
    QString money(core::MoneySum amount) const;
    QString money(const std::optional<core::MoneySum>& amount) const;
    /// All twelve decimals that are there, at least two: "$1,204.170000000012".
    QString exactMoney(core::MoneySum amount) const;
    /// "95.7%"; unknown when there is no ratio.
    QString percent(std::optional<double> ratio) const;
    /// "2.41", "0.462", "1,840.8": three significant digits, at least one decimal.
    QString number(std::optional<double> number) const;
    /// "0.0123"; "< 0.000001" where six decimals would show 0.
    QString pValue(std::optional<double> p) const;
    /// "48,210".
    QString count(core::Int128 count) const;
    /// With so many decimals, for the marks of one axis: "$0.0005", "$1,500", "0.25".
    QString fixed(core::MoneySum amount, int decimals) const;
    QString fixed(double number, int decimals) const;
    /// "4.2 M", "950 k", "1,204": at most four characters of number.
    QString compact(core::Int128 count) const;
    QString unknown() const { return m_style.unknown; }

private:
    QString signedText(bool isNegative, const QString& unit, const QString& digits) const;
    QString grouped(const QString& plainDecimal) const;

    QString m_unit; // "$", "EUR "
    NumberStyle m_style;
};

/// Machine text, the same everywhere: "1204.17", "48210", "0.956896551724".
QString exact(core::MoneySum amount);
QString exact(core::Int128 count);
QString exact(double ratio);

} // namespace ms::tables

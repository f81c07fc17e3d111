// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_words.h"

#include <QCoreApplication>

#include "models/analysis/sentences.h"

namespace ms::views {
namespace {

using core::FileKind;
using Holds = mapping::MappableField::Holds;
using mapping::NumberFormat;
using mapping::TimeFormat;

constexpr qsizetype kExampleCut = 28;
constexpr int kLongestLine = 30; // of a reading, in the panel of a narrow window

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

/// "1506641.5" as "1,506,641.5": a factor of 1,000 must be seen at once.
QString grouped(const std::string& decimal) {
    QString text = QString::fromStdString(decimal);
    const qsizetype first = text.startsWith(u'-') ? 1 : 0;
    const qsizetype point = text.indexOf(u'.');
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > first; at -= 3)
        text.insert(at, u',');
    return text;
}

/// A midnight that the file does not write is a day.
QString meaningText(const std::string& meaning) {
    QString text = QString::fromStdString(meaning);
    if (text.endsWith(QStringLiteral("T00:00:00.000Z")))
        text.truncate(text.indexOf(u'T'));
    return text;
}

} // namespace

QString treatmentTitle(core::PrivacyRules::Treatment treatment) {
    switch (treatment) {
    case core::PrivacyRules::Treatment::AddressesOnly:
        return trText("Addresses as tokens");
    case core::PrivacyRules::Treatment::Hash:
        return trText("All as tokens");
    case core::PrivacyRules::Treatment::Keep:
        return trText("As it is");
    }
    return {};
}

QString kindTitle(FileKind kind) {
    switch (kind) {
    case FileKind::Events:
        return trText("Usage log (one row per call)");
    case FileKind::Prices:
        return trText("Price list");
    case FileKind::Aliases:
        return trText("Other names of models");
    case FileKind::Tenants:
        return trText("Tenants");
    case FileKind::Plans:
        return trText("Plans and their prices");
    case FileKind::Revenue:
        return trText("Revenue");
    case FileKind::Outcomes:
        return trText("Outcomes of units of work");
    case FileKind::ActiveUsers:
        return trText("Active users");
    case FileKind::GpuHours:
        return trText("GPU hours");
    case FileKind::Fx:
        return trText("Exchange rates");
    case FileKind::Budgets:
        return trText("Budgets");
    case FileKind::TenantAliases:
        return trText("Other names of tenants");
    case FileKind::Charges:
        return trText("Invoices and cost exports");
    case FileKind::Usage:
        return trText("Totals of usage");
    case FileKind::Features:
        return trText("Features of endpoints");
    case FileKind::Decisions:
        return trText("Decisions about findings");
    case FileKind::Count:
        break;
    }
    return {};
}

QString formatTitle(NumberFormat format) {
    switch (format) {
    case NumberFormat::Plain:
        return trText("1234.5");
    case NumberFormat::CommaThousands:
        return trText("1,234.5");
    case NumberFormat::CommaDecimal:
        return trText("1.234,5");
    case NumberFormat::SpaceThousands:
        return trText("1 234,5");
    }
    return {};
}

QString formatTitle(TimeFormat format) {
    switch (format) {
    case TimeFormat::Iso:
        return trText("Year-month-day");
    case TimeFormat::UnixSeconds:
        return trText("Unix seconds");
    case TimeFormat::UnixMillis:
        return trText("Unix milliseconds");
    case TimeFormat::UnixMicros:
        return trText("Unix microseconds");
    case TimeFormat::UnixNanos:
        return trText("Unix nanoseconds");
    case TimeFormat::DayMonthYear:
        return trText("Day/month/year");
    case TimeFormat::MonthDayYear:
        return trText("Month/day/year");
    }
    return {};
}

QString typeTitle(const mapping::ColumnSurvey& column) {
    if (column.filled == 0)
        return trText("Empty");
    if (column.holdsLists)
        return trText("List");
    if (!column.times.empty())
        return trText("Time");
    if (!column.numbers.empty())
        return trText("Number");
    return column.holdsEmails ? trText("E-mail") : trText("Text");
}

QString filledText(std::int64_t filled, std::int64_t whole) {
    if (filled > 0 && whole > 0 && filled * 100 < whole)
        return trText("< 1 %");
    return QStringLiteral("%1 %").arg(whole == 0 ? 0 : filled * 100 / whole);
}

QString formatText(const mapping::Reading& reading, const mapping::MappableField& field) {
    const std::string_view name = mapping::formatName(reading, field);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString formatTitle(const mapping::Reading& reading, const mapping::MappableField& field) {
    return field.holds == Holds::Time ? formatTitle(reading.time) : formatTitle(reading.number);
}

QString readingText(const mapping::Reading& reading, const mapping::FileSurvey& survey) {
    QString example = QString::fromStdString(reading.example);
    if (example.size() > kExampleCut)
        example = example.left(kExampleCut) + u'…';
    QString text = trText("%1 is %2").arg(example, meaningText(reading.meaning));
    if (text.size() > kLongestLine) // it would widen the panel beyond a narrow window
        text = trText("%1 is\n%2").arg(example, meaningText(reading.meaning));
    if (reading.total.empty())
        return text;
    const QString rows = QString::fromStdString(analysis::countWords(survey.rows));
    const QString whole =
        survey.isWhole ? trText("Total of all %1 rows: %2") : trText("Total of %1 rows: %2");
    return text + u'\n' + whole.arg(rows, grouped(reading.total));
}

} // namespace ms::views

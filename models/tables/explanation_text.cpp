// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/explanation_text.h"

#include "models/tables/attempt_table_model.h"

namespace ms::tables {

using core::NumberColumn;
using core::TextColumn;
using query::CostLine;
using query::Explanation;

namespace {

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

QString quantityName(core::Bucket bucket) {
    switch (bucket) {
    case core::Bucket::Request:
        return QStringLiteral("requests");
    case core::Bucket::Query:
        return QStringLiteral("queries");
    default: {
        const std::string_view name = core::nameOf(bucket);
        QString words = QString::fromLatin1(name.data(), qsizetype(name.size()));
        return words.replace(u'_', u' ') + QStringLiteral(" tokens");
    }
    }
}

QString attemptLine(const Explanation& explanation, const core::Zone& zone) {
    const query::Attempt& attempt = explanation.attempt;
    QStringList parts;
    const std::int64_t micros = attempt.numbers[std::size_t(NumberColumn::Time)];
    parts.append(micros == core::kUnknownNumber ? QStringLiteral("time not given")
                                                : localTimeText(core::Instant{micros}, zone));
    const std::string& model = attempt.texts[std::size_t(TextColumn::Model)];
    QString billed =
        plain(attempt.texts[std::size_t(TextColumn::Provider)] + ' ' + model).trimmed();
    if (!explanation.billedModel.empty() && explanation.billedModel != model)
        billed += QStringLiteral(" billed as ") + plain(explanation.billedModel);
    parts.append(billed);
    const std::int64_t number = attempt.numbers[std::size_t(NumberColumn::Attempt)];
    if (number != core::kUnknownNumber)
        parts.append(QStringLiteral("attempt %1").arg(number));
    parts.append(plain(attempt.texts[std::size_t(TextColumn::Status)]));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString arithmeticLine(const CostLine& line, const NumberFormat& format) {
    QString text = QStringLiteral("%1 %2 x %3 / %4 = %5")
                       .arg(format.count(line.quantity), quantityName(line.bucket),
                            format.exactMoney(line.rule.amount), format.count(line.rule.per),
                            format.exactMoney(line.cost));
    if (line.isFallbackRate)
        text += QStringLiteral(" (no rate of its own: the input rate)");
    return text;
}

QString ruleLine(const core::PriceRule& rule, const NumberFormat& format) {
    QStringList parts{plain(rule.provider + ' ' + rule.model)};
    if (!rule.account.empty())
        parts.append(QStringLiteral("account ") + plain(rule.account));
    if (!rule.serviceTier.empty())
        parts.append(plain(rule.serviceTier));
    if (rule.contextOver > 0)
        parts.append(QStringLiteral("prompts over ") + format.count(rule.contextOver));
    if (rule.validFrom)
        parts.append(QStringLiteral("from ") + plain(core::toText(*rule.validFrom)));
    if (rule.validTo)
        parts.append(QStringLiteral("before ") + plain(core::toText(*rule.validTo)));
    parts.append(plain(rule.source));
    if (!rule.file.empty())
        parts.append(QStringLiteral("%1 line %2").arg(plain(rule.file)).arg(rule.line));
    parts.removeAll(QString());
    return QStringLiteral("  ") + parts.join(QStringLiteral(", "));
}

QString costLine(const Explanation& explanation, const NumberFormat& format) {
    const query::Attempt& attempt = explanation.attempt;
    const QString cost =
        attempt.cost ? format.exactMoney(*attempt.cost) : QStringLiteral("unknown");
    QString text = QStringLiteral("Cost %1 (%2").arg(cost, basisText(attempt.basis));
    if (!explanation.book.empty())
        text += QStringLiteral(", book ") + plain(explanation.book);
    return text + u')';
}

} // namespace

QStringList explanationLines(const Explanation& explanation, const core::Zone& zone,
                             const NumberFormat& format) {
    QStringList lines{attemptLine(explanation, zone)};
    for (const CostLine& line : explanation.lines) {
        lines.append(arithmeticLine(line, format));
        lines.append(ruleLine(line.rule, format));
    }
    lines.append(costLine(explanation, format));
    if (!explanation.reason.empty())
        lines.append(plain(explanation.reason));
    const query::Attempt& attempt = explanation.attempt;
    const std::int64_t row = attempt.numbers[std::size_t(NumberColumn::SourceRow)];
    if (!attempt.file.empty() && row != core::kUnknownNumber)
        lines.append(QStringLiteral("%1 line %2").arg(plain(attempt.file)).arg(row));
    return lines;
}

} // namespace ms::tables

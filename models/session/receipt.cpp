// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/receipt.h"

#include <QCoreApplication>

#include "models/analysis/sentences.h"

#include <array>
#include <map>

namespace ms::session {
namespace {

constexpr int kToTheSecond = 19; // "2026-05-28T20:27:01": nobody asks for more of an import

QString trText(const char* text) {
    return QCoreApplication::translate("ms::session", text);
}

QString plain(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString count(std::int64_t value) {
    return QString::fromStdString(analysis::countWords(value));
}

/// First and last day, both included.
QString daysText(const core::TimeRange& span, const core::Zone& zone) {
    const auto dayText = [&](core::Instant t) { return plain(toText(zone.dayOf(t))); };
    const QString first = dayText(*span.from);
    const QString last = dayText(core::Instant{span.to->micros - 1});
    const QString days = first == last ? first : trText("%1 to %2").arg(first, last);
    return days + QStringLiteral(" (") + plain(zone.name()) + u')';
}

QString encodingText(const store::Batch& batch) {
    QStringList parts;
    if (!batch.encoding.empty())
        parts << plain(batch.encoding).toUpper();
    if (!batch.compression.empty())
        parts << trText("packed as %1").arg(plain(batch.compression));
    return parts.join(QStringLiteral(", "));
}

std::optional<core::Decimal> less(const core::Decimal& a, const core::Decimal& b) {
    return core::plus(a, {-b.digits, b.scale});
}

} // namespace

QString equationText(const store::Batch& batch) {
    return trText("%1 read = %2 accepted + %3 duplicates + %4 rejected + %5 skipped")
        .arg(count(batch.rows), count(batch.accepted), count(batch.duplicates),
             count(batch.rejected), count(batch.skipped));
}

bool addsUp(const store::Batch& batch) {
    core::Int128 parts = 0;
    for (const std::int64_t part :
         {batch.accepted, batch.duplicates, batch.rejected, batch.skipped}) {
        if (part < 0)
            return false;
        parts += part;
    }
    return parts == batch.rows;
}

QList<ReceiptLine> receiptLines(const store::Batch& batch, const core::Zone& zone) {
    QList<ReceiptLine> lines;
    const auto add = [&](const QString& title, const QString& value) {
        if (!value.isEmpty())
            lines << ReceiptLine{title, value};
    };
    add(trText("File"), plain(batch.path));
    add(trText("State"),
        batch.isActive ? trText("in use") : trText("undone: nothing of it counts"));
    if (batch.corrects)
        add(trText("Corrects"), trText("rejected rows of batch %1").arg(*batch.corrects));
    add(trText("Kind"), plain(nameOf(batch.kind)));
    add(trText("Read as"), plain(batch.format));
    add(trText("Evidence"), plain(batch.evidence));
    add(trText("Profile"), plain(batch.profile));
    add(trText("Token counts"), plain(batch.convention));
    add(trText("Text"), encodingText(batch));
    add(trText("Source"), plain(batch.source));
    add(trText("Price book"), plain(batch.book));
    if (batch.month)
        add(trText("Month"),
            trText("%1, as stated for this file").arg(plain(toText(*batch.month))));
    if (batch.span && batch.span->from && batch.span->to)
        add(trText("Events of"), daysText(*batch.span, zone));
    add(trText("Imported"), plain(toText(batch.importedAt)).left(kToTheSecond).replace(u'T', u' ') +
                                QStringLiteral(" UTC"));
    add(trText("Size"),
        trText("%1 (%2 bytes)").arg(sizeText(batch.bytes), count(std::int64_t(batch.bytes))));
    if (!batch.sourceHash.empty())
        add(trText("Source hash"), QStringLiteral("XXH3-64 ") + plain(batch.sourceHash));
    return lines;
}

QStringList rowSentences(const store::Batch& batch,
                         const std::optional<store::CountedTotals>& counted) {
    const auto rowsText = [](std::int64_t rows) {
        return QString::fromStdString(analysis::countWords(rows, "row"));
    };
    QStringList sentences;
    if (counted && !batch.isActive)
        sentences << trText("None of its rows count while it is undone.");
    else if (counted && counted->rows < batch.accepted)
        sentences << trText("Of the accepted rows %1 count now; later versions replace %2.")
                         .arg(count(counted->rows), count(batch.accepted - counted->rows));
    else if (counted)
        sentences << trText("All accepted rows count now.");
    if (batch.replaced > 0)
        sentences << trText("It replaces %1 of earlier imports by later versions.")
                         .arg(rowsText(batch.replaced));
    if (batch.corrected > 0)
        sentences << (batch.corrected == 1
                          ? trText("Of the rejected rows 1 is in use as corrected.")
                          : trText("Of the rejected rows %1 are in use as corrected.")
                                .arg(count(batch.corrected)));
    return sentences;
}

std::vector<ComparedTotal> comparedTotals(const store::Batch& batch,
                                          const std::optional<store::CountedTotals>& counted) {
    std::map<std::pair<std::string, std::string>, ComparedTotal> all;
    const auto at = [&](const core::ControlTotal& total) -> ComparedTotal& {
        ComparedTotal& compared = all[{total.measure, total.unit}];
        compared.measure = total.measure;
        compared.unit = total.unit;
        return compared;
    };
    for (const core::ControlTotal& total : batch.totals)
        at(total).inFile = total.amount;
    if (counted)
        for (const core::ControlTotal& total : counted->totals)
            at(total).counts = total.amount;
    std::vector<ComparedTotal> list;
    for (auto& [key, total] : all) {
        if (counted && !total.counts) // the rows that have it do not count
            total.counts = core::Decimal{};
        if (total.inFile && total.counts)
            total.difference = less(*total.inFile, *total.counts);
        list.push_back(std::move(total));
    }
    return list;
}

QString totalTitle(const ComparedTotal& total) {
    QString title = plain(total.measure).replace(u'_', u' ');
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    if (total.unit == "tokens")
        return title;
    return title + QStringLiteral(" (") +
           (total.unit.empty() ? trText("currency not given") : plain(total.unit)) + u')';
}

QString totalText(const std::optional<core::Decimal>& amount) {
    if (!amount)
        return QStringLiteral("–");
    QString text = plain(toText(*amount));
    const qsizetype sign = text.startsWith(u'-') ? 1 : 0;
    qsizetype at = text.indexOf(u'.');
    for (at = (at < 0 ? text.size() : at) - 3; at > sign; at -= 3)
        text.insert(at, u',');
    return text;
}

QString sizeText(std::uint64_t bytes) {
    static constexpr std::array kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    std::uint64_t tenths = bytes * 10;
    while (tenths >= 10240 && unit + 1 < kUnits.size()) {
        tenths = (tenths + 512) / 1024;
        ++unit;
    }
    QString text = QString::number(tenths / 10);
    if (unit > 0)
        text += QStringLiteral(".%1").arg(tenths % 10);
    return text + u' ' + QString::fromLatin1(kUnits[unit]);
}

} // namespace ms::session

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace ms::views {
namespace {

constexpr std::size_t kMostSpoken = 40; // figures of a series, one by one

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString intervalOf(const PlotMark& mark, const Plot& plot) {
    if (!mark.low || !mark.high)
        return {};
    return trText(" (%1 to %2)")
        .arg(readingOf(*mark.low, plot.valueKind, plot.format),
             readingOf(*mark.high, plot.valueKind, plot.format));
}

QString figureOf(const PlotMark& mark, const Plot& plot) {
    return mark.details + intervalOf(mark, plot);
}

/// "Pro: ", or nothing where the plot's only series needs no name.
QString prefixOf(const PlotSeries& series) {
    return series.name.isEmpty() ? QString() : series.name + QStringLiteral(": ");
}

QString placeOf(const PlotMark& mark, const Plot& plot) {
    if (!mark.label.isEmpty() || !mark.x)
        return mark.label;
    const QString x = readingOf(*mark.x, plot.xKind, plot.format);
    return plot.xTitle.isEmpty() ? x : plot.xTitle + QStringLiteral(": ") + x;
}

QString spokenMark(const PlotMark& mark, const Plot& plot) {
    const QString text = mark.value ? mark.valueText : trText("not known");
    return placeOf(mark, plot) + QStringLiteral(": ") + text + intervalOf(mark, plot);
}

/// Where a series of many figures begins, ends, and what lies between.
QStringList summaryOf(const PlotSeries& series, const Plot& plot) {
    const auto isLess = [](const PlotMark* a, const PlotMark* b) { return *a->value < *b->value; };
    std::vector<const PlotMark*> known;
    for (const PlotMark& mark : series.marks)
        if (mark.value)
            known.push_back(&mark);
    QStringList lines;
    if (!known.empty()) {
        const auto [lowest, highest] = std::minmax_element(known.begin(), known.end(), isLess);
        lines << trText("first, %1").arg(spokenMark(*known.front(), plot))
              << trText("lowest, %1").arg(spokenMark(**lowest, plot))
              << trText("highest, %1").arg(spokenMark(**highest, plot))
              << trText("last, %1").arg(spokenMark(*known.back(), plot));
    }
    lines << trText("%1 figures, %2 of them not known")
                 .arg(series.marks.size())
                 .arg(series.marks.size() - known.size());
    return lines;
}

} // namespace

QString hoverText(const Plot& plot, const PlotTarget& target) {
    QStringList lines;
    if (target.category < 0) {
        if (target.series < 0 || target.mark < 0)
            return {};
        const PlotSeries& series = plot.series[std::size_t(target.series)];
        const PlotMark& mark = series.marks[std::size_t(target.mark)];
        lines << placeOf(mark, plot) << prefixOf(series) + figureOf(mark, plot);
        if (!mark.label.isEmpty() && mark.x && !plot.xTitle.isEmpty())
            lines << plot.xTitle + QStringLiteral(": ") +
                         readingOf(*mark.x, plot.xKind, plot.format);
        return lines.join(u'\n');
    }
    lines << plot.categories[std::size_t(target.category)];
    for (const PlotSeries& series : plot.series)
        for (const PlotMark& mark : series.marks)
            if (mark.category == target.category)
                lines << prefixOf(series) + figureOf(mark, plot);
    return lines.join(u'\n');
}

QStringList spokenLines(const Plot& plot) {
    QStringList lines;
    for (const QString& title : {plot.xTitle, plot.yTitle})
        if (!title.isEmpty())
            lines << title;
    for (const PlotSeries& series : plot.series) {
        if (!series.name.isEmpty())
            lines << series.name;
        if (series.marks.size() > kMostSpoken) {
            lines << summaryOf(series, plot);
            continue;
        }
        for (const PlotMark& mark : series.marks)
            lines << spokenMark(mark, plot);
    }
    if (plot.reference)
        lines << plot.referenceLabel + QStringLiteral(": ") +
                     readingOf(*plot.reference, plot.valueKind, plot.format);
    return lines;
}

} // namespace ms::views

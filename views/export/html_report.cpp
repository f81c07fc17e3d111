// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/html_report.h"

#include <QCoreApplication>

#include "models/session/visible_text.h"
#include "views/charts/chart_picture.h"
#include "views/charts/report_chart.h"
#include "views/export/printed_table.h"

namespace ms::views {
namespace {

constexpr QSizeF kChart{860, 400};

constexpr const char* kStyle =
    "body{font:15px/1.45 system-ui,'DejaVu Sans',sans-serif;color:#1b2430;max-width:1120px;"
    "margin:32px auto;padding:0 20px}h1{font-size:30px;margin:0}h2{font-size:20px;margin:6px 0}"
    "section{margin-top:44px;border-top:1px solid #d5dae2;padding-top:16px}"
    ".muted{color:#5b6675;font-size:13px}.tiles{display:flex;gap:12px;flex-wrap:wrap;margin:18px 0}"
    ".tile{border:1px solid #d5dae2;border-radius:6px;padding:8px 16px;flex:1}"
    ".tile b{display:block;font-size:24px}.scroll{overflow-x:auto}"
    "table{border-collapse:collapse;font-size:13px;margin:10px 0;font-variant-numeric:tabular-nums}"
    "th{position:sticky;top:0;background:#fff;color:#5b6675;text-align:left;vertical-align:bottom;"
    "border-bottom:1px solid #8a93a2;padding:4px 10px}td{border-bottom:1px solid #e9ecf1;"
    "padding:3px 10px;vertical-align:top;max-width:420px;overflow-wrap:anywhere}"
    ".n{text-align:right;white-space:nowrap}.loss{color:#b0450a}"
    "tfoot td{font-weight:600;border-top:1px solid #8a93a2}svg{max-width:100%;height:auto}"
    "dt{font-weight:600}dd{margin:0 0 6px 0}@media print{section{break-inside:avoid-page}}";

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString escaped(const QString& text) {
    return session::visibleLine(text).toHtmlEscaped();
}

QString escaped(const std::string& text) {
    return escaped(QString::fromStdString(text));
}

QString tagged(const char* tag, const QString& inside, const char* cssClass = "") {
    const QString name = QString::fromLatin1(tag);
    const QString attribute =
        *cssClass ? QStringLiteral(" class=\"%1\"").arg(QString::fromLatin1(cssClass)) : QString();
    return u'<' + name + attribute + u'>' + inside + QStringLiteral("</") + name + u'>';
}

QString rowHtml(const std::vector<PrintedCell>& cells, const std::vector<PrintedColumn>& columns) {
    QString html;
    for (std::size_t c = 0; c < cells.size(); ++c)
        html += tagged("td", escaped(cells[c].text),
                       columns[c].isText ? ""
                       : cells[c].isLoss ? "n loss"
                                         : "n");
    return tagged("tr", html) + u'\n';
}

QString tableHtml(const PrintedTable& table) {
    QString head;
    for (const PrintedColumn& column : table.columns)
        head += tagged("th", escaped(column.title), column.isText ? "" : "n");
    QString body;
    for (const auto& row : table.rows)
        body += rowHtml(row, table.columns);
    QString html = tagged("thead", tagged("tr", head)) + tagged("tbody", body);
    if (!table.total.empty())
        html += tagged("tfoot", rowHtml(table.total, table.columns));
    return tagged("div", tagged("table", html), "scroll") + u'\n';
}

/// The picture without what only a file of its own begins with.
QString svgHtml(const ChartSpec& spec) {
    PictureLook look;
    look.size = kChart;
    const QString svg = QString::fromUtf8(chartSvg(spec, look));
    return svg.mid(svg.indexOf(QStringLiteral("<svg")));
}

QString chapterHtml(const Chapter& chapter, const ReportDocument& document) {
    const report::Section& section = chapter.section;
    const ChartContext context{chapter.context.currency, chapter.context.zone, chapter.context.book,
                               QString::fromStdString(chapter.context.period),
                               document.names.get()};
    QString html = tagged("div", escaped(section.title + " · " + chapter.context.period), "muted");
    html += tagged("h2",
                   section.finding.empty() ? trText("Nothing to tell.") : escaped(section.finding));
    for (const report::Chart& chart : section.charts) {
        if (!isDrawable(chart))
            continue;
        ChartSpec spec = pictureOf(chart, context, rowsIn(kChart));
        if (chart.title == section.finding)
            spec.title.clear();
        html += svgHtml(spec) + u'\n';
    }
    if (section.table.rows.empty())
        html += tagged("p", trText("There are no rows."), "muted");
    else
        html += tableHtml(
            printedTable(section.table, chapter.context.currency, document.names.get(), 0));
    for (const std::string& note : section.notes)
        html += tagged("div", escaped(note), "muted");
    return tagged("section", html) + u'\n';
}

QString pairsHtml(const QString& title, const std::vector<std::pair<QString, QString>>& pairs) {
    QString list;
    for (const auto& [name, text] : pairs)
        list += tagged("dt", escaped(name)) + tagged("dd", escaped(text)) + u'\n';
    return tagged("section", tagged("h2", title) + tagged("dl", list)) + u'\n';
}

} // namespace

QByteArray htmlOf(const ReportDocument& document) {
    const Provenance& origin = document.provenance;
    QString body = tagged("h1", escaped(document.title));
    body += tagged("p", escaped(origin.period));
    body += tagged("p", escaped(document.question), "muted");
    QString tiles;
    for (const auto& figure : document.keyFigures())
        tiles += tagged(
            "div", tagged("span", figure.title, "muted") + tagged("b", figure.text.toHtmlEscaped()),
            "tile");
    if (!tiles.isEmpty())
        body += tagged("div", tiles, "tiles");
    for (const LeftOut& left : document.leftOut)
        body +=
            tagged("p", escaped(trText("Left out: %1. %2").arg(left.title, left.reason)), "muted");
    for (const Chapter& chapter : document.chapters)
        body += chapterHtml(chapter, document);
    body += pairsHtml(trText("What the figures rest on"), origin.facts());
    body += pairsHtml(trText("Definitions"), document.definitions());
    const QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head>"
                                        "<meta charset=\"utf-8\"><title>%1</title><style>")
                             .arg(escaped(document.title)) +
                         QString::fromLatin1(kStyle) + QStringLiteral("</style></head><body>\n") +
                         body + QStringLiteral("</body></html>\n");
    return html.toUtf8();
}

} // namespace ms::views

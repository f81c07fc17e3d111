// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_files.h"

#include <QFileInfo>

#include "views/charts/report_chart.h"
#include "views/export/html_report.h"
#include "views/export/pdf_report.h"
#include "views/export/xlsx_writer.h"

#include <array>
#include <utility>

namespace ms::views {
namespace {

constexpr qsizetype kLongestName = 120;

constexpr std::array<std::pair<ReportFormat, const char*>, 6> kFormats{
    {{ReportFormat::Pdf, "pdf"},
     {ReportFormat::Xlsx, "xlsx"},
     {ReportFormat::Html, "html"},
     {ReportFormat::Csv, "csv"},
     {ReportFormat::Svg, "svg"},
     {ReportFormat::Png, "png"}}};

std::vector<ReportFile> tablesOf(const ReportDocument& document, const ReportLook& look,
                                 const QString& base) {
    std::vector<ReportFile> files;
    for (const Chapter& chapter : document.chapters)
        files.push_back({base + u'-' + chapter.name + QStringLiteral(".csv"),
                         csvOf(chapter.section.table, look.csv)});
    return files;
}

core::Result<std::vector<ReportFile>> picturesOf(const ReportDocument& document,
                                                 ReportFormat format, const ReportLook& look,
                                                 const QString& base, const std::stop_token& stop) {
    std::vector<ReportFile> files;
    for (const Chapter& chapter : document.chapters) {
        const ChartContext context{
            chapter.context.currency, chapter.context.zone, chapter.context.book,
            QString::fromStdString(chapter.context.period), document.names.get()};
        int number = 0;
        for (const report::Chart& chart : chapter.section.charts) {
            if (!isDrawable(chart))
                continue;
            if (stop.stop_requested())
                return core::Error{core::Error::Code::Cancelled, "Cancelled.", {}};
            const ChartSpec spec = pictureOf(chart, context, rowsIn(look.picture.size));
            const QString mark = ++number > 1 ? u'-' + QString::number(number) : QString();
            files.push_back({base + u'-' + chapter.name + mark + u'.' + nameOf(format),
                             format == ReportFormat::Svg ? chartSvg(spec, look.picture)
                                                         : chartPng(spec, look.picture)});
        }
    }
    return files;
}

} // namespace

std::optional<ReportFormat> reportFormatNamed(const QString& name) {
    for (const auto& [format, known] : kFormats)
        if (name == QLatin1String(known))
            return format;
    return std::nullopt;
}

QString nameOf(ReportFormat format) {
    return QString::fromLatin1(kFormats[std::size_t(format)].second);
}

QString allReportFormats() {
    QStringList names;
    for (const auto& format : kFormats)
        names << QString::fromLatin1(format.second);
    return names.join(QStringLiteral(", "));
}

std::optional<PageShape> pageShapeNamed(const QString& name) {
    if (name == QStringLiteral("a4"))
        return PageShape::a4Across();
    if (name == QStringLiteral("a4-upright"))
        return PageShape::a4Upright();
    if (name == QStringLiteral("slide"))
        return PageShape::slide();
    return std::nullopt;
}

core::Result<std::vector<ReportFile>> reportFiles(const ReportDocument& document,
                                                  ReportFormat format, const ReportLook& look,
                                                  const QString& base, std::stop_token stop) {
    using Files = std::vector<ReportFile>;
    const QString name = base + u'.' + nameOf(format);
    switch (format) {
    case ReportFormat::Pdf:
        return Files{{name, pdfOf(document, {look.page, look.picture.theme})}};
    case ReportFormat::Html:
        return Files{{name, htmlOf(document)}};
    case ReportFormat::Csv:
        return tablesOf(document, look, base);
    case ReportFormat::Xlsx: {
        auto workbook = xlsxOf(document);
        if (!workbook)
            return workbook.error();
        return Files{{name, *std::move(workbook)}};
    }
    default:
        return picturesOf(document, format, look, base, stop);
    }
}

QString reportBaseName(const std::string& path, const QString& what, const QString& period) {
    const QString workspace = QFileInfo(QString::fromStdString(path)).completeBaseName();
    QString name = QStringList{workspace, what, period}.join(u'-').toLower();
    for (QChar& c : name)
        if (!c.isLetterOrNumber() && c != u'_' && c != u'.')
            c = u'-';
    while (name.contains(QStringLiteral("--")))
        name.replace(QStringLiteral("--"), QStringLiteral("-"));
    name = name.left(kLongestName);
    while (name.endsWith(u'-'))
        name.chop(1);
    return name;
}

} // namespace ms::views

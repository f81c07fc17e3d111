// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every kind of chart, to look at: chart_pictures OUT_DIR
#include "tests/views/charts/sample_charts.h"
#include "views/charts/plot_painter.h"
#include "views/charts/plot_size.h"
#include "views/charts/report_chart.h"
#include "views/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>

#include <cstdio>

using namespace ms;

namespace {

void shoot(const QString& file, const report::Chart& chart, int width) {
    constexpr int kCaption = 110; // title, source and edges
    const views::ChartContext context{"USD", "UTC", "default", QStringLiteral("May 2026")};
    const views::ChartSpec spec = views::reportChart(chart, context, 10);
    const int height = spec.plot ? views::heightFor(*spec.plot) + kCaption : kCaption;
    QImage image(width, height, QImage::Format_RGB32);
    QPainter painter(&image);
    views::paintChart(painter, QRectF(image.rect()), QApplication::palette(), QApplication::font(),
                      spec);
    painter.end();
    image.save(file);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "chart_pictures OUT_DIR\n");
        return 2;
    }
    const QString out = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(out);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        views::applyTheme(application, views::themeNamed(theme));
        for (const int width : {440, 660, 900, 1440})
            for (const auto& [name, chart] : test::sampleCharts())
                shoot(QStringLiteral("%1/%2-%3-%4.png")
                          .arg(out, QString::fromStdString(name), theme)
                          .arg(width),
                      chart, width);
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every kind of chart, to look at: chart_pictures OUT_DIR
#include "tests/models/analysis/few_entities.h"
#include "tests/views/charts/sample_charts.h"
#include "views/charts/plot_painter.h"
#include "views/charts/plot_size.h"
#include "views/charts/report_chart.h"
#include "views/charts/scatter_view.h"
#include "views/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>

#include <cmath>
#include <cstdio>
#include <random>

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

/// Requests as they are: log-normal, correlated, some free, some far out.
analysis::ScatterPtr manyRequests(const analysis::ScatterQuery& query) {
    std::mt19937 random(7);
    std::normal_distribution<double> bell;
    std::vector<test::FewEntity> entities;
    for (int i = 0; i < 60'000; ++i) {
        const double tokens = std::pow(10, 3 + 0.6 * bell(random));
        const double cost = tokens * std::pow(10, 6 + 0.2 * bell(random)) * (i % 997 == 0 ? 40 : 1);
        entities.push_back({{},
                            {{query::Measure::PromptTokens, std::int64_t(tokens)},
                             {query::Measure::Cost, i % 31 == 0 ? 0 : std::int64_t(cost)}}});
    }
    return *analysis::scatterOf(query, test::FewEntities(std::move(entities)), {});
}

void shootScatters(const QString& out, const QString& theme) {
    for (const auto scale : {stats::PlotScale::Log, stats::PlotScale::Linear}) {
        analysis::ScatterQuery query;
        query.scale = scale;
        views::ScatterView view;
        view.resize(1100, 480);
        view.setScatter(manyRequests(query), "USD");
        const QString name =
            scale == stats::PlotScale::Log ? QStringLiteral("log") : QStringLiteral("linear");
        view.grab().save(QStringLiteral("%1/scatter-%2-%3.png").arg(out, name, theme));
        const QRectF plot = view.layoutInForce().plot();
        stats::PlanePolygon lasso;
        for (int i = 0; i < 40; ++i)
            lasso.corners.push_back(view.layoutInForce().positionAt(
                plot.center() + QPointF(std::cos(i * 0.157) * plot.width() / 6,
                                        std::sin(i * 0.157) * plot.height() / 4)));
        view.setRegion(lasso);
        view.grab().save(QStringLiteral("%1/scatter-%2-lasso-%3.png").arg(out, name, theme));
    }
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
        shootScatters(out, theme);
        for (const int width : {440, 660, 900, 1440})
            for (const auto& [name, chart] : test::sampleCharts())
                shoot(QStringLiteral("%1/%2-%3-%4.png")
                          .arg(out, QString::fromStdString(name), theme)
                          .arg(width),
                      chart, width);
    }
    return 0;
}

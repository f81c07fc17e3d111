// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/bar_chart.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGuiApplication>
#include <QHorizontalStackedBarSeries>
#include <QPainter>
#include <QPixmap>
#include <QToolTip>
#include <QValueAxis>

#include "models/tables/tool_tip.h"
#include "views/widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace ms::views {
namespace {

constexpr int kBarHeight = 26;  // pixels a bar, with its gap
constexpr int kAxisHeight = 64; // labels and title under the bars
constexpr int kLabelWidth = 190;

/// Qt Charts reads labels as HTML, and merges categories of the same name.
QStringList axisLabelsOf(const ChartSpec& spec, const QFontMetrics& metrics) {
    QStringList labels;
    for (const ChartBar& bar : spec.bars) {
        const QString name = metrics.elidedText(bar.label, Qt::ElideMiddle, kLabelWidth);
        QString label =
            (name + QStringLiteral("\u00a0\u00a0\u00a0") + bar.valueText).toHtmlEscaped();
        while (labels.contains(label))
            label += QChar(0x200b); // zero-width: looks the same
        labels << label;
    }
    return labels;
}

QBarSet* newSet(const ChartSpec& spec, ChartBar::Kind kind, const QBrush& brush,
                const QColor& edge) {
    auto* set = new QBarSet(QString());
    // From bottom to top, as the category axis counts.
    for (auto bar = spec.bars.rbegin(); bar != spec.bars.rend(); ++bar)
        *set << (bar->kind == kind ? bar->value : 0.0);
    set->setBrush(brush);
    set->setPen(QPen(edge, 1));
    return set;
}

/// Stripes on a pale ground: seen as a bar, and as another one than a gain, without colour.
QBrush hatched(const QColor& colour) {
    constexpr int kSide = 8;
    QPixmap stripe(kSide, kSide);
    QColor ground = colour;
    ground.setAlpha(70);
    stripe.fill(ground);
    QPainter painter(&stripe);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 2));
    for (const int shift : {-kSide, 0, kSide})
        painter.drawLine(shift, kSide, shift + kSide, 0);
    return QBrush(stripe);
}

/// Wide enough for all bars and always showing zero.
void setRange(QValueAxis& axis, const ChartSpec& spec) {
    double lowest = 0;
    double highest = 0;
    for (const ChartBar& bar : spec.bars) {
        lowest = std::min(lowest, bar.value);
        highest = std::max(highest, bar.value);
    }
    const double width = std::max(highest - lowest, 1e-12);
    const double step = std::pow(10.0, std::floor(std::log10(width / 4)));
    const double nice = width / step > 20 ? 5 * step : width / step > 8 ? 2 * step : step;
    axis.setRange(std::floor(lowest / nice) * nice, std::ceil(highest / nice) * nice);
    axis.setTickType(QValueAxis::TicksDynamic);
    axis.setTickAnchor(0);
    axis.setTickInterval(nice);
    const int decimals = std::max(0, -int(std::floor(std::log10(nice) + 1e-9)));
    axis.setLabelFormat(QStringLiteral("%.") + QString::number(decimals) + QStringLiteral("f"));
}

} // namespace

BarChart::BarChart(QWidget* parent) : QChartView(parent) {
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
}

void BarChart::setSpec(const ChartSpec& spec) {
    m_spec = spec;
    if (m_spec.bars.size() > ChartSpec::kMostBars)
        m_spec.bars.resize(ChartSpec::kMostBars);
    rebuild();
}

int BarChart::heightForBars() const {
    return kAxisHeight + kBarHeight * int(m_spec.bars.size());
}

void BarChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        rebuild();
}

void BarChart::rebuild() {
    // A new one each time: labels of an axis that was taken out can stay on the old one.
    const std::unique_ptr<QChart> old(chart());
    auto* c = new QChart;
    c->setMargins(QMargins(0, 0, 8, 0));
    c->legend()->hide();
    c->setBackgroundRoundness(0);
    c->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(c);
    const QPalette colours = QGuiApplication::palette();
    const Colours meaning = coloursOf(colours);
    c->setBackgroundBrush(meaning.surface);
    setBackgroundBrush(meaning.surface);
    m_labels = axisLabelsOf(m_spec, fontMetrics());
    if (m_spec.bars.empty())
        return;

    auto* series = new QHorizontalStackedBarSeries;
    series->setBarWidth(0.62);
    series->append(newSet(m_spec, ChartBar::Kind::Gain, meaning.gain, meaning.gain));
    series->append(newSet(m_spec, ChartBar::Kind::Loss, hatched(meaning.loss), meaning.loss));
    series->append(newSet(m_spec, ChartBar::Kind::Other, meaning.other, meaning.other));
    c->addSeries(series);

    auto* names = new QBarCategoryAxis;
    QStringList upwards = m_labels;
    std::reverse(upwards.begin(), upwards.end());
    names->append(upwards);
    names->setGridLineVisible(false);
    names->setLabelsColor(colours.color(QPalette::Text));
    names->setLabelsFont(tabularFont(font()));
    names->setLinePen(Qt::NoPen);
    c->addAxis(names, Qt::AlignLeft);
    series->attachAxis(names);

    auto* amounts = new QValueAxis;
    setRange(*amounts, m_spec);
    amounts->setTitleText(m_spec.axisTitle.toHtmlEscaped());
    amounts->setTitleFont(scaledFont(font(), 92));
    amounts->setTitleBrush(meaning.muted);
    amounts->setLabelsColor(meaning.muted);
    amounts->setGridLineColor(meaning.border);
    amounts->setLinePen(Qt::NoPen);
    c->addAxis(amounts, Qt::AlignBottom);
    series->attachAxis(amounts);

    const auto barAt = [this](int index) { return int(m_spec.bars.size()) - 1 - index; };
    connect(series, &QAbstractBarSeries::hovered, this, [this, barAt](bool isOver, int index) {
        if (isOver)
            showDetails(barAt(index));
        else
            QToolTip::hideText();
    });
    connect(series, &QAbstractBarSeries::clicked, this, [this, barAt](int index) {
        const int bar = barAt(index);
        if (bar < 0 || bar >= int(m_spec.bars.size()))
            return;
        const int row = m_spec.bars[std::size_t(bar)].row;
        if (row >= 0)
            Q_EMIT rowClicked(row);
    });
}

void BarChart::showDetails(int bar) {
    if (bar < 0 || bar >= int(m_spec.bars.size()))
        return;
    const ChartBar& shown = m_spec.bars[std::size_t(bar)];
    QToolTip::showText(QCursor::pos(), tables::toolTipText(shown.label + u'\n' + shown.details),
                       this);
}

} // namespace ms::views

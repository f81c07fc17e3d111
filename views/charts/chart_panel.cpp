// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_panel.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "views/charts/bar_chart.h"
#include "views/charts/chart_drag.h"
#include "views/charts/chart_menu.h"
#include "views/charts/drag_grip.h"
#include "views/charts/plot_view.h"
#include "views/charts/plot_words.h"
#include "views/widgets/theme.h"

namespace ms::views {

ChartPanel::ChartPanel(QWidget* parent)
    : QFrame(parent), m_title{new QLabel(this)}, m_grip{new DragGrip(this)}, m_fold{new QToolButton(
                                                                                 this)},
      m_bars{new BarChart(this)}, m_plot{new PlotView(this)}, m_source{new QLabel(this)} {
    setProperty("card", true);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_source),
                          static_cast<QWidget*>(m_bars)})
        part->setContextMenuPolicy(Qt::NoContextMenu); // the panel's is shown instead
    for (QLabel* label : {m_title, m_source}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setFont(scaledFont(font(), 120, QFont::DemiBold));
    m_source->setFont(scaledFont(font(), 90));
    m_source->setForegroundRole(QPalette::PlaceholderText);
    m_grip->setToolTip(tr("Drag the picture of the chart into another program"));
    m_fold->setAutoRaise(true);
    m_fold->setAccessibleName(tr("Show or hide the chart"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_grip, 0, Qt::AlignTop);
    head->addWidget(m_fold, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 10, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_bars);
    layout->addWidget(m_plot);
    layout->addWidget(m_source);
    connect(m_bars, &BarChart::rowClicked, this, &ChartPanel::rowClicked);
    connect(m_plot, &PlotView::rowClicked, this, &ChartPanel::rowClicked);
    connect(m_grip, &DragGrip::dragged, this, [this] { dragPicture(m_spec, this); });
    connect(m_fold, &QToolButton::clicked, this, &ChartPanel::toggleFolded);
    refreshFold();
}

void ChartPanel::setSpec(const ChartSpec& spec) {
    m_spec = spec;
    m_title->setText(spec.title);
    m_source->setText(spec.source);
    m_bars->setSpec(spec);
    m_plot->setPlot(spec.plot.value_or(Plot()));
    for (QWidget* chart : {static_cast<QWidget*>(m_bars), static_cast<QWidget*>(m_plot)}) {
        chart->setAccessibleName(spec.title);
        chart->setAccessibleDescription(spokenText(spec));
    }
    refreshFold();
}

void ChartPanel::toggleFolded() {
    m_isFolded = !m_isFolded;
    m_isChosen = true;
    refreshFold();
}

void ChartPanel::setRoom(Room room) {
    if (m_isChosen)
        return;
    m_isFolded = room == Room::Little;
    refreshFold();
}

void ChartPanel::contextMenuEvent(QContextMenuEvent* event) {
    if (m_spec.isEmpty())
        return QFrame::contextMenuEvent(event);
    chartMenu(m_spec, this, [this](const QString& problem) {
        Q_EMIT told(problem);
    })->popup(event->globalPos());
}

void ChartPanel::refreshFold() {
    const bool isShown = !m_isFolded && !m_spec.isEmpty();
    m_bars->setVisible(isShown && !m_spec.plot);
    m_plot->setVisible(isShown && m_spec.plot);
    m_source->setVisible(isShown);
    m_bars->setFixedHeight(m_bars->heightForBars());
    m_plot->setFixedHeight(m_plot->heightForPlot());
    m_grip->setVisible(isShown);
    m_fold->setVisible(!m_spec.isEmpty());
    m_fold->setArrowType(m_isFolded ? Qt::RightArrow : Qt::DownArrow);
    m_fold->setToolTip(m_isFolded ? tr("Show the chart (T)") : tr("Hide the chart (T)"));
}

QString spokenText(const ChartSpec& spec) {
    QStringList lines{spec.title};
    if (spec.plot)
        return (lines + spokenLines(*spec.plot)).join(u'\n');
    lines << spec.axisTitle;
    for (const ChartBar& bar : spec.bars)
        lines << bar.label + QStringLiteral(": ") + bar.valueText;
    return lines.join(u'\n');
}

} // namespace ms::views

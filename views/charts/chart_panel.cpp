// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "views/charts/bar_chart.h"
#include "views/widgets/theme.h"

namespace ms::views {

ChartPanel::ChartPanel(QWidget* parent)
    : QFrame(parent), m_title{new QLabel(this)}, m_fold{new QToolButton(this)},
      m_chart{new BarChart(this)}, m_source{new QLabel(this)} {
    setProperty("card", true);
    for (QLabel* label : {m_title, m_source}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setFont(scaledFont(font(), 120, QFont::DemiBold));
    m_source->setFont(scaledFont(font(), 90));
    m_source->setForegroundRole(QPalette::PlaceholderText);
    m_fold->setAutoRaise(true);
    m_fold->setAccessibleName(tr("Show or hide the chart"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_fold, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 10, 10);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_chart);
    layout->addWidget(m_source);
    connect(m_chart, &BarChart::rowClicked, this, &ChartPanel::rowClicked);
    connect(m_fold, &QToolButton::clicked, this, &ChartPanel::toggleFolded);
    refreshFold();
}

void ChartPanel::setSpec(const ChartSpec& spec) {
    m_spec = spec;
    m_title->setText(spec.title);
    m_source->setText(spec.source);
    m_chart->setSpec(spec);
    m_chart->setAccessibleName(spec.title);
    m_chart->setAccessibleDescription(spokenText(spec));
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

void ChartPanel::refreshFold() {
    const bool isShown = !m_isFolded && !m_spec.bars.empty();
    m_chart->setVisible(isShown);
    m_source->setVisible(isShown);
    m_chart->setFixedHeight(m_chart->heightForBars());
    m_fold->setVisible(!m_spec.bars.empty());
    m_fold->setArrowType(m_isFolded ? Qt::RightArrow : Qt::DownArrow);
    m_fold->setToolTip(m_isFolded ? tr("Show the chart (T)") : tr("Hide the chart (T)"));
}

QString spokenText(const ChartSpec& spec) {
    QStringList lines{spec.title, spec.axisTitle};
    for (const ChartBar& bar : spec.bars)
        lines << bar.label + QStringLiteral(": ") + bar.valueText;
    return lines.join(u'\n');
}

} // namespace ms::views

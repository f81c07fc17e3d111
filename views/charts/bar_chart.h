// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include "views/charts/chart_spec.h"

namespace ms::views {

/// Horizontal bars of a ChartSpec. Losses are vermilion, hatched and signed; gains are blue.
/// Hovering shows the exact figures, a click names the row.
class BarChart : public QChartView {
    Q_OBJECT

public:
    explicit BarChart(QWidget* parent = nullptr);
    void setSpec(const ChartSpec& spec);
    /// What the axis says of the bars, top to bottom, escaped as the axis needs it.
    QStringList axisLabels() const { return m_labels; }
    int heightForBars() const;

Q_SIGNALS:
    void rowClicked(int row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void showDetails(int bar);

    ChartSpec m_spec;
    QStringList m_labels;
};

} // namespace ms::views

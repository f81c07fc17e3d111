// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "views/charts/chart_spec.h"

class QLabel;
class QToolButton;

namespace ms::views {

class BarChart;
class DragGrip;
class PlotView;

/// A chart with its finding above and its source below. It folds to the finding alone. Its context
/// menu copies and saves its picture, and the grip drags it out.
class ChartPanel : public QFrame {
    Q_OBJECT

public:
    enum class Room { Enough, Little };
    explicit ChartPanel(QWidget* parent = nullptr);
    void setSpec(const ChartSpec& spec);
    const ChartSpec& spec() const { return m_spec; }
    bool isFolded() const { return m_isFolded; }
    void toggleFolded();
    /// Fold where there is little room; what the user chose by hand stays.
    void setRoom(Room room);

Q_SIGNALS:
    void rowClicked(int row);
    /// Its picture could not be written; a sentence.
    void told(const QString& message);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void refreshFold();

    ChartSpec m_spec;
    bool m_isFolded = false;
    bool m_isChosen = false; // by hand
    QLabel* m_title;
    DragGrip* m_grip;
    QToolButton* m_fold;
    BarChart* m_bars;
    PlotView* m_plot;
    QLabel* m_source;
};

/// The chart in words, for screen readers.
QString spokenText(const ChartSpec& spec);

} // namespace ms::views

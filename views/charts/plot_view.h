// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

#include "views/charts/plot_layout.h"

namespace ms::views {

/// A plot on screen. Hovering shows the exact figures, a click names the row; the arrow keys go
/// from mark to mark, Enter names the row of the one that is marked.
class PlotView : public QWidget {
    Q_OBJECT

public:
    explicit PlotView(QWidget* parent = nullptr);
    void setPlot(Plot plot);
    const Plot& plot() const { return m_plot; }
    const PlotLayout& layoutInForce() const { return m_layout; }
    int heightForPlot() const;
    /// Of the mark that is looked at; empty: none is.
    QString currentText() const;

Q_SIGNALS:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void arrange();
    void drawPicture(const QPalette& colours);
    void setCurrent(int target, const QPoint& globalPlace);
    void chooseCurrent();

    Plot m_plot;
    PlotLayout m_layout;
    QPixmap m_picture;  // painted once: a pointer that moves must not wait for thousands of marks
    int m_current = -1; // of the layout's targets
};

} // namespace ms::views

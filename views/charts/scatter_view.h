// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

#include "models/analysis/scatter.h"
#include "views/charts/scatter_layout.h"

#include <optional>
#include <string>

namespace ms::views {

/// All entities as points, of which a part can be selected. What is selected is counted over all
/// entities, drawn singly or not, while the pointer moves.
/// Mouse  drag: a rectangle; with Shift or Alt: around; a click takes it away.
/// Keys   arrows move the selection (and make one where there is none), with Shift they stretch
///        it; Ctrl+A selects all, Escape nothing, Enter asks for the filter.
class ScatterView : public QWidget {
    Q_OBJECT

public:
    explicit ScatterView(QWidget* parent = nullptr);
    /// Null: nothing to show. The selection goes.
    void setScatter(analysis::ScatterPtr scatter, const std::string& currency);
    const analysis::ScatterPtr& scatter() const { return m_scatter; }
    const ScatterLayout& layoutInForce() const { return m_layout; }
    const std::optional<stats::PlaneRegion>& region() const { return m_region; }
    /// Of the region; nothing where there is none.
    const std::optional<analysis::ScatterSum>& selected() const { return m_selected; }
    void setRegion(std::optional<stats::PlaneRegion> region);

Q_SIGNALS:
    /// The selection is another one, and may go on changing.
    void selecting();
    /// The selection stays so.
    void selectionMade();
    void filterRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Box, Lasso };
    void arrange();
    void drawPicture(const QPalette& colours);
    void drag(const QPointF& pixel);
    void showRegion(std::optional<stats::PlaneRegion> region);
    void moveBy(double right, double up, bool isStretch);
    QString textOf(const ScatterDot& dot) const;

    analysis::ScatterPtr m_scatter;
    std::string m_currency;
    ScatterLayout m_layout;
    QPixmap m_picture; // painted once
    std::optional<stats::PlaneRegion> m_region;
    std::optional<analysis::ScatterSum> m_selected;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    bool m_hasMoved = false;
    stats::PlanePolygon m_lasso;
    QPointF m_lastCorner; // of the lasso, in pixels
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMarginsF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <functional>
#include <vector>

class QPainter;

namespace ms::views {

/// Paper, in pixels of 1/96 inch.
struct PageShape {
    QSizeF size{1123, 794}; // A4 across
    QMarginsF margins{48, 44, 48, 58};

    QRectF body() const { return QRectF(QPointF(), size).marginsRemoved(margins); }
    static PageShape a4Across() { return {}; }
    static PageShape a4Upright() { return {QSizeF(794, 1123), QMarginsF(46, 44, 46, 58)}; }
    static PageShape slide() { return {QSizeF(1280, 720), QMarginsF(56, 44, 56, 58)}; }
};

/// Pieces one below another on pages, laid out first and painted later, when the number of pages is
/// known.
class PageFlow {
public:
    using Paint = std::function<void(QPainter& painter, const QRectF& room)>;

    explicit PageFlow(const PageShape& shape) : m_shape{shape} {}
    /// Height that is left on the page.
    double room() const;
    double width() const { return m_shape.body().width(); }
    /// A piece of this height; on the next page where it does not fit. One that is higher than a
    /// page gets a page.
    void add(double height, Paint paint);
    void addGap(double height);
    /// The next piece begins a page, unless this one is empty.
    void breakPage();
    /// A name for the page that the next piece is on, for a list of contents.
    int pageOfNext(double height) const;
    int pageCount() const { return int(m_pages.size()); }
    const PageShape& shape() const { return m_shape; }
    /// Paint the pieces of a page, counted from 0.
    void paintPage(QPainter& painter, int page) const;

private:
    struct Piece {
        QRectF room;
        Paint paint;
    };
    PageShape m_shape;
    std::vector<std::vector<Piece>> m_pages{{}};
    double m_used = 0; // of the last page
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/page_flow.h"

#include <QPainter>

#include <utility>

namespace ms::views {

double PageFlow::room() const {
    return m_shape.body().height() - m_used;
}

void PageFlow::add(double height, Paint paint) {
    if (height > room())
        breakPage();
    const QRectF body = m_shape.body();
    m_pages.back().push_back(
        {QRectF(body.left(), body.top() + m_used, body.width(), height), std::move(paint)});
    m_used += height;
}

void PageFlow::addGap(double height) {
    if (!m_pages.back().empty())
        m_used += height;
}

void PageFlow::breakPage() {
    if (m_pages.back().empty())
        return;
    m_pages.emplace_back();
    m_used = 0;
}

int PageFlow::pageOfNext(double height) const {
    const bool breaks = height > room() && !m_pages.back().empty();
    return pageCount() - (breaks ? 0 : 1);
}

void PageFlow::paintPage(QPainter& painter, int page) const {
    for (const Piece& piece : m_pages[std::size_t(page)]) {
        painter.save();
        piece.paint(painter, piece.room);
        painter.restore();
    }
}

} // namespace ms::views

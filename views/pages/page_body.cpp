// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/page_body.h"

#include <QHBoxLayout>
#include <QResizeEvent>

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kWide = 980;           // from here on both have room
constexpr int kQuestionsWidth = 340; // beside the answer
constexpr int kSpacing = 12;

} // namespace

PageBody::PageBody(QWidget* questions, QWidget* answer, QWidget* explanation, QWidget* parent)
    : QWidget(parent), m_questions{questions} {
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kSpacing);
    if (m_questions)
        m_layout->addWidget(m_questions);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSpacing);
    row->addWidget(answer, 1);
    row->addWidget(explanation);
    m_layout->addLayout(row, 1);
}

bool PageBody::isWide() const {
    return width() >= kWide;
}

void PageBody::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_questions)
        return;
    m_layout->setDirection(isWide() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_questions->setMinimumWidth(isWide() ? kQuestionsWidth : 0);
    m_questions->setMaximumWidth(isWide() ? kQuestionsWidth : QWIDGETSIZE_MAX);
    // Below each other, the answer keeps more than half of the page.
    m_questions->setMaximumHeight(isWide() ? QWIDGETSIZE_MAX : std::max(height() * 2 / 5, 120));
}

} // namespace ms::views

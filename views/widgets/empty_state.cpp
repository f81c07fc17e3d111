// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "views/widgets/theme.h"

namespace ms::views {

namespace {
constexpr int kAdviceWidth = 560; // pixels: a line that is easy to read
}

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_title{new QLabel(this)}, m_advice{new QLabel(this)}, m_action{
                                                                                  new QPushButton(
                                                                                      this)} {
    for (QLabel* label : {m_title, m_advice}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_title->setFont(scaledFont(font(), 140, QFont::DemiBold));
    m_action->setProperty("primary", true);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addSpacing(8);
    layout->addWidget(m_advice, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
}

void EmptyState::setTexts(const QString& title, const QString& advice, const QString& action) {
    m_title->setText(title);
    m_advice->setText(advice);
    // A centred label is not asked for its height at a width, and would show its first line only.
    const int width = qMin(kAdviceWidth, fontMetrics().horizontalAdvance(advice) + 20);
    m_advice->setFixedWidth(width);
    m_advice->setMinimumHeight(qMax(0, m_advice->heightForWidth(width)));
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

void EmptyState::setReason(Reason reason) {
    if (reason == Reason::NothingImported)
        setTexts(tr("No usage has been imported yet"),
                 tr("Drop a usage log on this window: which requests were made, with which model "
                    "and how many tokens. Prices and revenue can follow."),
                 tr("Choose files …"));
    else
        setTexts(tr("Nothing matches the filter"),
                 tr("There are events in this workspace, but none in this period, environment and "
                    "selection."),
                 tr("Show everything"));
}

} // namespace ms::views

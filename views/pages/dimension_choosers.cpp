// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/dimension_choosers.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include "models/tables/dimension_text.h"

#include <algorithm>

namespace ms::views {
namespace {

using query::Dimension;

void fillWithDimensions(QComboBox& box) {
    for (const Dimension dimension : query::allDimensions())
        if (dimension != Dimension::Outcome && !query::isSingleThing(dimension))
            box.addItem(tables::titleOf(dimension), int(dimension));
}

void select(QComboBox& box, int dimension) {
    const QSignalBlocker quiet(box);
    box.setCurrentIndex(std::max(0, box.findData(dimension)));
}

} // namespace

DimensionChoosers::DimensionChoosers(QWidget* parent)
    : QWidget(parent), m_by{new QComboBox(this)}, m_and{new QLabel(tr("and"), this)},
      m_thenBy{new QComboBox(this)} {
    fillWithDimensions(*m_by);
    m_by->setAccessibleName(tr("Group by"));
    m_thenBy->addItem(tr("nothing else"), int(Dimension::Count));
    fillWithDimensions(*m_thenBy);
    m_thenBy->setAccessibleName(tr("Then by"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("By"), this));
    layout->addWidget(m_by);
    layout->addWidget(m_and);
    layout->addWidget(m_thenBy);
    for (const QComboBox* box : {m_by, m_thenBy})
        connect(box, &QComboBox::activated, this, &DimensionChoosers::chosen);
}

void DimensionChoosers::setBy(const std::vector<Dimension>& by) {
    select(*m_by, by.empty() ? -1 : int(by.front()));
    select(*m_thenBy, by.size() > 1 ? int(by[1]) : int(Dimension::Count));
}

void DimensionChoosers::setMost(Most most) {
    m_and->setVisible(most == Most::Two);
    m_thenBy->setVisible(most == Most::Two);
}

std::vector<Dimension> DimensionChoosers::by() const {
    const auto first = Dimension(m_by->currentData().toInt());
    const auto second = Dimension(m_thenBy->currentData().toInt());
    if (second == Dimension::Count || second == first || m_thenBy->isHidden())
        return {first};
    return {first, second};
}

} // namespace ms::views

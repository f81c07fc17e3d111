// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/row_walk.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace ms::views {
namespace {

/// What the target leads to is shown, in whichever section.
bool shows(const std::map<std::string, std::string>& options, const RowTarget& target) {
    for (const auto& [name, value] : target.options) {
        const auto found = options.find(name);
        if (found == options.end() ? !value.empty() : found->second != value)
            return false;
    }
    return true;
}

bool isSameQuestion(const session::Place& a, const session::Place& b) {
    return a.page == b.page && a.filter == b.filter && a.path == b.path && a.book == b.book;
}

QToolButton* button(const QString& text, const QString& help, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(help);
    made->setAutoRaise(true);
    return made;
}

} // namespace

RowWalk::RowWalk(QWidget* parent)
    : QWidget(parent), m_previous{button(tr("Previous"),
                                         tr("The row before it in the list (Alt+Up)"), this)},
      m_position{new QLabel(this)}, m_next{button(tr("Next"),
                                                  tr("The row after it in the list (Alt+Down)"),
                                                  this)} {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_previous);
    layout->addWidget(m_position);
    layout->addWidget(m_next);
    m_position->setTextFormat(Qt::PlainText);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    hide();
}

void RowWalk::start(std::string list, session::Place place, std::vector<Stop> stops,
                    Sorting sorting) {
    m_list = std::move(list);
    m_listAt = std::move(place);
    m_stops = std::move(stops);
    m_sorting = sorting;
    m_at.reset();
    m_last = 0;
}

void RowWalk::setPlace(const session::Place& place,
                       const std::map<std::string, std::string>& options) {
    m_place = place;
    m_at.reset();
    for (std::size_t i = 0; i < m_stops.size() && !m_at; ++i)
        if (isSameQuestion(place, m_listAt) && shows(options, m_stops[i].target))
            m_at = m_last = i;
    setVisible(isOn());
    if (!m_at)
        return;
    m_position->setText(tr("%1 of %2").arg(*m_at + 1).arg(m_stops.size()));
    m_previous->setEnabled(*m_at > 0);
    m_next->setEnabled(*m_at + 1 < m_stops.size());
}

std::optional<session::Place> RowWalk::stepped(int by) const {
    if (!m_at || (by < 0 && *m_at == 0) || (by > 0 && *m_at + 1 >= m_stops.size()))
        return std::nullopt;
    RowTarget target = m_stops[by < 0 ? *m_at - 1 : *m_at + 1].target;
    target.section = m_place.section;
    return placeOf(m_place, target);
}

const RowWalk::Stop* RowWalk::lastOf(const std::string& section,
                                     const session::Place& place) const {
    const bool isIt = section == m_list && isSameQuestion(place, m_listAt);
    return isIt && !m_stops.empty() ? &m_stops[m_last] : nullptr;
}

session::Place placeOf(session::Place place, const RowTarget& target) {
    place.section = target.section;
    place.sectionBy.clear();
    for (const auto& [name, value] : target.options)
        if (value.empty())
            place.options.erase(name);
        else
            place.options[name] = value;
    return place;
}

} // namespace ms::views

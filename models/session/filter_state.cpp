// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/filter_state.h"

#include <utility>

namespace ms::session {
namespace {

constexpr std::size_t kRemembered = 200; // places; more than anybody walks back

/// Take from `stack` the newest filter that differs from `present`; nothing when there is none.
std::optional<query::Filter> takeDifferent(std::vector<query::Filter>& stack,
                                           const query::Filter& present) {
    while (!stack.empty()) {
        query::Filter filter = std::move(stack.back());
        stack.pop_back();
        if (filter != present)
            return filter;
    }
    return {};
}

} // namespace

void FilterState::visit(Place place) {
    if (place == this->place())
        return;
    push(std::move(place));
    Q_EMIT changed();
}

void FilterState::visitInstead(Place place) {
    if (place == this->place())
        return;
    m_places.resize(m_at + 1);
    m_places.back() = std::move(place);
    Q_EMIT changed();
}

void FilterState::visitPage(Page page) {
    Place next = place();
    next.page = page;
    next.request.clear();
    next.attempt.reset();
    visit(std::move(next));
}

void FilterState::setFilter(query::Filter filter) {
    if (filter == place().filter)
        return;
    m_undo.push_back(place().filter);
    m_redo.clear();
    Q_EMIT filterSet();
    applyFilter(std::move(filter));
}

void FilterState::climbTo(std::size_t steps) {
    Place next = place();
    if (steps >= next.path.size())
        return;
    next.page = Page::Margin;
    next.by = {next.path[steps].dimension};
    next.path.resize(steps);
    next.request.clear();
    next.attempt.reset();
    visit(std::move(next));
}

void FilterState::reset(Place place) {
    m_places.assign(1, std::move(place));
    m_at = 0;
    m_undo.clear();
    m_redo.clear();
    Q_EMIT changed();
}

void FilterState::back() {
    if (!canGoBack())
        return;
    --m_at;
    Q_EMIT changed();
}

void FilterState::forward() {
    if (!canGoForward())
        return;
    ++m_at;
    Q_EMIT changed();
}

void FilterState::undo() {
    const query::Filter present = place().filter;
    auto filter = takeDifferent(m_undo, present);
    if (!filter)
        return;
    m_redo.push_back(present);
    applyFilter(*std::move(filter));
}

void FilterState::redo() {
    const query::Filter present = place().filter;
    auto filter = takeDifferent(m_redo, present);
    if (!filter)
        return;
    m_undo.push_back(present);
    applyFilter(*std::move(filter));
}

void FilterState::push(Place place) {
    m_places.resize(m_at + 1);
    m_places.push_back(std::move(place));
    if (m_places.size() > kRemembered)
        m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

void FilterState::applyFilter(query::Filter filter) {
    Place next = place();
    next.filter = std::move(filter);
    next.attempt.reset();
    push(std::move(next));
    Q_EMIT changed();
}

} // namespace ms::session

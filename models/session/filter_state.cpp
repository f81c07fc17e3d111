// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/filter_state.h"

#include <algorithm>
#include <utility>

namespace ms::session {
namespace {

constexpr std::size_t kRemembered = 200; // places; more than anybody walks back

std::optional<std::string> valueOf(const FilterState::Options& options, const std::string& name) {
    const auto found = options.find(name);
    return found == options.end() ? std::nullopt : std::optional(found->second);
}

/// The options in which `a` and `b` differ, as `a` has them.
std::map<std::string, std::optional<std::string>> differing(const FilterState::Options& a,
                                                            const FilterState::Options& b) {
    std::map<std::string, std::optional<std::string>> result;
    for (const FilterState::Options* options : {&a, &b})
        for (const auto& [name, value] : *options)
            if (valueOf(a, name) != valueOf(b, name))
                result[name] = valueOf(a, name);
    return result;
}

bool hasSameNames(const FilterState::Edit& a, const FilterState::Edit& b) {
    return std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first; });
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
    remember({place().filter, {}, place().page});
    apply({std::move(filter), {}, place().page});
}

void FilterState::setOptions(Options options, Step step) {
    Edit back{{}, differing(place().options, options), place().page};
    if (back.options.empty())
        return;
    Place next = place();
    next.options = std::move(options);
    const bool isJoined = step == Step::Same && !m_undo.empty() && !m_undo.back().filter &&
                          hasSameNames(m_undo.back(), back);
    if (isJoined)
        return visitInstead(std::move(next));
    remember(std::move(back));
    visit(std::move(next));
}

void FilterState::remember(Edit back) {
    m_undo.push_back(std::move(back));
    m_redo.clear();
    Q_EMIT edited();
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

bool FilterState::undo() {
    return take(m_undo, m_redo);
}

bool FilterState::redo() {
    return take(m_redo, m_undo);
}

/// Those that are in force already (somebody walked back to them) are no steps any more.
bool FilterState::take(std::vector<Edit>& from, std::vector<Edit>& to) {
    while (!from.empty()) {
        const Edit edit = std::move(from.back());
        from.pop_back();
        if (isInForce(edit))
            continue;
        to.push_back(backFrom(edit));
        apply(edit);
        return true;
    }
    return false;
}

FilterState::Edit FilterState::backFrom(const Edit& edit) const {
    Edit back{{}, {}, edit.page};
    if (edit.filter)
        back.filter = place().filter;
    for (const auto& [name, value] : edit.options)
        back.options[name] = valueOf(place().options, name);
    return back;
}

bool FilterState::isInForce(const Edit& edit) const {
    return (!edit.filter || *edit.filter == place().filter) &&
           std::all_of(edit.options.begin(), edit.options.end(), [&](const auto& option) {
               return valueOf(place().options, option.first) == option.second;
           });
}

void FilterState::push(Place place) {
    m_places.resize(m_at + 1);
    m_places.push_back(std::move(place));
    if (m_places.size() > kRemembered)
        m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

void FilterState::apply(const Edit& edit) {
    Place next = place();
    if (edit.filter)
        next.filter = *edit.filter;
    for (const auto& [name, value] : edit.options) {
        next.page = edit.page;
        if (value)
            next.options[name] = *value;
        else
            next.options.erase(name);
    }
    next.attempt.reset();
    push(std::move(next));
    Q_EMIT changed();
}

} // namespace ms::session

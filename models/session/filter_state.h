// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/session/place.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ms::session {

/// The one filter, grouping and drill path of a window, with two memories:
/// back and forward go over the places that were looked at; undo and redo go over the filter only
/// and stay on the page. Every page and the bar of chips show this state and change it here.
class FilterState : public QObject {
    Q_OBJECT

public:
    explicit FilterState(QObject* parent = nullptr) : QObject(parent) {}

    const Place& place() const { return m_places[m_at]; }

    /// Look at `place`; what was ahead is forgotten. Nothing happens when it is the present one.
    void visit(Place place);
    /// The same without a step: back leads from there to where it led from here.
    void visitInstead(Place place);
    void visitPage(Page page);
    /// Change the chips: one step of undo, one step of back.
    void setFilter(query::Filter filter);
    /// Climb to the first `steps` steps of the drill path.
    void climbTo(std::size_t steps);
    /// Forget everything: another workspace was opened.
    void reset(Place place);

    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_places.size(); }
    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    void back();
    void forward();
    void undo();
    void redo();

Q_SIGNALS:
    /// The present place is another one.
    void changed();
    /// The chips were changed: there is one step more to undo.
    void filterSet();

private:
    void push(Place place);
    void applyFilter(query::Filter filter);

    std::vector<Place> m_places{Place{}};
    std::size_t m_at = 0;
    std::vector<query::Filter> m_undo;
    std::vector<query::Filter> m_redo;
};

} // namespace ms::session

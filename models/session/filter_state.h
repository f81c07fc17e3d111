// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/session/place.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ms::session {

/// The one filter, grouping and drill path of a window, with two memories:
/// back and forward go over the places that were looked at; undo and redo go over the filter and
/// over what answers are asked with. A filter is undone where one is, an option on its page. Every
/// page and the bar of chips show this state and change it here.
class FilterState : public QObject {
    Q_OBJECT

public:
    explicit FilterState(QObject* parent = nullptr) : QObject(parent) {}

    using Options = std::map<std::string, std::string>;
    /// A change that can be undone: the chips, or options by name (nothing: their default).
    struct Edit {
        std::optional<query::Filter> filter = {};
        std::map<std::string, std::optional<std::string>> options = {};
        Page page = Page::Start; // of the options
    };
    /// While something is dragged, all changes are one step.
    enum class Step { New, Same };

    const Place& place() const { return m_places[m_at]; }

    /// Look at `place`; what was ahead is forgotten. Nothing happens when it is the present one.
    void visit(Place place);
    /// The same without a step: back leads from there to where it led from here.
    void visitInstead(Place place);
    void visitPage(Page page);
    /// Change the chips: one step of undo, one step of back.
    void setFilter(query::Filter filter);
    /// Ask with other options: likewise. `Same` joins the last step where that changed the same
    /// options.
    void setOptions(Options options, Step step = Step::New);
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
    /// False: there was nothing that differs from the present.
    bool undo();
    bool redo();
    /// What undo and redo would do; null: nothing.
    const Edit* nextUndo() const { return m_undo.empty() ? nullptr : &m_undo.back(); }
    const Edit* nextRedo() const { return m_redo.empty() ? nullptr : &m_redo.back(); }

Q_SIGNALS:
    /// The present place is another one.
    void changed();
    /// Chips or options were changed: there is one step more to undo.
    void edited();

private:
    void push(Place place);
    Edit backFrom(const Edit& edit) const;
    bool isInForce(const Edit& edit) const;
    void remember(Edit back);
    bool take(std::vector<Edit>& from, std::vector<Edit>& to);
    void apply(const Edit& edit);

    std::vector<Place> m_places{Place{}};
    std::size_t m_at = 0;
    std::vector<Edit> m_undo; // each: what was before
    std::vector<Edit> m_redo;
};

} // namespace ms::session

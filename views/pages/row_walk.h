// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "models/session/place.h"
#include "views/pages/report_page_spec.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QToolButton;

namespace ms::views {

/// The way from a list to what its rows lead to: which row of the list is looked at, and buttons to
/// the rows before and after it, in the list's order when somebody left it.
class RowWalk : public QWidget {
    Q_OBJECT

public:
    struct Stop {
        RowTarget target;
        QString row; // first cell of the list's row
    };
    /// How the list was sorted; -1: not at all.
    struct Sorting {
        int column = -1;
        Qt::SortOrder order = Qt::AscendingOrder;
    };

    explicit RowWalk(QWidget* parent = nullptr);
    /// Leave the section `list` at `place`.
    void start(std::string list, session::Place place, std::vector<Stop> stops, Sorting sorting);
    /// The present place, and those of its options that its section has: the row that they show, if
    /// any, is where steps go on from.
    void setPlace(const session::Place& place, const std::map<std::string, std::string>& options);
    bool isOn() const { return m_at.has_value(); }
    /// The place of the row `by` further; nothing beyond the ends.
    std::optional<session::Place> stepped(int by) const;
    /// The row of `section` at `place` that was looked at last; null: none of it was.
    const Stop* lastOf(const std::string& section, const session::Place& place) const;
    Sorting sorting() const { return m_sorting; }

Q_SIGNALS:
    void stepRequested(int by);

private:
    std::string m_list;      // id of the section that was left
    session::Place m_listAt; // where that was
    session::Place m_place;  // the present one
    std::vector<Stop> m_stops;
    Sorting m_sorting;
    std::optional<std::size_t> m_at; // of the stops; empty: the place is none of them
    std::size_t m_last = 0;          // that was looked at
    QToolButton* m_previous;
    QLabel* m_position;
    QToolButton* m_next;
};

/// `place` with what `target` is asked with, in its section.
session::Place placeOf(session::Place place, const RowTarget& target);

} // namespace ms::views

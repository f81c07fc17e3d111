// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "models/session/filter_state.h"
#include "models/session/saved_views.h"
#include "views/pages/report_page_spec.h"
#include "views/widgets/filter_chip.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::views {

/// The saved view of `saved` that shows what is shown at `place`; nothing: none does.
std::optional<std::string> savedNameOf(const session::Place& place, const store::SavedItems& saved,
                                       const std::vector<ReportPageSpec>& pages,
                                       const core::Zone& zone);

/// "May & June  the note": a line of a menu, with the note at its right end.
QString menuLineOf(const store::SavedView& view);

/// What is saved of the page that is shown: a small menu beside the filter. It bears the name of
/// the view that the page shows as it was saved.
class SavedButton : public FilterChip {
    Q_OBJECT

public:
    /// All must outlive it.
    SavedButton(session::Session& session, session::FilterState& state, session::SavedViews& saved,
                const std::vector<ReportPageSpec>& pages, QWidget* parent = nullptr);
    /// With what it holds now.
    QMenu& filledMenu();

Q_SIGNALS:
    void saveRequested();
    void manageRequested();
    void viewChosen(const QString& name);

private:
    void refresh();
    void fill();

    session::Session& m_session;
    session::FilterState& m_state;
    session::SavedViews& m_saved;
    const std::vector<ReportPageSpec>& m_pages;
    QMenu* m_menu;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/saved_button.h"

#include "models/session/page_name.h"
#include "models/session/visible_text.h"
#include "models/tables/tool_tip.h"
#include "views/pages/section_place.h"

namespace ms::views {
namespace {

constexpr qsizetype kLongestLine = 60;

constexpr qsizetype kLongestOnButton = 20; // the filter needs the room

QString shortened(const std::string& text, qsizetype most = kLongestLine) {
    const QString line = session::visibleLine(QString::fromStdString(text));
    return line.size() <= most ? line : line.left(most - 1) + u'…';
}

} // namespace

std::optional<std::string> savedNameOf(const session::Place& place, const store::SavedItems& saved,
                                       const std::vector<ReportPageSpec>& pages,
                                       const core::Zone& zone) {
    const session::Place shown = keptOf(place, pages);
    for (const store::SavedView& view : saved.views) {
        if (view.page != session::pageName(shown.page))
            continue;
        if (const auto kept = keptPlaceOf(view, pages, zone); kept && *kept == shown)
            return view.name;
    }
    return {};
}

QString menuLineOf(const store::SavedView& view) {
    QString line = shortened(view.name);
    if (!view.note.empty())
        line += u'\t' + shortened(view.note);
    return line.replace(u'&', QStringLiteral("&&"));
}

SavedButton::SavedButton(session::Session& session, session::FilterState& state,
                         session::SavedViews& saved, const std::vector<ReportPageSpec>& pages,
                         QWidget* parent)
    : FilterChip(tr("Saved"), parent), m_session{session}, m_state{state}, m_saved{saved},
      m_pages{pages}, m_menu{new QMenu(this)} {
    setObjectName(QStringLiteral("saved"));
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &SavedButton::fill);
    connect(this, &FilterChip::clicked, this,
            [this] { m_menu->popup(mapToGlobal(rect().bottomLeft())); });
    connect(&m_state, &session::FilterState::changed, this, &SavedButton::refresh);
    connect(&m_session, &session::Session::changed, this, &SavedButton::refresh);
    connect(&m_saved, &session::SavedViews::changed, this, &SavedButton::refresh);
    refresh();
}

QMenu& SavedButton::filledMenu() {
    fill();
    return *m_menu;
}

void SavedButton::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    std::optional<std::string> name;
    if (snapshot)
        name =
            savedNameOf(m_state.place(), m_saved.items(), m_pages, snapshot->source->lens().zone);
    setValue(name ? shortened(*name, kLongestOnButton) : QString());
    setAccessibleName(name ? tr("Saved views: %1").arg(QString::fromStdString(*name))
                           : tr("Saved views"));
    setToolTip(name ? tables::toolTipText(QString::fromStdString(*name))
                    : tr("Keep this page as it is set up, or open what was kept of it"));
}

void SavedButton::fill() {
    m_menu->clear();
    connect(m_menu->addAction(tr("&Save this view …")), &QAction::triggered, this,
            &SavedButton::saveRequested);
    m_menu->addSeparator();
    bool isEmpty = true;
    for (const store::SavedView& view : m_saved.items().views) {
        if (view.page != session::pageName(m_state.place().page))
            continue;
        isEmpty = false;
        const QString name = QString::fromStdString(view.name);
        QAction* action = m_menu->addAction(menuLineOf(view));
        action->setToolTip(tables::toolTipText(name));
        connect(action, &QAction::triggered, this, [this, name] { Q_EMIT viewChosen(name); });
    }
    if (isEmpty)
        m_menu->addAction(tr("Nothing of this page is saved yet."))->setEnabled(false);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Manage …")), &QAction::triggered, this,
            &SavedButton::manageRequested);
}

} // namespace ms::views

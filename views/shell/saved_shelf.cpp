// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/saved_shelf.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include "models/session/page_name.h"
#include "models/session/visible_text.h"
#include "models/tables/tool_tip.h"
#include "views/export/saved_report.h"
#include "views/pages/section_place.h"
#include "views/shell/report_dialog.h"
#include "views/shell/save_view_dialog.h"
#include "views/shell/window_actions.h"

#include <utility>

namespace ms::views {

namespace {

std::vector<ReportPageSpec> withMargin(const std::vector<ReportPageSpec>& reports) {
    std::vector<ReportPageSpec> pages{catalogPages().front()};
    pages.insert(pages.end(), reports.begin(), reports.end());
    return pages;
}

} // namespace

SavedShelf::SavedShelf(session::Session& session, session::FilterState& state,
                       session::SavedViews& saved, const std::vector<ReportPageSpec>& reports,
                       const WindowActions& actions, QWidget& window)
    : QObject(&window), m_session{session}, m_state{state}, m_saved{saved}, m_pages{withMargin(
                                                                                reports)},
      m_window{window}, m_button{new SavedButton(session, state, saved, m_pages, &window)} {
    connect(&m_saved, &session::SavedViews::failed, this, &SavedShelf::failed);
    connect(m_button, &SavedButton::saveRequested, this, &SavedShelf::saveShown);
    connect(m_button, &SavedButton::manageRequested, this, &SavedShelf::manage);
    connect(m_button, &SavedButton::viewChosen, this, &SavedShelf::open);
    connectActions(actions);
}

void SavedShelf::connectActions(const WindowActions& actions) {
    connect(actions.saveView, &QAction::triggered, this, &SavedShelf::saveShown);
    connect(actions.manageSaved, &QAction::triggered, this, &SavedShelf::manage);
    const auto fillWhenShown = [this](QMenu& menu, void (SavedShelf::*fill)(QMenu&)) {
        connect(&menu, &QMenu::aboutToShow, this, [this, &menu, fill] {
            menu.clear();
            (this->*fill)(menu);
        });
    };
    fillWhenShown(actions.savedViews(), &SavedShelf::fillViews);
    fillWhenShown(actions.savedReports(), &SavedShelf::fillReports);
}

void SavedShelf::tell(const store::SavedStep& step) {
    Q_EMIT told(tr("Done: %1.").arg(session::stepWords(step)));
}

QWidget* SavedShelf::beside(QWidget& filter) {
    auto* both = new QWidget(&m_window);
    auto* kept = new QVBoxLayout; // as high as the first line of the filter
    kept->setContentsMargins(0, 8, 0, 0);
    kept->addWidget(m_button);
    kept->addStretch(1);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 12, 0);
    row->addWidget(&filter, 1);
    row->addLayout(kept);
    return both;
}

/// "Cost per unit, May 2026".
QString SavedShelf::suggestedName() const {
    const session::Place& place = m_state.place();
    const ReportPageSpec* page = pageNamed(m_pages, session::pageName(place.page));
    QString what = tr("Attempts");
    if (page != nullptr)
        what = page->page == session::Page::Overview || page->page == session::Page::Margin
                   ? page->title
                   : page->sections[sectionAt(*page, place)].title;
    const auto context = contextOf(*m_session.snapshot(), effectiveFilter(place).range);
    return what + QStringLiteral(", ") + QString::fromStdString(context.period);
}

session::SavedDraft SavedShelf::draftOf(const QString& name, const QString& note) const {
    return {name.toStdString(), note.trimmed().toStdString(), keptOf(m_state.place(), m_pages),
            m_session.snapshot()->source->lens().zone};
}

SaveViewDialog* SavedShelf::saveShown() {
    if (!m_session.snapshot() || !isWorthKeeping(m_state.place())) {
        Q_EMIT told(tr("This page has no view that could be saved."));
        return nullptr;
    }
    auto* dialog = new SaveViewDialog(suggestedName(), m_saved.items(), &m_window);
    connect(
        dialog, &SaveViewDialog::saveRequested, this,
        [this](const QString& name, const QString& note) { m_saved.save(draftOf(name, note)); });
    connect(
        dialog, &SaveViewDialog::replaceRequested, this,
        [this](const QString& name, const QString& note) { m_saved.replace(draftOf(name, note)); });
    dialog->open();
    return dialog;
}

SavedDialog* SavedShelf::manage() {
    if (!m_session.snapshot())
        return nullptr;
    if (!m_dialog) {
        m_dialog = new SavedDialog(m_saved, m_pages, &m_window);
        connect(m_dialog, &SavedDialog::viewChosen, this, &SavedShelf::open);
        connect(m_dialog, &SavedDialog::exportRequested, this, &SavedShelf::exportViews);
        connect(m_dialog, &SavedDialog::reportExportRequested, this, &SavedShelf::exportReport);
        connect(m_dialog, &SavedDialog::reportChosen, this,
                [this](const QString& name) { editReport(name); });
        connect(m_dialog, &SavedDialog::newReportRequested, this,
                [this](const QStringList& views) { editReport({}, views); });
    }
    m_dialog->open();
    return m_dialog;
}

void SavedShelf::open(const QString& name) {
    const store::SavedView* view = m_saved.view(name.toStdString());
    if (!view || !m_session.snapshot())
        return;
    auto place = keptPlaceOf(*view, m_pages, m_session.snapshot()->source->lens().zone);
    if (!place) {
        Q_EMIT failed(session::sentenceOf(place.error()));
        return;
    }
    m_state.visit(*std::move(place));
}

ReportDialog* SavedShelf::editReport(const QString& name, const QStringList& views) {
    if (m_saved.items().views.empty()) {
        Q_EMIT told(tr("A report is made of saved views; save one first."));
        return nullptr;
    }
    store::SavedReport report;
    for (const QString& view : views)
        report.views.push_back(view.toStdString());
    if (const store::SavedReport* known = m_saved.report(name.toStdString()))
        report = *known;
    QWidget* parent = m_dialog ? static_cast<QWidget*>(m_dialog) : &m_window;
    auto* dialog = new ReportDialog(report, m_saved.items(), parent);
    connect(dialog, &ReportDialog::reportKept, this,
            [this, name = report.name](const store::SavedReport& kept) {
                if (name.empty())
                    m_saved.saveReport(kept);
                else
                    m_saved.changeReport(name, kept);
            });
    dialog->open();
    return dialog;
}

void SavedShelf::exportViews(const QStringList& names) {
    std::vector<store::SavedView> views;
    for (const QString& name : names)
        if (const store::SavedView* view = m_saved.view(name.toStdString()))
            views.push_back(*view);
    const QString title = titleOf(views);
    Q_EMIT exportRequested(title, title, views);
}

void SavedShelf::exportReport(const QString& name) {
    if (const store::SavedReport* report = m_saved.report(name.toStdString()))
        Q_EMIT exportRequested(name, titleOf(*report), viewsOf(*report, m_saved.items()));
}

void SavedShelf::fillViews(QMenu& menu) {
    menu.setToolTipsVisible(true);
    const auto& views = m_saved.items().views;
    if (views.empty())
        menu.addAction(tr("Nothing is saved yet."))->setEnabled(false);
    const auto addPage = [&](const QString& title, std::string_view page) {
        bool isFirst = true;
        for (const store::SavedView& view : views) {
            if (view.page != page)
                continue;
            if (std::exchange(isFirst, false))
                menu.addSection(title);
            const QString name = QString::fromStdString(view.name);
            QAction* action = menu.addAction(menuLineOf(view));
            action->setToolTip(tables::toolTipText(name));
            connect(action, &QAction::triggered, this, [this, name] { open(name); });
        }
    };
    for (const ReportPageSpec& page : m_pages)
        addPage(page.title, session::pageName(page.page));
    addPage(tr("Attempts"), session::pageName(session::Page::Attempts));
}

void SavedShelf::fillReports(QMenu& menu) {
    for (const store::SavedReport& report : m_saved.items().reports) {
        const QString name = QString::fromStdString(report.name);
        QString line = session::visibleLine(name) + QStringLiteral(" …");
        QAction* action = menu.addAction(line.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, name] { exportReport(name); });
    }
    if (!m_saved.items().reports.empty())
        menu.addSeparator();
    connect(menu.addAction(tr("&New report of saved views …")), &QAction::triggered, this,
            [this] { editReport({}); });
    connect(menu.addAction(tr("&Change or export saved views …")), &QAction::triggered, this,
            [this] { manage(); });
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "models/session/command_text.h"
#include "models/session/filter_state.h"
#include "models/session/session.h"
#include "views/pages/report_page_spec.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

class QTabBar;
class QToolButton;

namespace ms::views {

class Breadcrumb;
class DimensionChoosers;
class FigurePanel;
class OptionEditor;
class OptionForm;
class RowWalk;
class SectionView;

/// A page of sections: tabs, the chosen section, and how its figures are computed. Enter or a click
/// on a mark goes to the attempts behind a row. Which section is shown, and by what, is part of the
/// place, so that back and forward return to it. So are the options that a section is asked with.
/// Where a row leads to another section, the rows after it follow one by one, and back leads to the
/// list, at the row that was looked at last.
/// Keys  Ctrl+PgUp and Ctrl+PgDn change the section; F1 opens the side panel; Ctrl+Return opens the
///       levers of a row as a scenario.
class ReportPage : public QWidget {
    Q_OBJECT

public:
    /// `spec` has at least one section.
    ReportPage(session::Session& session, session::FilterState& state, ReportPageSpec spec,
               QWidget* parent = nullptr);
    const ReportPageSpec& spec() const { return m_spec; }
    SectionView& view() const { return *m_view; }
    FigurePanel& figurePanel() const { return *m_panel; }
    QTabBar& tabs() const { return *m_tabs; }
    OptionForm& optionForm() const { return *m_options; }
    OptionEditor* optionEditor() const { return m_editor; } // null: the form is enough
    bool isBusy() const { return m_job.isRunning(); }
    void toggleChart();
    /// Show or hide what the answer can be asked with.
    void toggleOptions();
    void copyTable() const;
    /// The shown answer with its rows in the order of the screen, and what it says of itself;
    /// nothing while it is on its way.
    struct ShownSection {
        report::Section section;
        report::Context context;
        session::SnapshotPtr snapshot;
    };
    std::optional<ShownSection> shownSection() const;
    /// What the command line is asked for the shown section.
    session::AskedVerb askedVerb() const;
    /// Look at what the next row of the list leads to that was left for the present one; -1: the
    /// one before.
    void stepRow(int by);
    RowWalk& walk() const { return *m_walk; }
    /// Where the levers of a row can be tried; hidden where no row has any.
    QToolButton& scenarioButton() const { return *m_scenario; }
    /// Rows that were entered could not be kept.
    void forgetTyped();

Q_SIGNALS:
    /// Figures cannot be computed; a sentence.
    void failed(const QString& message);
    /// Something that the user may wonder about; a sentence.
    void told(const QString& message);
    void filesRequested();
    /// Somebody typed into a table of the workspace.
    void rowsEntered(const ms::session::EnteredRows& rows);
    /// New figures are on the page.
    void shown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHead();
    void addKeys();
    const SectionSource& source() const { return m_spec.sections[m_section]; }
    std::vector<query::Dimension> by() const;
    std::map<std::string, std::string> options() const;
    void refresh();
    void refreshHead();
    void refreshOptions();
    void ask();
    struct Answer {
        core::Result<report::Section> section;
        report::Context context;
    };
    void take(Answer answer);
    void showAnswer(Answer answer);
    void enter(int resultRow, int column);
    void chooseSection(int section);
    void chooseBy();
    void chooseOption(const QString& name, const QString& value);
    void chooseOptions(const session::FilterState::Options& chosen,
                       session::FilterState::Step step);
    void narrow(const query::Condition& condition);
    void climbTo(int crumb);
    void drill(int resultRow);
    bool follow(int resultRow);
    void openScenario();
    void explainColumn(int column);

    session::Session& m_session;
    session::FilterState& m_state;
    ReportPageSpec m_spec;
    std::size_t m_section = 0; // of m_spec.sections: what the place asks for
    std::string m_shown;       // id of the section whose figures are on the page; empty: none
    session::SnapshotPtr m_askedOf;
    session::Place m_askedAt;
    Breadcrumb* m_crumbs;
    QTabBar* m_tabs;
    DimensionChoosers* m_by;
    QToolButton* m_settings;
    std::vector<QWidget*> m_tools; // one a section; null: none
    RowWalk* m_walk;
    QToolButton* m_scenario;
    QToolButton* m_explain;
    OptionForm* m_options;
    OptionEditor* m_editor;
    SectionView* m_view;
    FigurePanel* m_panel;
    QTimer m_patience;               // no grey flicker while answers come at once
    std::optional<Answer> m_waiting; // until somebody has done typing
    session::LatestJob<report::Section> m_job;
};

} // namespace ms::views

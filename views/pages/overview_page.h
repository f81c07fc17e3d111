// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/analysis/overview.h"
#include "models/session/filter_state.h"
#include "models/session/session.h"
#include "views/pages/report_page_spec.h"

#include <array>
#include <vector>

class QBoxLayout;
class QFrame;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace ms::views {

class ChartPanel;
class EmptyState;
class FigureCard;

/// The same answers as sections, for exports and the command line.
ReportPageSpec overviewAnswers();

/// How the business does in ten seconds: six figures with their change and trend, the few sentences
/// that matter most by money, where the money goes and where it is lost, and what all of that rests
/// on. Everything leads to the page that shows more of it.
class OverviewPage : public QWidget {
    Q_OBJECT

public:
    OverviewPage(session::Session& session, session::FilterState& state, QWidget* parent = nullptr);
    bool isBusy() const { return m_figuresJob.isRunning() || m_headlinesJob.isRunning(); }
    const std::vector<FigureCard*>& cards() const { return m_cards; }
    const report::Section& headlines() const { return m_headlines; }
    const std::vector<report::Section>& sections() const { return m_sections; }
    QString trustText() const;
    /// All tables of the page, one below the other.
    void copyTables() const;

Q_SIGNALS:
    void failed(const QString& message);
    void filesRequested();
    /// New figures are on the page.
    void shown();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Figures {
        analysis::Overview overview;
        std::vector<report::Section> sections;
    };
    QWidget* buildFigures();
    QWidget* buildHeadlines();
    void refresh();
    void ask();
    void showFigures(Figures figures);
    void showCards(const analysis::Overview& overview);
    void showCharts();
    void showHeadlines(report::Section headlines);
    void showTrust();
    void arrange();
    void visit(session::Page page, const std::string& section = {},
               const std::vector<query::Dimension>& by = {});
    void openHeadline(std::size_t row);
    void openRow(const report::Section& section, int row);

    session::Session& m_session;
    session::FilterState& m_state;
    session::SnapshotPtr m_askedOf;
    session::Place m_askedAt;
    report::Context m_context;
    std::vector<report::Section> m_sections; // of report::overviewSections
    report::Section m_headlines;
    std::vector<FigureCard*> m_cards;
    QFrame* m_headlineFrame = nullptr;
    QVBoxLayout* m_headlineRows = nullptr;
    QLabel* m_headlineHint = nullptr;
    std::array<ChartPanel*, 3> m_charts{}; // one a section that has one
    QLabel* m_trust = nullptr;
    QBoxLayout* m_upper = nullptr; // side by side where there is room
    QBoxLayout* m_lower = nullptr;
    EmptyState* m_empty;
    QScrollArea* m_scroll;
    QStackedWidget* m_stack;
    session::LatestJob<Figures> m_figuresJob;
    session::LatestJob<report::Section> m_headlinesJob;
};

} // namespace ms::views

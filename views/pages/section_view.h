// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/report/section.h"
#include "models/session/snapshot.h"

#include <vector>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QStackedWidget;

namespace ms::tables {
class ReportTableModel;
class TotalsModel;
} // namespace ms::tables

namespace ms::views {

class ChartPanel;
class EmptyState;
class PinnedTable;
class ScatterPanel;

/// One section on screen: finding, charts, table with totals, notes; or, where there are no
/// figures, what to do to get some.
class SectionView : public QWidget {
    Q_OBJECT

public:
    enum class Freshness { Current, Stale };
    explicit SectionView(QWidget* parent = nullptr);

    void setSection(report::Section section, session::SnapshotPtr snapshot,
                    const report::Context& context);
    /// Columns that can be typed into, by name; for the next section.
    void setEditable(std::vector<std::string> columns);
    /// Somebody is typing: another section would take the cell away.
    bool isEditing() const;
    /// What was typed was not kept.
    void forgetTyped();
    /// Say why there are no figures.
    void setError(const QString& message);
    /// Nothing to show yet: figures are on their way.
    void setWaiting();
    /// Old figures are grey until new ones come.
    void setFreshness(Freshness freshness);
    bool isStale() const { return m_freshness == Freshness::Stale; }

    const report::Section& section() const { return m_section; }
    PinnedTable& table() const { return *m_table; }
    const tables::ReportTableModel& model() const { return *m_model; }
    const std::vector<ChartPanel*>& charts() const { return m_charts; }
    ScatterPanel& scatter() const { return *m_scatter; }
    EmptyState& emptyState() const { return *m_empty; }
    bool isEmpty() const;
    QString finding() const;
    QString notes() const;
    /// Go to the row whose first cell says `name`, if there is one.
    void chooseRow(const QString& name, int column = 0);
    void toggleCharts();
    void copyTable() const;

Q_SIGNALS:
    /// Enter, double click or a click on a mark: a row of the section.
    void rowChosen(int resultRow);
    /// Somebody changed the text of a cell.
    void cellTyped(int resultRow, int column);
    /// The cell that somebody typed into is closed.
    void editingEnded();
    /// Another column is looked at.
    void columnChosen(int column);
    void filesRequested();
    void everythingRequested();
    /// Points were selected for everything else to be about.
    void filterRequested(const ms::query::Condition& condition);
    /// Something that the user may wonder about; a sentence.
    void told(const QString& message);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildFigures();
    void showTable();
    QString notesText() const;
    void matchPanels();
    void showCharts();
    void showScatter();
    void listSelection(const report::Section& section);
    void arrangeCharts();
    int heightForCharts() const;
    void showWhatIsMissing();

    report::Section m_section;
    std::string m_tableOf; // id of the section whose table is shown
    session::SnapshotPtr m_snapshot;
    report::Context m_context;
    Freshness m_freshness = Freshness::Current;
    bool m_asksForFiles = true; // what the empty state's button does
    tables::ReportTableModel* m_model;
    tables::TotalsModel* m_totals;
    QProgressBar* m_busy;
    QLabel* m_finding;
    QWidget* m_chartRow;
    QBoxLayout* m_chartLayout = nullptr;
    std::vector<report::Chart> m_drawn; // of the section's charts
    std::vector<ChartPanel*> m_charts;  // one each
    ScatterPanel* m_scatter;
    PinnedTable* m_table;
    QLabel* m_notes;
    EmptyState* m_empty;
    QWidget* m_figures = nullptr;
    QStackedWidget* m_stack;
};

} // namespace ms::views

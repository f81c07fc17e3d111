// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/analysis/margin.h"
#include "models/session/filter_state.h"
#include "models/session/session.h"

class QLabel;
class QStackedWidget;

namespace ms::tables {
class MarginTableModel;
class TotalsModel;
} // namespace ms::tables

namespace ms::views {

class Breadcrumb;
class ChartPanel;
class DimensionChoosers;
class EmptyState;
class PinnedTable;

/// Who and what makes or loses money: revenue, cost and margin by any one or two dimensions.
/// Enter or a click on a bar goes one step down, at last to the attempts.
class MarginPage : public QWidget {
    Q_OBJECT

public:
    MarginPage(session::Session& session, session::FilterState& state, QWidget* parent = nullptr);
    PinnedTable& table() const { return *m_table; }
    const tables::MarginTableModel& model() const { return *m_model; }
    bool isBusy() const { return m_job.isRunning(); }
    void toggleChart();
    /// Rows and totals as on screen, with headers, to the clipboard.
    void copyTable() const;

Q_SIGNALS:
    void failed(const QString& message);
    void filesRequested();
    /// New figures are on the page.
    void shown();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildTable();
    void refresh();
    void refreshHead();
    void chooseBy();
    void showTable(analysis::MarginTable table);
    void showChart();
    void drill(int shownRow);
    void drillKeys(const analysis::MarginRow& row);
    void sortForReading();
    void sortByMargin();

    session::Session& m_session;
    session::FilterState& m_state;
    tables::MarginTableModel* m_model;
    tables::TotalsModel* m_totals;
    session::SnapshotPtr m_askedOf; // what the figures on the page answer
    session::Place m_askedAt;
    Breadcrumb* m_crumbs;
    DimensionChoosers* m_by = nullptr;
    ChartPanel* m_chart;
    PinnedTable* m_table;
    QLabel* m_notes;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    session::LatestJob<analysis::MarginTable> m_job;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/filter_state.h"
#include "models/session/kept_summary.h"
#include "models/session/session.h"

#include <vector>

class QLabel;
class QToolButton;

namespace ms::views {

class FilterChip;
class PeriodPicker;
class ValuePicker;

/// The one filter as chips, and what it keeps and hides. The same bar stands above every page.
/// Other dimensions have a chip while something is chosen of them, such as the requests that were
/// selected in a chart.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    FilterBar(session::Session& session, session::FilterState& state, QWidget* parent = nullptr);
    /// Open the menu of the chip of `dimension`, for shortcuts.
    void openChip(query::Dimension dimension);
    QString summaryText() const;

private:
    struct DimensionChip {
        query::Dimension dimension;
        FilterChip* chip;
        bool isPassing = false; // there only while something is chosen
    };
    void buildChips();
    FilterChip* addChip(query::Dimension dimension);
    void refreshChips();
    void refreshSummary();
    void pickPeriod();
    void pickValues(query::Dimension dimension, FilterChip* chip);
    void applyValues(const QStringList& values);

    session::Session& m_session;
    session::FilterState& m_state;
    FilterChip* m_period = nullptr;
    std::vector<DimensionChip> m_chips;
    QToolButton* m_reset = nullptr;
    QLabel* m_summary;
    PeriodPicker* m_periodPicker;
    ValuePicker* m_valuePicker;
    query::Dimension m_picked = query::Dimension::Tenant;
    session::LatestJob<std::vector<std::string>> m_values;
    session::LatestJob<session::KeptSummary> m_kept;
};

/// The environments that a scope keeps, for the chip; empty: the default, production.
QString scopeText(const query::Scope& scope);

/// "1,204,551 attempts · $48.2k kept, $2.8k hidden (non-production $41.20)".
QString keptText(const session::KeptSummary& summary, const std::string& currency);

} // namespace ms::views

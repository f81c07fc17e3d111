// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "models/core/zone.h"
#include "models/query/attempts.h"
#include "models/tables/number_format.h"

class QLabel;
class QTableView;

namespace ms::views {

class TextTableModel;

/// Where one cost comes from: the sentence, the arithmetic line by line with its price rules, and
/// the file and line of the event.
class ExplanationView : public QFrame {
    Q_OBJECT

public:
    explicit ExplanationView(QWidget* parent = nullptr);
    void showExplanation(const query::Explanation& explanation, const core::Zone& zone,
                         const tables::NumberFormat& format);
    /// Nothing to explain, and why.
    void showText(const QString& text);
    QString text() const;

private:
    QLabel* m_title;
    QLabel* m_facts;
    QTableView* m_lines;
    TextTableModel* m_model;
};

} // namespace ms::views

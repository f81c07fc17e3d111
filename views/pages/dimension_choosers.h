// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/query/dimension.h"

#include <vector>

class QComboBox;
class QLabel;

namespace ms::views {

/// "By … and …": what a question is grouped by, one or two dimensions.
class DimensionChoosers : public QWidget {
    Q_OBJECT

public:
    explicit DimensionChoosers(QWidget* parent = nullptr);
    /// Show `by` without telling anybody.
    void setBy(const std::vector<query::Dimension>& by);
    std::vector<query::Dimension> by() const;
    /// Some questions are by one dimension only: then there is no "and".
    enum class Most { One, Two };
    void setMost(Most most);

Q_SIGNALS:
    /// The user chose.
    void chosen();

private:
    QComboBox* m_by;
    QLabel* m_and;
    QComboBox* m_thenBy;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/query/dimension.h"

#include <vector>

class QComboBox;

namespace ms::views {

/// "By … and …": what a question is grouped by, one or two dimensions.
class DimensionChoosers : public QWidget {
    Q_OBJECT

public:
    explicit DimensionChoosers(QWidget* parent = nullptr);
    /// Show `by` without telling anybody.
    void setBy(const std::vector<query::Dimension>& by);
    std::vector<query::Dimension> by() const;

Q_SIGNALS:
    /// The user chose.
    void chosen();

private:
    QComboBox* m_by;
    QComboBox* m_thenBy;
};

} // namespace ms::views

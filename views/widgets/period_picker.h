// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "models/session/period.h"

class QDateEdit;
class QListWidget;

namespace ms::views {

/// A popup that chooses a period: one of the presets, or any days from and to (both included).
class PeriodPicker : public QFrame {
    Q_OBJECT

public:
    explicit PeriodPicker(QWidget* parent = nullptr);
    /// Offer what the data have; `present` is the range in force.
    void setChoices(const std::optional<core::TimeRange>& span, const core::TimeRange& present,
                    const core::Zone& zone);
    void popUpUnder(const QWidget& anchor);

Q_SIGNALS:
    void applied(const ms::core::TimeRange& range);

private:
    void applyPreset(int row);
    void applyDays();

    std::vector<session::PeriodPreset> m_presets;
    core::Zone m_zone;
    QListWidget* m_list;
    QDateEdit* m_first;
    QDateEdit* m_last;
};

} // namespace ms::views

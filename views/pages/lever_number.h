// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/scenario/slider_scale.h"
#include "models/session/filter_state.h"

class QSlider;

namespace ms::views {

class NumberBox;

/// A number of a lever: a slider over its usual values, and beside it the exact one, which may lie
/// beyond the slider's ends.
class LeverNumber : public QWidget {
    Q_OBJECT

public:
    explicit LeverNumber(scenario::Field field, QWidget* parent = nullptr);
    scenario::Field field() const { return m_field; }
    std::int64_t value() const;
    /// Show it, without telling anybody.
    void setValue(std::int64_t value);
    QSlider& slider() const { return *m_slider; }
    NumberBox& box() const { return *m_box; }

Q_SIGNALS:
    /// `step`: a drag goes on, or somebody chose anew.
    void edited(qint64 value, ms::session::FilterState::Step step);

private:
    void slide(int place);

    scenario::Field m_field;
    scenario::SliderScale m_scale;
    QSlider* m_slider;
    NumberBox* m_box;
    bool m_isDragged = false; // the slider was moved since it was pressed
};

/// What a number of a lever is called in the window: "Hit rate".
QString titleOf(scenario::Field field);

} // namespace ms::views

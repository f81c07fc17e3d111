// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>

#include "models/scenario/lever.h"

namespace ms::views {

/// A number of a lever, exact to the last decimal that documents can state. What is no such number
/// is not taken: it turns back, and the tool tip said what is allowed.
class NumberBox : public QAbstractSpinBox {
    Q_OBJECT

public:
    explicit NumberBox(scenario::Field field, QWidget* parent = nullptr);
    std::int64_t value() const { return m_value; } // in the field's unit
    /// Show it, without telling anybody; what is being typed stays.
    void setValue(std::int64_t value);
    QSize sizeHint() const override;

Q_SIGNALS:
    void edited(qint64 value);

protected:
    void stepBy(int steps) override;
    StepEnabled stepEnabled() const override;
    QValidator::State validate(QString& text, int& position) const override;

private:
    void take(std::int64_t value);
    void readText();

    scenario::Field m_field;
    std::int64_t m_value = 0;
};

} // namespace ms::views

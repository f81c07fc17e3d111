// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/number_box.h"

#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include "models/scenario/document.h"
#include "models/scenario/slider_scale.h"

namespace ms::views {

NumberBox::NumberBox(scenario::Field field, QWidget* parent)
    : QAbstractSpinBox(parent), m_field{field} {
    setAlignment(Qt::AlignRight);
    setFocusPolicy(Qt::StrongFocus); // a wheel over it scrolls the page
    lineEdit()->setText(QStringLiteral("0"));
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberBox::readText);
}

void NumberBox::setValue(std::int64_t value) {
    const bool isTyped = hasFocus() && lineEdit()->isModified();
    if (isTyped && value == m_value)
        return;
    m_value = value;
    lineEdit()->setText(QString::fromStdString(numberText(m_field, value)));
}

QSize NumberBox::sizeHint() const {
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QSize text(fontMetrics().horizontalAdvance(QStringLiteral("0.0000025")) + 8,
                     lineEdit()->sizeHint().height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, this);
}

void NumberBox::stepBy(int steps) {
    take(scenario::stepped(m_field, m_value, steps));
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const {
    const scenario::FieldInfo& info = infoOf(m_field);
    StepEnabled enabled = StepNone;
    if (m_value < info.most)
        enabled |= StepUpEnabled;
    if (m_value > info.least)
        enabled |= StepDownEnabled;
    return enabled;
}

QValidator::State NumberBox::validate(QString& text, int&) const {
    return scenario::parseNumber(m_field, text.trimmed().toStdString())
               ? QValidator::Acceptable
               : QValidator::Intermediate; // on the way to a number, or turned back at the end
}

void NumberBox::take(std::int64_t value) {
    if (value == m_value)
        return;
    m_value = value;
    lineEdit()->setText(QString::fromStdString(numberText(m_field, value)));
    Q_EMIT edited(value);
}

void NumberBox::readText() {
    const auto number = scenario::parseNumber(m_field, text().trimmed().toStdString());
    if (number && *number != m_value)
        return take(*number);
    lineEdit()->setText(QString::fromStdString(numberText(m_field, m_value)));
}

} // namespace ms::views

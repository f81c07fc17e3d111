// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/lever_number.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>

#include "models/scenario/document.h"
#include "views/pages/number_box.h"

namespace ms::views {
namespace {

constexpr int kLabelWidth = 104;
constexpr int kLeastSliderWidth = 60;

/// The meaning, and what a document may state.
QString helpOf(scenario::Field field) {
    const scenario::FieldInfo& info = infoOf(field);
    return LeverNumber::tr("%1 From %2 to %3.")
        .arg(QCoreApplication::translate("ms::views", std::string(info.meaning).c_str()),
             QString::fromStdString(numberText(field, info.least)),
             QString::fromStdString(numberText(field, info.most)));
}

} // namespace

QString titleOf(scenario::Field field) {
    switch (field) {
    case scenario::Field::TimeToLiveSeconds:
        return LeverNumber::tr("Kept, seconds");
    case scenario::Field::CostPerMillion:
        return LeverNumber::tr("Cost a million");
    case scenario::Field::GpuHourCost:
        return LeverNumber::tr("GPU hour");
    case scenario::Field::OutputRate:
        return LeverNumber::tr("Output tokens/s");
    case scenario::Field::InputRate:
        return LeverNumber::tr("Prompt tokens/s");
    case scenario::Field::Share:
        return LeverNumber::tr("Share of calls");
    case scenario::Field::ProviderPriceChange:
        return LeverNumber::tr("Price change");
    default:
        break;
    }
    QString title = QString::fromStdString(std::string(infoOf(field).name)).replace(u'_', u' ');
    title[0] = title[0].toUpper();
    return title;
}

LeverNumber::LeverNumber(scenario::Field field, QWidget* parent)
    : QWidget(parent), m_field{field}, m_scale{scenario::sliderScaleOf(field)},
      m_slider{new QSlider(Qt::Horizontal, this)}, m_box{new NumberBox(field, this)} {
    const QString help = helpOf(field);
    auto* label = new QLabel(titleOf(field), this);
    label->setTextFormat(Qt::PlainText);
    label->setMinimumWidth(kLabelWidth);
    label->setBuddy(m_box);
    m_slider->setRange(0, scenario::kSliderPlaces);
    m_slider->setPageStep(scenario::kSliderPlaces / 10);
    m_slider->setMinimumWidth(kLeastSliderWidth);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    for (QWidget* part : std::initializer_list<QWidget*>{label, m_slider, m_box}) {
        part->setToolTip(help);
        part->setAccessibleName(titleOf(field));
        part->setAccessibleDescription(help);
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(label);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_box);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { m_isDragged = false; });
    connect(m_slider, &QSlider::valueChanged, this, &LeverNumber::slide);
    connect(m_box, &NumberBox::edited, this, [this](qint64 value) {
        setValue(value);
        Q_EMIT edited(value, session::FilterState::Step::New);
    });
}

std::int64_t LeverNumber::value() const {
    return m_box->value();
}

void LeverNumber::setValue(std::int64_t value) {
    m_box->setValue(value);
    if (sliderValueAt(m_scale, m_slider->value()) == value)
        return; // a place of several: the slider stays in the hand
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(sliderPlaceOf(m_scale, value));
}

void LeverNumber::slide(int place) {
    const std::int64_t chosen = sliderValueAt(m_scale, place);
    if (chosen == value())
        return;
    m_box->setValue(chosen);
    const bool goesOn = m_slider->isSliderDown() && m_isDragged;
    m_isDragged = m_slider->isSliderDown();
    Q_EMIT edited(chosen,
                  goesOn ? session::FilterState::Step::Same : session::FilterState::Step::New);
}

} // namespace ms::views

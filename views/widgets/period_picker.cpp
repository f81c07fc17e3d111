// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/period_picker.h"

#include <QDateEdit>
#include <QFormLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ms::views {
namespace {

QDate toDate(core::Day day) {
    const core::CivilDate date = core::civilFrom(day);
    return {date.year, int(date.month), int(date.day)};
}

core::Day toDay(QDate date) {
    return core::dayFromCivil(date.year(), unsigned(date.month()), unsigned(date.day()));
}

QDateEdit* newDateEdit(QWidget* parent) {
    auto* edit = new QDateEdit(parent);
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    edit->setCalendarPopup(true);
    return edit;
}

} // namespace

PeriodPicker::PeriodPicker(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_list{new QListWidget(this)}, m_first{newDateEdit(this)},
      m_last{newDateEdit(this)} {
    setFrameShape(QFrame::StyledPanel);
    m_list->setMinimumWidth(260);
    m_list->setAccessibleName(tr("Periods"));
    auto* apply = new QPushButton(tr("Apply these days"), this);
    apply->setProperty("primary", true);
    auto* days = new QFormLayout;
    days->addRow(tr("First day"), m_first);
    days->addRow(tr("Last day"), m_last);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_list);
    layout->addLayout(days);
    layout->addWidget(apply);
    connect(m_list, &QListWidget::itemActivated, this,
            [this] { applyPreset(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { applyPreset(m_list->currentRow()); });
    connect(apply, &QPushButton::clicked, this, &PeriodPicker::applyDays);
}

void PeriodPicker::setChoices(const std::optional<core::TimeRange>& span,
                              const core::TimeRange& present, const core::Zone& zone) {
    m_zone = zone;
    m_presets = session::periodPresets(span, zone);
    m_list->clear();
    for (const session::PeriodPreset& preset : m_presets) {
        m_list->addItem(QString::fromStdString(preset.title));
        if (preset.range == present)
            m_list->setCurrentRow(m_list->count() - 1);
    }
    const auto firstOf = present.from ? present.from : span ? span->from : std::nullopt;
    if (firstOf)
        m_first->setDate(toDate(zone.dayOf(*firstOf)));
    if (present.to)
        m_last->setDate(toDate(zone.dayOf(core::Instant{present.to->micros - 1})));
    else if (span && span->to)
        m_last->setDate(toDate(zone.dayOf(*span->to)));
}

void PeriodPicker::popUpUnder(const QWidget& anchor) {
    move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)));
    show();
    m_list->setFocus();
}

void PeriodPicker::applyPreset(int row) {
    if (row < 0 || std::size_t(row) >= m_presets.size())
        return;
    const core::TimeRange range = m_presets[std::size_t(row)].range;
    if (std::exchange(m_presets, {}).empty())
        return; // a click activates on some desktops as well
    hide();
    Q_EMIT applied(range);
}

void PeriodPicker::applyDays() {
    // Days in the wrong order can only mean the other order.
    const auto [first, last] = std::minmax({m_first->date(), m_last->date()});
    hide();
    Q_EMIT applied(session::daysRange(toDay(first), toDay(last), m_zone));
}

} // namespace ms::views

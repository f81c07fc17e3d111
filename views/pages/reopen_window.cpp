// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/reopen_window.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <optional>

namespace ms::views {
namespace {

constexpr int kAlways = -1; // shown as a word
constexpr int kMostDays = 3650;

} // namespace

ReopenWindow::ReopenWindow(session::Session& session, QWidget* parent)
    : QWidget(parent), m_session{session}, m_days{new QSpinBox(this)} {
    auto* label = new QLabel(tr("Reopened &within"), this);
    label->setBuddy(m_days);
    m_days->setRange(kAlways, kMostDays);
    m_days->setSpecialValueText(tr("any time"));
    m_days->setSuffix(tr(" days"));
    m_days->setKeyboardTracking(false); // one change for a number of several digits
    m_days->setAccessibleName(tr("Days within which a reopened success counts as failed"));
    m_days->setToolTip(tr("A success that is reopened within this time counts as failed; later it "
                          "stays a success. Kept in the workspace."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_days);
    connect(m_days, &QSpinBox::valueChanged, this, &ReopenWindow::keep);
    connect(&m_session, &session::Session::changed, this, &ReopenWindow::refresh);
    refresh();
}

void ReopenWindow::refresh() {
    if (!m_session.snapshot())
        return;
    const QSignalBlocker quiet(m_days);
    m_days->setValue(m_session.snapshot()->settings.reopenDays.value_or(kAlways));
}

void ReopenWindow::keep() {
    const int days = m_days->value();
    m_session.setReopenDays(days == kAlways ? std::nullopt : std::optional(days));
}

} // namespace ms::views

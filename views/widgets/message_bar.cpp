// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/message_bar.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "views/widgets/theme.h"

namespace ms::views {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon{new QLabel(this)}, m_text{new QLabel(this)}, m_action{new QPushButton(
                                                                              this)} {
    setAutoFillBackground(true);
    setAccessibleName(tr("Message"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionRequested);
    hide();
}

void MessageBar::tell(Tone tone, const QString& text, const QString& action) {
    m_tone = tone;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    paintTone();
    setVisible(true);
}

void MessageBar::clear() {
    m_text->clear();
    hide();
}

QString MessageBar::text() const {
    return m_text->text();
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    // Our own setPalette() raises PaletteChange as well; the application's change comes as
    // StyleChange.
    if (event->type() == QEvent::StyleChange)
        paintTone();
}

void MessageBar::paintTone() {
    const Colours colours = coloursOf(QGuiApplication::palette());
    QStyle::StandardPixmap icon = QStyle::SP_MessageBoxInformation;
    QColor surface = colours.surface;
    if (m_tone == Tone::Warning) {
        icon = QStyle::SP_MessageBoxWarning;
        surface = colours.warningSurface;
    } else if (m_tone == Tone::Error) {
        icon = QStyle::SP_MessageBoxCritical;
        surface = colours.errorSurface;
    }
    m_icon->setPixmap(style()->standardIcon(icon).pixmap(18, 18));
    QPalette palette = QGuiApplication::palette();
    palette.setColor(QPalette::Window, surface);
    setPalette(palette);
}

} // namespace ms::views

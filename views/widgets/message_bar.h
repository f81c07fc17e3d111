// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace ms::views {

/// One message above a page, instead of a message box: what happened and, at most, one thing to do.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Information, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);
    void tell(Tone tone, const QString& text, const QString& action = {});
    void clear();
    QString text() const;

Q_SIGNALS:
    void actionRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintTone();

    Tone m_tone = Tone::Information;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
};

} // namespace ms::views

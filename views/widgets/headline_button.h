// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace ms::views {

/// A sentence with the money it is about, over as many lines as it takes. Clicking it, Enter or
/// Space leads to more of it.
class HeadlineButton : public QAbstractButton {
    Q_OBJECT

public:
    /// `amount` "$1,204.17", `kind` "dear days": small, behind the sentence.
    HeadlineButton(const QString& amount, const QString& sentence, const QString& kind,
                   QWidget* parent = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect textRect(int width) const;

    QString m_amount;
    QString m_sentence;
    QString m_kind;
};

} // namespace ms::views

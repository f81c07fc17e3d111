// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ms::views {

/// What a page shows when it has nothing to show: why, and the next thing to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& advice, const QString& action = {});
    /// Of a page of figures: no event is there at all, or none that the filter keeps.
    enum class Reason { NothingImported, NothingKept };
    void setReason(Reason reason);

Q_SIGNALS:
    void actionRequested();

private:
    QLabel* m_title;
    QLabel* m_advice;
    QPushButton* m_action;
};

} // namespace ms::views

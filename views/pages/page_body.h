// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace ms::views {

/// An answer, what it is asked with, and what explains it: side by side where the page is wide,
/// else the questions above the answer.
class PageBody : public QWidget {
public:
    /// `questions` may be null. All three become children.
    PageBody(QWidget* questions, QWidget* answer, QWidget* explanation, QWidget* parent = nullptr);
    bool isWide() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_questions;
    QBoxLayout* m_layout;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPlainTextEdit;

namespace ms::views {

/// A rejected row to correct: what is wrong with it, the header that it belongs to, and its text.
class RejectEditor : public QFrame {
    Q_OBJECT

public:
    struct Row {
        QString title;  // "Line 17, column input_tokens"
        QString reason; // a sentence
        QString head;   // header line; empty: the row says its names itself
        QString text;
        enum class Access { Editable, ReadOnly } access = Access::Editable;
    };
    explicit RejectEditor(QWidget* parent = nullptr);

    void showRow(const Row& row);
    /// The row that is shown was tried again: only what is said of it changes.
    void showWords(const QString& title, const QString& reason);
    void clear();
    QString text() const;
    /// Go on typing where the text begins.
    void startEditing();

Q_SIGNALS:
    /// The user changed the text.
    void edited();
    /// Escape: back to the list.
    void leaveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_reason;
    QLabel* m_headTitle;
    QPlainTextEdit* m_head;
    QPlainTextEdit* m_text;
    bool m_isFilling = false;
};

} // namespace ms::views

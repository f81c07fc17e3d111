// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/reject_editor.h"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kHeadLines = 2;
constexpr int kTextLines = 3; // at least
constexpr int kEdge = 10;     // frame and margins of a text field

QPlainTextEdit* newField(const QString& name, QWidget* parent) {
    auto* field = new QPlainTextEdit(parent);
    field->setAccessibleName(name);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    field->setTabChangesFocus(true);
    field->setWordWrapMode(QTextOption::WrapAnywhere);
    // A row of a file reads from left to right, whatever its texts are written in.
    QTextOption option = field->document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    field->document()->setDefaultTextOption(option);
    return field;
}

QLabel* newLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

RejectEditor::RejectEditor(QWidget* parent)
    : QFrame(parent), m_title{newLabel(this)}, m_reason{newLabel(this)},
      m_headTitle{newLabel(this)}, m_head{newField(tr("Header of the file"), this)},
      m_text{newField(tr("Row to correct"), this)} {
    setProperty("card", true);
    setAccessibleName(tr("Rejected row"));
    m_title->setFont(scaledFont(font(), 100, QFont::DemiBold));
    m_headTitle->setText(tr("Header of the file"));
    m_head->setReadOnly(true);
    m_head->setFixedHeight(m_head->fontMetrics().lineSpacing() * kHeadLines + kEdge);
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * kTextLines + kEdge);
    m_text->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 8);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_reason);
    layout->addWidget(m_headTitle);
    layout->addWidget(m_head);
    layout->addWidget(m_text, 1);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT edited();
    });
    clear();
}

void RejectEditor::showRow(const Row& row) {
    m_isFilling = true;
    showWords(row.title, row.reason);
    m_headTitle->setVisible(!row.head.isEmpty());
    m_head->setVisible(!row.head.isEmpty());
    m_head->setPlainText(row.head);
    m_text->setPlainText(row.text);
    m_text->setReadOnly(row.access == Row::Access::ReadOnly);
    m_text->setEnabled(true);
    m_isFilling = false;
}

void RejectEditor::showWords(const QString& title, const QString& reason) {
    m_title->setText(title);
    m_reason->setText(reason);
}

void RejectEditor::clear() {
    showRow({tr("Choose a row to correct it."), {}, {}, {}, Row::Access::ReadOnly});
    m_text->setEnabled(false);
}

QString RejectEditor::text() const {
    return m_text->toPlainText();
}

void RejectEditor::startEditing() {
    m_text->setFocus(Qt::OtherFocusReason);
}

bool RejectEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace ms::views

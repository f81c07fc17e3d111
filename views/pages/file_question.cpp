// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/file_question.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace ms::views {
namespace {

using Asks = FileQuestion::Asks;

constexpr int kEditWidth = 160;

QString answerIn(Asks asks, const session::FileChoice& said) {
    if (asks == Asks::Month)
        return said.month ? QString::fromStdString(core::toText(*said.month)) : QString();
    return QString::fromStdString(said.activeEvent);
}

} // namespace

FileQuestion::FileQuestion(QWidget* parent)
    : QWidget(parent), m_text{new QLabel(this)}, m_edit{new QLineEdit(this)}, m_problem{new QLabel(
                                                                                  this)} {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setBuddy(m_edit);
    m_problem->setTextFormat(Qt::PlainText);
    m_edit->setMaximumWidth(kEditWidth);
    m_edit->setObjectName(QStringLiteral("file question"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_text);
    row->addWidget(m_edit);
    row->addWidget(m_problem, 1);
    connect(m_edit, &QLineEdit::editingFinished, this, &FileQuestion::take);
    hide();
}

void FileQuestion::ask(Asks asks, const session::FileChoice& said) {
    // The list is refreshed while imports run: what is being typed in stays.
    if (asks == m_asks && said == m_said && m_edit->hasFocus())
        return;
    m_asks = asks;
    m_said = said;
    setVisible(asks != Asks::Nothing);
    m_problem->clear();
    m_edit->setText(answerIn(asks, said));
    if (asks == Asks::Month) {
        m_text->setText(tr("These rows do not say their month. &Month:"));
        m_edit->setPlaceholderText(QStringLiteral("2026-07"));
    } else {
        m_text->setText(tr("&Active event, which means that a person used the product:"));
        m_edit->setPlaceholderText(QStringLiteral("ai_feature_used"));
    }
}

void FileQuestion::take() {
    const QString text = m_edit->text().trimmed();
    if (text == answerIn(m_asks, m_said))
        return m_problem->clear();
    session::FileChoice choice = m_said;
    if (m_asks == Asks::ActiveEvent) {
        choice.activeEvent = text.toStdString();
    } else if (text.isEmpty()) {
        choice.month.reset();
    } else {
        const auto month = core::parseMonth(text.toStdString());
        if (!month)
            return m_problem->setText(tr("“%1” is not a month such as 2026-07.").arg(text));
        choice.month = *month;
    }
    m_problem->clear();
    m_said = choice;
    Q_EMIT answered(choice);
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/save_view_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "models/session/session.h"
#include "models/session/visible_text.h"

namespace ms::views {
namespace {

constexpr int kWidth = 460;

} // namespace

SaveViewDialog::SaveViewDialog(const QString& suggested, store::SavedItems saved, QWidget* parent)
    : QDialog(parent), m_saved{std::move(saved)}, m_name{new QLineEdit(suggested, this)},
      m_note{new QLineEdit(this)}, m_message{new QLabel(this)} {
    setWindowTitle(tr("Save this view"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->selectAll();
    m_note->setMaxLength(int(store::kLongestNote));
    m_note->setPlaceholderText(tr("what it is for"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("N&ote"), m_note);
    form->addRow(m_message);
    form->addRow(buttons);
    resize(kWidth, sizeHint().height());
    connect(m_name, &QLineEdit::textChanged, this, &SaveViewDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveViewDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QString SaveViewDialog::message() const {
    return m_message->text();
}

const store::SavedView* SaveViewDialog::taken() const {
    const auto name = store::savedName(m_name->text().toStdString());
    for (const store::SavedView& view : m_saved.views)
        if (name && view.name == *name)
            return &view;
    return nullptr;
}

void SaveViewDialog::check() {
    const auto name = store::savedName(m_name->text().toStdString());
    const store::SavedView* replaced = taken();
    if (!m_note->isModified()) // what is replaced keeps its note, unless another is typed
        m_note->setText(replaced ? QString::fromStdString(replaced->note) : QString());
    m_save->setEnabled(bool(name));
    m_save->setText(replaced ? tr("&Replace") : tr("&Save"));
    if (!name)
        m_message->setText(session::sentenceOf(name.error()));
    else if (replaced)
        m_message->setText(
            tr("A saved view is called so; it becomes this one. Ctrl+Z brings it back."));
    else
        m_message->setText(tr("Page, settings, filter and period are kept in the workspace."));
}

void SaveViewDialog::finish() {
    if (!m_save->isEnabled())
        return;
    if (taken())
        Q_EMIT replaceRequested(m_name->text(), m_note->text());
    else
        Q_EMIT saveRequested(m_name->text(), m_note->text());
    accept();
}

} // namespace ms::views

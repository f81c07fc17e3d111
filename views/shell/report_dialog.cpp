// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/report_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/session/session.h"
#include "models/session/visible_text.h"
#include "models/tables/tool_tip.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 420;
constexpr int kNameRole = Qt::UserRole;

} // namespace

ReportDialog::ReportDialog(const store::SavedReport& report, const store::SavedItems& saved,
                           QWidget* parent)
    : QDialog(parent), m_before{report.name}, m_name{new QLineEdit(this)},
      m_title{new QLineEdit(this)}, m_views{new QListWidget(this)}, m_message{new QLabel(this)} {
    setWindowTitle(m_before.empty() ? tr("New report") : tr("Change the report"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setPlaceholderText(tr("its name"));
    m_title->setMaxLength(int(store::kLongestName));
    m_views->setAccessibleName(tr("Saved views of the report, in their order"));
    m_views->setDragDropMode(QAbstractItemView::InternalMove);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto* up = new QPushButton(tr("&Up"), this);
    auto* down = new QPushButton(tr("&Down"), this);
    auto* moves = new QVBoxLayout;
    moves->addWidget(up);
    moves->addWidget(down);
    moves->addStretch(1);
    auto* list = new QHBoxLayout;
    list->addWidget(m_views, 1);
    list->addLayout(moves);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_keep = buttons->button(QDialogButtonBox::Save);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Title"), m_title);
    form->addRow(list);
    form->addRow(m_message);
    form->addRow(buttons);
    fill(report, saved);
    resize(kWidth, kHeight);
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_name, &QLineEdit::textChanged, this, &ReportDialog::check);
    connect(m_views, &QListWidget::itemChanged, this, &ReportDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT reportKept(this->report());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

/// Its own views first, in their order; then the others.
void ReportDialog::fill(const store::SavedReport& report, const store::SavedItems& saved) {
    m_name->setText(QString::fromStdString(report.name));
    m_title->setText(QString::fromStdString(report.title));
    const auto add = [this](const std::string& view, Qt::CheckState state) {
        const QString name = QString::fromStdString(view);
        auto* item = new QListWidgetItem(session::visibleLine(name), m_views);
        item->setData(kNameRole, name);
        item->setToolTip(tables::toolTipText(name));
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(state);
    };
    for (const std::string& view : report.views)
        add(view, Qt::Checked);
    for (const store::SavedView& view : saved.views)
        if (std::find(report.views.begin(), report.views.end(), view.name) == report.views.end())
            add(view.name, Qt::Unchecked);
    for (const store::SavedReport& other : saved.reports)
        if (other.name != m_before)
            m_taken.push_back(other.name);
}

void ReportDialog::move(int by) {
    const int row = m_views->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_views->count())
        return;
    m_views->insertItem(row + by, m_views->takeItem(row));
    m_views->setCurrentRow(row + by);
}

store::SavedReport ReportDialog::report() const {
    const auto name = store::savedName(m_name->text().toStdString());
    store::SavedReport report{name ? *name : std::string(), m_title->text().toStdString(), {}, {}};
    for (int row = 0; row < m_views->count(); ++row)
        if (m_views->item(row)->checkState() == Qt::Checked)
            report.views.push_back(m_views->item(row)->data(kNameRole).toString().toStdString());
    return report;
}

void ReportDialog::check() {
    const auto name = store::savedName(m_name->text().toStdString());
    const bool isTaken = name && std::find(m_taken.begin(), m_taken.end(), *name) != m_taken.end();
    if (!name)
        m_message->setText(session::sentenceOf(name.error()));
    else if (isTaken)
        m_message->setText(tr("Another report has this name."));
    else if (report().views.empty())
        m_message->setText(tr("Tick the saved views that belong to it."));
    else
        m_message->setText(tr("Each view keeps its own period, filter and settings."));
    m_keep->setEnabled(name && !isTaken && !report().views.empty());
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/saved_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "models/session/page_name.h"
#include "models/session/visible_text.h"
#include "models/tables/tool_tip.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kWidth = 760;
constexpr int kHeight = 480;
constexpr int kNameWidth = 280;
constexpr int kNoteWidth = 300;
constexpr int kLineHeight = 24;
constexpr int kNameRole = Qt::UserRole;
constexpr int kKindRole = Qt::UserRole + 1;
enum Column { kName, kNote, kSavedAt };

QString textOf(const std::string& text) {
    return session::visibleLine(QString::fromStdString(text));
}

/// "2026-06-01 08:03", in UTC as all times of the workspace are kept.
QString timeText(core::Instant time) {
    return QString::fromStdString(core::toText(time)).left(16).replace(u'T', u' ');
}

QTreeWidgetItem* addLine(QTreeWidgetItem* group, const std::string& name, const QString& second,
                         core::Instant savedAt, int kind) {
    auto* item = new QTreeWidgetItem(group, {textOf(name), second, timeText(savedAt)});
    item->setData(kName, kNameRole, QString::fromStdString(name));
    item->setData(kName, kKindRole, kind);
    for (const int column : {kName, kNote})
        item->setToolTip(column, tables::toolTipText(item->text(column)));
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    item->setSizeHint(kName, QSize(0, kLineHeight));
    return item;
}

} // namespace

SavedDialog::SavedDialog(session::SavedViews& saved, const std::vector<ReportPageSpec>& pages,
                         QWidget* parent)
    : QDialog(parent), m_saved{saved}, m_pages{pages}, m_tree{new QTreeWidget(this)},
      m_empty{new QLabel(this)}, m_stack{new QStackedWidget(this)}, m_message{new QLabel(this)} {
    setWindowTitle(tr("Saved views"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_tree->setHeaderLabels({tr("Name"), tr("Note"), tr("Saved (UTC)")});
    m_tree->setAccessibleName(tr("Saved views and reports"));
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setColumnWidth(kName, kNameWidth);
    m_tree->setColumnWidth(kNote, kNoteWidth);
    m_empty->setText(tr("Nothing is saved yet: set up a page as you want it, then choose Saved > "
                        "Save this view."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    for (QLabel* label : {m_empty, m_message})
        label->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_message);
    layout->addWidget(buildButtons());
    resize(kWidth, kHeight);
    connect(m_tree, &QTreeWidget::itemActivated, this, &SavedDialog::openChosen);
    connect(m_tree, &QTreeWidget::itemChanged, this, &SavedDialog::keepTyped);
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &SavedDialog::refreshButtons);
    connect(&m_saved, &session::SavedViews::changed, this, &SavedDialog::fill);
    connect(&m_saved, &session::SavedViews::failed, this, [this](const QString& message) {
        fill(); // what was typed is not so
        m_message->setText(message);
        m_message->show();
    });
    fill();
}

QPushButton* SavedDialog::add(const QString& text, void (SavedDialog::*what)()) {
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, what);
    m_buttons.push_back(button);
    return button;
}

QWidget* SavedDialog::buildButtons() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(add(tr("&Open"), &SavedDialog::openChosen));
    row->addWidget(add(tr("&Rename"), &SavedDialog::rename));
    row->addWidget(add(tr("D&uplicate"), &SavedDialog::duplicate));
    row->addWidget(add(tr("&Delete"), &SavedDialog::remove));
    row->addWidget(add(tr("&Export …"), &SavedDialog::exportChosen));
    row->addWidget(add(tr("&Make a report …"), &SavedDialog::makeReport));
    row->addStretch(1);
    auto* close = new QPushButton(tr("&Close"), bar);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(close);
    return bar;
}

QString SavedDialog::message() const {
    return m_message->isHidden() ? QString() : m_message->text();
}

bool SavedDialog::isEmpty() const {
    return m_stack->currentWidget() == m_empty;
}

SavedDialog::Kind SavedDialog::kindOf(const QTreeWidgetItem& item) {
    return Kind(item.data(kName, kKindRole).toInt());
}

QTreeWidgetItem* SavedDialog::itemOf(const QString& name, bool isReport) const {
    const Kind kind = isReport ? Kind::Report : Kind::View;
    for (int group = 0; group < m_tree->topLevelItemCount(); ++group)
        for (int line = 0; line < m_tree->topLevelItem(group)->childCount(); ++line) {
            QTreeWidgetItem* item = m_tree->topLevelItem(group)->child(line);
            if (kindOf(*item) == kind && item->data(kName, kNameRole).toString() == name)
                return item;
        }
    return nullptr;
}

/// A group a page that has views, in the order of the window; what no page shows comes last.
void SavedDialog::fill() {
    const QSignalBlocker quiet(m_tree);
    const QStringList kept = chosen(Kind::View), keptReports = chosen(Kind::Report);
    m_tree->clear();
    m_message->hide();
    const store::SavedItems& items = m_saved.items();
    std::vector<std::string> known;
    const auto addGroup = [&](const QString& title, const auto& belongs) {
        QTreeWidgetItem* group = nullptr;
        for (const store::SavedView& view : items.views) {
            if (!belongs(view.page))
                continue;
            if (group == nullptr)
                group = new QTreeWidgetItem(m_tree, {title});
            addLine(group, view.name, textOf(view.note), view.savedAt, int(Kind::View));
        }
    };
    for (const ReportPageSpec& page : m_pages) {
        known.emplace_back(session::pageName(page.page));
        addGroup(page.title, [name = known.back()](const std::string& of) { return of == name; });
    }
    addGroup(tr("Other pages"), [&known](const std::string& of) {
        return std::find(known.begin(), known.end(), of) == known.end();
    });
    fillReports();
    m_tree->expandAll();
    for (const QString& name : kept)
        if (QTreeWidgetItem* item = itemOf(name))
            item->setSelected(true);
    for (const QString& name : keptReports)
        if (QTreeWidgetItem* item = itemOf(name, true))
            item->setSelected(true);
    m_stack->setCurrentWidget(m_tree->topLevelItemCount() == 0 ? static_cast<QWidget*>(m_empty)
                                                               : m_tree);
    refreshButtons();
}

void SavedDialog::fillReports() {
    if (m_saved.items().reports.empty())
        return;
    auto* group = new QTreeWidgetItem(m_tree, {tr("My reports")});
    for (const store::SavedReport& report : m_saved.items().reports) {
        QStringList views;
        for (const std::string& view : report.views)
            views << textOf(view);
        addLine(group, report.name, views.join(QStringLiteral(", ")), report.savedAt,
                int(Kind::Report));
    }
}

QStringList SavedDialog::chosen(Kind kind) const {
    QStringList names;
    for (const QTreeWidgetItem* item : m_tree->selectedItems())
        if (kindOf(*item) == kind)
            names << item->data(kName, kNameRole).toString();
    return names;
}

void SavedDialog::refreshButtons() {
    const bool isAny = !chosen(Kind::View).isEmpty() || !chosen(Kind::Report).isEmpty();
    for (QPushButton* button : m_buttons)
        button->setEnabled(isAny);
}

void SavedDialog::openChosen() {
    const QStringList views = chosen(Kind::View), reports = chosen(Kind::Report);
    if (!views.isEmpty()) {
        Q_EMIT viewChosen(views.front());
        accept();
    } else if (!reports.isEmpty()) {
        Q_EMIT reportChosen(reports.front());
    }
}

void SavedDialog::rename() {
    for (QTreeWidgetItem* item : m_tree->selectedItems())
        if (kindOf(*item) != Kind::Page)
            return m_tree->editItem(item, kName);
}

void SavedDialog::duplicate() {
    for (const QString& name : chosen(Kind::View))
        m_saved.duplicate(name.toStdString());
}

void SavedDialog::remove() {
    const QStringList views = chosen(Kind::View);
    for (const QString& name : chosen(Kind::Report))
        m_saved.removeReport(name.toStdString());
    for (const QString& name : views)
        m_saved.remove(name.toStdString());
}

void SavedDialog::exportChosen() {
    const QStringList views = chosen(Kind::View), reports = chosen(Kind::Report);
    if (!views.isEmpty())
        Q_EMIT exportRequested(views);
    else if (!reports.isEmpty())
        Q_EMIT reportExportRequested(reports.front());
}

void SavedDialog::makeReport() {
    Q_EMIT newReportRequested(chosen(Kind::View));
}

void SavedDialog::keepTyped(QTreeWidgetItem* item, int column) {
    const std::string name = item->data(kName, kNameRole).toString().toStdString();
    const std::string typed = item->text(column).toStdString();
    if (kindOf(*item) == Kind::View && column == kName)
        return m_saved.rename(name, typed);
    if (kindOf(*item) == Kind::View && column == kNote)
        return m_saved.setNote(name, typed);
    const store::SavedReport* report = m_saved.report(name);
    if (kindOf(*item) != Kind::Report || column != kName || !report)
        return fill(); // is not typed: it goes back to what it was
    store::SavedReport renamed = *report;
    renamed.name = typed;
    m_saved.changeReport(name, renamed);
}

} // namespace ms::views

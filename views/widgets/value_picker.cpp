// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/value_picker.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "views/widgets/titles.h"

namespace ms::views {
namespace {

constexpr int kValueRole = Qt::UserRole + 1;

} // namespace

ValuePicker::ValuePicker(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_search{new QLineEdit(this)}, m_count{new QLabel(this)},
      m_list{new QListView(this)}, m_none{new QPushButton(tr("All"), this)},
      m_model{new QStandardItemModel(this)}, m_found{new QSortFilterProxyModel(this)} {
    setFrameShape(QFrame::StyledPanel);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_found->setSourceModel(m_model);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_found);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumSize(260, 220);
    m_list->setAccessibleName(tr("Values"));
    auto* apply = new QPushButton(tr("Apply"), this);
    apply->setProperty("primary", true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_count, 1);
    buttons->addWidget(m_none);
    buttons->addWidget(apply);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, m_found,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_search, &QLineEdit::returnPressed, this, &ValuePicker::apply);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ValuePicker::updateCount);
    connect(m_none, &QPushButton::clicked, this, &ValuePicker::untickAll);
    connect(apply, &QPushButton::clicked, this, &ValuePicker::apply);
}

void ValuePicker::setLoading() {
    m_model->clear();
    m_count->setText(tr("Looking …"));
}

void ValuePicker::setValues(const QStringList& values, const QStringList& ticked) {
    const QSet<QString> on(ticked.begin(), ticked.end());
    m_model->clear();
    QList<QStandardItem*> items;
    for (const QString& value : values) {
        auto* item = new QStandardItem(valueTitle(value));
        item->setData(value, kValueRole);
        item->setCheckable(true);
        item->setCheckState(on.contains(value) ? Qt::Checked : Qt::Unchecked);
        items << item;
    }
    m_model->invisibleRootItem()->appendRows(items);
    updateCount();
}

QStringList ValuePicker::ticked() const {
    QStringList values;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const QStandardItem* item = m_model->item(row); item->checkState() == Qt::Checked)
            values << item->data(kValueRole).toString();
    return values;
}

void ValuePicker::setNothingTickedText(const QString& text) {
    m_none->setText(text);
}

bool ValuePicker::isEverythingTicked() const {
    return ticked().size() == m_model->rowCount();
}

void ValuePicker::popUpUnder(const QWidget& anchor) {
    m_search->clear();
    move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)));
    show();
    m_search->setFocus();
}

void ValuePicker::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return apply();
    QFrame::keyPressEvent(event);
}

void ValuePicker::apply() {
    QStringList values = ticked();
    // Enter after a search that leaves one value means that value.
    if (values.isEmpty() && !m_search->text().isEmpty() && m_found->rowCount() == 1)
        values << m_found->index(0, 0).data(kValueRole).toString();
    hide();
    Q_EMIT applied(values);
}

void ValuePicker::untickAll() {
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_model->item(row)->setCheckState(Qt::Unchecked);
}

void ValuePicker::updateCount() {
    const auto on = ticked().size();
    m_count->setText(on == 0 ? m_none->text() : tr("%1 of %2").arg(on).arg(m_model->rowCount()));
}

} // namespace ms::views

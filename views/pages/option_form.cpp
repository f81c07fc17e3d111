// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/option_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kPairsInARow = 3;
constexpr int kLeastFieldWidth = 96;  // three pairs fit into the smallest window
constexpr int kMostFieldWidth = 180;  // "2026-04-01..2026-05-01"
constexpr int kFrame = 20;            // of a field, beside its text
constexpr int kLongestText = 1 << 20; // a scenario that was saved is in its field

std::vector<SectionOption::Choice> choicesOf(const SectionOption& option,
                                             const session::Snapshot& snapshot) {
    return option.choicesOf ? option.choicesOf(snapshot) : option.choices;
}

void fill(QComboBox& box, const std::vector<SectionOption::Choice>& choices,
          const QString& chosen) {
    const QSignalBlocker quiet(box);
    box.clear();
    for (const SectionOption::Choice& choice : choices)
        box.addItem(choice.title, QString::fromStdString(choice.value));
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

} // namespace

OptionForm::OptionForm(QWidget* parent) : QWidget(parent), m_layout{new QGridLayout(this)} {
    m_layout->setContentsMargins(0, 0, 0, 4);
    m_layout->setColumnStretch(2 * kPairsInARow, 1);
}

QWidget* OptionForm::fieldOf(const std::string& name) const {
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    return found == m_names.end() ? nullptr : m_fields[std::size_t(found - m_names.begin())];
}

void OptionForm::rebuild(const std::vector<SectionOption>& options) {
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->hide(); // it may be a while until it goes
        item->widget()->deleteLater();
        delete item;
    }
    m_names.clear();
    m_fields.clear();
    for (const SectionOption& option : options) {
        const QString name = QString::fromStdString(option.name);
        QWidget* field = nullptr;
        if (option.choices.empty() && !option.choicesOf) {
            auto* line = new QLineEdit(this);
            line->setPlaceholderText(option.byDefault);
            line->setMaxLength(kLongestText);
            connect(line, &QLineEdit::editingFinished, this,
                    [this, line, name] { Q_EMIT chosen(name, line->text().trimmed()); });
            field = line;
        } else {
            auto* box = new QComboBox(this);
            connect(box, &QComboBox::activated, this,
                    [this, box, name] { Q_EMIT chosen(name, box->currentData().toString()); });
            field = box;
        }
        const int wanted = field->fontMetrics().horizontalAdvance(option.byDefault) + kFrame;
        field->setMinimumWidth(qMax(kLeastFieldWidth, wanted));
        field->setMaximumWidth(qMax(kMostFieldWidth, wanted));
        field->setAccessibleName(option.title);
        field->setAccessibleDescription(option.help);
        field->setToolTip(option.help);
        auto* label = new QLabel(option.title, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        label->setToolTip(option.help);
        const int at = int(m_fields.size());
        m_layout->addWidget(label, at / kPairsInARow, 2 * (at % kPairsInARow));
        m_layout->addWidget(field, at / kPairsInARow, 2 * (at % kPairsInARow) + 1);
        m_names.push_back(option.name);
        m_fields.push_back(field);
    }
}

void OptionForm::setOptions(const std::vector<SectionOption>& options,
                            const std::map<std::string, std::string>& chosen,
                            const session::Snapshot& snapshot) {
    if (!std::equal(options.begin(), options.end(), m_names.begin(), m_names.end(),
                    [](const SectionOption& option, const std::string& name) {
                        return option.name == name;
                    }))
        rebuild(options);
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto found = chosen.find(options[i].name);
        const QString value =
            found == chosen.end() ? QString() : QString::fromStdString(found->second);
        if (auto* box = qobject_cast<QComboBox*>(m_fields[i]))
            fill(*box, choicesOf(options[i], snapshot), value);
        else if (auto* line = qobject_cast<QLineEdit*>(m_fields[i]); line->text() != value)
            line->setText(value);
    }
}

} // namespace ms::views

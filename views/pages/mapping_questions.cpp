// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_questions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/theme.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr const char* kFieldProperty = "field";
constexpr const char* kFormatProperty = "format";

QLabel* newLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void addHeading(QVBoxLayout& layout, const QString& text) {
    QLabel* label = newLabel(text, layout.parentWidget());
    label->setFont(scaledFont(label->font(), 105, QFont::DemiBold));
    layout.addWidget(label);
}

QFrame* newCard(QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    return card;
}

/// Cards that wait for an answer have another ground.
void markOpen(QWidget& card, const QVariant& isOpen) {
    if (card.property("open") == isOpen)
        return;
    card.setProperty("open", isOpen);
    card.style()->unpolish(&card);
    card.style()->polish(&card);
}

std::string fieldOf(const QObject& widget) {
    return widget.property(kFieldProperty).toString().toStdString();
}

QString escaped(QString text) {
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

MappingQuestions::MappingQuestions(MappingDraft& draft, QWidget* parent)
    : QScrollArea(parent), m_draft{draft} {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Open questions"));
    connect(&draft, &MappingDraft::changed, this, &MappingQuestions::refresh);
}

QString MappingQuestions::shape() const {
    QStringList parts{QString::number(int(m_draft.profile().kind)),
                      QString::fromStdString(m_draft.file().name())};
    for (const mapping::MappingProfile::Field& field : m_draft.profile().fields)
        parts << QString::fromStdString(field.name) << QString::fromStdString(field.source);
    parts << QStringLiteral("constants");
    for (const std::string& field : m_draft.constantFields())
        parts << QString::fromStdString(field);
    return parts.join(u'\n');
}

void MappingQuestions::refresh() {
    if (const QString present = shape(); present != m_shape) {
        m_shape = present;
        build();
    }
    showAnswers();
}

void MappingQuestions::build() {
    QWidget* before = takeWidget();
    const QWidget* focused = before ? before->focusWidget() : nullptr;
    const QString focusedName = focused && focused->hasFocus() ? focused->objectName() : QString();
    if (before)
        before->deleteLater(); // the change may come from one of its buttons
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 0, 8, 0);
    buildReadings(*layout);
    buildConstants(*layout);
    if (m_draft.profile().kind == core::FileKind::Events)
        buildTokens(*layout);
    layout->addStretch(1);
    setWidget(content);
    content->show();
    if (auto* again = focusedName.isEmpty() ? nullptr : content->findChild<QWidget*>(focusedName))
        again->setFocus();
}

void MappingQuestions::buildReadings(QVBoxLayout& layout) {
    bool isFirst = true;
    for (const mapping::ColumnSurvey& column : m_draft.survey().columns) {
        const mapping::MappingProfile::Field* mapped = m_draft.fieldOf(column.name);
        const mapping::MappableField* field = mapped ? m_draft.fieldNamed(mapped->name) : nullptr;
        if (!field || readingsFor(column, *field).size() < 2)
            continue;
        if (isFirst)
            addHeading(layout, tr("Only you can tell"));
        isFirst = false;
        layout.addWidget(newQuestion(column, *field));
    }
}

QWidget* MappingQuestions::newQuestion(const mapping::ColumnSurvey& column,
                                       const mapping::MappableField& field) {
    QFrame* card = newCard(this);
    const QString name = QString::fromStdString(field.name);
    card->setProperty(kFieldProperty, name);
    card->setAccessibleName(tr("How to read %1").arg(QString::fromStdString(column.name)));
    QLabel* title = newLabel(
        tr("How is “%1” written (%2)?").arg(QString::fromStdString(column.name), name), card);
    card->layout()->addWidget(title);
    for (const mapping::Reading& reading : readingsFor(column, field)) {
        auto* radio = new QRadioButton(escaped(readingText(reading, m_draft.survey())), card);
        const QString format = formatText(reading, field);
        radio->setFont(tabularFont(radio->font()));
        radio->setProperty(kFieldProperty, name);
        radio->setProperty(kFormatProperty, format);
        radio->setObjectName(QStringLiteral("reading %1 %2").arg(name, format));
        card->layout()->addWidget(radio);
        connect(radio, &QRadioButton::clicked, this, [this, name, format] {
            m_draft.setFormat(name.toStdString(), format.toStdString());
        });
    }
    return card;
}

void MappingQuestions::buildConstants(QVBoxLayout& layout) {
    addHeading(layout, tr("The same in every row"));
    for (const std::string& field : m_draft.constantFields())
        layout.addWidget(newConstant(field));
    buildAdder(layout);
}

QWidget* MappingQuestions::newConstant(const std::string& field) {
    QFrame* card = newCard(this);
    const QString name = QString::fromStdString(field);
    card->setProperty(kFieldProperty, name);
    auto* title = newLabel({}, card);
    title->setObjectName(QStringLiteral("title"));
    auto* edit = new QLineEdit(card);
    edit->setObjectName(QStringLiteral("constant %1").arg(name));
    edit->setProperty(kFieldProperty, name);
    edit->setAccessibleName(tr("%1 in every row").arg(name));
    edit->setPlaceholderText(tr("Value for every row"));
    auto* remove = new QPushButton(tr("Remove"), card);
    remove->setObjectName(QStringLiteral("remove %1").arg(name));
    remove->setAccessibleName(tr("Remove the constant %1").arg(name));
    auto* row = new QHBoxLayout;
    row->addWidget(edit, 1);
    row->addWidget(remove);
    card->layout()->addWidget(title);
    static_cast<QVBoxLayout*>(card->layout())->addLayout(row);
    connect(edit, &QLineEdit::textEdited, this,
            [this, field](const QString& text) { m_draft.setConstant(field, text.toStdString()); });
    connect(remove, &QPushButton::clicked, this, [this, field] { m_draft.removeConstant(field); });
    return card;
}

void MappingQuestions::buildAdder(QVBoxLayout& layout) {
    auto* fields = new QComboBox(layout.parentWidget());
    fields->setObjectName(QStringLiteral("constants to add"));
    fields->setAccessibleName(tr("Field for a constant"));
    fields->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const auto present = m_draft.constantFields();
    QStringList filled; // by a column, but perhaps not in every row
    for (const mapping::MappableField& field : m_draft.fields()) {
        if (std::find(present.begin(), present.end(), field.name) != present.end())
            continue;
        const QString name = QString::fromStdString(field.name);
        if (m_draft.profile().fieldNamed(field.name))
            filled << name;
        else
            fields->addItem(name);
    }
    fields->addItems(filled);
    auto* add = new QPushButton(tr("Add"), layout.parentWidget());
    add->setObjectName(QStringLiteral("add constant"));
    add->setAccessibleName(tr("Add a constant for this field"));
    add->setEnabled(fields->count() > 0);
    auto* row = new QHBoxLayout;
    row->addWidget(fields, 1);
    row->addWidget(add);
    layout.addLayout(row);
    connect(add, &QPushButton::clicked, this,
            [this, fields] { m_draft.askForConstant(fields->currentText().toStdString()); });
}

void MappingQuestions::buildTokens(QVBoxLayout& layout) {
    using Tokens = MappingDraft::Tokens;
    addHeading(layout, tr("What token counts include"));
    for (const auto& [tokens, text] :
         {std::pair{Tokens::CacheReads, tr("Input includes cached reads")},
          std::pair{Tokens::CacheWrites, tr("Input includes cache writes")},
          std::pair{Tokens::Reasoning, tr("Output includes reasoning")}}) {
        auto* box = new QCheckBox(text, layout.parentWidget());
        box->setObjectName(QStringLiteral("tokens %1").arg(int(tokens)));
        box->setProperty("tokens", int(tokens));
        layout.addWidget(box);
        connect(box, &QCheckBox::clicked, this, [this, tokens = tokens](bool isInside) {
            m_draft.setInside(tokens, isInside ? mapping::Part::Inside : mapping::Part::Beside);
        });
    }
}

void MappingQuestions::showAnswers() {
    for (QFrame* card : widget()->findChildren<QFrame*>()) {
        const std::string field = fieldOf(*card);
        if (field.empty() || !card->property("card").toBool())
            continue;
        markOpen(*card, m_draft.isOpen(field) || m_draft.isMissing(field));
        if (auto* title = card->findChild<QLabel*>(QStringLiteral("title")))
            title->setText((m_draft.isMissing(field) ? tr("Nothing fills “%1”") : tr("%1"))
                               .arg(QString::fromStdString(field)));
    }
    for (QRadioButton* radio : widget()->findChildren<QRadioButton*>()) {
        const std::string field = fieldOf(*radio);
        const mapping::MappingProfile::Field* mapped = m_draft.profile().fieldNamed(field);
        const mapping::MappableField* known = m_draft.fieldNamed(field);
        if (!mapped || !known)
            continue;
        const mapping::Reading inForce{mapped->number, mapped->time, {}, {}, {}, {}};
        radio->setAutoExclusive(false); // so that none can be chosen again
        radio->setChecked(!m_draft.isOpen(field) &&
                          radio->property(kFormatProperty) == formatText(inForce, *known));
        radio->setAutoExclusive(true);
    }
    for (QLineEdit* edit : widget()->findChildren<QLineEdit*>())
        if (const QString text = QString::fromStdString(m_draft.constantOf(fieldOf(*edit)));
            edit->text() != text)
            edit->setText(text);
    for (QPushButton* button : widget()->findChildren<QPushButton*>())
        if (button->objectName().startsWith(QStringLiteral("remove ")))
            button->setVisible(!m_draft.isMissing(button->objectName().mid(7).toStdString()));
    for (QCheckBox* box : widget()->findChildren<QCheckBox*>())
        box->setChecked(m_draft.isInside(MappingDraft::Tokens(box->property("tokens").toInt())));
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/figure_panel.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include "models/tables/dimension_text.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/theme.h"
#include "views/widgets/titles.h"

namespace ms::views {
namespace {

constexpr int kWidth = 300;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString valuesText(const std::vector<std::string>& values) {
    QStringList texts;
    for (const std::string& value : values)
        texts << valueTitle(QString::fromStdString(value));
    return texts.join(QStringLiteral(", "));
}

QString scopeWords(const query::Scope& scope) {
    switch (scope.kind) {
    case query::Scope::Kind::Production:
        return trText("Environment: production and unspecified");
    case query::Scope::Kind::All:
        return trText("Environment: all");
    case query::Scope::Kind::Named:
        break;
    }
    return trText("Environment: %1").arg(valuesText(scope.environments));
}

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

QString filterWords(const query::Filter& filter) {
    QStringList lines{scopeWords(filter.scope)};
    for (const query::Condition& condition : filter.conditions)
        lines << (condition.kind == query::Condition::Kind::NotIn ? trText("%1: not %2")
                                                                  : trText("%1: %2"))
                     .arg(tables::titleOf(condition.dimension), valuesText(condition.values));
    return lines.join(u'\n');
}

FigurePanel::FigurePanel(QWidget* parent) : QScrollArea(parent) {
    setAccessibleName(tr("How is this computed?"));
    setFixedWidth(kWidth);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    m_layout = new QVBoxLayout(card);
    m_layout->setContentsMargins(14, 12, 14, 12);
    m_layout->setSpacing(2);
    m_column = plainLabel(card);
    m_column->setFont(scaledFont(font(), 115, QFont::DemiBold));
    m_meaning = plainLabel(card);
    m_layout->addWidget(m_column);
    m_layout->addSpacing(4);
    m_layout->addWidget(m_meaning);
    m_filter = addFact(tr("What counts"));
    m_period = addFact(tr("Period"));
    m_zone = addFact(tr("Time zone"));
    m_book = addFact(tr("Price book"));
    m_currency = addFact(tr("Currency"));
    m_files = addFact(tr("Files in use"));
    m_layout->addStretch(1);
    setWidget(card);
}

FigurePanel::Fact FigurePanel::addFact(const QString& title) {
    Fact fact{plainLabel(widget()), plainLabel(widget())};
    fact.title->setText(title);
    fact.title->setFont(scaledFont(font(), 90));
    fact.title->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addSpacing(10);
    m_layout->addWidget(fact.title);
    m_layout->addWidget(fact.text);
    return fact;
}

void FigurePanel::setOrigin(const report::Context& context, const query::Filter& filter,
                            const session::Snapshot& snapshot) {
    m_filter.text->setText(filterWords(filter));
    m_period.text->setText(QString::fromStdString(context.period));
    m_zone.text->setText(QString::fromStdString(context.zone));
    m_book.text->setText(QString::fromStdString(context.book));
    m_currency.text->setText(QString::fromStdString(context.currency));
    QStringList files;
    for (const store::Batch& batch : snapshot.batches)
        if (batch.isActive)
            files << tr("%1: %2").arg(fileNameOf(batch.path), kindTitle(batch.kind));
    m_files.text->setText(files.isEmpty() ? tr("None") : files.join(u'\n'));
}

void FigurePanel::setColumn(const QString& title, const report::Column& column) {
    m_column->setText(title);
    const QString meaning = QString::fromStdString(column.meaning);
    m_meaning->setText(!meaning.isEmpty() ? meaning
                       : column.kind == report::Column::Kind::Key
                           ? tr("What the figures of a row are about.")
                           : QString());
    m_meaning->setVisible(!m_meaning->text().isEmpty());
}

QString FigurePanel::text() const {
    QStringList lines{m_column->text(), m_meaning->text()};
    for (const Fact& fact : {m_filter, m_period, m_zone, m_book, m_currency, m_files})
        lines << fact.title->text() << fact.text->text();
    return lines.join(u'\n');
}

} // namespace ms::views

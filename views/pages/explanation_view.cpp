// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/explanation_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "models/tables/attempt_table_model.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

using core::NumberColumn;
using core::TextColumn;
using query::Attempt;
using query::Explanation;

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

QString joined(QStringList parts) {
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString titleOf(const Explanation& explanation, const tables::NumberFormat& format) {
    const Attempt& attempt = explanation.attempt;
    return joined(
        {attempt.cost ? format.exactMoney(*attempt.cost) : ExplanationView::tr("Cost unknown"),
         tables::basisText(attempt.basis),
         ExplanationView::tr("price book %1").arg(plain(explanation.book))});
}

QString factsOf(const Explanation& explanation, const core::Zone& zone) {
    const Attempt& attempt = explanation.attempt;
    const auto number = [&](NumberColumn column) { return attempt.numbers[std::size_t(column)]; };
    const auto text = [&](TextColumn column) { return plain(attempt.texts[std::size_t(column)]); };
    QString model = text(TextColumn::Provider) + u' ' + text(TextColumn::Model);
    if (plain(explanation.billedModel) != text(TextColumn::Model) &&
        !explanation.billedModel.empty())
        model += ExplanationView::tr(" billed as %1").arg(plain(explanation.billedModel));
    QStringList lines;
    lines << joined({number(NumberColumn::Time) == core::kUnknownNumber
                         ? ExplanationView::tr("time not given")
                         : tables::localTimeText(core::Instant{number(NumberColumn::Time)}, zone) +
                               u' ' + plain(zone.name()),
                     model.trimmed(), text(TextColumn::ServiceTier), text(TextColumn::Status),
                     number(NumberColumn::Attempt) == core::kUnknownNumber
                         ? QString()
                         : ExplanationView::tr("attempt %1").arg(number(NumberColumn::Attempt))});
    lines << plain(explanation.reason);
    if (!attempt.file.empty() && number(NumberColumn::SourceRow) != core::kUnknownNumber)
        lines << ExplanationView::tr("From %1, line %2")
                     .arg(plain(attempt.file))
                     .arg(number(NumberColumn::SourceRow));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString datesOf(const core::PriceRule& rule) {
    if (!rule.validFrom && !rule.validTo)
        return ExplanationView::tr("always");
    QStringList parts;
    if (rule.validFrom)
        parts << ExplanationView::tr("from %1").arg(plain(toText(*rule.validFrom)));
    if (rule.validTo)
        parts << ExplanationView::tr("before %1").arg(plain(toText(*rule.validTo)));
    return parts.join(u' ');
}

QString ruleOf(const query::CostLine& line, const tables::NumberFormat& format) {
    const core::PriceRule& rule = line.rule;
    return joined(
        {plain(rule.provider + " " + rule.model),
         rule.account.empty() ? QString()
                              : ExplanationView::tr("account %1").arg(plain(rule.account)),
         plain(rule.serviceTier),
         rule.contextOver > 0
             ? ExplanationView::tr("prompts over %1").arg(format.count(rule.contextOver))
             : QString(),
         line.isFallbackRate ? ExplanationView::tr("no rate of its own: input rate") : QString()});
}

QStringList rowOf(const query::CostLine& line, const tables::NumberFormat& format) {
    const core::PriceRule& rule = line.rule;
    const auto name = core::nameOf(line.bucket);
    const QString origin =
        rule.file.empty() ? QString()
                          : ExplanationView::tr("%1, line %2").arg(plain(rule.file)).arg(rule.line);
    return {QString::fromLatin1(name.data(), qsizetype(name.size())).replace(u'_', u' '),
            format.count(line.quantity),
            ExplanationView::tr("%1 per %2")
                .arg(format.exactMoney(rule.amount), format.count(rule.per)),
            format.exactMoney(line.cost),
            ruleOf(line, format),
            datesOf(rule),
            joined({plain(rule.source), origin})};
}

} // namespace

ExplanationView::ExplanationView(QWidget* parent)
    : QFrame(parent), m_title{new QLabel(this)}, m_facts{new QLabel(this)},
      m_lines{new QTableView(this)}, m_model{new TextTableModel(this)} {
    setProperty("card", true);
    setAccessibleName(tr("How the cost comes about"));
    for (QLabel* label : {m_title, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_title->setFont(scaledFont(font(), 115, QFont::DemiBold));
    m_lines->setModel(m_model);
    m_lines->setFont(tabularFont(m_lines->font()));
    m_lines->setAccessibleName(tr("Arithmetic"));
    m_lines->setShowGrid(false);
    m_lines->verticalHeader()->setDefaultSectionSize(m_lines->fontMetrics().height() + 8);
    m_lines->setWordWrap(false);
    m_lines->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_lines->verticalHeader()->hide();
    m_lines->horizontalHeader()->setHighlightSections(false);
    m_lines->setItemDelegate(new BarDelegate({}, m_lines));
    m_lines->horizontalHeader()->setStretchLastSection(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_lines, 1);
    layout->addStretch(0);
    showText({});
}

void ExplanationView::showExplanation(const Explanation& explanation, const core::Zone& zone,
                                      const tables::NumberFormat& format) {
    m_title->setText(titleOf(explanation, format));
    m_facts->setText(factsOf(explanation, zone));
    QList<QStringList> rows;
    for (const query::CostLine& line : explanation.lines)
        rows << rowOf(line, format);
    m_model->setTable({tr("Bucket"), tr("Quantity"), tr("Rate"), tr("Cost"), tr("Rule"),
                       tr("Valid"), tr("Source")},
                      rows, {1, 2, 3});
    m_lines->setVisible(!rows.isEmpty());
    m_lines->resizeColumnsToContents();
}

void ExplanationView::showText(const QString& text) {
    m_title->setText(text.isEmpty() ? tr("Choose an attempt to see where its cost comes from.")
                                    : text);
    m_facts->clear();
    m_lines->hide();
}

QString ExplanationView::text() const {
    return m_title->text() + u'\n' + m_facts->text();
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/filter_chip.h"

#include <QStyle>

#include "models/tables/tool_tip.h"
#include "views/widgets/titles.h"

namespace ms::views {
namespace {

constexpr int kValuesNamed = 2;
constexpr int kChipWidth = 300; // pixels of text

} // namespace

FilterChip::FilterChip(const QString& title, QWidget* parent)
    : QToolButton(parent), m_title{title} {
    setProperty("chip", true);
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setValue({});
}

void FilterChip::setValue(const QString& value) {
    m_value = value;
    const QString full = value.isEmpty() ? m_title : m_title + QStringLiteral(": ") + value;
    QString shown = fontMetrics().elidedText(full, Qt::ElideRight, kChipWidth);
    setText(shown.replace(u'&', QStringLiteral("&&")) + QStringLiteral(" ▾"));
    setAccessibleName(tr("Filter %1").arg(full));
    setToolTip(value.isEmpty() ? tr("Filter by %1").arg(m_title.toLower())
                               : tables::toolTipText(full));
    setProperty("active", !value.isEmpty());
    style()->unpolish(this); // the style sheet looks at the property
    style()->polish(this);
    updateGeometry();
}

QString chipText(const QStringList& values) {
    QStringList named;
    for (const QString& value : values.mid(0, kValuesNamed))
        named << valueTitle(value);
    QString text = named.join(QStringLiteral(", "));
    if (values.size() > kValuesNamed)
        text += QStringLiteral(" +%1").arg(values.size() - kValuesNamed);
    return text;
}

} // namespace ms::views

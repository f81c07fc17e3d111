// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/breadcrumb.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "models/tables/tool_tip.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kCrumbWidth = 260; // pixels; longer names end in an ellipsis

QString elided(const QWidget& widget, const QString& text) {
    return widget.fontMetrics().elidedText(text, Qt::ElideRight, kCrumbWidth);
}

} // namespace

Breadcrumb::Breadcrumb(QWidget* parent) : QWidget(parent), m_layout{new QHBoxLayout(this)} {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    setAccessibleName(tr("Drill path"));
}

void Breadcrumb::setCrumbs(const QStringList& crumbs) {
    if (crumbs == m_crumbs)
        return;
    m_crumbs = crumbs;
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < crumbs.size(); ++i) {
        if (i + 1 == crumbs.size()) {
            auto* last = new QLabel(elided(*this, crumbs[i]), this);
            last->setTextFormat(Qt::PlainText);
            last->setFont(scaledFont(font(), 100, QFont::DemiBold));
            last->setToolTip(tables::toolTipText(crumbs[i]));
            m_layout->addWidget(last);
            break;
        }
        auto* crumb = new QToolButton(this);
        // An ampersand in a name is no mnemonic.
        crumb->setText(elided(*this, crumbs[i]).replace(u'&', QStringLiteral("&&")));
        crumb->setToolTip(tables::toolTipText(tr("Back up to “%1”").arg(crumbs[i])));
        crumb->setAutoRaise(true);
        connect(crumb, &QToolButton::clicked, this, [this, i] { Q_EMIT climbRequested(i); });
        m_layout->addWidget(crumb);
        m_layout->addWidget(new QLabel(QStringLiteral("›"), this));
    }
    m_layout->addStretch(1);
}

} // namespace ms::views

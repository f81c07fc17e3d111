// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/start_page.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/tables/tool_tip.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kPageWidth = 860;

QLabel* newLabel(const QString& text, int percent, QFont::Weight weight, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(scaledFont(parent->font(), percent, weight));
    label->setWordWrap(true);
    return label;
}

/// A way in: what it is, what it does, and its button.
QFrame* newWay(const QString& title, const QString& text, QPushButton* button, QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    layout->addWidget(newLabel(title, 120, QFont::DemiBold, card));
    layout->addWidget(newLabel(text, 100, QFont::Normal, card));
    layout->addStretch(1);
    layout->addWidget(button, 0, Qt::AlignLeft);
    return card;
}

} // namespace

constexpr int kCardLines = 12; // title, up to five lines of text, button and margins

QString recentText(const session::RecentFile& file) {
    QStringList facts{
        QString::fromStdString(analysis::countWords(core::Int128{file.rows}, "event"))};
    if (!file.period.isEmpty())
        facts << file.period;
    facts << file.lastOpened.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return QFileInfo(file.path).fileName() + QStringLiteral(" — ") +
           facts.join(QStringLiteral(" · "));
}

StartPage::StartPage(QWidget* parent)
    : QWidget(parent), m_recentTitle{newLabel(tr("Recent"), 120, QFont::DemiBold, this)},
      m_recent{new QListWidget(this)} {
    m_recent->setAccessibleName(tr("Recent workspaces"));
    m_recent->setUniformItemSizes(true);
    m_recent->setObjectName(QStringLiteral("recent"));
    m_recent->setFocusPolicy(Qt::TabFocus);
    auto* column = new QWidget(this);
    column->setMaximumWidth(kPageWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(10);
    layout->addWidget(newLabel(tr("What does every AI request really cost, and who pays for it?"),
                               170, QFont::DemiBold, this));
    layout->addWidget(
        newLabel(tr("MarginScope joins usage logs to prices and revenue, and shows who and what "
                    "makes or loses money. Everything stays on this computer."),
                 110, QFont::Normal, this));
    layout->addSpacing(10);
    QWidget* ways = buildWays();
    ways->setFixedHeight(fontMetrics().lineSpacing() * kCardLines); // cards, not columns
    layout->addWidget(ways);
    layout->addSpacing(10);
    layout->addWidget(m_recentTitle);
    layout->addWidget(m_recent, 1);
    layout->addStretch(0); // takes the room of the list where nothing is recent
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(24, 28, 24, 24);
    outer->addStretch(1);
    outer->addWidget(column, 100);
    outer->addStretch(1);
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (item->flags().testFlag(Qt::ItemIsEnabled))
            Q_EMIT recentRequested(item->data(Qt::UserRole).toString());
    });
    setRecent({});
}

QWidget* StartPage::buildWays() {
    auto* ways = new QWidget(this);
    auto* layout = new QHBoxLayout(ways);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    auto* sample = new QPushButton(tr("Open the sample company"), this);
    sample->setProperty("primary", true);
    auto* files = new QPushButton(tr("New from my files …"), this);
    auto* open = new QPushButton(tr("Open a workspace …"), this);
    layout->addWidget(newWay(tr("Look around first"),
                             tr("A made-up company with logs, prices, plans and revenue. "
                                "Ready in seconds."),
                             sample, this));
    layout->addWidget(newWay(tr("Start with your own data"),
                             tr("Choose or drop usage logs, price lists and revenue exports. You "
                                "see how each file is read before anything is imported."),
                             files, this));
    layout->addWidget(newWay(tr("Go on where you stopped"),
                             tr("A workspace is one file with everything that was imported."), open,
                             this));
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleRequested);
    connect(files, &QPushButton::clicked, this, &StartPage::newRequested);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    return ways;
}

void StartPage::setRecent(const QList<session::RecentFile>& files) {
    m_recent->clear();
    for (const session::RecentFile& file : files) {
        auto* item = new QListWidgetItem(recentText(file), m_recent);
        item->setData(Qt::UserRole, file.path);
        item->setToolTip(tables::toolTipText(file.path));
        if (QFileInfo::exists(file.path))
            continue;
        item->setText(item->text() + tr(" — missing"));
        item->setFlags(Qt::NoItemFlags);
    }
    m_recentTitle->setVisible(!files.isEmpty());
    m_recent->setVisible(!files.isEmpty());
}

} // namespace ms::views

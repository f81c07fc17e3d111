// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "models/report/section.h"
#include "models/session/snapshot.h"

class QLabel;
class QVBoxLayout;

namespace ms::views {

/// "How is this computed?": of one column its meaning, and of all figures beside it the filter,
/// period, zone, book, currency and files that they rest on.
class FigurePanel : public QScrollArea {
    Q_OBJECT

public:
    explicit FigurePanel(QWidget* parent = nullptr);
    void setOrigin(const report::Context& context, const query::Filter& filter,
                   const session::Snapshot& snapshot);
    void setColumn(const QString& title, const report::Column& column);
    /// Everything that it says, a line each.
    QString text() const;

private:
    struct Fact {
        QLabel* title;
        QLabel* text;
    };
    Fact addFact(const QString& title);

    QVBoxLayout* m_layout;
    QLabel* m_column;
    QLabel* m_meaning;
    Fact m_filter;
    Fact m_period;
    Fact m_zone;
    Fact m_book;
    Fact m_currency;
    Fact m_files;
};

/// What `filter` keeps beside its period, a line each: "Tenant: acme, globex", "Tier: not Free".
QString filterWords(const query::Filter& filter);

} // namespace ms::views

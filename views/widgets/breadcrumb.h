// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace ms::views {

/// Where a drill path has come to; every crumb but the last is a button that climbs back to it.
class Breadcrumb : public QWidget {
    Q_OBJECT

public:
    explicit Breadcrumb(QWidget* parent = nullptr);
    void setCrumbs(const QStringList& crumbs);
    QStringList crumbs() const { return m_crumbs; }

Q_SIGNALS:
    void climbRequested(int crumb);

private:
    QStringList m_crumbs;
    QHBoxLayout* m_layout;
};

} // namespace ms::views

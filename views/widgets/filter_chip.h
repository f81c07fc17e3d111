// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QToolButton>

namespace ms::views {

/// One narrowing of the filter bar: filled when it keeps less than everything.
class FilterChip : public QToolButton {
    Q_OBJECT

public:
    explicit FilterChip(const QString& title, QWidget* parent = nullptr);
    /// `value` empty: nothing is narrowed, only the title shows.
    void setValue(const QString& value);
    QString value() const { return m_value; }

private:
    QString m_title;
    QString m_value;
};

/// "acme", "acme, globex", "acme, globex +3": what a chip says of its values.
QString chipText(const QStringList& values);

} // namespace ms::views

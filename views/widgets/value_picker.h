// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace ms::views {

/// A popup that chooses some of many values: type to search, tick, apply. Nothing ticked means all.
class ValuePicker : public QFrame {
    Q_OBJECT

public:
    explicit ValuePicker(QWidget* parent = nullptr);
    /// Show that the values are still being looked for.
    void setLoading();
    /// `values` in the order to show; an empty text is shown as "(not given)".
    void setValues(const QStringList& values, const QStringList& ticked);
    /// What nothing ticked means, on the button that unticks: "All", or the default of a scope.
    void setNothingTickedText(const QString& text);
    QStringList ticked() const;
    bool isEverythingTicked() const;
    /// Open under `anchor`, with the keyboard in the search field.
    void popUpUnder(const QWidget& anchor);

Q_SIGNALS:
    void applied(const QStringList& values);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void apply();
    void untickAll();
    void updateCount();

    QLineEdit* m_search;
    QLabel* m_count;
    QListView* m_list;
    QPushButton* m_none;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_found;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "models/store/saved_items.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ms::views {

/// Which saved views a report is made of, and in which order: those that are ticked, from top to
/// bottom.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    /// `report` without a name is a new one.
    ReportDialog(const store::SavedReport& report, const store::SavedItems& saved,
                 QWidget* parent = nullptr);
    QLineEdit& name() const { return *m_name; }
    QListWidget& views() const { return *m_views; }
    QPushButton& button() const { return *m_keep; }
    /// Move the chosen view by that many lines.
    void move(int by);
    /// As it is set up now.
    store::SavedReport report() const;

Q_SIGNALS:
    void reportKept(const ms::store::SavedReport& report);

private:
    void fill(const store::SavedReport& report, const store::SavedItems& saved);
    void check();

    std::string m_before; // its name; empty: a new one
    std::vector<std::string> m_taken;
    QLineEdit* m_name;
    QLineEdit* m_title;
    QListWidget* m_views;
    QLabel* m_message;
    QPushButton* m_keep;
};

} // namespace ms::views

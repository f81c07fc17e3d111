// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "models/store/saved_items.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace ms::views {

/// Asks for the name and the note of a view that is to be saved. Says at once why a name cannot be,
/// and that a name that is taken means to replace.
class SaveViewDialog : public QDialog {
    Q_OBJECT

public:
    /// `suggested`: a name to start from.
    SaveViewDialog(const QString& suggested, store::SavedItems saved, QWidget* parent = nullptr);
    QLineEdit& name() const { return *m_name; }
    QLineEdit& note() const { return *m_note; }
    QPushButton& button() const { return *m_save; }
    QString message() const;

Q_SIGNALS:
    void saveRequested(const QString& name, const QString& note);
    /// The view of that name becomes this one.
    void replaceRequested(const QString& name, const QString& note);

private:
    void check();
    void finish();
    const store::SavedView* taken() const;

    store::SavedItems m_saved;
    QLineEdit* m_name;
    QLineEdit* m_note;
    QLabel* m_message;
    QPushButton* m_save;
};

} // namespace ms::views

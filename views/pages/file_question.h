// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/import_service.h"

class QLabel;
class QLineEdit;

namespace ms::views {

/// Beside a file whose rows need what the file does not say: the month of a snapshot, or which
/// event means that a person was active. Unanswered it stands in nobody's way.
class FileQuestion : public QWidget {
    Q_OBJECT

public:
    using Asks = session::RecognisedFile::Asks;

    explicit FileQuestion(QWidget* parent = nullptr);
    /// Show what a file asks, and what was said so far; nothing is shown where it asks nothing.
    void ask(Asks asks, const session::FileChoice& said);

Q_SIGNALS:
    /// Something else was said, and it can be understood.
    void answered(const ms::session::FileChoice& choice);

private:
    void take();

    Asks m_asks = Asks::Nothing;
    session::FileChoice m_said;
    QLabel* m_text;
    QLineEdit* m_edit;
    QLabel* m_problem;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/kept_replay.h"

#include <memory>

class QLabel;
class QPushButton;

namespace ms::views {

/// Saves the scenario that is on the page as a document, for the command line and for others.
class ScenarioSaver : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioSaver(std::shared_ptr<const session::KeptReplay> kept,
                           QWidget* parent = nullptr);
    /// Write it to this file; false, and said so, where that does not work.
    bool saveTo(const QString& path);
    QPushButton& button() const { return *m_button; }

private:
    void ask();

    std::shared_ptr<const session::KeptReplay> m_kept;
    QPushButton* m_button;
    QLabel* m_message;
};

} // namespace ms::views

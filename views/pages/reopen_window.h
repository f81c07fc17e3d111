// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/session.h"

class QSpinBox;

namespace ms::views {

/// How long after a success its reopening turns it back: a setting of the open workspace.
class ReopenWindow : public QWidget {
    Q_OBJECT

public:
    explicit ReopenWindow(session::Session& session, QWidget* parent = nullptr);
    QSpinBox& days() const { return *m_days; }

private:
    void refresh();
    void keep();

    session::Session& m_session;
    QSpinBox* m_days;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/scenario/lever.h"

class QCheckBox;
class QComboBox;

namespace ms::views {

/// What a lever states beside numbers: the model that a route leads to, whether a cache is assumed
/// or replayed and what it forgets, what a quota does.
class LeverWords : public QWidget {
    Q_OBJECT

public:
    explicit LeverWords(scenario::LeverKind kind, QWidget* parent = nullptr);
    /// Show the lever's, without telling anybody.
    void showLever(const scenario::Lever& lever);
    /// Put what is chosen into the lever.
    void read(scenario::Lever& lever) const;
    void setModels(const QStringList& models); // "cobalt-mini" or "provider/cobalt-mini"
    bool isEmpty() const;
    QComboBox* model() const { return m_model; } // null where the kind has none; so the others
    QComboBox* mode() const { return m_mode; }

Q_SIGNALS:
    void edited();

private:
    QComboBox* addChoice(const QString& title, const QStringList& choices, const QString& help);

    QComboBox* m_model = nullptr;
    QComboBox* m_mode = nullptr; // the second choice: replayed, or paid
    QComboBox* m_eviction = nullptr;
    QCheckBox* m_sliding = nullptr;
};

} // namespace ms::views

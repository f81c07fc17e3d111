// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/filter_state.h"
#include "models/session/snapshot.h"

namespace ms::views {

/// What the sections of a page are asked with, where a field for each option is not enough.
class OptionEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// Of the button that shows and hides it.
    virtual QString title() const = 0;
    /// Show these options of the page, without telling anybody.
    virtual void showOptions(const session::FilterState::Options& options,
                             const session::SnapshotPtr& snapshot) = 0;

Q_SIGNALS:
    /// The user changed something: the page's options are these.
    void chosen(const ms::session::FilterState::Options& options,
                ms::session::FilterState::Step step);
};

} // namespace ms::views

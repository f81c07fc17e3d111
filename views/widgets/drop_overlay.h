// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QMimeData;

namespace ms::views {

/// The files and folders of this computer that are dragged or copied.
QStringList localFiles(const QMimeData& mime);

/// Takes files that are dragged anywhere onto a window, and covers the window while they hover.
class DropOverlay : public QWidget {
    Q_OBJECT

public:
    /// Installs itself on `window`, which becomes its parent.
    explicit DropOverlay(QWidget* window);

Q_SIGNALS:
    void filesDropped(const QStringList& paths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ms::views

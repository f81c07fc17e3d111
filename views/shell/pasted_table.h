// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTemporaryDir>

#include "models/core/result.h"

#include <memory>

class QMimeData;

namespace ms::views {

/// Tables from the clipboard, kept as files as long as this lives, so that they are read like any
/// other: what was pasted before stays readable.
class PastedTables {
public:
    /// The files that `clipboard` names, or else one with the table that it holds.
    /// Errors  BadInput: it holds neither files nor at least two lines. Storage.
    core::Result<QStringList> filesOf(const QMimeData& clipboard);

private:
    std::unique_ptr<QTemporaryDir> m_folder; // made when it is needed
    int m_count = 0;
};

} // namespace ms::views

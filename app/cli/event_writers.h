// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/attempts.h"

#include <memory>
#include <span>
#include <string>

namespace ms::app {

/// Takes events in order and writes them somewhere; complete only after finish().
class EventWriter {
public:
    virtual ~EventWriter() = default;
    virtual core::Status write(std::span<const query::Attempt> run) = 0;
    virtual core::Status finish() = 0;
};

enum class TextForm { Csv, JsonLines };
/// To standard output when `path` is empty, else to a file that appears when it is whole.
core::Result<std::unique_ptr<EventWriter>> makeTextWriter(TextForm form, const std::string& path);
/// To a table `event` of a new SQLite file. Errors  Storage: a file of that name exists.
core::Result<std::unique_ptr<EventWriter>> makeSqliteWriter(const std::string& path);

} // namespace ms::app

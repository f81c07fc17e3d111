// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/column_source.h"
#include "models/query/event_source.h"

#include <memory>
#include <stop_token>

namespace ms::frame {

/// The local EventSource: the columns of a workspace in memory, costed with one book in one zone.
/// Columns are read when the first question needs them and shared between lenses.
/// Errors  as ColumnSource.
class Columns; // decoded columns, independent of book and zone; thread-safe

/// `workers` threads answer each question; 0 is one a processor. Answers do not depend on it.
std::shared_ptr<Columns> loadColumns(std::shared_ptr<const ColumnSource> source,
                                     unsigned workers = 0);

/// Cost   a new book or zone over the same columns re-rates 10 M events in about 0.1 s.
core::Result<std::shared_ptr<const query::EventSource>> makeFrame(std::shared_ptr<Columns> columns,
                                                                  const Facts& facts,
                                                                  const query::Lens& lens,
                                                                  std::stop_token stop);

} // namespace ms::frame

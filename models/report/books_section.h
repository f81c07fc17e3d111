// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/book_comparison.h"
#include "models/report/section.h"

namespace ms::report {

/// What the same attempts cost under two price books, and where the difference is.
Section booksSection(const analysis::BooksTable& table, const Context& context);

/// The answer where a workspace has no second book: what to do.
Section noOtherBookSection(const query::Filter& filter, const Context& context);

} // namespace ms::report

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/session/snapshot.h"
#include "views/export/report_document.h"
#include "views/export/report_pack.h"
#include "views/pages/section_catalog.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace ms::views {

/// What a report is made of: its parts over one filter.
struct ReportRequest {
    QString title;
    QString question;
    std::vector<ReportPart> parts;
    query::Filter filter;
    QString date; // that it bears: "2026-06-01"; the same date makes the same report
};

/// Every section of a page as parts; timelines of single units are none, since nobody chose one.
std::vector<ReportPart> partsOf(const ReportPageSpec& page);

/// Called with what is asked next and how many of the parts are done.
using ReportProgress = std::function<void(const QString& title, std::size_t done, std::size_t all)>;

/// Ask all parts of a report. A part that cannot be answered (it wants a period, there is no
/// revenue) is left out, and the document says why.
/// Errors  Usage: a part's section is not in `pages`. Cancelled.
/// Threads  any; the snapshot outlives the call.
core::Result<ReportDocument> buildReport(const session::SnapshotPtr& snapshot,
                                         const ReportRequest& request,
                                         const std::vector<ReportPageSpec>& pages,
                                         const ReportProgress& progress, std::stop_token stop);

/// A report of answers that are there already: what a page shows. `request` without parts.
/// Errors  as provenanceOf.
core::Result<ReportDocument> reportOf(const session::SnapshotPtr& snapshot,
                                      const ReportRequest& request, std::vector<Chapter> chapters,
                                      std::stop_token stop);

/// What every figure rests on.
/// Errors  as coverageOf.
core::Result<Provenance> provenanceOf(const session::Snapshot& snapshot,
                                      const query::Filter& filter, const QString& date,
                                      std::stop_token stop);

/// "2026-06-01": the day that it is in `zone` now.
QString todayIn(const core::Zone& zone);

/// 16 hexadecimal digits of what was imported and how it is costed: another import, undo, price
/// book, zone or currency makes other ones.
QString fingerprintOf(const session::Snapshot& snapshot);

} // namespace ms::views

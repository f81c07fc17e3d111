// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "models/session/job_queue.h"
#include "models/session/snapshot.h"
#include "models/store/saved_items.h"
#include "views/export/report_builder.h"

#include <functional>
#include <memory>

namespace ms::views {

/// What an export is made from, on a worker.
using MakeReport = std::function<core::Result<ReportDocument>(const core::ProgressFn& progress,
                                                              std::stop_token stop)>;

/// Writes reports in the background, one after the other with the other jobs of the window.
class ReportExports : public QObject {
    Q_OBJECT

public:
    explicit ReportExports(session::JobQueue& jobs, QObject* parent = nullptr);

    /// Write what `make` makes to `path`, in the format that its ending names. A file that is there
    /// is replaced once the new one is complete.
    void write(const QString& title, const QString& path, MakeReport make);
    /// Make it only, to be looked at: prepared() says when it is there.
    void prepare(const QString& title, MakeReport make);

    /// A pack over `filter`.
    static MakeReport packOf(const ReportPack& pack, session::SnapshotPtr snapshot,
                             const query::Filter& filter);
    /// Single parts over `filter`: a page, the margin.
    static MakeReport partsOf(const QString& title, std::vector<ReportPart> parts,
                              session::SnapshotPtr snapshot, const query::Filter& filter);
    /// Saved views, each with its own filter; `title` is that of the report.
    static MakeReport savedOf(const QString& title, std::vector<store::SavedView> views,
                              session::SnapshotPtr snapshot);
    /// An answer that is on screen, as it is.
    static MakeReport shownOf(Chapter chapter, session::SnapshotPtr snapshot);

Q_SIGNALS:
    /// It is there, or could not be written; a sentence.
    void written(const QString& message);
    void failed(const QString& message);
    void prepared(const std::shared_ptr<const ms::views::ReportDocument>& document);

private:
    void tellFailure(const core::Status& status);

    session::JobQueue& m_jobs;
};

/// Write the files of a report: one to `path` itself; several (tables, pictures) beside it, their
/// names beginning with its own. Returns how many.
/// Errors  Usage: no format ends so. Storage. Those of reportFiles.
core::Result<int> writeReport(const ReportDocument& document, const QString& path,
                              std::stop_token stop);

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/report_exports.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include "models/session/session.h"
#include "views/export/report_files.h"
#include "views/export/saved_report.h"

#include <memory>
#include <utility>

namespace ms::views {
namespace {

QString todayOf(const session::Snapshot& snapshot) {
    return todayIn(snapshot.source->lens().zone);
}

core::Status writeFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return core::Error{core::Error::Code::Storage,
                       "The file could not be written: " + file.errorString().toStdString() + ".",
                       path.toStdString()};
}

MakeReport requestOf(ReportRequest request, session::SnapshotPtr snapshot) {
    return [request = std::move(request),
            snapshot = std::move(snapshot)](const core::ProgressFn& progress,
                                            std::stop_token stop) -> core::Result<ReportDocument> {
        const auto tell = [&progress](const QString&, std::size_t done, std::size_t all) {
            if (progress)
                progress({done, all, done});
        };
        return buildReport(snapshot, request, catalogPages(), tell, std::move(stop));
    };
}

} // namespace

ReportExports::ReportExports(session::JobQueue& jobs, QObject* parent)
    : QObject(parent), m_jobs{jobs} {}

MakeReport ReportExports::packOf(const ReportPack& pack, session::SnapshotPtr snapshot,
                                 const query::Filter& filter) {
    const QString today = todayOf(*snapshot);
    return requestOf({pack.title, pack.question, pack.parts, filter, today}, std::move(snapshot));
}

MakeReport ReportExports::partsOf(const QString& title, std::vector<ReportPart> parts,
                                  session::SnapshotPtr snapshot, const query::Filter& filter) {
    const QString today = todayOf(*snapshot);
    return requestOf({title, {}, std::move(parts), filter, today}, std::move(snapshot));
}

MakeReport ReportExports::savedOf(const QString& title, std::vector<store::SavedView> views,
                                  session::SnapshotPtr snapshot) {
    return [title, views = std::move(views), today = todayOf(*snapshot),
            snapshot](const core::ProgressFn& progress,
                      std::stop_token stop) -> core::Result<ReportDocument> {
        auto request =
            savedRequest(title, views, catalogPages(), snapshot->source->lens().zone, today);
        if (!request)
            return request.error();
        return requestOf(*std::move(request), snapshot)(progress, std::move(stop));
    };
}

MakeReport ReportExports::shownOf(Chapter chapter, session::SnapshotPtr snapshot) {
    return [chapter = std::move(chapter), snapshot = std::move(snapshot)](
               const core::ProgressFn&, std::stop_token stop) -> core::Result<ReportDocument> {
        const ReportRequest request{QString::fromStdString(chapter.section.title),
                                    {},
                                    {},
                                    chapter.section.filter,
                                    todayOf(*snapshot)};
        return reportOf(snapshot, request, {chapter}, std::move(stop));
    };
}

void ReportExports::write(const QString& title, const QString& path, MakeReport make) {
    const auto count = std::make_shared<int>(0);
    m_jobs.add(
        tr("Writing %1").arg(title),
        [make = std::move(make), path, count](const core::ProgressFn& progress,
                                              std::stop_token stop) -> core::Status {
            const auto document = make(progress, stop);
            if (!document)
                return document.error();
            const auto written = writeReport(*document, path, std::move(stop));
            if (!written)
                return written.error();
            *count = *written;
            return {};
        },
        [this, path, count](const core::Status& status) {
            if (status)
                Q_EMIT written(*count == 1
                                   ? tr("Written: %1").arg(path)
                                   : tr("%1 files written beside %2").arg(*count).arg(path));
            else
                tellFailure(status);
        });
}

void ReportExports::prepare(const QString& title, MakeReport make) {
    const auto made = std::make_shared<std::shared_ptr<const ReportDocument>>();
    m_jobs.add(
        tr("Preparing %1").arg(title),
        [make = std::move(make), made](const core::ProgressFn& progress,
                                       std::stop_token stop) -> core::Status {
            auto document = make(progress, std::move(stop));
            if (!document)
                return document.error();
            *made = std::make_shared<const ReportDocument>(*std::move(document));
            return {};
        },
        [this, made](const core::Status& status) {
            if (status)
                Q_EMIT prepared(*made);
            else
                tellFailure(status);
        });
}

void ReportExports::tellFailure(const core::Status& status) {
    if (status.error().code != core::Error::Code::Cancelled)
        Q_EMIT failed(session::sentenceOf(status.error()));
}

core::Result<int> writeReport(const ReportDocument& document, const QString& path,
                              std::stop_token stop) {
    const QFileInfo info(path);
    const auto format = reportFormatNamed(info.suffix().toLower());
    if (!format)
        return core::Error{core::Error::Code::Usage,
                           "The name's ending says the format; it is one of " +
                               allReportFormats().toStdString() + ".",
                           info.fileName().toStdString()};
    const auto files = reportFiles(document, *format, {}, info.completeBaseName(), std::move(stop));
    if (!files)
        return files.error();
    if (files->empty())
        return core::Error{core::Error::Code::Usage, "There is no chart to write.", {}};
    for (const ReportFile& file : *files) {
        const QString target = files->size() == 1 ? path : info.dir().filePath(file.name);
        if (const core::Status written = writeFile(target, file.bytes); !written)
            return written.error();
    }
    return int(files->size());
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_builder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

#include "models/analysis/coverage.h"
#include "models/analysis/sentences.h"
#include "views/export/printed_table.h"
#include "views/pages/figure_panel.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/titles.h"

#include <set>

namespace ms::views {
namespace {

constexpr qsizetype kFingerprintDigits = 16;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString coverageSentence(const analysis::CoverageTable& table, const std::string& currency) {
    const auto& total = table.total;
    if (total.attempts == 0)
        return trText("no attempts");
    QString text;
    if (total.unpricedAttempts == 0)
        text = trText("all %1 priced")
                   .arg(QString::fromStdString(analysis::countWords(total.attempts, "attempt")));
    else
        text = trText("%1 of %2 unpriced")
                   .arg(QString::fromStdString(analysis::countWords(total.unpricedAttempts)),
                        QString::fromStdString(analysis::countWords(total.attempts, "attempt")));
    for (const analysis::CoverageRow& row : table.rows)
        if (row.key == "feature" || row.key == "tenant")
            if (!row.without.cost.isZero())
                text += trText(", %1 without %2")
                            .arg(QString::fromStdString(
                                     analysis::moneyWords(row.without.cost, currency)),
                                 QString::fromStdString(row.key));
    return text;
}

/// "margin_by_feature": one name a chapter.
QString chapterName(const SectionSource& source, const std::vector<query::Dimension>& by,
                    std::set<QString>& taken) {
    QString name = QString::fromStdString(source.id);
    if (!source.by.empty()) {
        name += QStringLiteral("_by");
        for (const query::Dimension dimension : by)
            name += u'_' + QString::fromUtf8(std::string(query::nameOf(dimension)).c_str());
    }
    QString unique = name;
    for (int number = 2; !taken.insert(unique).second; ++number)
        unique = name + u'_' + QString::number(number);
    return unique;
}

} // namespace

std::vector<ReportPart> partsOf(const ReportPageSpec& page) {
    std::vector<ReportPart> parts;
    for (const SectionSource& section : page.sections)
        if (section.id != "timeline" && section.id != "comparison")
            parts.push_back({section.id});
    return parts;
}

core::Result<ReportDocument> buildReport(const session::SnapshotPtr& snapshot,
                                         const ReportRequest& request,
                                         const std::vector<ReportPageSpec>& pages,
                                         const ReportProgress& progress, std::stop_token stop) {
    std::vector<Chapter> chapters;
    std::vector<LeftOut> leftOut;
    std::set<QString> names;
    for (std::size_t i = 0; i < request.parts.size(); ++i) {
        const ReportPart& part = request.parts[i];
        const SectionSource* source = sectionNamed(pages, part.section);
        if (source == nullptr)
            return core::Error{
                core::Error::Code::Usage, "There is no section '" + part.section + "'.", {}};
        if (progress)
            progress(source->title, i, request.parts.size());
        SectionQuestion question{
            request.filter, part.by.empty() ? source->by : part.by, {}, part.options};
        if (part.range == ReportPart::Range::UntilThen)
            question.filter.range.from.reset();
        question.context = contextOf(*snapshot, question.filter.range);
        auto section = source->ask(*snapshot, question, stop);
        if (section)
            chapters.push_back({chapterName(*source, question.by, names), *std::move(section),
                                question.context, part.mostRows});
        else if (section.error().code == core::Error::Code::Usage)
            leftOut.push_back({source->title, QString::fromStdString(section.error().message)});
        else
            return section.error();
    }
    auto document = reportOf(snapshot, request, std::move(chapters), std::move(stop));
    if (document)
        document->leftOut = std::move(leftOut);
    return document;
}

core::Result<ReportDocument> reportOf(const session::SnapshotPtr& snapshot,
                                      const ReportRequest& request, std::vector<Chapter> chapters,
                                      std::stop_token stop) {
    auto provenance = provenanceOf(*snapshot, request.filter, request.date, std::move(stop));
    if (!provenance)
        return provenance.error();
    ReportDocument document;
    document.title = request.title;
    document.question = request.question;
    document.chapters = std::move(chapters);
    document.provenance = *std::move(provenance);
    document.currency = snapshot->settings.baseCurrency;
    document.names = {snapshot, &snapshot->source->tenants()};
    return document;
}

core::Result<Provenance> provenanceOf(const session::Snapshot& snapshot,
                                      const query::Filter& filter, const QString& date,
                                      std::stop_token stop) {
    const auto coverage = analysis::coverageOf(filter, *snapshot.source, std::move(stop));
    if (!coverage)
        return coverage.error();
    const report::Context context = contextOf(snapshot, filter.range);
    Provenance origin;
    origin.workspace = QFileInfo(QString::fromStdString(snapshot.path)).fileName();
    origin.period = QString::fromStdString(context.period);
    origin.filters = filterWords(filter);
    origin.zone = QString::fromStdString(context.zone);
    origin.currency = QString::fromStdString(context.currency);
    origin.book = QString::fromStdString(context.book);
    origin.coverage = coverageSentence(*coverage, context.currency);
    origin.fingerprint = fingerprintOf(snapshot);
    origin.date = date;
    for (const store::Batch& batch : snapshot.batches)
        if (batch.isActive)
            origin.files.push_back(
                {fileNameOf(batch.path), kindTitle(batch.kind),
                 QString::fromStdString(analysis::countWords(batch.accepted, "row")),
                 QString::fromStdString(batch.sourceHash)});
    return origin;
}

QString todayIn(const core::Zone& zone) {
    const core::Day day = zone.dayOf(core::Instant{QDateTime::currentMSecsSinceEpoch() * 1000});
    return QDate(1970, 1, 1).addDays(day.number).toString(Qt::ISODate);
}

QString fingerprintOf(const session::Snapshot& snapshot) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const std::string& text) {
        hash.addData(QByteArray::number(qulonglong(text.size())) + ':');
        hash.addData(QByteArray::fromStdString(text));
    };
    for (const std::string& text :
         {snapshot.settings.baseCurrency, snapshot.book, snapshot.source->lens().zone.name(),
          std::to_string(snapshot.outcomes.rules.reopenDays.value_or(-1))})
        add(text);
    for (const store::Batch& batch : snapshot.batches) {
        if (!batch.isActive)
            continue;
        add(batch.sourceHash);
        add(batch.format);
        add(std::to_string(int(batch.kind)));
        add(std::to_string(batch.accepted));
        add(std::to_string(batch.replaced));
        add(batch.book);
    }
    return QString::fromLatin1(hash.result().toHex().left(kFingerprintDigits));
}

} // namespace ms::views

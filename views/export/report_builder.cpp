// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_builder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

#include "models/analysis/coverage.h"
#include "models/analysis/sentences.h"
#include "models/session/costing.h"
#include "views/export/printed_table.h"
#include "views/pages/figure_panel.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/titles.h"

#include <algorithm>
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

/// `snapshot` costed with another of its books; the same one where it is so already. Empty: the
/// workspace's default.
core::Result<session::SnapshotPtr>
costedAs(const std::string& book, const session::SnapshotPtr& snapshot, std::stop_token stop) {
    const std::string& wanted = book.empty() ? snapshot->settings.defaultBook : book;
    if (wanted == snapshot->book)
        return snapshot;
    const auto& books = snapshot->books;
    if (!book.empty() && std::find(books.begin(), books.end(), book) == books.end())
        return core::Error{
            core::Error::Code::Usage, "The workspace has no price book '" + book + "'.", {}};
    auto source = session::costedWith(wanted, *snapshot, std::move(stop));
    if (!source)
        return source.error();
    auto other = std::make_shared<session::Snapshot>(*snapshot);
    other->book = wanted;
    other->source = *std::move(source);
    return session::SnapshotPtr{std::move(other)};
}

/// What a saved view says of itself beside its figures.
void tell(const ReportPart::Own& own, report::Section& section) {
    const std::string name = own.title.toStdString();
    if (section.title != name)
        section.title = name + ": " + section.title;
    std::vector<std::string> notes;
    if (!own.note.isEmpty())
        notes.push_back(own.note.toStdString());
    notes.push_back(trText("Filter: %1.")
                        .arg(filterWords(own.filter).replace(u'\n', QStringLiteral("; ")))
                        .toStdString());
    section.notes.insert(section.notes.begin(), notes.begin(), notes.end());
}

bool hasOneFilter(const ReportRequest& request) {
    return std::all_of(request.parts.begin(), request.parts.end(), [&](const ReportPart& part) {
        return !part.own || part.own->filter == request.filter;
    });
}

/// One part, asked of `snapshot` unless its view has another price book.
core::Result<Chapter> chapterOf(const ReportPart& part, const SectionSource& source,
                                const ReportRequest& request, const session::SnapshotPtr& snapshot,
                                std::stop_token stop) {
    auto asked = part.own ? costedAs(part.own->book, snapshot, stop)
                          : core::Result<session::SnapshotPtr>(snapshot);
    if (!asked)
        return asked.error();
    SectionQuestion question{part.own ? part.own->filter : request.filter,
                             part.by.empty() ? source.by : part.by,
                             {},
                             part.options};
    if (part.range == ReportPart::Range::UntilThen)
        question.filter.range.from.reset();
    question.context = contextOf(**asked, question.filter.range);
    auto section = source.ask(**asked, question, std::move(stop));
    if (!section)
        return section.error();
    if (part.own)
        tell(*part.own, *section);
    return Chapter{{}, *std::move(section), question.context, part.mostRows};
}

} // namespace

std::vector<ReportPart> partsOf(const ReportPageSpec& page) {
    std::vector<ReportPart> parts;
    for (const SectionSource& section : page.sections)
        if (section.id != "timeline" && section.id != "comparison")
            parts.push_back({section.id});
    return parts;
}

core::Result<ReportDocument> buildReport(const session::SnapshotPtr& open,
                                         const ReportRequest& request,
                                         const std::vector<ReportPageSpec>& pages,
                                         const ReportProgress& progress, std::stop_token stop) {
    // What saved views are costed with does not depend on what is looked at.
    const bool isSaved = !request.parts.empty() && request.parts.front().own;
    const auto costed = isSaved ? costedAs(request.parts.front().own->book, open, stop)
                                : core::Result<session::SnapshotPtr>(open);
    if (!costed)
        return costed.error();
    const session::SnapshotPtr& snapshot = *costed;
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
        auto chapter = chapterOf(part, *source, request, snapshot, stop);
        if (chapter) {
            chapter->name = chapterName(*source, part.by.empty() ? source->by : part.by, names);
            chapters.push_back(*std::move(chapter));
        } else if (chapter.error().code == core::Error::Code::Usage) {
            leftOut.push_back({part.own ? part.own->title : source->title,
                               QString::fromStdString(chapter.error().message)});
        } else {
            return chapter.error();
        }
    }
    auto document = reportOf(snapshot, request, std::move(chapters), std::move(stop));
    if (!document)
        return document;
    document->leftOut = std::move(leftOut);
    document->isOfOneFilter = hasOneFilter(request);
    if (!document->isOfOneFilter)
        document->provenance.filters = trText("Each answer has its own; its notes tell it.");
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

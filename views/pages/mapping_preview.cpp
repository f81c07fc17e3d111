// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/mapping_preview.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/session/session.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/rejects_table.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/text_tables.h"

#include <chrono>

namespace ms::views {
namespace {

using namespace std::chrono_literals;
using Place = mapping::FileSurvey::Sample::Place;

constexpr auto kDelay = 250ms;

QString placeTitle(Place place) {
    switch (place) {
    case Place::Head:
        return MappingPreview::tr("Beginning");
    case Place::Middle:
        return MappingPreview::tr("Middle");
    case Place::Tail:
        break;
    }
    return MappingPreview::tr("End");
}

QString countText(std::size_t count) {
    return QString::fromStdString(analysis::countWords(core::Int128(count)));
}

} // namespace

MappingPreview::MappingPreview(session::MappingService& service, MappingDraft& draft,
                               QWidget* parent)
    : QTabWidget(parent), m_service{service}, m_draft{draft}, m_samples{new TextTableModel(this)},
      m_imported{new TextTableModel(this)}, m_rejects{new TextTableModel(this)},
      m_samplesView{newTextTable(m_samples, tr("Rows as they stand in the file"), this)},
      m_job{this} {
    setDocumentMode(true);
    addTab(buildImported(), tr("As imported"));
    addTab(m_samplesView, tr("As in the file"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    connect(&m_delay, &QTimer::timeout, this, &MappingPreview::read);
    connect(&draft, &MappingDraft::started, this, &MappingPreview::showSamples);
    connect(&draft, &MappingDraft::changed, this, [this] { m_delay.start(); });
}

MappingPreview::~MappingPreview() {
    m_job.cancel();
    QThreadPool::globalInstance()->waitForDone();
}

QWidget* MappingPreview::buildImported() {
    auto* page = new QWidget(this);
    m_told = new QLabel(page);
    m_told->setTextFormat(Qt::PlainText);
    m_told->setWordWrap(true);
    m_importedView = newTextTable(m_imported, tr("Rows as they would be imported"), page);
    m_rejectsView = newTextTable(m_rejects, tr("Rows that would be refused"), page);
    m_rejectsView->horizontalHeader()->setStretchLastSection(true);
    auto* splitter = new QSplitter(Qt::Vertical, page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_importedView);
    splitter->addWidget(m_rejectsView);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_told);
    layout->addWidget(splitter, 1);
    return page;
}

void MappingPreview::showSamples() {
    std::vector<std::string> columns{tr("Part of the file").toStdString()};
    for (const mapping::ColumnSurvey& column : m_draft.survey().columns)
        columns.push_back(column.name);
    std::vector<std::vector<std::string>> rows;
    for (const mapping::FileSurvey::Sample& sample : m_draft.survey().samples)
        for (const std::vector<std::string>& cells : sample.rows) {
            rows.push_back({placeTitle(sample.place).toStdString()});
            rows.back().insert(rows.back().end(), cells.begin(), cells.end());
        }
    showTexts(columns, rows, *m_samples);
    fitTextColumns(*m_samplesView);
    m_imported->setTable({}, {});
    m_rejects->setTable({}, {});
    m_told->setText(tr("Reading the first rows …"));
}

void MappingPreview::read() {
    m_job.start(
        [&service = m_service, file = m_draft.file(), profile = m_draft.profile()](
            std::stop_token stop) { return service.preview(file, profile, std::move(stop)); },
        [this](const core::Result<session::PreviewTable>& preview) { show(preview); });
}

void MappingPreview::show(const core::Result<session::PreviewTable>& preview) {
    const session::PreviewTable table = preview ? *preview : session::PreviewTable{};
    showTexts(table.columns, table.rows, *m_imported);
    fitTextColumns(*m_importedView);
    std::vector<store::Reject> rejects;
    for (const core::Diagnostic& reject : table.rejects)
        rejects.push_back({static_cast<std::int64_t>(rejects.size()) + 1, reject, {}});
    showRejects(rejects, *m_rejects);
    fitTextColumns(*m_rejectsView);
    m_importedView->setVisible(!table.rows.empty());
    m_rejectsView->setVisible(!table.rejects.empty());
    if (!preview)
        m_told->setText(session::sentenceOf(preview.error()));
    else if (table.rejects.empty() && !m_draft.proposal().questions.empty())
        m_told->setText(tr("The first %1 rows. Columns that wait for a choice are shown in the "
                           "first way they can be read.")
                            .arg(countText(table.rows.size())));
    else if (table.rejects.empty())
        m_told->setText(tr("The first %1 rows, as they would be imported now:")
                            .arg(countText(table.rows.size())));
    else
        m_told->setText(tr("Of the first %1 rows, %2 would be refused for the reasons below.")
                            .arg(countText(table.rows.size() + table.rejects.size()),
                                 countText(table.rejects.size())));
    Q_EMIT previewed();
}

} // namespace ms::views

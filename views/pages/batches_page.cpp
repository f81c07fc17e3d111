// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/batches_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "models/session/batch_table_model.h"
#include "models/session/period.h"
#include "views/pages/import_files_model.h"
#include "views/pages/rejects_table.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/pinned_table.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/titles.h"

namespace ms::views {
namespace {

/// What the receipt adds to the columns: source, profile, book, period of the events, notes.
QString notesOf(const store::Batch& batch, const core::Zone& zone) {
    QStringList parts{receiptText(batch)};
    if (batch.span)
        parts << QString::fromStdString("events " + session::periodText(*batch.span, zone));
    if (!batch.source.empty())
        parts << QString::fromStdString("source " + batch.source);
    if (!batch.profile.empty())
        parts << QString::fromStdString("profile " + batch.profile);
    if (!batch.book.empty())
        parts << QString::fromStdString("price book " + batch.book);
    for (const std::string& note : batch.notes)
        parts << QString::fromStdString(note);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

BatchesPage::BatchesPage(session::Session& session, QWidget* parent)
    : QWidget(parent), m_session{session}, m_batches{new session::BatchTableModel(this)},
      m_rejects{new TextTableModel(this)}, m_table{new PinnedTable(this)},
      m_empty{new EmptyState(this)}, m_stack{new QStackedWidget(this)}, m_rejectsJob{this} {
    m_empty->setTexts(tr("Nothing has been imported yet"),
                      tr("Drop usage logs, price lists and revenue exports on this window, or "
                         "choose them."),
                      tr("Choose files …"));
    connect(m_empty, &EmptyState::actionRequested, this, &BatchesPage::filesRequested);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildList());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(&m_session, &session::Session::changed, this, &BatchesPage::refresh);
    refresh();
}

QWidget* BatchesPage::buildList() {
    auto* page = new QWidget(this);
    m_table->setModels(m_batches, nullptr);
    m_table->view()->setSortingEnabled(false);
    m_table->view()->setAccessibleName(tr("Imported files"));
    m_notes = new QLabel(page);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_toggle = new QPushButton(page);
    m_seeRejects = new QPushButton(tr("See rejects"), page);
    m_rejectsView = new QTableView(page);
    m_rejectsView->setModel(m_rejects);
    m_rejectsView->verticalHeader()->hide();
    m_rejectsView->setShowGrid(false);
    m_rejectsView->setWordWrap(false);
    m_rejectsView->horizontalHeader()->setStretchLastSection(true);
    m_rejectsView->setAccessibleName(tr("Rejected rows"));
    m_rejectsView->hide();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_toggle);
    buttons->addWidget(m_seeRejects);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->addWidget(m_table, 2);
    layout->addWidget(m_notes);
    layout->addLayout(buttons);
    layout->addWidget(m_rejectsView, 1);
    connect(m_table, &PinnedTable::currentRowChanged, this, &BatchesPage::showCurrent);
    connect(m_seeRejects, &QPushButton::clicked, this, &BatchesPage::seeRejects);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (const store::Batch* batch = m_batches->batchAt(m_table->currentRow()))
            m_session.setBatchActive(batch->id, !batch->isActive);
    });
    return page;
}

void BatchesPage::refresh() {
    const auto& snapshot = m_session.snapshot();
    const bool isFirst = m_batches->rowCount() == 0;
    const int row = qMax(0, m_table->currentRow());
    m_batches->setBatches(snapshot ? snapshot->batches : std::vector<store::Batch>{});
    m_stack->setCurrentIndex(m_batches->rowCount() == 0 ? 0 : 1);
    if (isFirst)
        m_table->fitColumns();
    m_table->view()->selectRow(qMin(row, m_batches->rowCount() - 1));
    showCurrent();
}

void BatchesPage::showCurrent() {
    const store::Batch* batch = m_batches->batchAt(m_table->currentRow());
    m_toggle->setEnabled(batch);
    m_toggle->setText(batch && !batch->isActive ? tr("Put this import back")
                                                : tr("Undo this import"));
    m_seeRejects->setEnabled(batch && batch->rejected > 0);
    m_rejectsView->hide();
    m_notes->setText(batch ? notesOf(*batch, m_session.snapshot()->source->lens().zone)
                           : QString());
}

void BatchesPage::seeRejects() {
    const store::Batch* batch = m_batches->batchAt(m_table->currentRow());
    if (!batch)
        return;
    m_rejectsJob.start(rejectsQuestion(m_session, batch->id),
                       [this](const core::Result<std::vector<store::Reject>>& rejects) {
                           if (!rejects)
                               return m_notes->setText(session::sentenceOf(rejects.error()));
                           showRejects(*rejects, *m_rejects);
                           m_rejectsView->resizeColumnsToContents();
                           m_rejectsView->show();
                       });
}

} // namespace ms::views

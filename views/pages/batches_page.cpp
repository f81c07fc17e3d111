// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/batches_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include "models/analysis/sentences.h"
#include "models/session/batch_table_model.h"
#include "views/pages/receipt_view.h"
#include "views/pages/rejects_panel.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/pinned_table.h"

namespace ms::views {
namespace {

enum Tab { Receipt, Rejects };

constexpr int kListHeight = 180;
constexpr int kWidestName = 240;

} // namespace

BatchesPage::BatchesPage(session::ImportService& service, session::Session& session,
                         session::JobQueue& jobs, QWidget* parent)
    : QWidget(parent), m_session{session}, m_batches{new session::BatchTableModel(this)},
      m_table{new PinnedTable(this)}, m_receipt{new ReceiptView(this)}, m_rejects{new RejectsPanel(
                                                                            service, session, jobs,
                                                                            this)},
      m_empty{new EmptyState(this)}, m_stack{new QStackedWidget(this)}, m_adding{this} {
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
    connect(m_rejects, &RejectsPanel::exportRequested, this, &BatchesPage::exportRejectsRequested);
    connect(&m_session, &session::Session::changed, this, &BatchesPage::refresh);
    // At once: the figures need the file to be read again, the receipt does not.
    connect(&m_session, &session::Session::batchChanged, this,
            [this](const session::BatchChange& change) {
                m_batches->setActive(change.batch, change.isActive);
                if (change.batch == m_chosen)
                    showCurrent();
            });
    refresh();
}

QWidget* BatchesPage::buildList() {
    m_table->setModels(m_batches, nullptr);
    m_table->view()->setSortingEnabled(false);
    m_table->view()->setAccessibleName(tr("Imported files"));
    m_table->setMinimumHeight(kListHeight / 2);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(buildChosen());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListHeight, 2 * kListHeight});
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->addWidget(splitter);
    connect(m_table, &PinnedTable::currentRowChanged, this, &BatchesPage::showCurrent);
    return page;
}

QWidget* BatchesPage::buildChosen() {
    auto* chosen = new QWidget(this);
    m_tabs = new QTabBar(chosen);
    m_tabs->addTab(tr("Receipt"));
    m_tabs->addTab({});
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Chosen import"));
    m_toggle = new QPushButton(chosen);
    auto* parts = new QStackedWidget(chosen);
    parts->addWidget(m_receipt);
    parts->addWidget(m_rejects);
    auto* head = new QHBoxLayout;
    head->addWidget(m_tabs, 1, Qt::AlignBottom);
    head->addWidget(m_toggle);
    auto* layout = new QVBoxLayout(chosen);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(parts, 1);
    connect(m_tabs, &QTabBar::currentChanged, parts, &QStackedWidget::setCurrentIndex);
    connect(m_toggle, &QPushButton::clicked, this, &BatchesPage::toggle);
    return chosen;
}

void BatchesPage::refresh() {
    const auto& snapshot = m_session.snapshot();
    const bool isFirst = m_batches->rowCount() == 0;
    const qint64 chosen = m_chosen;
    m_batches->setBatches(snapshot ? snapshot->batches : std::vector<store::Batch>{});
    m_stack->setCurrentIndex(m_batches->rowCount() == 0 ? 0 : 1);
    if (isFirst)
        fitColumns();
    m_table->view()->selectRow(qMax(0, m_batches->rowOf(chosen)));
    showCurrent();
}

/// A long name must not push the figures out of sight; the receipt has it whole.
void BatchesPage::fitColumns() {
    m_table->fitColumns();
    const int file = int(session::BatchTableModel::Column::File);
    m_table->view()->setColumnWidth(file, qMin(kWidestName, m_table->view()->columnWidth(file)));
}

void BatchesPage::showCurrent() {
    const store::Batch* batch = m_batches->batchAt(m_table->currentRow());
    refreshToggle(batch);
    if (!batch) {
        m_adding.cancel();
        m_receipt->showNothing();
        m_rejects->showNothing();
        return;
    }
    m_chosen = batch->id;
    m_tabs->setTabText(Rejects,
                       tr("Rejected rows (%1)")
                           .arg(QString::fromStdString(analysis::countWords(batch->rejected))));
    m_receipt->showBatch(*batch, m_session.snapshot()->source->lens().zone);
    m_rejects->showBatch(*batch);
    addUp(*batch);
}

void BatchesPage::addUp(const store::Batch& batch) {
    m_adding.start(
        [counted = m_session.access().countedTotals, path = m_session.snapshot()->path,
         id = batch.id](std::stop_token stop) { return counted(path, id, std::move(stop)); },
        [this](const core::Result<store::CountedTotals>& counted) {
            if (counted)
                m_receipt->showCounted(*counted);
            else
                m_receipt->showProblem(session::sentenceOf(counted.error()));
        });
}

void BatchesPage::refreshToggle(const store::Batch* batch) {
    m_toggle->setEnabled(batch);
    m_toggle->setText(batch && !batch->isActive ? tr("Put this import back")
                                                : tr("Undo this import"));
}

void BatchesPage::toggle() {
    if (const store::Batch* batch = m_batches->batchAt(m_table->currentRow()))
        m_session.setBatchActive(batch->id, !batch->isActive);
}

void BatchesPage::exportRejects(const QString& path) {
    m_rejects->exportTo(path);
}

} // namespace ms::views

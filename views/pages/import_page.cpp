// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/import_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include "models/core/decimal.h"
#include "views/pages/import_files_model.h"
#include "views/pages/rejects_table.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/theme.h"
#include "views/widgets/titles.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kListHeight = 200;

QStringList toStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

/// Columns in which every value that is given is a number: set to the right.
QList<int> numberColumns(const QList<QStringList>& rows) {
    QList<int> columns;
    const qsizetype width = rows.isEmpty() ? 0 : rows.front().size();
    for (qsizetype column = 0; column < width; ++column) {
        const bool isNumber = std::all_of(rows.begin(), rows.end(), [column](const auto& row) {
            const std::string text = row.value(column).toStdString();
            return text.empty() || core::parseDecimal(text);
        });
        if (isNumber)
            columns << int(column);
    }
    return columns;
}

QTableView* newTable(QAbstractItemModel* model, const QString& name, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setModel(model);
    view->setFont(tabularFont(view->font()));
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->horizontalHeader()->setHighlightSections(false);
    view->setItemDelegate(new BarDelegate({}, view));
    view->verticalHeader()->hide();
    return view;
}

} // namespace

ImportPage::ImportPage(session::ImportService& service, session::Session& session,
                       session::JobQueue& jobs, QWidget* parent)
    : QWidget(parent), m_service{service}, m_session{session}, m_jobs{jobs},
      m_files{new ImportFilesModel(this)}, m_preview{new TextTableModel(this)},
      m_empty{new EmptyState(this)}, m_stack{new QStackedWidget(this)},
      m_recognise{this}, m_rejects{this} {
    m_empty->setTexts(tr("Drop files here"),
                      tr("Usage logs, price lists, revenue, tenants, plans and outcomes: CSV or "
                         "JSON Lines, also compressed. Every file is recognised by its content."),
                      tr("Choose files …"));
    connect(m_empty, &EmptyState::actionRequested, this, &ImportPage::filesRequested);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildList());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ImportPage::showCurrent);
    connect(m_files, &ImportFilesModel::dataChanged, this, &ImportPage::refreshButtons);
    connect(&m_session, &session::Session::batchChanged, m_files,
            [this](const session::BatchChange& change) {
                m_files->setActive(change.batch, change.isActive);
            });
}

ImportPage::~ImportPage() {
    m_recognise.cancel();
    QThreadPool::globalInstance()->waitForDone();
}

QWidget* ImportPage::buildList() {
    auto* page = new QWidget(this);
    m_list = newTable(m_files, tr("Files"), page);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_previewView = newTable(m_preview, tr("First rows"), page);
    m_previewTitle = new QLabel(page);
    m_previewTitle->setTextFormat(Qt::PlainText);
    m_previewTitle->setWordWrap(true);
    m_import = new QPushButton(page);
    m_import->setProperty("primary", true);
    auto* more = new QPushButton(tr("Other files …"), page);
    m_seeRejects = new QPushButton(tr("See rejects"), page);
    m_undo = new QPushButton(tr("Undo import"), page);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_import);
    buttons->addWidget(more);
    buttons->addStretch(1);
    buttons->addWidget(m_seeRejects);
    buttons->addWidget(m_undo);
    auto* lower = new QWidget(page);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    lowerLayout->addLayout(buttons);
    lowerLayout->addWidget(m_previewTitle);
    lowerLayout->addWidget(m_previewView, 1);
    auto* splitter = new QSplitter(Qt::Vertical, page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(lower);
    splitter->setSizes({kListHeight, 2 * kListHeight});
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->addWidget(splitter);
    connect(m_import, &QPushButton::clicked, this, &ImportPage::importAll);
    connect(more, &QPushButton::clicked, this, &ImportPage::filesRequested);
    connect(m_seeRejects, &QPushButton::clicked, this, &ImportPage::seeRejects);
    connect(m_undo, &QPushButton::clicked, this, &ImportPage::undoImport);
    return page;
}

void ImportPage::showFiles(const QStringList& paths) {
    std::vector<std::string> files;
    for (const QString& path : paths)
        files.push_back(path.toStdString());
    ++m_generation;
    m_empty->setTexts(tr("Looking at the files …"), tr("Nothing is imported yet."));
    m_stack->setCurrentIndex(0);
    m_recognise.start(
        [&service = m_service, files = std::move(files)](std::stop_token stop) {
            return core::Result<std::vector<session::RecognisedFile>>{
                service.recognise(files, stop)};
        },
        [this](core::Result<std::vector<session::RecognisedFile>> recognised) {
            if (!recognised)
                return m_empty->setTexts(tr("The files could not be looked at"),
                                         session::sentenceOf(recognised.error()),
                                         tr("Choose files …"));
            m_files->setFiles(*std::move(recognised));
            m_list->resizeColumnsToContents();
            m_list->selectRow(0);
            showCurrent();
            m_stack->setCurrentIndex(1);
        });
}

void ImportPage::importAll() {
    if (!m_session.snapshot()) {
        Q_EMIT workspaceNeeded();
        return;
    }
    for (const int row : m_files->importableRows())
        importRow(row);
}

void ImportPage::importRow(int row) {
    const ImportFilesModel::File* file = m_files->fileAt(row);
    const core::InputFile input = file->recognised.file;
    const auto receipt = std::make_shared<std::optional<store::Batch>>();
    m_files->setQueued(row);
    m_jobs.add(
        tr("Importing %1").arg(QString::fromStdString(input.shortName())),
        [&service = m_service, workspace = m_session.snapshot()->path, input,
         receipt](const core::ProgressFn& progress, std::stop_token stop) -> core::Status {
            auto batch = service.importFile(workspace, input, progress, stop);
            if (!batch)
                return batch.error();
            *receipt = *std::move(batch);
            return {};
        },
        [this, row, receipt, generation = m_generation](const core::Status& status) {
            if (status && *receipt)
                m_session.noteImport(**receipt);
            if (generation != m_generation)
                return;
            if (status && *receipt)
                m_files->setReceipt(row, **receipt);
            else if (status.error().code == core::Error::Code::Cancelled)
                m_files->setFailure(row, tr("Cancelled: nothing of this file was imported."));
            else
                m_files->setFailure(row, session::sentenceOf(status.error()));
            showCurrent();
            if (m_jobs.isIdle())
                Q_EMIT finished();
        });
}

void ImportPage::showCurrent() {
    refreshButtons();
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    if (!file)
        return;
    const session::RecognisedFile& recognised = file->recognised;
    QList<QStringList> rows;
    for (const auto& row : recognised.previewRows)
        rows << toStringList(row);
    m_preview->setTable(toStringList(recognised.previewColumns), rows, numberColumns(rows));
    m_previewView->resizeColumnsToContents();
    m_previewTitle->setText(recognised.canBeImported()
                                ? tr("First rows of %1, as MarginScope reads them:")
                                      .arg(QString::fromStdString(recognised.file.shortName()))
                                : QString::fromStdString(recognised.error));
}

void ImportPage::refreshButtons() {
    const auto open = m_files->importableRows().size();
    m_import->setText(open == 1 ? tr("Import 1 file") : tr("Import %1 files").arg(open));
    m_import->setVisible(open > 0);
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    const bool hasReceipt = file && file->receipt;
    m_seeRejects->setVisible(hasReceipt);
    m_seeRejects->setEnabled(hasReceipt && file->receipt->rejected > 0);
    m_undo->setVisible(hasReceipt);
    m_undo->setEnabled(hasReceipt && file->receipt->isActive && file->receipt->id > 0);
}

void ImportPage::seeRejects() {
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    if (!file || !file->receipt || !m_session.snapshot())
        return;
    m_previewTitle->setText(
        tr("Rejected rows of %1:").arg(QString::fromStdString(file->recognised.file.shortName())));
    m_rejects.start(rejectsQuestion(m_session, file->receipt->id),
                    [this](const core::Result<std::vector<store::Reject>>& rejects) {
                        if (!rejects)
                            return m_previewTitle->setText(session::sentenceOf(rejects.error()));
                        showRejects(*rejects, *m_preview);
                        m_previewView->resizeColumnsToContents();
                    });
}

void ImportPage::undoImport() {
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    if (file && file->receipt)
        m_session.setBatchActive(file->receipt->id, false);
}

} // namespace ms::views

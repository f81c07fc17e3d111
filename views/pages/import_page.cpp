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

#include "views/pages/file_question.h"
#include "views/pages/import_files_model.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_view.h"
#include "views/pages/rejects_table.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/text_tables.h"

namespace ms::views {
namespace {

constexpr int kListHeight = 200;

} // namespace

ImportPage::ImportPage(session::ImportService& service, session::MappingService& mapping,
                       session::Session& session, session::JobQueue& jobs, QWidget* parent)
    : QWidget(parent), m_service{service}, m_session{session}, m_jobs{jobs},
      m_files{new ImportFilesModel(this)}, m_preview{new TextTableModel(this)},
      m_empty{new EmptyState(this)}, m_mapping{new MappingView(mapping, this)},
      m_stack{new QStackedWidget(this)}, m_recognise{this}, m_rejects{this} {
    m_empty->setTexts(tr("Drop files here"),
                      tr("Usage logs, price lists, revenue, tenants, plans and outcomes: CSV or "
                         "JSON Lines, also compressed. Every file is recognised by its content."),
                      tr("Choose files …"));
    connect(m_empty, &EmptyState::actionRequested, this, &ImportPage::filesRequested);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildList());
    m_stack->addWidget(m_mapping);
    connect(m_mapping, &MappingView::backRequested, this, [this] { m_stack->setCurrentIndex(1); });
    connect(m_mapping, &MappingView::saved, this, &ImportPage::useProfile);
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
    m_list = newTextTable(m_files, tr("Files"), page);
    m_list->setObjectName(QStringLiteral("files"));
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_previewView = newTextTable(m_preview, tr("First rows"), page);
    m_previewTitle = new QLabel(page);
    m_previewTitle->setTextFormat(Qt::PlainText);
    m_previewTitle->setWordWrap(true);
    m_import = new QPushButton(page);
    m_import->setProperty("primary", true);
    m_showMargin = new QPushButton(tr("Show the margin"), page);
    m_showMargin->setProperty("primary", true);
    auto* more = new QPushButton(tr("Other files …"), page);
    m_map = new QPushButton(tr("Map columns …"), page);
    m_map->setProperty("primary", true);
    m_mapAgain = new QPushButton(tr("Map columns differently …"), page);
    m_seeRejects = new QPushButton(tr("See rejects"), page);
    m_undo = new QPushButton(tr("Undo import"), page);
    // Together they are wider than a narrow window, and a hidden page is not measured again.
    for (QPushButton* button : {m_import, m_showMargin, m_map, m_mapAgain, m_seeRejects, m_undo})
        button->hide();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_import);
    buttons->addWidget(m_showMargin);
    buttons->addWidget(m_map);
    buttons->addWidget(more);
    buttons->addStretch(1);
    buttons->addWidget(m_mapAgain);
    buttons->addWidget(m_seeRejects);
    buttons->addWidget(m_undo);
    auto* lower = new QWidget(page);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    m_question = new FileQuestion(lower);
    lowerLayout->addLayout(buttons);
    lowerLayout->addWidget(m_question);
    lowerLayout->addWidget(m_previewTitle);
    lowerLayout->addWidget(m_previewView, 1);
    lowerLayout->addStretch(0); // where there are no rows to show
    auto* splitter = new QSplitter(Qt::Vertical, page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(lower);
    splitter->setSizes({kListHeight, 2 * kListHeight});
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->addWidget(splitter);
    connect(m_import, &QPushButton::clicked, this, &ImportPage::importAll);
    connect(m_showMargin, &QPushButton::clicked, this, &ImportPage::marginRequested);
    connect(more, &QPushButton::clicked, this, &ImportPage::filesRequested);
    connect(m_question, &FileQuestion::answered, this, [this](const session::FileChoice& choice) {
        if (const auto* file = m_files->fileAt(m_list->currentIndex().row())) {
            say(file->recognised.file, choice);
            lookAgain();
        }
    });
    connect(m_map, &QPushButton::clicked, this, &ImportPage::mapCurrent);
    connect(m_mapAgain, &QPushButton::clicked, this, &ImportPage::mapCurrent);
    connect(m_seeRejects, &QPushButton::clicked, this, &ImportPage::seeRejects);
    connect(m_undo, &QPushButton::clicked, this, &ImportPage::undoImport);
    return page;
}

void ImportPage::showFiles(const QStringList& paths) {
    m_paths.clear();
    m_choices.clear();
    for (const QString& path : paths)
        m_paths.push_back(path.toStdString());
    look([this](std::vector<session::RecognisedFile> files) {
        m_files->setFiles(std::move(files));
        m_list->selectRow(0);
    });
}

void ImportPage::lookAgain() {
    const int row = m_list->currentIndex().row();
    look([this, row](std::vector<session::RecognisedFile> files) {
        m_files->updateFiles(std::move(files));
        m_list->selectRow(qMin(row, m_files->rowCount() - 1));
        m_list->setFocus();
    });
}

/// The file that was mapped is read by its mapping, whatever else would fit it.
void ImportPage::useProfile() {
    const core::InputFile& file = m_mapping->draft().file();
    session::FileChoice choice = said(file);
    choice.profile = m_mapping->draft().profile();
    say(file, std::move(choice));
    lookAgain();
}

session::FileChoice ImportPage::said(const core::InputFile& file) const {
    for (const auto& [known, choice] : m_choices)
        if (known == file)
            return choice;
    return {};
}

void ImportPage::say(const core::InputFile& file, session::FileChoice choice) {
    std::erase_if(m_choices, [&](const auto& known) { return known.first == file; });
    m_choices.emplace_back(file, std::move(choice));
}

void ImportPage::look(std::function<void(std::vector<session::RecognisedFile>)> found) {
    ++m_generation;
    m_empty->setTexts(tr("Looking at the files …"), tr("Nothing is imported yet."));
    m_stack->setCurrentIndex(0);
    m_recognise.start(
        [&service = m_service, files = m_paths, choices = m_choices](std::stop_token stop) {
            return core::Result<Looked>{
                Looked{service.recognise(files, choices, stop), service.profileProblems()}};
        },
        [this, found = std::move(found)](core::Result<Looked> looked) {
            if (!looked)
                return m_empty->setTexts(tr("The files could not be looked at"),
                                         session::sentenceOf(looked.error()), tr("Choose files …"));
            found(std::move(looked->files));
            fitTextColumns(*m_list);
            showCurrent();
            m_stack->setCurrentIndex(1);
            if (!looked->problems.empty())
                Q_EMIT told(tr("A saved mapping profile cannot be read, and recognises no file: %1")
                                .arg(session::sentenceOf(looked->problems.front())));
        });
}

void ImportPage::mapCurrent() {
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    if (!file)
        return;
    m_mapping->showFile(file->recognised.file);
    m_stack->setCurrentWidget(m_mapping);
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
        [&service = m_service, workspace = m_session.snapshot()->path, input, choice = said(input),
         receipt](const core::ProgressFn& progress, std::stop_token stop) -> core::Status {
            auto batch = service.importFile(workspace, input, choice, progress, stop);
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
    showTexts(recognised.previewColumns, recognised.previewRows, *m_preview);
    fitTextColumns(*m_previewView);
    m_previewTitle->setText(recognised.canBeImported()
                                ? tr("First rows of %1, as MarginScope reads them:")
                                      .arg(QString::fromStdString(recognised.file.shortName()))
                                : QString::fromStdString(recognised.error) +
                                      (recognised.previewColumns.empty()
                                           ? QString()
                                           : tr("\nAs it stands in the file:")));
    m_previewView->setVisible(!recognised.previewColumns.empty());
}

void ImportPage::refreshButtons() {
    const auto open = m_files->importableRows().size();
    m_import->setText(open == 1 ? tr("Import 1 file") : tr("Import %1 files").arg(open));
    m_import->setVisible(open > 0);
    m_showMargin->setVisible(open == 0 && m_files->isSettled());
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    const bool hasReceipt = file && file->receipt;
    if (file)
        m_question->ask(hasReceipt ? FileQuestion::Asks::Nothing : file->recognised.asks,
                        said(file->recognised.file));
    m_map->setVisible(file && !hasReceipt && !file->recognised.canBeImported());
    m_mapAgain->setVisible(file && !hasReceipt && file->recognised.canBeImported());
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
                        m_previewView->show();
                        showRejects(*rejects, *m_preview);
                        fitTextColumns(*m_previewView);
                    });
}

void ImportPage::undoImport() {
    const ImportFilesModel::File* file = m_files->fileAt(m_list->currentIndex().row());
    if (file && file->receipt)
        m_session.setBatchActive(file->receipt->id, false);
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/import_service.h"
#include "models/session/job_queue.h"
#include "models/session/mapping_service.h"
#include "models/session/session.h"

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace ms::views {

class EmptyState;
class FileQuestion;
class ImportFilesModel;
class MappingView;
class TextTableModel;

/// Dropped or chosen files: what each is and its first rows, then the import and its receipt.
/// Nothing is written before the user says Import. Files that no format reads are mapped here.
class ImportPage : public QWidget {
    Q_OBJECT

public:
    ImportPage(session::ImportService& service, session::MappingService& mapping,
               session::Session& session, session::JobQueue& jobs, QWidget* parent = nullptr);
    /// Waits for a question to the service that still runs: the service may go next.
    ~ImportPage() override;
    /// Look at these files; what was listed before makes room.
    void showFiles(const QStringList& paths);
    /// Import everything that was recognised into the open workspace.
    void importAll();
    /// Say how the columns of the chosen file are read.
    void mapCurrent();
    const ImportFilesModel& files() const { return *m_files; }
    MappingView& mapping() const { return *m_mapping; }

Q_SIGNALS:
    /// Import was asked for while no workspace is open.
    void workspaceNeeded();
    void filesRequested();
    /// All that could be imported is: to the figures.
    void marginRequested();
    /// Something to know that no list shows.
    void told(const QString& text);
    /// Everything that could be imported has been.
    void finished();

private:
    QWidget* buildList();
    /// What files are, and why saved profiles cannot be read.
    struct Looked {
        std::vector<session::RecognisedFile> files;
        std::vector<core::Error> problems;
    };
    void look(std::function<void(std::vector<session::RecognisedFile>)> found);
    void lookAgain();
    /// What the user said about a file.
    session::FileChoice said(const core::InputFile& file) const;
    void say(const core::InputFile& file, session::FileChoice choice);
    void useProfile();
    void showCurrent();
    void refreshButtons();
    void importRow(int row);
    void seeRejects();
    void undoImport();

    session::ImportService& m_service;
    session::Session& m_session;
    session::JobQueue& m_jobs;
    ImportFilesModel* m_files;
    TextTableModel* m_preview;
    EmptyState* m_empty;
    MappingView* m_mapping;
    QTableView* m_list = nullptr;
    QTableView* m_previewView = nullptr;
    QLabel* m_previewTitle = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_showMargin = nullptr;
    QPushButton* m_map = nullptr;
    QPushButton* m_mapAgain = nullptr;
    QPushButton* m_seeRejects = nullptr;
    QPushButton* m_undo = nullptr;
    QStackedWidget* m_stack;
    FileQuestion* m_question = nullptr;
    std::vector<std::string> m_paths; // as they were given
    session::ImportService::Choices m_choices;
    int m_generation = 0; // receipts of files that are no longer listed are dropped
    session::LatestJob<Looked> m_recognise;
    session::LatestJob<std::vector<store::Reject>> m_rejects;
};

} // namespace ms::views

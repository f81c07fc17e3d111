// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QWidget>

#include "models/session/latest_job.h"
#include "models/session/mapping_service.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace ms::views {

class EmptyState;
class MappingColumnsModel;
class MappingDraft;
class MappingPreview;
class MessageBar;

/// Say how a file is read that no format recognises: which column fills which field, how ambiguous
/// values are read, what no column says. Saved as a profile, by which the file is recognised.
class MappingView : public QWidget {
    Q_OBJECT

public:
    /// The service must outlive it.
    explicit MappingView(session::MappingService& service, QWidget* parent = nullptr);
    /// Waits for a look at a file that still goes on: the service may go next.
    ~MappingView() override;
    /// Look at this file. One that was left unsaved is found as it was left.
    void showFile(const core::InputFile& file);
    MappingDraft& draft() const { return *m_draft; }
    const MappingPreview& preview() const { return *m_preview; }

Q_SIGNALS:
    /// The file was looked at, and can be mapped.
    void surveyed();
    void saved(const QString& path);
    void backRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildMapping();
    void buildHeader(QVBoxLayout& layout, QWidget* page);
    void buildChoices(QVBoxLayout& layout, QWidget* page);
    QTableView* newColumnsTable(QWidget* parent);
    void look(const core::InputFile& file, const std::string& encoding);
    void started();
    void refresh();
    void save();
    void keep(mapping::Namesake namesake);
    void askWhereToShare();
    void share(const QString& path);

    session::MappingService& m_service;
    MappingDraft* m_draft;
    MappingColumnsModel* m_columns;
    MappingPreview* m_preview = nullptr;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    MessageBar* m_message;
    QLabel* m_title = nullptr;
    QLabel* m_seen = nullptr;
    QLabel* m_open = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_share = nullptr;
    QPushButton* m_undo = nullptr;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_zone = nullptr;
    QComboBox* m_encoding = nullptr;
    QTableView* m_table = nullptr;
    QDateTime m_changedAt; // of the file, when it was looked at
    bool m_isSaved = false;
    session::LatestJob<mapping::FileSurvey> m_survey;
};

} // namespace ms::views

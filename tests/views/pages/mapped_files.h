// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "tests/views/sample_company.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_preview.h"
#include "views/pages/mapping_questions.h"
#include "views/pages/mapping_view.h"
#include "views/widgets/text_table_model.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace ms::test {

// 0,002 and 0,130 are two and one hundred and thirty, or two and 130 thousandths.
inline constexpr const char* kUsage = "when,customer,model,in,out,cost\n"
                                      "2026-05-01T10:00:00Z,acme,gpt-4o,100,7,\"0,002\"\n"
                                      "2026-05-01T11:00:00Z,globex,gpt-4o,200,9,\"0,130\"\n";

// Nothing to ask: neither cost can be thousands.
inline constexpr const char* kSettled = "when,customer,model,in,out,cost\n"
                                        "2026-05-01T10:00:00Z,acme,gpt-4o,100,7,0.0025\n"
                                        "2026-05-01T11:00:00Z,globex,gpt-4o,200,9,0.13\n";

/// The import page on the real reading code, with files in a folder of their own: each is looked
/// at, then mapped.
class MappedFiles {
protected:
    bool open() {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("MARGINSCOPE_HOME", m_folder->filePath(QStringLiteral("home")).toUtf8());
        m_workspace = SampleWorkspace::company();
        m_session = std::make_unique<session::Session>(accessTo(m_workspace));
        m_jobs = std::make_unique<session::JobQueue>();
        m_page = std::make_unique<views::ImportPage>(m_imports, m_mapping, *m_session, *m_jobs);
        m_page->resize(1000, 640);
        m_page->show();
        return QTest::qWaitForWindowActive(m_page.get());
    }
    void close() {
        m_page.reset();
        m_jobs.reset();
        m_session.reset();
    }
    QString write(const QString& name, const QByteArray& text) const {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        return file.fileName();
    }
    void map(const QString& path) {
        QSignalSpy surveyed(&m_page->mapping(), &views::MappingView::surveyed);
        QSignalSpy previewed(&m_page->mapping().preview(), &views::MappingPreview::previewed);
        m_page->showFiles({path});
        QTRY_COMPARE(m_page->files().rowCount(), 1);
        QTRY_VERIFY(m_page->findChild<QTableView*>(QStringLiteral("files"))->isVisible());
        m_page->mapCurrent();
        QTRY_COMPARE(surveyed.count(), 1);
        QTRY_VERIFY(previewed.count() > 0);
    }
    QPushButton& saveButton() const {
        return *m_page->findChild<QPushButton*>(QStringLiteral("save mapping"));
    }
    QRadioButton& reading(const QString& field, const QString& format) const {
        const QString name = QStringLiteral("reading %1 %2").arg(field, format);
        auto* radio =
            m_page->findChild<views::MappingQuestions*>()->widget()->findChild<QRadioButton*>(name);
        if (!radio)
            qFatal("no %s", qPrintable(name));
        return *radio;
    }
    QLineEdit& constant(const QString& field) const {
        auto* edit = m_page->findChild<views::MappingQuestions*>()->widget()->findChild<QLineEdit*>(
            QStringLiteral("constant ") + field);
        if (!edit)
            qFatal("no constant %s", qPrintable(field));
        return *edit;
    }
    /// The cells of a column of the preview; empty when there is no such column.
    QStringList imported(const QString& column) const {
        const views::TextTableModel& table = m_page->mapping().preview().imported();
        QStringList cells;
        for (int c = 0; c < table.columnCount(); ++c)
            if (table.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString() == column)
                for (int row = 0; row < table.rowCount(); ++row)
                    cells << table.index(row, c).data().toString();
        return cells;
    }
    views::MappingDraft& draft() const { return m_page->mapping().draft(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<SampleWorkspace> m_workspace;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<session::JobQueue> m_jobs;
    app::LocalImportService m_imports;
    app::LocalMappingService m_mapping;
    std::unique_ptr<views::ImportPage> m_page;
};

} // namespace ms::test

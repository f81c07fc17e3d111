// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>
#include <QTimer>

#include "models/session/latest_job.h"
#include "models/session/mapping_service.h"

class QLabel;
class QTableView;

namespace ms::views {

class MappingDraft;
class TextTableModel;

/// The rows of a file that is being mapped: as they stand in it, from its beginning, middle and
/// end; and as they would be imported, read anew a moment after each change.
class MappingPreview : public QTabWidget {
    Q_OBJECT

public:
    /// Service and draft must outlive it.
    MappingPreview(session::MappingService& service, MappingDraft& draft,
                   QWidget* parent = nullptr);
    /// Waits for a reading that still runs: the service may go next.
    ~MappingPreview() override;
    const TextTableModel& imported() const { return *m_imported; }
    const TextTableModel& rejects() const { return *m_rejects; }

Q_SIGNALS:
    /// The rows as they would be imported are those of the present mapping.
    void previewed();

private:
    QWidget* buildImported();
    void showSamples();
    void read();
    void show(const core::Result<session::PreviewTable>& preview);

    session::MappingService& m_service;
    MappingDraft& m_draft;
    TextTableModel* m_samples;
    TextTableModel* m_imported;
    TextTableModel* m_rejects;
    QTableView* m_samplesView;
    QTableView* m_importedView = nullptr;
    QTableView* m_rejectsView = nullptr;
    QLabel* m_told = nullptr;
    QTimer m_delay;
    session::LatestJob<session::PreviewTable> m_job;
};

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "models/session/latest_job.h"
#include "models/session/workspace_access.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace ms::session {

/// A batch that this window imported, took out or put back.
struct BatchChange {
    qint64 batch = 0;
    QString file; // its name, without folders
    bool isActive = true;
    friend bool operator==(const BatchChange&, const BatchChange&) = default;
};

/// The open workspace of a window. It holds one immutable snapshot and replaces it as a whole when
/// the file or the book changes; jobs that run on the old one end undisturbed.
/// Threads  lives on the GUI thread; all reading is done on worker threads.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(WorkspaceAccess access, QObject* parent = nullptr);

    /// Null when no workspace is open.
    const SnapshotPtr& snapshot() const { return m_snapshot; }
    bool isLoading() const { return m_load.isRunning(); }
    const WorkspaceAccess& access() const { return m_access; }

    /// Open the workspace at `path`; the present one stays open until that worked.
    void open(const QString& path);
    /// Create an empty workspace, then open it.
    void create(const QString& path);
    /// Read the open workspace again: after an import, an undo, or a change by somebody else.
    void reload();
    /// Cost with another book; empty: the workspace's default.
    void setBook(const QString& book);
    /// Of query::OutcomeRules, kept in the workspace; nothing: reopening always turns a success
    /// back.
    void setReopenDays(std::optional<int> days);
    /// Reload when the file is at another version than the snapshot.
    void checkForChanges();
    /// Undo an import, or take the undo back. Several are done one after the other, as asked for.
    void setBatchActive(qint64 batch, bool isActive);
    /// A file was imported into the open workspace: read it again.
    void noteImport(const store::Batch& receipt);

Q_SIGNALS:
    void loading(const QString& path);
    /// Another workspace is open.
    void opened();
    /// The open workspace has another snapshot (also after opened()).
    void changed();
    /// It is so in the file; changed() follows once everything is read again.
    void batchChanged(const ms::session::BatchChange& change);
    /// A batch could not be taken out or put back; failed() says why.
    void batchNotChanged(qint64 batch);
    /// Something could not be done; a sentence for the user.
    void failed(const QString& message);

private:
    struct Switch {
        std::string path; // of the workspace
        BatchChange change;
    };
    void doNextSwitch();
    void keepReopenDays();
    void load(SnapshotRequest request);
    void fail(const core::Error& error);

    WorkspaceAccess m_access;
    SnapshotPtr m_snapshot;
    std::string m_book;
    LatestJob<SnapshotPtr> m_load;
    LatestJob<std::int64_t> m_check;
    LatestJob<bool> m_create;
    LatestJob<bool> m_switch;
    LatestJob<bool> m_setting;
    std::optional<std::pair<std::string, std::optional<int>>> m_wantedReopenDays; // of a path
    std::deque<Switch> m_switches; // the first one is under way
};

/// A sentence for the user: the message, and where when it is known.
QString sentenceOf(const core::Error& error);

} // namespace ms::session

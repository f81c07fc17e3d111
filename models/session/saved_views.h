// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "models/session/latest_job.h"
#include "models/session/place.h"
#include "models/session/session.h"
#include "models/store/saved_items.h"

#include <deque>
#include <functional>
#include <string>

namespace ms::session {

/// A page to be saved, as it is shown.
struct SavedDraft {
    std::string name;
    std::string note;
    Place place;
    core::Zone zone; // whose days its period is
};

/// What saved views ask of workspace files. Every call is made on a worker thread.
struct SavedAccess {
    std::function<core::Result<store::SavedItems>(const std::string& path)> read;
    std::function<core::Status(const std::string& path, const store::SavedStep& step)> change;
};
/// Workspaces as files on this computer (models/store).
SavedAccess savedInFiles();

/// The views and reports that are saved in the open workspace, and every way to change them. What
/// is asked for is done one after the other in the background; each is a step that can be undone.
/// Threads  lives on the GUI thread; all reading and writing is done on worker threads.
class SavedViews : public QObject {
    Q_OBJECT

public:
    /// `session` must outlive it. Without access nothing is saved and nothing can be.
    SavedViews(Session& session, SavedAccess access, QObject* parent = nullptr);

    const store::SavedItems& items() const { return m_items; }
    /// Null: there is none of that name.
    const store::SavedView* view(const std::string& name) const;
    const store::SavedReport* report(const std::string& name) const;
    bool isBusy() const { return !m_wanted.empty() || m_read.isRunning(); }

    /// Read it again; changed() only follows where it is something else.
    void reload();

    /// Under a name that is not taken.
    void save(const SavedDraft& draft);
    /// Under a name that is: that view becomes this one.
    void replace(const SavedDraft& draft);
    void rename(const std::string& name, const std::string& newName);
    void setNote(const std::string& name, const std::string& note);
    /// As "name (2)", or the next number that is free.
    void duplicate(const std::string& name);
    void remove(const std::string& name);

    void saveReport(const store::SavedReport& report);
    /// The report of that name becomes `report`, which may have another one.
    void changeReport(const std::string& name, const store::SavedReport& report);
    void removeReport(const std::string& name);

    /// Any step: what undo and redo ask for.
    void make(const store::SavedStep& step);

Q_SIGNALS:
    /// Something else is saved.
    void changed();
    /// It is so in the file; changed() follows.
    void stepMade(const ms::store::SavedStep& step);
    /// The step that `make` was asked for could not be made; failed() says why.
    void stepRefused(const ms::store::SavedStep& step);
    /// Something could not be done; a sentence for the user.
    void failed(const QString& message);

private:
    void open(const std::string& path);
    /// On a worker: the step that comes of it, which may want a file.
    using Plan = std::function<core::Result<store::SavedStep>()>;
    struct Wanted {
        std::string path;
        Plan plan;
        std::optional<store::SavedStep> asked; // of make()
    };
    void want(Plan plan, std::optional<store::SavedStep> asked = {});
    void keep(const SavedDraft& draft, std::optional<store::SavedView> before);
    void fail(const core::Error& error);
    void refuse(std::string sentence);
    void doNext();
    void finish(const core::Result<store::SavedStep>& made);

    SavedAccess m_access;
    std::string m_path;
    store::SavedItems m_items;
    LatestJob<store::SavedItems> m_read;
    LatestJob<store::SavedStep> m_write;
    std::deque<Wanted> m_wanted; // the first one is under way
};

/// "saving of May", "deletion of the report Board": what a step did, for "Undo ...".
QString stepWords(const store::SavedStep& step);

} // namespace ms::session

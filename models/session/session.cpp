// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session.h"

#include <QFileInfo>

#include <utility>

namespace ms::session {
namespace {

QString fileNameOf(const store::Batch& batch) {
    return QFileInfo(QString::fromStdString(batch.path)).fileName();
}

core::Result<bool> doneOr(const core::Status& status) {
    if (!status)
        return status.error();
    return true;
}

} // namespace

Session::Session(WorkspaceAccess access, QObject* parent)
    : QObject(parent), m_access{std::move(access)}, m_load{this}, m_check{this}, m_create{this},
      m_switch{this}, m_setting{this} {}

void Session::open(const QString& path) {
    m_book.clear();
    load({path.toStdString(), {}, {}, {}});
}

void Session::create(const QString& path) {
    m_create.start([create = m_access.create,
                    file = path.toStdString()](std::stop_token) { return doneOr(create(file)); },
                   [this, path](const core::Result<bool>& done) {
                       if (!done)
                           return fail(done.error());
                       open(path);
                   });
}

void Session::reload() {
    if (m_snapshot)
        load({m_snapshot->path, m_book, {}, m_snapshot});
}

void Session::setBook(const QString& book) {
    if (m_book == book.toStdString())
        return;
    m_book = book.toStdString();
    reload();
}

void Session::setReopenDays(std::optional<int> days) {
    if (!m_snapshot)
        return;
    m_wantedReopenDays = {m_snapshot->path, days};
    if (!m_setting.isRunning())
        keepReopenDays();
}

/// One after the other: the last one that was wanted is the one that is kept.
void Session::keepReopenDays() {
    const auto [path, days] = *std::exchange(m_wantedReopenDays, {});
    m_setting.start([set = m_access.setReopenDays, path = path,
                     days = days](std::stop_token) { return doneOr(set(path, days)); },
                    [this, path = path](const core::Result<bool>& done) {
                        if (m_wantedReopenDays)
                            keepReopenDays();
                        else if (m_snapshot && m_snapshot->path == path)
                            reload();
                        if (!done)
                            fail(done.error());
                    });
}

void Session::checkForChanges() {
    if (!m_snapshot || m_load.isRunning() || m_check.isRunning())
        return;
    m_check.start([version = m_access.version,
                   path = m_snapshot->path](std::stop_token) { return version(path); },
                  [this](const core::Result<std::int64_t>& version) {
                      // A file that is away for a moment is no reason to disturb anybody.
                      if (version && m_snapshot && *version != m_snapshot->version)
                          reload();
                  });
}

void Session::setBatchActive(qint64 batch, bool isActive) {
    if (!m_snapshot)
        return;
    BatchChange change{batch, {}, isActive};
    for (const store::Batch& known : m_snapshot->batches)
        if (known.id == batch)
            change.file = fileNameOf(known);
    m_switches.push_back({m_snapshot->path, std::move(change)});
    if (m_switches.size() == 1)
        doNextSwitch();
}

void Session::doNextSwitch() {
    const Switch& next = m_switches.front();
    m_switch.start([set = m_access.setBatchActive, path = next.path, batch = next.change.batch,
                    isActive = next.change.isActive](
                       std::stop_token) { return doneOr(set(path, batch, isActive)); },
                   [this](const core::Result<bool>& done) {
                       const Switch made = m_switches.front();
                       if (done)
                           Q_EMIT batchChanged(made.change);
                       else
                           Q_EMIT batchNotChanged(made.change.batch);
                       m_switches.pop_front(); // now: who listens may have asked for more
                       if (!m_switches.empty())
                           doNextSwitch();
                       else if (m_snapshot && m_snapshot->path == made.path)
                           reload();
                       if (!done)
                           fail(done.error());
                   });
}

void Session::noteImport(const store::Batch& receipt) {
    if (receipt.id > 0) // 0: nothing of it was worth keeping
        Q_EMIT batchChanged({receipt.id, fileNameOf(receipt), true});
    reload();
}

void Session::load(SnapshotRequest request) {
    const QString path = QString::fromStdString(request.path);
    m_load.start([load = m_access.load, request = std::move(request)](
                     std::stop_token stop) { return load(request, stop); },
                 [this](core::Result<SnapshotPtr> snapshot) {
                     if (!snapshot)
                         return fail(snapshot.error());
                     const bool isOther = !m_snapshot || m_snapshot->path != (*snapshot)->path;
                     m_snapshot = *std::move(snapshot);
                     if (isOther)
                         Q_EMIT opened();
                     Q_EMIT changed();
                 });
    Q_EMIT loading(path);
}

void Session::fail(const core::Error& error) {
    if (error.code != core::Error::Code::Cancelled)
        Q_EMIT failed(sentenceOf(error));
}

QString sentenceOf(const core::Error& error) {
    QString text = QString::fromStdString(error.message);
    if (!error.where.empty())
        text += QStringLiteral(" (") + QString::fromStdString(error.where) + QStringLiteral(")");
    return text;
}

} // namespace ms::session

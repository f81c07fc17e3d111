// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/undo_history.h"

#include <algorithm>
#include <utility>

namespace ms::session {
namespace {

constexpr qsizetype kLongestName = 40;

QString nameOf(const BatchChange& change) {
    return change.file.size() <= kLongestName
               ? change.file
               : change.file.left(kLongestName / 2) + u'…' + change.file.right(kLongestName / 2);
}

bool isOptions(const FilterState::Edit* edit) {
    return edit != nullptr && !edit->options.empty();
}

bool isScenario(const FilterState::Edit* edit) {
    return isOptions(edit) && edit->options.contains("scenario");
}

} // namespace

UndoHistory::UndoHistory(Session& session, FilterState& filter, QObject* parent)
    : QObject(parent), m_session{session}, m_filter{filter} {
    connect(&m_filter, &FilterState::edited, this, [this] { remember({}); });
    connect(&m_session, &Session::batchChanged, this, &UndoHistory::noteBatch);
    connect(&m_session, &Session::batchNotChanged, this, &UndoHistory::forgetSwitch);
    connect(&m_session, &Session::opened, this, [this] {
        m_undo.clear();
        m_redo.clear();
        m_switching.clear();
        Q_EMIT changed();
    });
}

QString UndoHistory::undoText() const {
    if (m_undo.empty() || !m_undo.back())
        return isScenario(m_filter.nextUndo())  ? tr("Undo change of the scenario")
               : isOptions(m_filter.nextUndo()) ? tr("Undo setting")
                                                : tr("Undo filter");
    const BatchChange& change = *m_undo.back();
    return change.isActive ? tr("Undo import of %1").arg(nameOf(change))
                           : tr("Put import of %1 back").arg(nameOf(change));
}

QString UndoHistory::redoText() const {
    if (m_redo.empty() || !m_redo.back())
        return isScenario(m_filter.nextRedo())  ? tr("Redo change of the scenario")
               : isOptions(m_filter.nextRedo()) ? tr("Redo setting")
                                                : tr("Redo filter");
    const BatchChange& change = *m_redo.back();
    return change.isActive ? tr("Redo import of %1").arg(nameOf(change))
                           : tr("Take import of %1 out again").arg(nameOf(change));
}

void UndoHistory::undo() {
    take(Way::Undo);
}

void UndoHistory::redo() {
    take(Way::Redo);
}

void UndoHistory::take(Way way) {
    std::vector<Step>& steps = stepsOf(way);
    while (!steps.empty()) {
        Step step = std::move(steps.back());
        steps.pop_back();
        if (step) {
            const bool isActive = way == Way::Undo ? !step->isActive : step->isActive;
            const qint64 batch = step->batch;
            m_switching.push_back({std::move(step), way});
            m_session.setBatchActive(batch, isActive);
            break;
        }
        // One that is in force already (somebody walked back to it) is no step any more.
        if (takeFilter(way))
            break;
    }
    Q_EMIT changed();
}

bool UndoHistory::takeFilter(Way way) {
    if (!(way == Way::Undo ? m_filter.undo() : m_filter.redo()))
        return false;
    stepsOf(way == Way::Undo ? Way::Redo : Way::Undo).push_back({});
    return true;
}

void UndoHistory::remember(Step step) {
    m_undo.push_back(std::move(step));
    m_redo.clear();
    Q_EMIT changed();
}

void UndoHistory::noteBatch(const BatchChange& change) {
    if (m_switching.empty() || m_switching.front().step->batch != change.batch)
        return remember(change);
    Switching made = std::move(m_switching.front());
    m_switching.pop_front();
    stepsOf(made.way == Way::Undo ? Way::Redo : Way::Undo).push_back(std::move(made.step));
    Q_EMIT changed();
    Q_EMIT batchSwitched(change);
}

void UndoHistory::forgetSwitch(qint64 batch) {
    if (!m_switching.empty() && m_switching.front().step->batch == batch)
        m_switching.pop_front();
}

} // namespace ms::session

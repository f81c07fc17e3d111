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
    connect(&m_filter, &FilterState::edited, this, [this] { remember(FilterChange{}); });
    connect(&m_session, &Session::batchChanged, this, &UndoHistory::noteBatch);
    connect(&m_session, &Session::batchNotChanged, this, &UndoHistory::forgetBatch);
    connect(&m_session, &Session::opened, this, [this] {
        m_undo.clear();
        m_redo.clear();
        m_underWay.clear();
        Q_EMIT changed();
    });
}

void UndoHistory::follow(SavedViews& saved) {
    m_saved = &saved;
    connect(m_saved, &SavedViews::stepMade, this, &UndoHistory::noteSaved);
    connect(m_saved, &SavedViews::stepRefused, this, &UndoHistory::forgetSaved);
}

QString UndoHistory::undoText() const {
    if (m_undo.empty() || std::holds_alternative<FilterChange>(m_undo.back()))
        return isScenario(m_filter.nextUndo())  ? tr("Undo change of the scenario")
               : isOptions(m_filter.nextUndo()) ? tr("Undo setting")
                                                : tr("Undo filter");
    if (const auto* saved = std::get_if<store::SavedStep>(&m_undo.back()))
        return tr("Undo %1").arg(stepWords(*saved));
    const auto& change = std::get<BatchChange>(m_undo.back());
    return change.isActive ? tr("Undo import of %1").arg(nameOf(change))
                           : tr("Put import of %1 back").arg(nameOf(change));
}

QString UndoHistory::redoText() const {
    if (m_redo.empty() || std::holds_alternative<FilterChange>(m_redo.back()))
        return isScenario(m_filter.nextRedo())  ? tr("Redo change of the scenario")
               : isOptions(m_filter.nextRedo()) ? tr("Redo setting")
                                                : tr("Redo filter");
    if (const auto* saved = std::get_if<store::SavedStep>(&m_redo.back()))
        return tr("Redo %1").arg(stepWords(*saved));
    const auto& change = std::get<BatchChange>(m_redo.back());
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
        if (!std::holds_alternative<FilterChange>(step)) {
            ask(std::move(step), way);
            break;
        }
        // One that is in force already (somebody walked back to it) is no step any more.
        if (takeFilter(way))
            break;
    }
    Q_EMIT changed();
}

void UndoHistory::ask(Step step, Way way) {
    m_underWay.push_back({step, way});
    if (const auto* saved = std::get_if<store::SavedStep>(&step)) {
        m_saved->make(way == Way::Undo ? reversed(*saved) : *saved);
        return;
    }
    const BatchChange& change = std::get<BatchChange>(step);
    m_session.setBatchActive(change.batch, way == Way::Undo ? !change.isActive : change.isActive);
}

bool UndoHistory::takeFilter(Way way) {
    if (!(way == Way::Undo ? m_filter.undo() : m_filter.redo()))
        return false;
    stepsOf(way == Way::Undo ? Way::Redo : Way::Undo).push_back(FilterChange{});
    return true;
}

void UndoHistory::remember(Step step) {
    m_undo.push_back(std::move(step));
    m_redo.clear();
    Q_EMIT changed();
}

/// The first step under way that `isIt`, which is under way no more; nothing: none is.
template <class IsIt>
std::optional<UndoHistory::UnderWay> UndoHistory::takeUnderWay(IsIt isIt) {
    const auto found = std::find_if(m_underWay.begin(), m_underWay.end(), isIt);
    if (found == m_underWay.end())
        return {};
    UnderWay taken = std::move(*found);
    m_underWay.erase(found);
    return taken;
}

namespace {

auto isAbout(qint64 batch) {
    return [batch](const auto& underWay) {
        const auto* change = std::get_if<BatchChange>(&underWay.step);
        return change && change->batch == batch;
    };
}

} // namespace

void UndoHistory::noteBatch(const BatchChange& change) {
    auto made = takeUnderWay(isAbout(change.batch));
    if (!made)
        return remember(change);
    stepsOf(made->way == Way::Undo ? Way::Redo : Way::Undo).push_back(std::move(made->step));
    Q_EMIT changed();
    Q_EMIT batchSwitched(change);
}

void UndoHistory::forgetBatch(qint64 batch) {
    (void)takeUnderWay(isAbout(batch));
}

std::optional<UndoHistory::UnderWay> UndoHistory::takeSaved(const store::SavedStep& asked) {
    return takeUnderWay([&](const UnderWay& underWay) {
        const auto* step = std::get_if<store::SavedStep>(&underWay.step);
        return step && (underWay.way == Way::Undo ? reversed(*step) : *step) == asked;
    });
}

void UndoHistory::noteSaved(const store::SavedStep& step) {
    auto made = takeSaved(step);
    if (!made)
        return remember(step);
    stepsOf(made->way == Way::Undo ? Way::Redo : Way::Undo).push_back(std::move(made->step));
    Q_EMIT changed();
    Q_EMIT savedAgain(step);
}

void UndoHistory::forgetSaved(const store::SavedStep& step) {
    (void)takeSaved(step);
}

} // namespace ms::session

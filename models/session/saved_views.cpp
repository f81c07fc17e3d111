// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/saved_views.h"

#include <QDateTime>

#include "models/session/page_name.h"
#include "models/session/place_text.h"
#include "models/session/scenario_text.h"
#include "models/session/visible_text.h"

#include <algorithm>
#include <utility>

namespace ms::session {
namespace {

using ViewChange = store::SavedChange<store::SavedView>;
using ReportChange = store::SavedChange<store::SavedReport>;

constexpr qsizetype kLongestShown = 40; // of a name in a menu
constexpr std::int64_t kMicrosPerMilli = 1000;

core::Instant now() {
    return core::Instant{QDateTime::currentMSecsSinceEpoch() * kMicrosPerMilli};
}

template <class Item>
const Item* named(const std::vector<Item>& items, const std::string& name) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Item& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

core::Result<store::SavedView> viewOf(const SavedDraft& draft) {
    auto name = store::savedName(draft.name);
    if (!name)
        return name.error();
    const auto place = withoutFiles(draft.place);
    if (!place)
        return place.error();
    auto text = placeText(*place, draft.zone);
    if (!text)
        return text.error();
    return store::SavedView{*std::move(name), std::string(pageName(place->page)), *std::move(text),
                            draft.note, now()};
}

core::Result<std::string> freeName(const std::vector<store::SavedView>& views,
                                   const std::string& name) {
    for (int number = 2;; ++number) {
        const std::string candidate = name + " (" + std::to_string(number) + ")";
        if (!named(views, candidate))
            return store::savedName(candidate);
    }
}

QString shown(const std::string& name) {
    const QString text = visibleLine(QString::fromStdString(name));
    return text.size() <= kLongestShown
               ? text
               : text.left(kLongestShown / 2) + u'…' + text.right(kLongestShown / 2);
}

template <class Item>
QString wordsOf(const store::SavedChange<Item>& change, const QString& noun) {
    if (!change.before && change.after)
        return SavedViews::tr("saving of %1%2").arg(noun, shown(change.after->name));
    if (change.before && !change.after)
        return SavedViews::tr("deletion of %1%2").arg(noun, shown(change.before->name));
    if (change.before && change.after && change.before->name != change.after->name)
        return SavedViews::tr("renaming of %1%2").arg(noun, shown(change.before->name));
    return SavedViews::tr("change of %1%2")
        .arg(noun, shown(change.after ? change.after->name : std::string()));
}

} // namespace

SavedAccess savedInFiles() {
    return {[](const std::string& path) { return store::savedIn(path); },
            [](const std::string& path, const store::SavedStep& step) {
                return store::changeSaved(path, step);
            }};
}

SavedViews::SavedViews(Session& session, SavedAccess access, QObject* parent)
    : QObject(parent), m_access{std::move(access)}, m_read{this}, m_write{this} {
    connect(&session, &Session::opened, this, [this, &session] { open(session.snapshot()->path); });
    connect(&session, &Session::changed, this, &SavedViews::reload);
}

const store::SavedView* SavedViews::view(const std::string& name) const {
    return named(m_items.views, name);
}

const store::SavedReport* SavedViews::report(const std::string& name) const {
    return named(m_items.reports, name);
}

void SavedViews::open(const std::string& path) {
    m_path = path;
    if (std::exchange(m_items, {}) != store::SavedItems{})
        Q_EMIT changed();
    reload();
}

void SavedViews::reload() {
    if (m_path.empty() || !m_access.read)
        return;
    m_read.start([read = m_access.read, path = m_path](std::stop_token) { return read(path); },
                 [this](core::Result<store::SavedItems> items) {
                     // A file that is away for a moment is no reason to disturb anybody.
                     using Code = core::Error::Code;
                     const bool isAway = !items && (items.error().code == Code::Storage ||
                                                    items.error().code == Code::Busy);
                     if (isAway)
                         return;
                     if (!items)
                         fail(items.error());
                     else if (std::exchange(m_items, *items) != *items)
                         Q_EMIT changed();
                 });
}

void SavedViews::keep(const SavedDraft& draft, std::optional<store::SavedView> before) {
    want([draft, before = std::move(before)]() -> core::Result<store::SavedStep> {
        auto view = viewOf(draft);
        if (!view)
            return view.error();
        return store::SavedStep{ViewChange{before, *std::move(view)}};
    });
}

void SavedViews::save(const SavedDraft& draft) {
    keep(draft, {});
}

void SavedViews::replace(const SavedDraft& draft) {
    const auto name = store::savedName(draft.name);
    const store::SavedView* before = name ? view(*name) : nullptr;
    keep(draft, before ? std::optional(*before) : std::nullopt);
}

void SavedViews::fail(const core::Error& error) {
    Q_EMIT failed(sentenceOf(error));
}

void SavedViews::refuse(std::string sentence) {
    fail({core::Error::Code::Usage, std::move(sentence), {}});
}

void SavedViews::rename(const std::string& name, const std::string& newName) {
    const store::SavedView* before = view(name);
    if (!before)
        return refuse("There is no saved view '" + name + "'.");
    const auto checked = store::savedName(newName);
    if (!checked)
        return fail(checked.error());
    store::SavedView after = *before;
    after.name = *checked;
    if (after != *before)
        want([change = ViewChange{*before, after}] { return store::SavedStep{change}; });
}

void SavedViews::setNote(const std::string& name, const std::string& note) {
    const store::SavedView* before = view(name);
    if (!before)
        return refuse("There is no saved view '" + name + "'.");
    store::SavedView after = *before;
    after.note = note;
    if (after != *before)
        want([change = ViewChange{*before, after}] { return store::SavedStep{change}; });
}

void SavedViews::duplicate(const std::string& name) {
    const store::SavedView* original = view(name);
    if (!original)
        return refuse("There is no saved view '" + name + "'.");
    const auto copyName = freeName(m_items.views, name);
    if (!copyName)
        return fail(copyName.error());
    store::SavedView copy = *original;
    copy.name = *copyName;
    copy.savedAt = now();
    want([change = ViewChange{{}, copy}] { return store::SavedStep{change}; });
}

void SavedViews::remove(const std::string& name) {
    const store::SavedView* before = view(name);
    if (!before)
        return refuse("There is no saved view '" + name + "'.");
    want([change = ViewChange{*before, {}}] { return store::SavedStep{change}; });
}

void SavedViews::saveReport(const store::SavedReport& report) {
    store::SavedReport stamped = report;
    stamped.savedAt = now();
    want([change = ReportChange{{}, stamped}] { return store::SavedStep{change}; });
}

void SavedViews::changeReport(const std::string& name, const store::SavedReport& report) {
    const store::SavedReport* before = this->report(name);
    if (!before)
        return refuse("There is no report '" + name + "'.");
    store::SavedReport after = report;
    after.savedAt = before->savedAt;
    if (after != *before)
        want([change = ReportChange{*before, after}] { return store::SavedStep{change}; });
}

void SavedViews::removeReport(const std::string& name) {
    const store::SavedReport* before = report(name);
    if (!before)
        return refuse("There is no report '" + name + "'.");
    want([change = ReportChange{*before, {}}] { return store::SavedStep{change}; });
}

void SavedViews::make(const store::SavedStep& step) {
    want([step] { return step; }, step);
}

void SavedViews::want(Plan plan, std::optional<store::SavedStep> asked) {
    if (m_path.empty() || !m_access.change)
        return;
    m_wanted.push_back({m_path, std::move(plan), std::move(asked)});
    if (m_wanted.size() == 1)
        doNext();
}

void SavedViews::doNext() {
    m_write.start(
        [change = m_access.change, path = m_wanted.front().path,
         plan = m_wanted.front().plan](std::stop_token) -> core::Result<store::SavedStep> {
            auto step = plan();
            if (!step)
                return step.error();
            if (const core::Status made = change(path, *step); !made)
                return made.error();
            return step;
        },
        [this](const core::Result<store::SavedStep>& made) { finish(made); });
}

void SavedViews::finish(const core::Result<store::SavedStep>& made) {
    const Wanted done = std::move(m_wanted.front());
    m_wanted.pop_front(); // now: who listens may ask for more
    const bool isOpen = done.path == m_path;
    if (!m_wanted.empty())
        doNext();
    if (made && isOpen)
        Q_EMIT stepMade(*made);
    if (!made && done.asked)
        Q_EMIT stepRefused(*done.asked);
    if (isOpen && m_wanted.empty())
        reload();
    if (!made)
        fail(made.error());
}

QString stepWords(const store::SavedStep& step) {
    if (const auto* view = std::get_if<ViewChange>(&step))
        return wordsOf(*view, {});
    return wordsOf(std::get<ReportChange>(step), SavedViews::tr("the report "));
}

} // namespace ms::session

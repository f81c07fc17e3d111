// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/saved_items.h"

#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

namespace ms::store {

namespace {

core::Error refused(std::string sentence) {
    return {core::Error::Code::Usage, std::move(sentence), {}};
}

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Bytes that follow the first one of a character; nothing where no character begins so.
std::optional<std::size_t> followersOf(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80)
        return 0;
    if (byte >= 0xC2 && byte < 0xE0)
        return 1;
    if (byte >= 0xE0 && byte < 0xF0)
        return 2;
    if (byte >= 0xF0 && byte < 0xF5)
        return 3;
    return {};
}

/// Characters of UTF-8; nothing where it is none.
std::optional<std::size_t> charactersOf(const std::string& text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i, ++count) {
        const auto followers = followersOf(text[i]);
        if (!followers || i + *followers >= text.size())
            return {};
        for (std::size_t follower = 0; follower < *followers; ++follower)
            if (!isContinuation(text[++i]))
                return {};
    }
    return count;
}

bool hasControls(const std::string& text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return true;
    return false;
}

std::string quoted(const std::string& name) {
    return "'" + name + "'";
}

/// How items of one kind are called and stored.
struct ViewTable {
    using Item = SavedView;
    static constexpr const char* name = "saved_view";
    static constexpr const char* noun = "saved view";
};
struct ReportTable {
    using Item = SavedReport;
    static constexpr const char* name = "saved_report";
    static constexpr const char* noun = "report";
};
ViewTable tableOf(const SavedChange<SavedView>&) {
    return {};
}
ReportTable tableOf(const SavedChange<SavedReport>&) {
    return {};
}

/// 0: none.
std::int64_t idOf(const SQLite::Database& db, const char* table, const std::string& name) {
    SQLite::Statement row{db, std::string("SELECT id FROM ") + table + " WHERE name = ?"};
    row.bind(1, name);
    return row.executeStep() ? row.getColumn(0).getInt64() : 0;
}

std::vector<SavedView> readViews(const SQLite::Database& db) {
    // What is longer, or more, was not written by this program.
    SQLite::Statement rows{db, "SELECT name, page, place, note, saved_at FROM saved_view "
                               "WHERE length(name) <= ? AND length(place) <= ? AND "
                               "length(note) <= ? ORDER BY name LIMIT ?"};
    rows.bind(1, std::int64_t(kLongestName));
    rows.bind(2, std::int64_t(kLongestPlace));
    rows.bind(3, std::int64_t(kLongestNote));
    rows.bind(4, std::int64_t(kMostSaved));
    std::vector<SavedView> views;
    while (rows.executeStep())
        views.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                         rows.getColumn(2).getString(), rows.getColumn(3).getString(),
                         core::Instant{rows.getColumn(4).getInt64()}});
    return views;
}

std::vector<SavedReport> readReports(const SQLite::Database& db) {
    SQLite::Statement rows{db, "SELECT id, name, title, saved_at FROM saved_report WHERE "
                               "length(name) <= ? AND length(title) <= ? ORDER BY name LIMIT ?"};
    rows.bind(1, std::int64_t(kLongestName));
    rows.bind(2, std::int64_t(kLongestNote));
    rows.bind(3, std::int64_t(kMostSaved));
    SQLite::Statement held{db, "SELECT v.name FROM saved_report_view r JOIN saved_view v "
                               "ON v.id = r.view WHERE r.report = ? ORDER BY r.position LIMIT ?"};
    std::vector<SavedReport> reports;
    while (rows.executeStep()) {
        SavedReport report{rows.getColumn(1).getString(),
                           rows.getColumn(2).getString(),
                           {},
                           core::Instant{rows.getColumn(3).getInt64()}};
        held.bind(1, rows.getColumn(0).getInt64());
        held.bind(2, std::int64_t(kMostSaved));
        while (held.executeStep())
            report.views.push_back(held.getColumn(0).getString());
        held.reset();
        reports.push_back(std::move(report));
    }
    return reports;
}

template <class Item>
const Item* named(const std::vector<Item>& items, const std::string& name) {
    for (const Item& item : items)
        if (item.name == name)
            return &item;
    return nullptr;
}

core::Status checkContent(const SavedView& view) {
    if (view.note.size() > kLongestNote)
        return refused("A note has at most " + std::to_string(kLongestNote) +
                       " bytes; this one has " + std::to_string(view.note.size()) + ".");
    if (view.place.size() > kLongestPlace)
        return refused("This page cannot be saved: with its scenario it takes " +
                       std::to_string(view.place.size()) + " bytes, and the most is " +
                       std::to_string(kLongestPlace) + ".");
    return {};
}
core::Status checkContent(const SavedReport& report) {
    if (report.title.size() > kLongestNote)
        return refused("The title of this report is too long.");
    if (report.views.empty() || report.views.size() > kMostSaved)
        return refused("A report has at least one saved view, and at most " +
                       std::to_string(kMostSaved) + ".");
    return {};
}

void bindFields(SQLite::Statement& statement, const SavedView& view) {
    statement.bind(1, view.name);
    statement.bind(2, view.page);
    statement.bind(3, view.place);
    statement.bind(4, view.note);
    statement.bind(5, view.savedAt.micros);
}
void bindFields(SQLite::Statement& statement, const SavedReport& report) {
    statement.bind(1, report.name);
    statement.bind(2, report.title);
    statement.bind(3, report.savedAt.micros);
}
std::string writeSql(ViewTable, std::int64_t id) {
    if (id == 0)
        return "INSERT INTO saved_view (name, page, place, note, saved_at) VALUES (?, ?, ?, ?, ?)";
    return "UPDATE saved_view SET name = ?, page = ?, place = ?, note = ?, saved_at = ? "
           "WHERE id = " +
           std::to_string(id);
}
std::string writeSql(ReportTable, std::int64_t id) {
    if (id == 0)
        return "INSERT INTO saved_report (name, title, saved_at) VALUES (?, ?, ?)";
    return "UPDATE saved_report SET name = ?, title = ?, saved_at = ? WHERE id = " +
           std::to_string(id);
}

core::Status writeParts(SQLite::Database&, std::int64_t, const SavedView&) {
    return {};
}
core::Status writeParts(SQLite::Database& db, std::int64_t id, const SavedReport& report) {
    SQLite::Statement forget{db, "DELETE FROM saved_report_view WHERE report = ?"};
    forget.bind(1, id);
    forget.exec();
    SQLite::Statement hold{
        db, "INSERT INTO saved_report_view (report, position, view) VALUES (?, ?, ?)"};
    for (std::size_t i = 0; i < report.views.size(); ++i) {
        const std::int64_t view = idOf(db, ViewTable::name, report.views[i]);
        if (view == 0)
            return refused("There is no saved view " + quoted(report.views[i]) + ".");
        hold.bind(1, id);
        hold.bind(2, std::int64_t(i) + 1);
        hold.bind(3, view);
        hold.exec();
        hold.reset();
    }
    return {};
}

core::Status checkUnused(const SQLite::Database& db, ViewTable, std::int64_t id) {
    SQLite::Statement user{db, "SELECT r.name FROM saved_report_view p JOIN saved_report r "
                               "ON r.id = p.report WHERE p.view = ? ORDER BY r.name"};
    user.bind(1, id);
    if (!user.executeStep())
        return {};
    return refused("It is part of the report " + quoted(user.getColumn(0).getString()) +
                   "; take it out there first.");
}
core::Status checkUnused(const SQLite::Database&, ReportTable, std::int64_t) {
    return {};
}

/// What the step is about must be as the step knows it: nobody's later change is overwritten.
template <class Change>
core::Status checkBefore(const SQLite::Database& db, const Change& change) {
    const auto table = tableOf(change);
    using Item = typename decltype(table)::Item;
    std::vector<Item> items;
    if constexpr (std::is_same_v<Item, SavedView>)
        items = readViews(db);
    else
        items = readReports(db);
    if (change.before) {
        const Item* present = named(items, change.before->name);
        if (!present)
            return refused("There is no " + std::string(table.noun) + " " +
                           quoted(change.before->name) + ".");
        if (*present != *change.before)
            return refused("The " + std::string(table.noun) + " " + quoted(change.before->name) +
                           " was changed by somebody else meanwhile.");
    }
    if (!change.after)
        return {};
    if (!change.before && items.size() >= kMostSaved)
        return refused("A workspace keeps at most " + std::to_string(kMostSaved) +
                       " of them; delete some first.");
    const bool keepsName = change.before && change.before->name == change.after->name;
    if (!keepsName && named(items, change.after->name))
        return refused("There is a " + std::string(table.noun) + " " + quoted(change.after->name) +
                       " already; choose another name.");
    return {};
}

template <class Change>
core::Status make(SQLite::Database& db, const Change& change) {
    const auto table = tableOf(change);
    if (!change.before && !change.after)
        return {};
    if (change.after) {
        const auto name = savedName(change.after->name);
        if (!name)
            return name.error();
        if (*name != change.after->name)
            return refused("A name has no blanks around it.");
        if (auto fits = checkContent(*change.after); !fits)
            return fits;
    }
    if (auto asKnown = checkBefore(db, change); !asKnown)
        return asKnown;
    const std::int64_t id = change.before ? idOf(db, table.name, change.before->name) : 0;
    if (!change.after) {
        if (auto unused = checkUnused(db, table, id); !unused)
            return unused;
        SQLite::Statement forget{db, std::string("DELETE FROM ") + table.name + " WHERE id = ?"};
        forget.bind(1, id);
        forget.exec();
        return {};
    }
    SQLite::Statement write{db, writeSql(table, id)};
    bindFields(write, *change.after);
    write.exec();
    return writeParts(db, idOf(db, table.name, change.after->name), *change.after);
}

} // namespace

core::Result<std::string> savedName(const std::string& name) {
    const auto isBlank = [](char c) { return c == ' '; };
    std::size_t from = 0, to = name.size();
    while (from < to && isBlank(name[from]))
        ++from;
    while (to > from && isBlank(name[to - 1]))
        --to;
    std::string trimmed = name.substr(from, to - from);
    if (trimmed.empty())
        return refused("A name is needed.");
    const auto characters = charactersOf(trimmed);
    if (!characters || hasControls(trimmed))
        return refused("A name is one line of text, without tabs and control characters.");
    if (*characters > kLongestName)
        return refused("A name has at most " + std::to_string(kLongestName) +
                       " characters; this one has " + std::to_string(*characters) + ".");
    return trimmed;
}

core::Result<SavedItems> savedIn(const std::filesystem::path& path) {
    const auto checked = Workspace::open(path, Workspace::Access::ReadOnly);
    if (!checked)
        return checked.error();
    const auto db = openConnection(checked->path(), Purpose::Read);
    if (!db)
        return db.error();
    return guarded(path, [&]() -> core::Result<SavedItems> {
        return SavedItems{readViews(**db), readReports(**db)};
    });
}

core::Status changeSaved(const std::filesystem::path& path, const SavedStep& step) {
    const auto checked = Workspace::open(path, Workspace::Access::ReadWrite);
    if (!checked)
        return checked.error();
    const auto db = openConnection(checked->path(), Purpose::Write);
    if (!db)
        return db.error();
    return guarded(path, [&]() -> core::Status {
        Transaction transaction{**db};
        const core::Status made =
            std::visit([&](const auto& change) { return make(**db, change); }, step);
        if (made)
            transaction.commit(Transaction::Figures::Same);
        return made;
    });
}

} // namespace ms::store

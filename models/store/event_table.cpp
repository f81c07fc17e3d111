// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_table.h"

#include "models/core/time.h"
#include "models/store/event_cursor.h"
#include "models/store/sqlite_api.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <new>

namespace ms::store {

namespace {

struct Table : sqlite3_vtab {
    sqlite3* db = nullptr;
};
struct Cursor : sqlite3_vtab_cursor {
    explicit Cursor(sqlite3* db) : sqlite3_vtab_cursor{}, events{db} {}
    EventCursor events;
};

Cursor& cursorOf(sqlite3_vtab_cursor* cursor) {
    return *static_cast<Cursor*>(cursor);
}

int fail(sqlite3_vtab* table, const core::Error& error) {
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", error.message.c_str());
    switch (error.code) {
    case core::Error::Code::Workspace:
        return SQLITE_CORRUPT;
    case core::Error::Code::Busy:
        return SQLITE_BUSY;
    case core::Error::Code::Cancelled:
        return SQLITE_INTERRUPT;
    default:
        return SQLITE_ERROR;
    }
}

/// SQLite is C: nothing may be thrown through it.
template <class Work>
int guardedCall(sqlite3_vtab* table, Work&& work) {
    try {
        const core::Status status = work();
        return status ? SQLITE_OK : fail(table, status.error());
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    } catch (const std::exception& bug) {
        return fail(table, {core::Error::Code::Internal, bug.what(), {}});
    }
}

std::string declaration() {
    const auto typeOf = [](EventColumn::Kind kind) {
        const bool isNumber = kind == EventColumn::Kind::Number ||
                              kind == EventColumn::Kind::Batch ||
                              kind == EventColumn::Kind::Segment;
        return isNumber ? "INTEGER" : "TEXT";
    };
    std::string sql = "CREATE TABLE event (";
    for (const EventColumn& column : eventColumns()) {
        if (sql.back() != '(')
            sql += ", ";
        sql += '"' + column.name + "\" " + typeOf(column.kind);
    }
    return sql + ")";
}

int connect(sqlite3* db, void*, int, const char* const*, sqlite3_vtab** made, char**) {
    const int declared = sqlite3_declare_vtab(db, declaration().c_str());
    if (declared != SQLITE_OK)
        return declared;
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    auto* table = new (std::nothrow) Table{};
    if (!table)
        return SQLITE_NOMEM;
    table->db = db;
    *made = table;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete static_cast<Table*>(table);
    return SQLITE_OK;
}

/// What a constraint narrows, as one letter of the plan; 0 when it does not.
char letterOf(const sqlite3_index_info::sqlite3_index_constraint& constraint) {
    if (!constraint.usable || constraint.iColumn < 0)
        return 0;
    const EventColumn& column = eventColumns()[std::size_t(constraint.iColumn)];
    const bool isEqual = constraint.op == SQLITE_INDEX_CONSTRAINT_EQ;
    if (column.kind == EventColumn::Kind::Batch)
        return isEqual ? 'b' : '\0';
    if (column.kind == EventColumn::Kind::Segment)
        return isEqual ? 's' : '\0';
    const bool isTime = column.kind == EventColumn::Kind::Number &&
                        core::NumberColumn(column.index) == core::NumberColumn::Time;
    if (!isTime)
        return 0;
    switch (constraint.op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return 'e';
    case SQLITE_INDEX_CONSTRAINT_GT:
    case SQLITE_INDEX_CONSTRAINT_GE:
        return 'f';
    case SQLITE_INDEX_CONSTRAINT_LT:
    case SQLITE_INDEX_CONSTRAINT_LE:
        return 't';
    default:
        return 0;
    }
}

/// The plan is "wanted columns in hex : one letter an argument". SQLite checks every condition
/// again, so narrowing needs to be safe, not exact.
int bestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
    std::string letters;
    for (int i = 0; i < info->nConstraint; ++i) {
        const char letter = letterOf(info->aConstraint[i]);
        if (letter == 0)
            continue;
        letters += letter;
        info->aConstraintUsage[i].argvIndex = int(letters.size());
    }
    info->idxStr = sqlite3_mprintf("%llx:%s", info->colUsed, letters.c_str());
    if (!info->idxStr)
        return SQLITE_NOMEM;
    info->needToFreeIdxStr = 1;
    info->estimatedRows = letters.empty() ? 1'000'000 : 50'000;
    info->estimatedCost = letters.empty() ? 1e6 : 5e4;
    return SQLITE_OK;
}

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** made) {
    return guardedCall(table, [&]() -> core::Status {
        *made = new Cursor{static_cast<Table*>(table)->db};
        return {};
    });
}

int close(sqlite3_vtab_cursor* cursor) {
    delete &cursorOf(cursor);
    return SQLITE_OK;
}

void narrow(EventRange& range, char letter, std::int64_t value) {
    const auto atLeast = [&](std::optional<std::int64_t>& from) {
        from = std::max(from.value_or(INT64_MIN), value);
    };
    const auto atMost = [&](std::optional<std::int64_t>& to) {
        to = std::min(to.value_or(INT64_MAX), value);
    };
    switch (letter) {
    case 'b':
        range.batch = value;
        break;
    case 's':
        range.segment = value;
        break;
    case 'f':
        atLeast(range.from);
        break;
    case 't':
        atMost(range.to);
        break;
    case 'e':
        atLeast(range.from);
        atMost(range.to);
        break;
    default:
        break;
    }
}

int filter(sqlite3_vtab_cursor* cursor, int, const char* plan, int count, sqlite3_value** values) {
    return guardedCall(cursor->pVtab, [&]() -> core::Status {
        std::uint64_t wanted = 0;
        const char* colon = std::strchr(plan, ':');
        std::from_chars(plan, colon, wanted, 16);
        EventRange range;
        for (int i = 0; i < count; ++i)
            if (sqlite3_value_type(values[i]) == SQLITE_INTEGER)
                narrow(range, colon[1 + i], sqlite3_value_int64(values[i]));
        return cursorOf(cursor).events.start(range, wanted);
    });
}

int next(sqlite3_vtab_cursor* cursor) {
    return guardedCall(cursor->pVtab, [&] { return cursorOf(cursor).events.next(); });
}

int isAtEnd(sqlite3_vtab_cursor* cursor) {
    return cursorOf(cursor).events.isAtEnd() ? 1 : 0;
}

void resultText(sqlite3_context* context, std::string_view text) {
    if (!text.empty())
        sqlite3_result_text(context, text.data(), int(text.size()), SQLITE_TRANSIENT);
}

core::Status resultOf(sqlite3_context* context, EventCursor& events, const EventColumn& column) {
    const auto resultAny = [context](const core::Result<std::string_view>& text) -> core::Status {
        if (!text)
            return text.error();
        resultText(context, *text);
        return {};
    };
    switch (column.kind) {
    case EventColumn::Kind::Number: {
        const std::int64_t value = events.number(column.index);
        if (value != core::kUnknownNumber)
            sqlite3_result_int64(context, value);
        return {};
    }
    case EventColumn::Kind::TimeText: {
        const std::int64_t value = events.number(std::size_t(core::NumberColumn::Time));
        if (value != core::kUnknownNumber)
            resultText(context, toText(core::Instant{value}));
        return {};
    }
    case EventColumn::Kind::Text:
        return resultAny(events.text(column.index));
    case EventColumn::Kind::FeatureOrWorkflow: {
        auto feature = events.text(std::size_t(core::TextColumn::Feature));
        if (!feature || !feature->empty())
            return resultAny(feature);
        return resultAny(events.text(std::size_t(core::TextColumn::Workflow)));
    }
    case EventColumn::Kind::Id:
        return resultAny(events.id(column.index));
    case EventColumn::Kind::Blob:
        resultText(context, events.blob(column.index));
        return {};
    case EventColumn::Kind::Batch:
        sqlite3_result_int64(context, events.batch());
        return {};
    case EventColumn::Kind::Segment:
        sqlite3_result_int64(context, events.segment());
        return {};
    }
    return {};
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) {
    return guardedCall(cursor->pVtab, [&] {
        return resultOf(context, cursorOf(cursor).events, eventColumns()[std::size_t(index)]);
    });
}

int rowId(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = cursorOf(cursor).events.rowId();
    return SQLITE_OK;
}

sqlite3_module makeModule() {
    sqlite3_module module{};
    module.iVersion = 1;
    module.xConnect = &connect; // without xCreate the table is there by itself, and only by itself
    module.xBestIndex = &bestIndex;
    module.xDisconnect = &disconnect;
    module.xDestroy = &disconnect;
    module.xOpen = &open;
    module.xClose = &close;
    module.xFilter = &filter;
    module.xNext = &next;
    module.xEof = &isAtEnd;
    module.xColumn = &column;
    module.xRowid = &rowId;
    return module;
}

} // namespace

int registerEventTable(sqlite3* db) {
    static const sqlite3_module module = makeModule();
    return sqlite3_create_module_v2(db, "event", &module, nullptr, nullptr);
}

} // namespace ms::store

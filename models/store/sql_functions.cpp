// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/money.h"
#include "models/store/event_table.h"
#include "models/store/sqlite_api.h"

#include <string>

namespace ms::store {

namespace {

void money(sqlite3_context* context, int, sqlite3_value** arguments) {
    sqlite3_value* picos = arguments[0];
    if (sqlite3_value_type(picos) == SQLITE_NULL)
        return;
    if (sqlite3_value_type(picos) != SQLITE_INTEGER) {
        sqlite3_result_error(context, "money() takes a whole number of pico-units", -1);
        return;
    }
    const std::string text =
        core::toDecimalText(core::Money::fromPicos(sqlite3_value_int64(picos)));
    sqlite3_result_text(context, text.data(), int(text.size()), SQLITE_TRANSIENT);
}

} // namespace

int registerSqlFunctions(sqlite3* db) {
    return sqlite3_create_function_v2(db, "money", 1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                      nullptr, &money, nullptr, nullptr, nullptr);
}

} // namespace ms::store

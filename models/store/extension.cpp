// SPDX-License-Identifier: GPL-3.0-or-later
// The loadable extension: sqlite3 company.margin -cmd ".load ./marginscope_event" "select ..."
#include "models/store/event_table.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

extern "C" __attribute__((visibility("default"))) int
sqlite3_marginscopeevent_init(sqlite3* db, char** /*message*/, const sqlite3_api_routines* api) {
    SQLITE_EXTENSION_INIT2(api)
    const int code = ms::store::registerEventTable(db);
    return code == SQLITE_OK ? ms::store::registerSqlFunctions(db) : code;
}

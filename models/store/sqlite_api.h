// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The same sources build into the program, linked with SQLite, and into a loadable extension,
/// which calls the SQLite that loads it.
#ifdef MARGINSCOPE_EXTENSION
#include <sqlite3ext.h>
extern const sqlite3_api_routines* sqlite3_api;
#else
#include <sqlite3.h>
#endif

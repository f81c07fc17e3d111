// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store_error.h"

#include <sqlite3.h>

namespace ms::store {

core::Error storeError(int code, const std::string& detail, const std::string& path) {
    using Code = core::Error::Code;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Code::Busy,
                "Another program is writing to this workspace; try again when it is done.", path};
    case SQLITE_FULL:
        return {Code::Storage, "The disk is full; the workspace is as it was before.", path};
    case SQLITE_NOTADB:
        return {Code::Workspace, "This file is not a MarginScope workspace.", path};
    case SQLITE_CORRUPT:
        return {Code::Workspace, "This workspace is damaged (" + detail + ").", path};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_AUTH:
        return {Code::Storage, "The workspace cannot be read or written (" + detail + ").", path};
    case SQLITE_INTERRUPT:
        return {Code::Cancelled, "Stopped.", {}};
    default:
        return {Code::Internal, "The workspace reported: " + detail + ".", path};
    }
}

} // namespace ms::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The export of Amplitude's events, as active users by month. Times are UTC. A person is the
/// user id, or where nobody was logged in Amplitude's own id. Exports are by time of upload: events
/// that came late stand in later files, and an archive has a file an hour. A month needs all its
/// files as one: `cat *.json.gz > month.json.gz`. Source  FORMATS.md 11.3.
std::unique_ptr<Format> makeAmplitudeExport();

} // namespace ms::importers

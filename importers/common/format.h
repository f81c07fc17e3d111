// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"
#include "models/core/progress.h"
#include "models/core/result.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// How well a file's first bytes fit a format, with the evidence to show.
struct Match {
    int score = 0;        // 0 does not fit .. 100 certain; ties go to the longer evidence list
    std::string evidence; // "allocation event, 9 of 9 signature fields"
};

/// What a reader may need to know beyond the bytes.
struct ReadOptions {
    unsigned threads = 0; // 0: one a core
    std::string zone = "UTC"; // reporting zone
};

/// Reads one file format into events or facts. Knows nothing of SQLite, widgets or settings.
/// One file pair per format, one line in registry.cpp.
class Format {
public:
    virtual ~Format() = default;
    virtual std::string_view name() const = 0;  // "allocation_event"
    virtual std::string_view title() const = 0; // "Allocation event (JSON Lines)"
    virtual core::FileKind kind() const = 0;
    /// Score how likely `head` (the first 256 KiB, decompressed, without BOM) is this format.
    virtual Match match(std::string_view head) const = 0;
};

} // namespace ms::importers

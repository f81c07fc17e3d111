// SPDX-License-Identifier: GPL-3.0-or-later
// A mapping profile, and behind a NUL the log that it reads.
#include "importers/common/profile.h"
#include "importers/events/profile_events.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/rows_read.h"

namespace ms::fuzz {

void fuzz(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const auto profile = importers::parseProfile(bytes.substr(0, end), "profile.json");
    if (!profile) {
        CHECK(!profile.error().message.empty(), "A profile that is refused says why.");
        return;
    }
    const std::string_view log = bytes.substr(std::min(end + 1, bytes.size()));
    const auto format = importers::makeProfileEvents(*profile);
    const importers::FileHead head = headOf(log);
    format->match(head);
    CHECK(readRows(*format, head, log, 1 + log.size() % 61) ==
              readRows(*format, head, log, log.size() + 1),
          "The same bytes give the same rows in chunks of any size.");
}

} // namespace ms::fuzz

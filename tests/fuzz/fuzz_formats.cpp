// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file, through recognition and every format that would take them.
#include "importers/common/registry.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/rows_read.h"

namespace ms::fuzz {

using namespace importers;

void fuzz(std::string_view bytes) {
    const FileHead head = headOf(bytes);
    const Format* best = nullptr;
    if (const auto found = findFormat(head, std::nullopt))
        best = found->format;
    bool isBestAmongThem = best == nullptr;
    for (const auto& format : formats()) {
        const Match match = format->match(head);
        CHECK(match.score >= 0 && match.score <= 100, "A match has a score of 0 to 100.");
        if (match.score == 0)
            continue;
        isBestAmongThem = isBestAmongThem || format.get() == best;
        readRows(*format, head, bytes, bytes.size() + 1);
    }
    CHECK(isBestAmongThem, "The format that is found matches.");
    // As if the user had said what it is: a format that does not match must refuse in peace.
    const auto kind = core::FileKind(bytes.size() % core::kFileKinds);
    if (const auto stated = findFormat(head, kind))
        readRows(*stated->format, head, bytes, bytes.size() + 1);
}

} // namespace ms::fuzz

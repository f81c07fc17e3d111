// SPDX-License-Identifier: GPL-3.0-or-later
// Rows, rejects and totals of a file do not depend on the size of the chunks it is read in.
#include "importers/common/registry.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/rows_read.h"

#include <initializer_list>

namespace ms::fuzz {

void fuzz(std::string_view bytes) {
    const importers::FileHead head = headOf(bytes);
    const auto found = importers::findFormat(head, std::nullopt);
    if (!found)
        return;
    const RowsRead whole = readRows(*found->format, head, bytes, bytes.size() + 1);
    const std::size_t few = 1 + bytes.size() % 61;
    for (const std::size_t chunkBytes : {few, std::size_t{1024}})
        CHECK(readRows(*found->format, head, bytes, chunkBytes) == whole,
              "The same bytes give the same rows in chunks of any size.");
}

} // namespace ms::fuzz

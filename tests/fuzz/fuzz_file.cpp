// SPDX-License-Identifier: GPL-3.0-or-later
// A file as it is on disk, packed or not, through the door that the program uses.
#include "importers/common/import.h"
#include "importers/input/text_input.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"

#include <array>
#include <fstream>
#include <unistd.h>

namespace ms::fuzz {

namespace {

/// Counts what it is handed.
class CountingSink final : public core::RowSink {
public:
    std::int64_t handedOn = 0;
    std::int64_t rejected = 0;
    std::optional<core::ReadTotals> totals;

    core::Status begin(const core::SourceInfo&) override { return {}; }
    core::Status events(core::EventBlock block) override {
        handedOn += std::int64_t(block.size());
        return {};
    }
    core::Status facts(std::vector<core::Fact> facts) override {
        handedOn += std::int64_t(facts.size());
        return {};
    }
    core::Status rejects(std::vector<core::Diagnostic> rows) override {
        rejected += std::int64_t(rows.size());
        return {};
    }
    core::Status end(const core::ReadTotals& read) override {
        totals = read;
        return {};
    }
};

/// One file in memory for as long as the harness runs.
struct ScratchFile {
    std::filesystem::path path =
        std::filesystem::path("/dev/shm") / ("marginscope_fuzz_" + std::to_string(::getpid()));
    ~ScratchFile() {
        std::error_code isGone;
        std::filesystem::remove(path, isGone);
    }
};

/// Unpack and decode it from end to end; how many bytes of the file that were.
core::Result<std::uint64_t> readWhole(const std::filesystem::path& file) {
    auto opened = importers::openText(file, std::nullopt);
    if (!opened)
        return opened.error();
    importers::ByteInput& input = *opened->input;
    std::array<char, 4096> piece;
    for (std::size_t size = 1; size > 0;) {
        const auto got = input.read(piece);
        if (!got)
            return got.error();
        size = *got;
        CHECK(size <= piece.size(), "No more is read than there is room for.");
    }
    if (auto finished = input.finish(); !finished)
        return finished.error();
    return input.bytesRead();
}

} // namespace

void fuzz(std::string_view bytes) {
    static const ScratchFile scratch;
    const std::filesystem::path& file = scratch.path;
    std::ofstream(file, std::ios::binary) << bytes;
    const auto recognised = importers::recognise(file, {});
    const auto read = readWhole(file);
    CHECK(!read || *read == bytes.size(), "A file that ends well was read whole.");
    // Starting threads takes most of the time, and what they do is fuzzed by fuzz_formats.
    if (bytes.size() % 8 != 0)
        return;
    CountingSink sink;
    importers::ReadOptions options;
    options.threads = 1;
    options.chunkBytes = std::size_t{64} << 10; // clearing fresh memory would be most of the time
    const auto imported = importers::readFile(file, {}, options, sink, {}, {});
    CHECK(!imported || bool(recognised), "A file that can be read is recognised.");
    CHECK(bool(imported) == sink.totals.has_value(), "Totals come at the end, and only then.");
    if (!imported) {
        CHECK(!imported.error().message.empty(), "A file that is refused says why.");
        return;
    }
    CHECK(sink.totals->rejected == sink.rejected, "All rejected rows are handed on.");
    CHECK(sink.totals->rows == sink.handedOn + sink.rejected + sink.totals->skipped,
          "Rows read are rows handed on, rejected and skipped.");
    CHECK(sink.totals->bytes == bytes.size(), "The whole file was read.");
}

} // namespace ms::fuzz

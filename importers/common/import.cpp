// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/import.h"

#include "importers/common/number_format.h"
#include "importers/common/registry.h"
#include "importers/common/row_pump.h"
#include "importers/events/profile_events.h"

#include <algorithm>
#include <thread>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::size_t kHeadBytes = std::size_t{256} << 10;

struct OpenedFile {
    std::unique_ptr<ByteInput> input;
    FileHead head;
};

Error badInput(const std::filesystem::path& file, std::string message) {
    return {Error::Code::BadInput, std::move(message), file.string()};
}

/// Text in UTF-16 or a binary file: told apart here, because every later message would mislead.
std::optional<std::string> whyNoText(std::string_view head) {
    using namespace std::string_view_literals;
    if (head.starts_with("\xff\xfe"sv) || head.starts_with("\xfe\xff"sv))
        return "The file is UTF-16 text. Save it as UTF-8.";
    const auto begin = head.substr(0, 4096);
    const auto nuls = std::count(begin.begin(), begin.end(), '\0');
    if (nuls * 4 > static_cast<std::ptrdiff_t>(begin.size()))
        return "The file is UTF-16 text or binary. Save it as UTF-8 text.";
    if (head.starts_with("\xd0\xcf\x11\xe0"sv))
        return "The file is an old Excel workbook. Save it as CSV.";
    return std::nullopt;
}

core::Result<OpenedFile> openFile(const std::filesystem::path& file, const Choice& choice) {
    auto input = ByteInput::open(file);
    if (!input)
        return input.error();
    std::string head(kHeadBytes, '\0');
    std::size_t size = 0;
    bool isWhole = false;
    while (size < kHeadBytes && !isWhole) {
        const auto got = (*input)->read({head.data() + size, kHeadBytes - size});
        if (!got)
            return got.error();
        isWhole = *got == 0;
        size += *got;
    }
    head.resize(size);
    if (const auto reason = whyNoText(head))
        return badInput(file, *reason);
    if (head.starts_with("\xef\xbb\xbf"))
        head.erase(0, 3);
    if (trimmed(head).empty())
        return badInput(file, "The file is empty.");
    const char delimiter = choice.profile ? choice.profile->delimiter.value_or('\0') : '\0';
    return OpenedFile{*std::move(input), FileHead(std::move(head), isWhole, delimiter)};
}

/// The format that will read the file; the one of a given profile is owned here.
struct Found {
    const Format* format = nullptr;
    std::string evidence;
    std::unique_ptr<Format> owned;
};

core::Result<Found> findFor(const OpenedFile& opened, const Choice& choice,
                            const std::filesystem::path& file) {
    if (choice.profile) {
        Found found;
        found.owned = makeProfileEvents(*choice.profile);
        found.format = found.owned.get();
        found.evidence = "read with the profile '" + choice.profile->name + "'";
        if (choice.kind && *choice.kind != found.format->kind())
            return badInput(file, "The profile '" + choice.profile->name + "' reads events, not " +
                                      std::string(nameOf(*choice.kind)) + ".");
        return found;
    }
    auto best = findFormat(opened.head, choice.kind);
    if (!best)
        return badInput(file, best.error().message);
    Found found;
    found.format = best->format;
    found.evidence = best->match.evidence;
    return found;
}

core::Result<ReadPlan> planFor(const Found& found, const OpenedFile& opened,
                               const ReadOptions& options, const std::filesystem::path& file) {
    auto plan = found.format->plan(opened.head, options);
    if (!plan)
        return badInput(file, plan.error().message);
    plan->info.kind = found.format->kind();
    plan->info.path = file.string();
    plan->info.format = found.format->name();
    plan->info.evidence = found.evidence;
    if (plan->info.source.empty())
        plan->info.source = found.format->name();
    return plan;
}

unsigned threadsOf(const ReadOptions& options) {
    if (options.threads > 0)
        return options.threads;
    return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace

core::Result<Recognition> recognise(const std::filesystem::path& file, const Choice& choice) {
    const auto opened = openFile(file, choice);
    if (!opened)
        return opened.error();
    const auto found = findFor(*opened, choice, file);
    if (!found)
        return found.error();
    const auto plan = planFor(*found, *opened, {}, file);
    if (!plan)
        return plan.error();
    Recognition recognition;
    recognition.profile = plan->info.profile;
    recognition.format =
        plan->info.profile.empty() ? std::string(found->format->name()) : "profile";
    recognition.title = found->format->title();
    recognition.kind = plan->info.kind;
    recognition.evidence = found->evidence;
    recognition.compression = opened->input->compression();
    recognition.bytes = opened->input->fileBytes();
    return recognition;
}

core::Status readFile(const std::filesystem::path& file, const Choice& choice,
                      const ReadOptions& options, core::RowSink& sink,
                      const core::ProgressFn& progress, std::stop_token stop) {
    auto opened = openFile(file, choice);
    if (!opened)
        return opened.error();
    const auto found = findFor(*opened, choice, file);
    if (!found)
        return found.error();
    const auto plan = planFor(*found, *opened, options, file);
    if (!plan)
        return plan.error();
    if (auto begun = sink.begin(plan->info); !begun)
        return begun;
    ChunkReader reader(*opened->input, *plan, options.chunkBytes, std::string(opened->head.text()));
    auto totals = pumpRows(reader, *opened->input, *plan, threadsOf(options), sink, progress, stop);
    if (!totals) {
        Error error = totals.error();
        if (error.where.empty())
            error.where = file.string();
        return error;
    }
    if (auto finished = opened->input->finish(); !finished)
        return finished;
    totals->bytes = opened->input->bytesRead();
    totals->hash = opened->input->hash();
    totals->notes.insert(totals->notes.begin(), plan->notes.begin(), plan->notes.end());
    return sink.end(*totals);
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/import.h"

#include "importers/common/number_format.h"
#include "importers/common/registry.h"
#include "importers/common/row_mask.h"
#include "importers/common/row_pump.h"
#include "importers/input/text_input.h"

#include <algorithm>
#include <thread>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::size_t kHeadBytes = std::size_t{256} << 10;

struct OpenedFile {
    OpenedText text;
    FileHead head;
};

Error badInput(const core::InputFile& file, std::string message) {
    return {Error::Code::BadInput, std::move(message), file.name()};
}

core::Result<OpenedFile> openFile(const core::InputFile& file, const Choice& choice) {
    auto encoding = choice.encoding;
    if (!encoding && choice.profile)
        encoding = encodingNamed(choice.profile->encoding);
    auto text = openText(file, encoding);
    if (!text)
        return text.error();
    const char delimiter = choice.profile ? choice.profile->delimiter.value_or('\0') : '\0';
    auto head = readFileHead(*text->input, kHeadBytes, delimiter);
    if (!head)
        return head.error();
    if (trimmed(head->text()).empty())
        return badInput(file, "The file is empty.");
    if (head->problem() != nullptr)
        return badInput(file,
                        "The file cannot be read as a table. " + std::string(head->problem()));
    return OpenedFile{*std::move(text), *std::move(head)};
}

/// The format that will read the file; the one of a given profile is owned here.
struct Found {
    const Format* format = nullptr;
    std::string evidence;
    int score = 0;
    std::unique_ptr<Format> owned;
};

/// The best of the profiles that the user saved; none when none fits.
Found findSaved(const FileHead& head, const Choice& choice) {
    Found found;
    for (const MappingProfile& profile : choice.saved) {
        if (choice.kind && profile.kind != *choice.kind)
            continue;
        auto format = makeProfileFormat(profile);
        Match match = format->match(head);
        if (match.score <= found.score)
            continue;
        found.owned = std::move(format);
        found.format = found.owned.get();
        found.evidence = std::move(match.evidence);
        found.score = match.score;
    }
    return found;
}

core::Result<Found> findFor(const OpenedFile& opened, const Choice& choice,
                            const core::InputFile& file) {
    if (choice.profile) {
        Found found;
        found.owned = makeProfileFormat(*choice.profile);
        found.format = found.owned.get();
        found.evidence = "read with the profile '" + choice.profile->name + "'";
        if (choice.kind && *choice.kind != found.format->kind())
            return badInput(file, "The profile '" + choice.profile->name + "' reads " +
                                      std::string(nameOf(found.format->kind())) + ", not " +
                                      std::string(nameOf(*choice.kind)) + ".");
        return found;
    }
    if (!choice.format.empty()) {
        Found stated;
        stated.format = formatNamed(choice.format);
        stated.evidence = "read as " + choice.format + ", as stated";
        if (stated.format == nullptr)
            return badInput(file, "There is no format '" + choice.format + "'.");
        return stated;
    }
    Found found = findSaved(opened.head, choice);
    auto best = findFormat(opened.head, choice.kind);
    if (found.format != nullptr && (!best || best->match.score < found.score))
        return found;
    if (!best)
        return badInput(file, best.error().message);
    found = {};
    found.format = best->format;
    found.evidence = best->match.evidence;
    return found;
}

core::Result<ReadPlan> planFor(const Found& found, const OpenedFile& opened,
                               const ReadOptions& options, const core::InputFile& file) {
    auto plan = found.format->plan(opened.head, options);
    if (!plan)
        return badInput(file, plan.error().message);
    plan->info.kind = found.format->kind();
    plan->info.path = file.name();
    plan->info.format = found.format->name();
    plan->info.evidence = found.evidence;
    plan->info.compression = opened.text.input->compression();
    plan->info.encoding = nameOf(opened.text.encoding);
    plan->info.month = options.month;
    if (plan->info.source.empty())
        plan->info.source = found.format->name();
    return plan;
}

unsigned threadsOf(const ReadOptions& options) {
    if (options.threads > 0)
        return options.threads;
    return std::max(1u, std::thread::hardware_concurrency());
}

/// Large enough that handing a chunk on costs little, small enough that every thread gets several.
std::size_t chunkBytesOf(const ReadOptions& options, std::uint64_t fileBytes) {
    constexpr std::uint64_t kLeast = std::uint64_t{1} << 20;
    constexpr std::uint64_t kMost = std::uint64_t{8} << 20;
    constexpr std::uint64_t kChunksOfThread = 8;
    if (options.chunkBytes > 0)
        return options.chunkBytes;
    return std::size_t(
        std::clamp(fileBytes / (threadsOf(options) * kChunksOfThread), kLeast, kMost));
}

} // namespace

core::Result<Recognition> recognise(const core::InputFile& file, const Choice& choice) {
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
    recognition.compression = opened->text.input->compression();
    recognition.encoding = opened->text.encoding;
    recognition.asks = found->format->asks();
    recognition.bytes = opened->text.input->fileBytes();
    return recognition;
}

core::Status readFile(const core::InputFile& file, const Choice& choice, const ReadOptions& options,
                      core::RowSink& sink, const core::ProgressFn& progress, std::stop_token stop) {
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
    ChunkReader reader(*opened->text.input, *plan,
                       chunkBytesOf(options, opened->text.input->fileBytes()),
                       std::string(opened->head.text()));
    auto totals =
        pumpRows(reader, *opened->text.input, *plan, threadsOf(options), sink, progress, stop);
    if (!totals) {
        Error error = totals.error();
        if (error.where.empty())
            error.where = file.name();
        return error;
    }
    if (auto finished = opened->text.input->finish(); !finished)
        return finished;
    RowsLeftOut leftOut = opened->text.input->takeRowsLeftOut();
    totals->rows += leftOut.count;
    totals->rejected += leftOut.count;
    const RowMask mask(plan->info.head);
    for (core::Diagnostic& reject : leftOut.rejects) {
        if (reject.raw.size() >= RowMask::kKeptBytes)
            reject.raw += RowMask::kCutMark; // the reader of sheets cuts for itself
        mask.apply(reject);
    }
    if (!leftOut.rejects.empty())
        if (auto listed = sink.rejects(std::move(leftOut.rejects)); !listed)
            return listed;
    totals->bytes = opened->text.input->bytesRead();
    totals->hash = opened->text.input->hash();
    totals->notes.insert(totals->notes.begin(), plan->notes.begin(), plan->notes.end());
    totals->notes.insert(totals->notes.begin(), leftOut.notes.begin(), leftOut.notes.end());
    return sink.end(*totals);
}

} // namespace ms::importers

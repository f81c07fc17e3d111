// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/retry_rows.h"

#include "app/services/passing_sink.h"
#include "app/services/privacy_sink.h"
#include "app/settings/privacy_key.h"
#include "importers/common/profile.h"
#include "importers/common/registry.h"
#include "importers/common/row_mask.h"
#include "importers/common/row_texts.h"
#include "models/tables/spreadsheet_text.h"

#include <algorithm>
#include <map>
#include <memory>

namespace ms::app {

using core::Error;
using session::CorrectedRow;
using session::RetriedRows;

namespace {

constexpr std::size_t kKeptBytes = 4096; // of a row that an older version cut without a mark
constexpr std::string_view kNoCharacter = "\xef\xbf\xbd";
constexpr std::string_view kPrefix = "fixed rows of ";

/// Who reads the rows.
struct Reader {
    const importers::Format* format = nullptr;
    std::unique_ptr<importers::Format> owned;
    char delimiter = '\0';
};

Error usage(std::string message) {
    return {Error::Code::Usage, std::move(message), {}};
}

core::Result<importers::MappingProfile> profileOf(const store::Batch& batch) {
    if (!batch.profileText.empty())
        return importers::parseProfile(batch.profileText, batch.profile);
    for (const importers::MappingProfile& known : importers::builtInProfiles())
        if (known.name == batch.profile)
            return known;
    return usage("The profile '" + batch.profile +
                 "' was not kept with this import. Correct the file and import it again.");
}

core::Result<Reader> readerOf(const store::Batch& batch) {
    Reader reader;
    if (!batch.profile.empty()) {
        auto profile = profileOf(batch);
        if (!profile)
            return profile.error();
        reader.delimiter = profile->delimiter.value_or('\0');
        reader.owned = importers::makeProfileFormat(*std::move(profile));
        reader.format = reader.owned.get();
        return reader;
    }
    if (batch.format.empty())
        return usage("This import does not say how it was read: an older version made it. Correct "
                     "the file and import it again.");
    reader.format = importers::formatNamed(batch.format);
    if (reader.format == nullptr)
        return usage("This version does not read '" + batch.format +
                     "', as which the file was imported.");
    return reader;
}

/// The rows of a retry on their way: those that are tried, and what is said of the others.
struct Attempt {
    std::vector<importers::RowText> texts;
    std::vector<store::Reject> rejects; // of the texts, same order
    std::vector<RetriedRows::Refusal> refusals;

    void refuse(const store::Reject& reject, std::string reason) {
        refusals.push_back({reject.number, {}, std::move(reason)});
    }
};

std::string withoutHalfCharacter(std::string_view text) {
    std::string whole = tables::readableText(text);
    while (whole.ends_with(kNoCharacter))
        whole.resize(whole.size() - kNoCharacter.size());
    return whole;
}

/// Whether the row is longer than what was kept of it, and still ends where it was cut.
bool isCutShort(const std::string& raw, const std::string& text) {
    constexpr std::size_t kCompared = 48; // of the end
    constexpr std::size_t kMostTyped =
        512; // a whole row that is pasted adds more or ends otherwise
    const bool wasCut = raw.size() >= kKeptBytes || raw.ends_with(importers::RowMask::kCutMark);
    if (!wasCut || text.size() > raw.size() + kMostTyped)
        return false;
    const std::string kept = withoutHalfCharacter(raw);
    return text == raw || withoutHalfCharacter(text).ends_with(
                              kept.substr(kept.size() - std::min(kept.size(), kCompared)));
}

/// Why a row cannot be tried as it stands; empty when it can.
std::string obstacleOf(const store::Reject& reject, const std::string& text) {
    if (reject.correctedBy)
        return "This row is in use already, as corrected in batch " +
               std::to_string(*reject.correctedBy) + ".";
    if (isCutShort(reject.row.raw, text))
        return "Only the first 4 KiB of this row are kept. Put the whole row here, from line " +
               std::to_string(reject.row.line) + " of the file.";
    if (text.find(kNoCharacter) != std::string::npos &&
        reject.row.raw.find(kNoCharacter) == std::string::npos)
        return "This row holds bytes that are no characters. Write what should stand there.";
    return {};
}

core::Result<Attempt> attemptOf(const store::Workspace& workspace, std::int64_t batch,
                                const std::vector<CorrectedRow>& rows) {
    auto rejects = workspace.rejects(batch, {});
    if (!rejects)
        return rejects.error();
    std::map<std::int64_t, const store::Reject*> known;
    for (const store::Reject& reject : *rejects)
        known.emplace(reject.number, &reject);
    Attempt attempt;
    for (const CorrectedRow& row : rows) {
        const auto found = known.find(row.number);
        if (found == known.end())
            return usage("Batch " + std::to_string(batch) + " has no rejected row " +
                         std::to_string(row.number) + ", or it is asked for twice.");
        const store::Reject& reject = *found->second;
        known.erase(found);
        if (std::string obstacle = obstacleOf(reject, row.text); !obstacle.empty()) {
            attempt.refuse(reject, std::move(obstacle));
        } else {
            attempt.texts.push_back({reject.row.line, row.text});
            attempt.rejects.push_back(reject);
        }
    }
    return attempt;
}

/// Says of the new batch which one it goes with.
class CorrectionSink : public PassingSink {
public:
    CorrectionSink(core::RowSink& target, const store::Batch& corrected)
        : PassingSink(target), m_corrected{corrected} {}
    core::Status begin(const core::SourceInfo& info) override {
        core::SourceInfo own = info;
        own.month = m_corrected.month;
        own.evidence = "read as batch " + std::to_string(m_corrected.id) + " was";
        m_hasBegun = true;
        return PassingSink::begin(own);
    }
    bool hasBegun() const { return m_hasBegun; }

private:
    const store::Batch& m_corrected;
    bool m_hasBegun = false;
};

std::string nameOfRetry(const store::Batch& batch) {
    const std::string file = std::filesystem::path(batch.path).filename().string();
    return file.starts_with(kPrefix) ? file : std::string(kPrefix) + file;
}

/// Rows that were read well, but that the store did not take.
core::Status addStoreRefusals(const store::Workspace& workspace, const store::Batch& receipt,
                              Attempt& attempt) {
    if (receipt.id == 0) {
        for (const store::Reject& reject : attempt.rejects)
            attempt.refuse(reject, receipt.skipped == receipt.rows
                                       ? "This row is no record by the rules of its format."
                                       : "An id of this row has more than 512 bytes.");
        return {};
    }
    if (receipt.rejected == 0)
        return {};
    const auto refused = workspace.rejects(receipt.id, {});
    if (!refused)
        return refused.error();
    for (const store::Reject& again : *refused)
        for (const store::Reject& reject : attempt.rejects)
            if (reject.row.line == again.row.line)
                attempt.refusals.push_back({reject.number, again.row.column, again.row.reason});
    return {};
}

/// Leave the rows out that were refused, by their place among the texts.
void dropRefused(const std::vector<importers::RowRefusal>& refused, Attempt& attempt) {
    std::vector<store::Reject> taken;
    std::size_t next = 0;
    for (std::size_t row = 0; row < attempt.rejects.size(); ++row) {
        if (next < refused.size() && refused[next].row == row) {
            attempt.refusals.push_back(
                {attempt.rejects[row].number, refused[next].column, refused[next].reason});
            ++next;
        } else {
            taken.push_back(std::move(attempt.rejects[row]));
        }
    }
    attempt.rejects = std::move(taken);
}

} // namespace

core::Result<RetriedRows> retryRows(store::Workspace& workspace, std::int64_t id,
                                    const std::vector<CorrectedRow>& rows,
                                    const core::ProgressFn& progress, const std::stop_token& stop) {
    const auto batch = workspace.batch(id);
    if (!batch)
        return batch.error();
    if (!batch->isActive)
        return usage("Batch " + std::to_string(id) +
                     " is undone. Put it back before its rows are tried again.");
    const auto reader = readerOf(*batch);
    if (!reader)
        return reader.error();
    const auto settings = workspace.settings();
    if (!settings)
        return settings.error();
    auto attempt = attemptOf(workspace, id, rows);
    if (!attempt)
        return attempt.error();
    auto import = workspace.beginImport(batch->book);
    if (!import)
        return import.error();
    auto others = OtherKeys::of(workspace);
    if (!others)
        return others.error();
    PrivacyKey key;
    PrivacySink privacy(**import, key, batch->privacy, *std::move(others));
    CorrectionSink sink(privacy, *batch);
    importers::ReadOptions options;
    options.zone = settings->zone;
    options.month = batch->month;
    const auto refused = importers::readRowTexts(
        *reader->format, {nameOfRetry(*batch), batch->head, reader->delimiter, attempt->texts},
        options, sink, progress, stop);
    if (!refused)
        return refused.error();
    dropRefused(*refused, *attempt);
    RetriedRows result;
    if (sink.hasBegun()) {
        if (auto said = (*import)->corrects(id, attempt->rejects); !said)
            return said.error();
        auto receipt = (*import)->commit();
        if (!receipt)
            return receipt.error();
        if (auto told = addStoreRefusals(workspace, *receipt, *attempt); !told)
            return told.error();
        result.receipt = *std::move(receipt);
    }
    result.refusals = std::move(attempt->refusals);
    std::sort(result.refusals.begin(), result.refusals.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    return result;
}

} // namespace ms::app

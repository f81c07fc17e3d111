// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/import_file.h"

#include "app/services/passing_sink.h"
#include "app/services/privacy_sink.h"
#include "app/settings/privacy_key.h"
#include "models/core/decimal.h"

namespace ms::app {

namespace {

constexpr int kShareDecimals = 4; // a percent has 10^4 millionths

/// Keeps the totals to decide on the reject limit, and says who wrote the file where that is known.
class CountingSink : public PassingSink {
public:
    CountingSink(core::RowSink& target, const std::string& source)
        : PassingSink(target), m_source{source} {}
    core::Status begin(const core::SourceInfo& info) override {
        core::SourceInfo told = info;
        if (!m_source.empty())
            told.source = m_source;
        return PassingSink::begin(told);
    }
    core::Status end(const core::ReadTotals& totals) override {
        m_totals = totals;
        return PassingSink::end(totals);
    }
    const core::ReadTotals& totals() const { return m_totals; }

private:
    const std::string& m_source;
    core::ReadTotals m_totals;
};

} // namespace

core::Result<RejectLimit> RejectLimit::parse(const std::string& text) {
    const bool isShare = !text.empty() && text.back() == '%';
    const auto number = core::parseDecimal(isShare ? text.substr(0, text.size() - 1) : text);
    const auto value =
        number ? core::scaled(*number, isShare ? kShareDecimals : 0, core::Rounding::Down)
               : core::Result<core::Int128>(number.error());
    const core::Int128 largest = isShare ? 1'000'000 : INT64_MAX;
    if (!value || *value < 0 || *value > largest || (!isShare && !core::isExactAt(*number, 0)))
        return core::Error{
            core::Error::Code::Usage,
            "--max-rejects takes a number of rows or a percentage (100, 0.5%), not '" + text + "'.",
            {}};
    return RejectLimit{isShare ? Kind::Share : Kind::Rows, static_cast<std::int64_t>(*value)};
}

bool RejectLimit::allows(std::int64_t rejected, std::int64_t rows) const {
    switch (kind) {
    case Kind::Any:
        return true;
    case Kind::Rows:
        return rejected <= value;
    case Kind::Share:
        return core::Int128{rejected} * 1'000'000 <= core::Int128{value} * rows;
    }
    return false;
}

core::Result<ImportedFile> importFile(store::Workspace& workspace, const ImportRequest& request,
                                      const core::ProgressFn& progress, std::stop_token stop) {
    // Whatever its name: to open and close the file would drop the locks that SQLite holds on it.
    std::error_code unknown;
    if (std::filesystem::equivalent(request.file.path, workspace.path(), unknown))
        return core::Error{core::Error::Code::BadInput,
                           "The file is the workspace itself. Workspaces are opened, not imported.",
                           request.file.name()};
    const auto recognition = importers::recognise(request.file, request.choice);
    if (!recognition)
        return recognition.error();
    const auto settings = workspace.settings();
    if (!settings)
        return settings.error();
    auto import = workspace.beginImport(request.book);
    if (!import)
        return import.error();

    auto others = OtherKeys::of(workspace);
    if (!others)
        return others.error();
    PrivacyKey key;
    PrivacySink privacy(**import, key, request.privacy, *std::move(others));
    CountingSink sink(privacy, request.source);
    importers::ReadOptions options = request.reading;
    options.zone = settings->zone;
    const core::Status read =
        importers::readFile(request.file, request.choice, options, sink, progress, stop);
    if (!read)
        return read.error();
    if (stop.stop_requested())
        return core::Error{core::Error::Code::Cancelled, "The import was cancelled.",
                           request.file.name()};
    const core::ReadTotals& totals = sink.totals();
    if (!request.limit.allows(totals.rejected, totals.rows)) {
        ImportedFile refused{ImportedFile::End::TooManyRejects, {}, *recognition};
        refused.receipt.path = request.file.name();
        refused.receipt.kind = recognition->kind;
        refused.receipt.rows = totals.rows;
        refused.receipt.rejected = totals.rejected;
        refused.receipt.skipped = totals.skipped;
        return refused;
    }
    auto receipt = (*import)->commit();
    if (!receipt)
        return receipt.error();
    return ImportedFile{ImportedFile::End::Committed, *std::move(receipt), *recognition};
}

core::Result<store::Workspace> openOrCreate(const std::filesystem::path& path,
                                            const store::Settings& settings) {
    std::error_code missing;
    if (std::filesystem::exists(path, missing))
        return store::Workspace::open(path, store::Workspace::Access::ReadWrite);
    return store::Workspace::create(path, settings);
}

} // namespace ms::app

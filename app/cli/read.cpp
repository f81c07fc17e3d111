// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading_options.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "app/services/named_files.h"
#include "importers/common/import.h"
#include "importers/common/normalised_json.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>

namespace ms::app {

namespace {

struct ReadVerbOptions {
    std::string file;
    ReadingOptions reading;
    std::string zone = "UTC";
    bool isJson = false;
};

constexpr std::size_t kPreviewRows = 5;
constexpr std::size_t kListedRejects = 20;

/// Prints normalised records as they come, or keeps a preview of them.
class RecordSink : public core::RowSink {
public:
    enum class Show { All, Preview };
    explicit RecordSink(Show show) : m_show{show} {}

    core::Status begin(const core::SourceInfo& info) override {
        m_writer.emplace(info);
        return {};
    }
    core::Status events(core::EventBlock block) override {
        for (std::size_t row = 0; row < block.size(); ++row)
            if (wantsMore())
                take(m_writer->event(block, row));
        return written();
    }
    core::Status facts(std::vector<core::Fact> facts) override {
        for (const core::Fact& fact : facts)
            if (wantsMore())
                take(m_writer->fact(fact));
        return written();
    }
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override {
        for (core::Diagnostic& reject : diagnostics)
            if (m_rejects.size() < kListedRejects)
                m_rejects.push_back(std::move(reject));
        return {};
    }
    core::Status end(const core::ReadTotals& totals) override {
        m_totals = totals;
        return {};
    }
    const core::ReadTotals& totals() const { return m_totals; }
    const std::vector<std::string>& preview() const { return m_preview; }
    const std::vector<core::Diagnostic>& listedRejects() const { return m_rejects; }

private:
    bool wantsMore() const { return m_show == Show::All || m_preview.size() < kPreviewRows; }
    void take(std::string record) {
        if (m_show == Show::All) {
            std::cout << (m_isFirst ? "\n" : ",\n") << record;
            m_isFirst = false;
        } else {
            m_preview.push_back(std::move(record));
        }
    }
    static core::Status written() {
        if (std::cout)
            return {};
        return core::Error{core::Error::Code::Storage, "The output could not be written.",
                           "stdout"};
    }

    Show m_show;
    std::optional<importers::NormalisedJson> m_writer;
    core::ReadTotals m_totals;
    std::vector<std::string> m_preview;
    std::vector<core::Diagnostic> m_rejects;
    bool m_isFirst = true;
};

void listRejects(std::ostream& out, const RecordSink& sink) {
    for (const core::Diagnostic& reject : sink.listedRejects())
        out << "line " << reject.line << ": " << forTerminal(reject.reason) << '\n';
    const auto more =
        sink.totals().rejected - static_cast<std::int64_t>(sink.listedRejects().size());
    if (more > 0)
        out << "and " << more << " more rejected rows\n";
}

void printForPeople(const importers::Recognition& recognition, const RecordSink& sink) {
    std::cout << "Read as:   " << forTerminal(recognition.title) << " ("
              << core::nameOf(recognition.kind) << ")\n"
              << "Evidence:  " << forTerminal(recognition.evidence) << '\n';
    if (!recognition.profile.empty())
        std::cout << "Profile:   " << forTerminal(recognition.profile) << '\n';
    if (!recognition.compression.empty())
        std::cout << "Packed as: " << recognition.compression << '\n';
    if (recognition.encoding != importers::Encoding::Utf8)
        std::cout << "Encoding:  " << nameOf(recognition.encoding) << '\n';
    const core::ReadTotals& totals = sink.totals();
    std::cout << "Rows:      " << totals.rows
              << " read = " << totals.rows - totals.rejected - totals.skipped << " readable + "
              << totals.rejected << " rejected + " << totals.skipped << " skipped\n";
    for (const std::string& note : totals.notes)
        std::cout << "Note:      " << forTerminal(note) << '\n';
    std::cout << "\nFirst rows, normalised:\n";
    for (const std::string& record : sink.preview())
        std::cout << forTerminal(record) << '\n';
    listRejects(std::cout, sink);
}

ExitCode read(const ReadVerbOptions& options, std::stop_token stop) {
    const auto choice = choiceOf(options.reading);
    if (!choice)
        return report(choice.error());
    auto reading = readOptionsOf(options.reading);
    if (!reading)
        return report(reading.error());
    reading->zone = options.zone;
    const auto files = filesOf({options.file}, options.reading.part, stop);
    if (!files)
        return report(files.error());
    if (files->size() != 1)
        return report({core::Error::Code::Usage,
                       "'" + options.file + "' holds " + std::to_string(files->size()) +
                           " files; read shows one (--part NAME of an archive).",
                       {}});
    const core::InputFile& file = files->front().input;
    const auto recognition = importers::recognise(file, *choice);
    if (!recognition)
        return report(recognition.error());
    RecordSink sink(options.isJson ? RecordSink::Show::All : RecordSink::Show::Preview);
    if (options.isJson)
        std::cout << '[';
    const core::Status done =
        importers::readFile(file, *choice, *reading, sink, {}, std::move(stop));
    if (!done)
        return report(done.error());
    if (options.isJson) {
        std::cout << "\n]\n";
        listRejects(std::cerr, sink);
    } else {
        printForPeople(*recognition, sink);
    }
    return ExitCode::Done;
}

} // namespace

void addRead(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ReadVerbOptions>();
    CLI::App* verb =
        parser.add_subcommand("read", "Show how a file would be read, without importing it");
    verb->add_option("file", options->file, "File to look at, or - for standard input")
        ->required()
        ->type_name("FILE");
    addReadingOptions(*verb, options->reading);
    addRowOptions(*verb, options->reading);
    verb->add_option("--zone", options->zone, "Time zone of times without one")
        ->capture_default_str();
    verb->add_flag("--json", options->isJson, "Print all normalised records as JSON");
    verb->footer("Records are shown as the file has them; an import puts tokens in the place of "
                 "e-mail addresses.");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return read(*options, std::move(stop)); };
    });
}

} // namespace ms::app

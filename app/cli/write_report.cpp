// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDate>
#include <QGuiApplication>
#include <QHashFunctions>
#include <QRegularExpression>

#include "app/cli/shared_options.h"
#include "app/cli/step_line.h"
#include "app/cli/terminal.h"
#include "app/cli/verb.h"
#include "app/files/output_file.h"
#include "views/export/report_builder.h"
#include "views/export/report_files.h"
#include "views/export/saved_report.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct ReportOptions {
    QuestionOptions question;
    std::string out;
    std::vector<std::string> formats{"pdf", "xlsx"};
    std::string pack;
    std::vector<std::string> pages;
    std::vector<std::string> sections;
    std::vector<std::string> saved;
    std::string savedReport;
    std::string by;
    std::string date;
    std::string paper = "a4";
    std::string size = "960x540";
    int dpi = 192;
    std::string theme = "light";
    bool isTransparent = false;
    std::string csv = "machine";
};

/// What the options ask for, once it is known to make sense.
struct ReportPlan {
    views::ReportRequest request;
    std::string name; // in file names
    std::vector<views::ReportFormat> formats;
    views::ReportLook look;
};

QString text(const std::string& word) {
    return QString::fromStdString(word);
}

template <class Item>
std::string namesOf(const std::vector<Item>& items, std::string_view (*nameOf)(const Item&)) {
    std::string names;
    for (const Item& item : items)
        names += (names.empty() ? "" : ", ") + std::string(nameOf(item));
    return names;
}

core::Result<QSizeF> sizeOf(const std::string& words) {
    if (const auto named = views::pictureSizeNamed(text(words)))
        return *named;
    static const QRegularExpression kSize(QStringLiteral("^(\\d{2,5})x(\\d{2,5})$"));
    const auto match = kSize.match(text(words));
    const QSizeF size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < 200 || size.height() < 150 || size.width() > 8000 ||
        size.height() > 8000)
        return usage("--size takes WIDTHxHEIGHT in pixels from 200x150 to 8000x8000, or " +
                     views::pictureSizeNames().join(QStringLiteral(", ")).toStdString() +
                     ", not '" + words + "'.");
    return size;
}

core::Result<views::ReportLook> lookOf(const ReportOptions& options) {
    views::ReportLook look;
    const auto page = views::pageShapeNamed(text(options.paper));
    if (!page)
        return usage("--paper is a4, a4-upright or slide, not '" + options.paper + "'.");
    look.page = *page;
    const auto size = sizeOf(options.size);
    if (!size)
        return size.error();
    look.picture.size = *size;
    look.picture.dpi = options.dpi;
    look.picture.theme = views::themeNamed(text(options.theme));
    look.picture.ground =
        options.isTransparent ? views::ChartGround::None : views::ChartGround::Surface;
    const auto csv = views::csvPresetNamed(text(options.csv));
    if (!csv)
        return usage("--csv-for is machine, excel-us or excel-eu, not '" + options.csv + "'.");
    look.csv = *csv;
    return look;
}

std::string_view packName(const views::ReportPack& pack) {
    return pack.name;
}
std::string_view pageName(const views::ReportPageSpec& page) {
    return views::nameOf(page.page);
}

/// Pages and sections, in the order in which they were named.
core::Status addParts(const ReportOptions& options, const std::vector<views::ReportPageSpec>& pages,
                      ReportPlan& plan) {
    std::vector<query::Dimension> by;
    if (!options.by.empty()) {
        auto named = dimensionsNamed(options.by);
        if (!named)
            return named.error();
        by = *std::move(named);
    }
    const auto add = [&](views::ReportPart part) {
        const views::SectionSource& source = *sectionNamed(pages, part.section);
        const bool takesOne = source.grouping == views::SectionSource::Grouping::One;
        if (!source.by.empty() && !by.empty())
            part.by = takesOne ? std::vector{by.front()} : by;
        plan.request.parts.push_back(std::move(part));
    };
    for (const std::string& name : options.pages) {
        const views::ReportPageSpec* page = pageNamed(pages, name);
        if (page == nullptr)
            return usage("There is no page '" + name + "'; there are " + namesOf(pages, pageName) +
                         ".");
        for (views::ReportPart& part : partsOf(*page))
            add(std::move(part));
        plan.request.title +=
            (plan.request.title.isEmpty() ? QString() : QStringLiteral(", ")) + page->title;
        plan.name += (plan.name.empty() ? "" : "-") + name;
    }
    for (const std::string& id : options.sections) {
        const views::SectionSource* source = sectionNamed(pages, id);
        if (source == nullptr)
            return usage("There is no section '" + id + "'; the pages are " +
                         namesOf(pages, pageName) + ", and their tabs are its sections.");
        add({id});
        plan.request.title +=
            (plan.request.title.isEmpty() ? QString() : QStringLiteral(", ")) + source->title;
        plan.name += (plan.name.empty() ? "" : "-") + id;
    }
    return {};
}

bool isOfSavedViews(const ReportOptions& options) {
    return !options.saved.empty() || !options.savedReport.empty();
}

/// Saved views bring their own questions along.
core::Status checkSaved(const ReportOptions& options) {
    const QuestionOptions& question = options.question;
    if (!options.pack.empty() || !options.pages.empty() || !options.sections.empty() ||
        (!options.saved.empty() && !options.savedReport.empty()))
        return usage("Name a pack, pages and sections, saved views, or a saved report.");
    if (!question.from.empty() || !question.to.empty() || !question.where.empty() ||
        question.environment != "production" || !question.book.empty() || !options.by.empty())
        return usage("Saved views have their own period, filter, grouping and price book; save "
                     "another view to ask otherwise.");
    return {};
}

core::Result<ReportPlan> planOf(const ReportOptions& options,
                                const std::vector<views::ReportPageSpec>& pages) {
    ReportPlan plan;
    auto look = lookOf(options);
    if (!look)
        return look.error();
    plan.look = *std::move(look);
    for (const std::string& name : options.formats) {
        const auto format = views::reportFormatNamed(text(name));
        if (!format)
            return usage("There is no format '" + name + "'; the formats are " +
                         views::allReportFormats().toStdString() + ".");
        plan.formats.push_back(*format);
    }
    if (isOfSavedViews(options)) {
        if (const core::Status checked = checkSaved(options); !checked)
            return checked.error();
        return plan;
    }
    if (!options.pages.empty() || !options.sections.empty()) {
        if (!options.pack.empty())
            return usage("Name a pack, or pages and sections, not both.");
        if (const core::Status added = addParts(options, pages, plan); !added)
            return added.error();
        return plan;
    }
    const std::string wanted = options.pack.empty() ? "cfo" : options.pack;
    const views::ReportPack* pack = views::packNamed(wanted);
    if (pack == nullptr)
        return usage("There is no pack '" + wanted + "'; there are " +
                     namesOf(views::reportPacks(), packName) + ".");
    plan.request = {pack->title, pack->question, pack->parts, {}, {}};
    plan.name = pack->name;
    return plan;
}

/// The day that the report bears: given, else today where the workspace lives.
core::Result<QString> dateOf(const ReportOptions& options, const core::Zone& zone) {
    if (options.date.empty())
        return views::todayIn(zone);
    if (!QDate::fromString(text(options.date), Qt::ISODate).isValid())
        return usage("--date takes a day such as 2026-06-01, not '" + options.date + "'.");
    return text(options.date);
}

/// The views that are named, or those of the report of that name.
core::Status addSavedTo(ReportPlan& plan, const ReportOptions& options,
                        const std::vector<views::ReportPageSpec>& pages, const core::Zone& zone) {
    const auto saved = store::savedIn(options.question.workspace);
    if (!saved)
        return saved.error();
    auto views = views::viewsNamed(options.saved, *saved);
    if (!views)
        return views.error();
    QString title = views::titleOf(*views);
    plan.name = title.toStdString();
    if (!options.savedReport.empty()) {
        const auto found =
            std::find_if(saved->reports.begin(), saved->reports.end(),
                         [&](const auto& report) { return report.name == options.savedReport; });
        if (found == saved->reports.end())
            return usage("There is no saved report '" + options.savedReport +
                         "'; 'saved WORKSPACE' lists what there is.");
        *views = views::viewsOf(*found, *saved);
        title = views::titleOf(*found);
        plan.name = found->name;
    }
    auto request = views::savedRequest(title, *views, pages, zone, plan.request.date);
    if (!request)
        return request.error();
    plan.request = *std::move(request);
    return {};
}

/// What depends on the workspace: the filter, the day, and what is saved there.
core::Status settle(ReportPlan& plan, const ReportOptions& options,
                    const std::vector<views::ReportPageSpec>& pages, const core::Zone& zone) {
    auto date = dateOf(options, zone);
    if (!date)
        return date.error();
    plan.request.date = *std::move(date);
    if (isOfSavedViews(options))
        return addSavedTo(plan, options, pages, zone);
    auto filter = options.question.filter(zone);
    if (!filter)
        return filter.error();
    plan.request.filter = *std::move(filter);
    return {};
}

core::Status writeReport(const ReportOptions& options, std::stop_token stop) {
    const auto pages = views::catalogPages();
    auto plan = planOf(options, pages);
    if (!plan)
        return plan.error();
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return snapshot.error();
    const core::Zone& zone = (*snapshot)->source->lens().zone;
    if (const core::Status settled = settle(*plan, options, pages, zone); !settled)
        return settled.error();
    std::error_code error;
    std::filesystem::create_directories(options.out, error);
    if (error)
        return storageError("make the folder", options.out, error.value());
    StepLine line("report");
    const auto document = buildReport(
        *snapshot, plan->request, pages,
        [&line](const QString& title, std::size_t done, std::size_t all) {
            line.show(title.toStdString(), done, all);
        },
        stop);
    if (!document)
        return document.error();
    const QString base =
        views::reportBaseName((*snapshot)->path, text(plan->name), document->provenance.period);
    std::vector<std::string> written;
    for (const views::ReportFormat format : plan->formats) {
        line.show(nameOf(format).toStdString(), plan->request.parts.size(),
                  plan->request.parts.size());
        const auto files = reportFiles(*document, format, plan->look, base, stop);
        if (!files)
            return files.error();
        for (const views::ReportFile& file : *files) {
            const auto path = std::filesystem::path(options.out) / file.name.toStdString();
            const std::string_view bytes(file.bytes.constData(), std::size_t(file.bytes.size()));
            if (const core::Status kept = writeWhole(path, bytes); !kept)
                return kept;
            written.push_back(path.string());
        }
    }
    line.clear();
    for (const views::LeftOut& left : document->leftOut)
        std::cerr << forTerminal("Left out: " + left.title.toStdString() + ". " +
                                 left.reason.toStdString())
                  << '\n';
    for (const std::string& path : written)
        std::cout << path << '\n';
    return {};
}

/// Fonts want an application, and no screen: there may be none.
ExitCode run(const ReportOptions& options, std::stop_token stop) {
    QHashSeed::setDeterministicGlobalSeed(); // a PDF lists its fonts in the order of a hash
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "marginscope";
    char* argv[] = {name.data(), nullptr};
    const QGuiApplication fonts(argc, argv);
    const core::Status status = writeReport(options, std::move(stop));
    return status ? ExitCode::Done : report(status.error());
}

void addLooksTo(CLI::App& verb, ReportOptions& options) {
    verb.add_option("--date", options.date,
                    "Day that the report bears (default: today); with it, the same workspace makes "
                    "the same bytes")
        ->type_name("DAY");
    verb.add_option("--paper", options.paper, "Of the PDF: a4, a4-upright or slide")
        ->capture_default_str();
    verb.add_option("--size", options.size,
                    "Of a chart as SVG or PNG, in pixels of 1/96 inch: WIDTHxHEIGHT, or " +
                        views::pictureSizeNames().join(QStringLiteral(", ")).toStdString())
        ->capture_default_str();
    verb.add_option("--dpi", options.dpi, "Dots per inch of a PNG")
        ->check(CLI::Range(24, 1200))
        ->capture_default_str();
    verb.add_option("--theme", options.theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    verb.add_flag("--transparent", options.isTransparent, "Charts as SVG or PNG without ground");
    verb.add_option("--csv-for", options.csv,
                    "Who reads the CSV: machine, excel-us or excel-eu (decimal comma)")
        ->capture_default_str();
}

} // namespace

void addReport(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* verb = parser.add_subcommand(
        "report", "Write a report that can be handed out: PDF, workbook, HTML, CSV, charts");
    options->question.addTo(*verb);
    verb->add_option("--out", options->out, "Folder for the files; made where it is missing")
        ->required()
        ->type_name("DIR");
    verb->add_option("--format", options->formats,
                     "Formats, separated by commas: " + views::allReportFormats().toStdString())
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    verb->add_option("--pack", options->pack,
                     "A report that is ready: " + namesOf(views::reportPacks(), packName) +
                         " (default: cfo)")
        ->type_name("NAME");
    verb->add_option("--page", options->pages,
                     "All answers of these pages instead, separated by commas: " +
                         namesOf(views::catalogPages(), pageName))
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAME[,NAME...]");
    verb->add_option("--section", options->sections, "Single answers by their ids instead")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("ID[,ID...]");
    verb->add_option("--saved", options->saved,
                     "Saved views of the workspace instead, each with its own period and filter")
        ->allow_extra_args(false)
        ->type_name("NAME[,NAME...]");
    verb->add_option("--saved-report", options->savedReport,
                     "A report of saved views that is defined in the workspace")
        ->type_name("NAME");
    verb->add_option("--by", options->by, "Of pages and sections: dimensions of their rows")
        ->type_name("DIM[,DIM...]");
    addLooksTo(*verb, *options);
    verb->footer(
        "Examples:\n"
        "  marginscope report ws.margin --out may --from 2026-05-01 --to 2026-06-01\n"
        "  marginscope report ws.margin --out review --pack weekly --format pdf,html\n"
        "  marginscope report ws.margin --out charts --section margin --by feature "
        "--format svg,png --size slide\n"
        "  marginscope report ws.margin --out tables --page units,customers --format csv "
        "--csv-for excel-eu\n"
        "  marginscope report ws.margin --out board --saved 'Free tier cached' --saved May");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return run(*options, std::move(stop)); };
    });
}

} // namespace ms::app

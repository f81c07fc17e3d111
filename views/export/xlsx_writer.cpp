// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/xlsx_writer.h"

#include <QCoreApplication>
#include <QDate>
#include <QFile>
#include <QTemporaryDir>

#include "models/tables/report_table_model.h"
#include "views/export/printed_table.h"
#include "views/export/xlsx_charts.h"
#include "views/export/xlsx_formulas.h"
#include "views/export/xlsx_names.h"
#include "views/export/xlsx_styles.h"

#include <algorithm>
#include <memory>

namespace ms::views {
namespace {

using report::Cell;
using report::Column;

constexpr lxw_row_t kHeaderRow = 4;    // title, finding, source and an empty row are above
constexpr std::size_t kRoomBelow = 64; // for the total and notes of a full sheet
constexpr std::size_t kMostRows = LXW_ROW_MAX - kHeaderRow - 1 - kRoomBelow;
constexpr lxw_row_t kRowsOfChart = 18;
constexpr qsizetype kLongestSheetName = 31;
constexpr qsizetype kLongestColumnName = 255;
constexpr double kNarrowest = 9; // characters
constexpr double kWidestText = 46;
constexpr double kSentence = 110; // characters of the column that sentences stand in
constexpr qsizetype kLineOfSentence = 105;
constexpr double kLineHeight = 15; // points

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

void writeText(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QString& text,
               lxw_format* format) {
    if (!text.isEmpty() || format != nullptr)
        worksheet_write_string(sheet, row, column, cellText(text.toStdString()).c_str(), format);
}

/// As wide as a page of A4 across.
void fitToPaper(lxw_worksheet* sheet) {
    constexpr std::uint8_t kA4 = 9;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, kA4);
    worksheet_fit_to_pages(sheet, 1, 0);
}

/// A sentence in the wide second column of a sheet, in a row that is high enough for it.
void writeSentence(lxw_worksheet* sheet, lxw_row_t row, const QString& text, lxw_format* format) {
    writeText(sheet, row, 1, text, format);
    qsizetype lines = 0;
    for (const QString& line : text.split(u'\n'))
        lines += 1 + line.size() / kLineOfSentence;
    if (lines > 1)
        worksheet_set_row(sheet, row, double(lines) * kLineHeight, nullptr);
}

bool isTextual(const Column& column) {
    return column.kind == Column::Kind::Key || column.kind == Column::Kind::Text;
}

/// One chapter on its sheet.
class ChapterSheet {
public:
    ChapterSheet(const Chapter& chapter, const ReportDocument& document, lxw_worksheet* sheet,
                 XlsxStyles& styles)
        : m_chapter{chapter}, m_table{chapter.section.table}, m_document{document}, m_sheet{sheet},
          m_styles{styles}, m_end{lxw_row_t(kHeaderRow + 1 + m_table.rows.size())} {
        for (std::size_t c = 0; c < m_table.columns.size(); ++c)
            m_relations.push_back(relationOf(m_table, c));
    }

    void write() {
        writeHead();
        writeHeader();
        for (std::size_t r = 0; r < m_table.rows.size(); ++r)
            writeRow(lxw_row_t(kHeaderRow + 1 + r), m_table.rows[r].cells, CellRole::Row);
        if (!m_table.total.empty())
            writeRow(m_end, m_table.total, CellRole::Total);
        writeNotes();
        setLayout();
    }

    void addCharts(XlsxCharts& charts) {
        const auto column = lxw_col_t(m_table.columns.size() + 1);
        lxw_row_t row = kHeaderRow;
        for (const report::Chart& chart : m_chapter.section.charts) {
            const bool hasPoints =
                std::any_of(chart.series.begin(), chart.series.end(),
                            [](const report::Series& series) { return !series.points.empty(); });
            if (!hasPoints)
                continue;
            charts.add(chart, m_sheet, row, column);
            row += kRowsOfChart;
        }
    }

private:
    void writeHead() {
        const report::Context& context = m_chapter.context;
        writeText(m_sheet, 0, 0, QString::fromStdString(m_chapter.section.title), m_styles.title());
        writeText(m_sheet, 1, 0, QString::fromStdString(m_chapter.section.finding),
                  m_styles.finding());
        writeText(m_sheet, 2, 0,
                  trText("%1 · %2 · price book %3 · %4")
                      .arg(QString::fromStdString(context.period),
                           QString::fromStdString(context.zone),
                           QString::fromStdString(context.book),
                           QString::fromStdString(context.currency)),
                  m_styles.muted());
    }

    /// A table where there are rows: with a filter, and a name that formulas may use.
    void writeHeader() {
        UniqueNames names(kLongestColumnName);
        std::vector<std::string> titles;
        for (const Column& column : m_table.columns)
            titles.push_back(cellText(names.add(titleOfColumn(column)).toStdString()));
        if (m_table.columns.empty())
            return;
        if (m_table.rows.empty()) {
            for (std::size_t c = 0; c < titles.size(); ++c)
                worksheet_write_string(m_sheet, kHeaderRow, lxw_col_t(c), titles[c].c_str(),
                                       headerOf(c));
            return;
        }
        std::vector<lxw_table_column> columns(titles.size());
        std::vector<lxw_table_column*> pointers;
        for (std::size_t c = 0; c < titles.size(); ++c) {
            columns[c].header = titles[c].data();
            columns[c].header_format = headerOf(c);
            pointers.push_back(&columns[c]);
        }
        pointers.push_back(nullptr);
        lxw_table_options options{};
        options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
        options.style_type_number = 1;
        options.columns = pointers.data();
        worksheet_add_table(m_sheet, kHeaderRow, 0, m_end - 1, lxw_col_t(titles.size() - 1),
                            &options);
    }

    lxw_format* headerOf(std::size_t c) {
        return isTextual(m_table.columns[c]) ? m_styles.header() : m_styles.figureHeader();
    }

    void writeRow(lxw_row_t row, const std::vector<Cell>& cells, CellRole role) {
        for (std::size_t c = 0; c < cells.size(); ++c)
            writeCell(row, c, cells, role);
    }

    void writeCell(lxw_row_t row, std::size_t c, const std::vector<Cell>& cells, CellRole role) {
        const Column& column = m_table.columns[c];
        lxw_format* format = m_styles.cell(m_table, c, cells[c], role);
        const auto at = lxw_col_t(c);
        const bool isTotal = role == CellRole::Total;
        if (const auto number = sheetNumber(cells[c])) {
            if (isTotal && addsUp(m_table, c))
                worksheet_write_formula_num(m_sheet, row, at,
                                            sumFormula(c, kHeaderRow + 1, m_end - 1).c_str(),
                                            format, *number);
            else if (m_relations[c] && holds(*m_relations[c], cells, c))
                worksheet_write_formula_num(
                    m_sheet, row, at, formulaOf(*m_relations[c], row).c_str(), format, *number);
            else
                worksheet_write_number(m_sheet, row, at, *number, format);
            return;
        }
        if (std::holds_alternative<std::monostate>(cells[c]) && !isTotal) {
            worksheet_write_blank(m_sheet, row, at, format); // unknown is no zero
            return;
        }
        const tables::CellValue value =
            tables::cellValueOf(cells[c], column, m_document.names.get());
        const auto* given = std::get_if<std::string>(&cells[c]);
        const bool isNamed = isTotal && isTextual(column) && (given == nullptr || given->empty());
        const QString text =
            isNamed ? (c == 0 ? trText("Total") : QString()) : tables::exactText(value);
        writeText(m_sheet, row, at, text, format);
    }

    void writeNotes() {
        lxw_row_t row = m_end + (m_table.total.empty() ? 1 : 2);
        for (const std::string& note : m_chapter.section.notes)
            writeText(m_sheet, row++, 0, QString::fromStdString(note), m_styles.muted());
    }

    void setLayout() {
        const auto keys =
            std::find_if(m_table.columns.begin(), m_table.columns.end(),
                         [](const Column& column) { return column.kind != Column::Kind::Key; });
        const auto frozen = lxw_col_t(std::min<std::ptrdiff_t>(keys - m_table.columns.begin(), 2));
        worksheet_freeze_panes(m_sheet, kHeaderRow + 1, frozen);
        for (std::size_t c = 0; c < m_table.columns.size(); ++c)
            worksheet_set_column(m_sheet, lxw_col_t(c), lxw_col_t(c), widthOf(c), nullptr);
        worksheet_set_row(m_sheet, kHeaderRow, 32, nullptr);
        fitToPaper(m_sheet);
        worksheet_repeat_rows(m_sheet, kHeaderRow, kHeaderRow);
        worksheet_gridlines(m_sheet, LXW_HIDE_ALL_GRIDLINES);
    }

    double widthOf(std::size_t c) const {
        const Column& column = m_table.columns[c];
        const double title = double(titleOfColumn(column).size()) * 0.6 + 4; // on two lines
        double widest = std::max(kNarrowest, title);
        if (!isTextual(column))
            return std::max(widest, 13.0);
        constexpr std::size_t kLookedAt = 500;
        for (std::size_t r = 0; r < std::min(kLookedAt, m_table.rows.size()); ++r)
            if (const auto* text = std::get_if<std::string>(&m_table.rows[r].cells[c]))
                widest = std::max(widest, double(text->size()) + 2);
        return std::min(widest, kWidestText);
    }

    const Chapter& m_chapter;
    const report::Table& m_table;
    const ReportDocument& m_document;
    lxw_worksheet* m_sheet;
    XlsxStyles& m_styles;
    lxw_row_t m_end; // the row behind the last one
    std::vector<std::optional<Relation>> m_relations;
};

/// The whole workbook, in a file that is temporary.
class WorkbookFile {
public:
    explicit WorkbookFile(const ReportDocument& document)
        : m_document{document}, m_path{m_folder.filePath(QStringLiteral("report.xlsx"))} {}

    core::Result<QByteArray> write() {
        const QByteArray folder = m_folder.path().toLocal8Bit();
        m_folderName = folder.toStdString();
        lxw_workbook_options options{};
        options.tmpdir = m_folderName.data();
        m_workbook = workbook_new_opt(m_path.toLocal8Bit().constData(), &options);
        if (m_workbook == nullptr)
            return storageError();
        m_styles = std::make_unique<XlsxStyles>(*m_workbook, m_document.currency);
        setProperties();
        addSheets();
        const lxw_error error = workbook_close(m_workbook); // frees it in any case
        if (error != LXW_NO_ERROR)
            return storageError();
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return storageError();
        return file.readAll();
    }

private:
    static core::Error storageError() {
        return {core::Error::Code::Storage,
                "The workbook could not be written: there is no room for temporary files.",
                QDir::tempPath().toStdString()};
    }

    void setProperties() {
        const std::string title = m_document.title.toStdString();
        std::string author = "MarginScope";
        lxw_doc_properties properties{};
        std::string shownTitle = title;
        properties.title = shownTitle.data();
        properties.author = author.data();
        const QDate date = QDate::fromString(m_document.provenance.date, Qt::ISODate);
        properties.created = date.isValid() ? time_t(date.startOfDay(Qt::UTC).toSecsSinceEpoch())
                                            : time_t(315'532'800); // 1980
        workbook_set_properties(m_workbook, &properties);
    }

    lxw_worksheet* addSheet(const QString& title, std::string* name = nullptr) {
        const std::string unique = m_names.add(sheetName(title)).toStdString();
        if (name != nullptr)
            *name = unique;
        return workbook_add_worksheet(m_workbook, unique.c_str());
    }

    void addSheets() {
        lxw_worksheet* summary = addSheet(trText("Summary"));
        std::vector<std::string> names;
        std::vector<ChapterSheet> sheets;
        for (const Chapter& chapter : m_document.chapters) {
            lxw_worksheet* sheet =
                addSheet(QString::fromStdString(chapter.section.title), &names.emplace_back());
            sheets.emplace_back(chapter, m_document, sheet, *m_styles);
            sheets.back().write();
        }
        XlsxCharts charts(*m_workbook);
        std::string chartSheet;
        lxw_worksheet* data = addSheet(trText("Chart data"), &chartSheet);
        charts.setSheet(data, chartSheet);
        for (ChapterSheet& sheet : sheets)
            sheet.addCharts(charts);
        writeSummary(summary, names);
        writePairs(addSheet(trText("Definitions")), trText("Figure"), m_document.definitions());
        writeProvenance(addSheet(trText("Provenance")));
    }

    void writeSummary(lxw_worksheet* sheet, const std::vector<std::string>& names) {
        const Provenance& origin = m_document.provenance;
        writeText(sheet, 0, 0, m_document.title, m_styles->title());
        writeText(sheet, 1, 0, origin.footer(), m_styles->muted());
        lxw_row_t row = 3;
        for (const auto& figure : m_document.keyFigures()) {
            writeText(sheet, row, 0, figure.title, m_styles->muted());
            writeText(sheet, row++, 1, figure.text, m_styles->finding());
        }
        ++row;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const report::Section& section = m_document.chapters[i].section;
            const std::string link = "internal:'" + names[i] + "'!A1";
            worksheet_write_url_opt(sheet, row, 0, link.c_str(), m_styles->link(),
                                    cellText(section.title).c_str(), nullptr);
            writeSentence(sheet, row++, QString::fromStdString(section.finding),
                          m_styles->wrapped());
        }
        for (const LeftOut& left : m_document.leftOut) {
            writeText(sheet, row, 0, left.title, m_styles->muted());
            writeSentence(sheet, row++, left.reason, m_styles->wrapped());
        }
        worksheet_set_column(sheet, 0, 0, 30, nullptr);
        worksheet_set_column(sheet, 1, 1, kSentence, nullptr);
        fitToPaper(sheet);
        worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    }

    void writePairs(lxw_worksheet* sheet, const QString& title,
                    const std::vector<std::pair<QString, QString>>& pairs) {
        writeText(sheet, 0, 0, title, m_styles->header());
        writeText(sheet, 0, 1, trText("How it comes about"), m_styles->header());
        lxw_row_t row = 1;
        for (const auto& [name, text] : pairs) {
            writeText(sheet, row, 0, name, m_styles->wrapped());
            writeSentence(sheet, row++, text, m_styles->wrapped());
        }
        worksheet_set_column(sheet, 0, 0, 30, nullptr);
        worksheet_set_column(sheet, 1, 1, kSentence, nullptr);
        fitToPaper(sheet);
        worksheet_freeze_panes(sheet, 1, 0);
    }

    void writeProvenance(lxw_worksheet* sheet) {
        auto facts = m_document.provenance.facts();
        facts.emplace_back(
            trText("Precision"),
            trText("A workbook keeps 15 digits of a number; CSV and JSON have all."));
        writePairs(sheet, trText("Fact"), facts);
        auto row = lxw_row_t(facts.size() + 2);
        writeText(sheet, row, 0, trText("File in use"), m_styles->header());
        writeText(sheet, row++, 1, trText("What it is, rows, hash of its content"),
                  m_styles->header());
        for (const Provenance::File& file : m_document.provenance.files) {
            writeText(sheet, row, 0, file.name, m_styles->wrapped());
            writeText(sheet, row++, 1,
                      QStringList{file.kind, file.rows, file.hash}.join(QStringLiteral(", ")),
                      m_styles->wrapped());
        }
    }

    const ReportDocument& m_document;
    QTemporaryDir m_folder;
    QString m_path;
    std::string m_folderName;
    lxw_workbook* m_workbook = nullptr;
    std::unique_ptr<XlsxStyles> m_styles;
    UniqueNames m_names{kLongestSheetName};
};

} // namespace

core::Result<QByteArray> xlsxOf(const ReportDocument& document) {
    for (const Chapter& chapter : document.chapters)
        if (chapter.section.table.rows.size() > kMostRows)
            return core::Error{core::Error::Code::Usage,
                               "\"" + chapter.section.title + "\" has " +
                                   std::to_string(chapter.section.table.rows.size()) +
                                   " rows, and a sheet of a workbook holds " +
                                   std::to_string(kMostRows) +
                                   ": narrow the question, or write it as CSV.",
                               {}};
    return WorkbookFile(document).write();
}

} // namespace ms::views

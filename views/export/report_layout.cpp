// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_layout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include "models/session/visible_text.h"
#include "views/charts/chart_picture.h"
#include "views/charts/report_chart.h"
#include "views/export/page_table.h"
#include "views/export/page_text.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace ms::views {
namespace {

constexpr double kChartHeight = 280;
constexpr double kChartRow = 26;
constexpr double kAroundBars = 84; // axis and source
constexpr double kTileHeight = 74;
constexpr double kLowRoom = 190; // below that a chapter begins a page of its own
constexpr std::size_t kShortTable = 4;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString plain(const std::string& text) {
    return session::visibleLine(QString::fromStdString(text));
}

class ReportLayout {
public:
    ReportLayout(const ReportDocument& document, const PageShape& shape, ThemeChoice theme)
        : m_document{document}, m_palette{paletteOf(theme)}, m_colours{coloursOf(m_palette)},
          m_flow{shape}, m_pageOf{std::make_shared<std::vector<int>>()} {}

    PageFlow lay() {
        layFirstPage();
        for (std::size_t i = 0; i < m_document.chapters.size(); ++i)
            layChapter(m_document.chapters[i]);
        layAppendix();
        return std::move(m_flow);
    }

private:
    QColor ink() const { return m_palette.color(QPalette::Text); }

    static QFont font(int pixels, QFont::Weight weight = QFont::Normal) {
        QFont made = pictureFont(pixels);
        made.setWeight(weight);
        return made;
    }

    /// For a figure that fits its tile, however many digits it has.
    static QFont largestFont(const QString& figure, double width) {
        int pixels = 24;
        while (pixels > 10 &&
               QFontMetricsF(font(pixels, QFont::DemiBold)).horizontalAdvance(figure) > width)
            --pixels;
        return font(pixels, QFont::DemiBold);
    }

    void text(const QString& words, int pixels, const QColor& colour,
              QFont::Weight weight = QFont::Normal, int mostLines = 0) {
        addText(m_flow, words, {font(pixels, weight), colour, mostLines});
    }

    void layFirstPage() {
        text(session::visibleLine(m_document.title), 28, ink(), QFont::DemiBold, 2);
        text(m_document.provenance.period, 17, ink());
        if (!m_document.question.isEmpty())
            text(m_document.question, 13, m_colours.muted, QFont::Normal, 2);
        m_flow.addGap(18);
        layKeyFigures();
        if (m_document.chapters.size() > 1)
            layContents();
        for (const LeftOut& left : m_document.leftOut)
            text(trText("Left out: %1. %2").arg(left.title, left.reason), 11, m_colours.muted);
        if (m_document.chapters.size() > 1)
            m_flow.breakPage();
        else
            m_flow.addGap(10);
    }

    void layKeyFigures() {
        const auto figures = m_document.keyFigures();
        if (figures.empty())
            return;
        const Colours colours = m_colours;
        m_flow.add(kTileHeight, [this, figures, colours, ink = ink()](QPainter& painter,
                                                                      const QRectF& room) {
            constexpr double kGap = 12;
            const double width =
                (room.width() - kGap * double(figures.size() - 1)) / double(figures.size());
            QRectF tile(room.left(), room.top(), width, room.height());
            for (const auto& figure : figures) {
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setPen(QPen(colours.border, 1));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
                const QRectF inside = tile.adjusted(14, 10, -10, -8);
                painter.setFont(font(11));
                painter.setPen(colours.muted);
                painter.drawText(inside, int(Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine),
                                 figure.details.isEmpty()
                                     ? figure.title
                                     : figure.title + QStringLiteral(" · ") + figure.details);
                painter.setFont(largestFont(figure.text, inside.width()));
                painter.setPen(figure.text.startsWith(u'-') ? colours.loss : ink);
                painter.drawText(inside, int(Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine),
                                 figure.text);
                tile.translate(width + kGap, 0);
            }
        });
        m_flow.addGap(22);
    }

    /// What each chapter found, and on which page it is.
    void layContents() {
        text(trText("What this report finds"), 15, ink(), QFont::DemiBold);
        m_flow.addGap(6);
        for (std::size_t i = 0; i < m_document.chapters.size(); ++i) {
            const report::Section& section = m_document.chapters[i].section;
            const QFont small = font(11), large = font(13);
            constexpr double kPageNumber = 40;
            const QString finding =
                section.finding.empty() ? trText("Nothing to tell.") : plain(section.finding);
            const QStringList lines = wrappedLines(finding, large, m_flow.width() - kPageNumber, 2);
            const double lineHeight = QFontMetricsF(large).height();
            const double titleHeight = QFontMetricsF(small).height();
            m_flow.add(titleHeight + lineHeight * double(lines.size()) + 9,
                       [=, pages = m_pageOf, title = plain(section.title), ink = ink(),
                        muted = m_colours.muted](QPainter& painter, const QRectF& room) {
                           QRectF line(room.left(), room.top(), room.width(), titleHeight);
                           painter.setFont(small);
                           painter.setPen(muted);
                           painter.drawText(line, int(Qt::AlignLeft | Qt::TextSingleLine), title);
                           line.translate(0, titleHeight);
                           line.setHeight(lineHeight);
                           painter.setFont(large);
                           painter.drawText(line, int(Qt::AlignRight | Qt::TextSingleLine),
                                            QString::number(pages->at(i) + 1));
                           painter.setPen(ink);
                           for (const QString& words : lines) {
                               painter.drawText(line, int(Qt::AlignLeft | Qt::TextSingleLine),
                                                words);
                               line.translate(0, lineHeight);
                           }
                       });
        }
    }

    void layChapter(const Chapter& chapter) {
        const report::Section& section = chapter.section;
        std::vector<report::Chart> charts;
        std::copy_if(section.charts.begin(), section.charts.end(), std::back_inserter(charts),
                     isDrawable);
        const bool isShort = charts.empty() && section.table.rows.size() <= kShortTable;
        if (m_document.chapters.size() > 1 && (!isShort || m_flow.room() < kLowRoom))
            m_flow.breakPage();
        m_flow.addGap(22);
        m_pageOf->push_back(m_flow.pageOfNext(kLowRoom));
        text(plain(section.title) + QStringLiteral(" · ") +
                 QString::fromStdString(chapter.context.period),
             12, m_colours.muted, QFont::Normal, 1);
        text(section.finding.empty() ? trText("Nothing to tell.") : plain(section.finding), 18,
             ink(), QFont::DemiBold, 3);
        m_flow.addGap(8);
        layCharts(chapter, charts);
        layTable(chapter);
        QStringList notes;
        for (const std::string& note : section.notes)
            notes << plain(note);
        if (!notes.isEmpty())
            text(notes.join(u' '), 11, m_colours.muted);
    }

    /// Two beside each other; what the chapter's finding says already is not said again.
    void layCharts(const Chapter& chapter, const std::vector<report::Chart>& charts) {
        const ChartContext context{
            chapter.context.currency, chapter.context.zone, chapter.context.book,
            QString::fromStdString(chapter.context.period), m_document.names.get()};
        for (std::size_t i = 0; i < charts.size(); i += 2) {
            const std::size_t beside = std::min<std::size_t>(2, charts.size() - i);
            std::vector<ChartSpec> specs;
            for (std::size_t c = i; c < i + beside; ++c) {
                specs.push_back(pictureOf(charts[c], context,
                                          std::size_t((kChartHeight - kAroundBars) / kChartRow)));
                if (beside == 1 && charts[c].title == chapter.section.finding)
                    specs.back().title.clear();
            }
            m_flow.add(kChartHeight,
                       [specs, palette = m_palette](QPainter& painter, const QRectF& room) {
                           constexpr double kGap = 16;
                           const double width = (room.width() - kGap * double(specs.size() - 1)) /
                                                double(specs.size());
                           // The painter of charts has its own margins: let them hang over the
                           // text's.
                           QRectF place(room.left(), room.top(), width, room.height());
                           for (const ChartSpec& spec : specs) {
                               paintChart(painter, place.adjusted(-14, -8, 14, 4), palette,
                                          pictureFont(11), spec, ChartGround::None);
                               place.translate(width + kGap, 0);
                           }
                       });
            m_flow.addGap(8);
        }
    }

    void layTable(const Chapter& chapter) {
        const report::Table& table = chapter.section.table;
        if (table.rows.empty())
            return text(trText("There are no rows."), 12, m_colours.muted);
        const PrintedTable printed =
            printedTable(table, chapter.context.currency, m_document.names.get(), chapter.mostRows);
        addTable(m_flow, printed, m_palette);
        m_flow.addGap(6);
        if (printed.rows.size() < printed.allRows)
            text(trText("The first %1 of %2 rows; workbook and CSV have all of them%3.")
                     .arg(printed.rows.size())
                     .arg(printed.allRows)
                     .arg(printed.total.empty() ? QString() : trText(", and so has the total")),
                 11, m_colours.muted);
    }

    void layAppendix() {
        m_flow.breakPage();
        text(trText("What the figures rest on"), 18, ink(), QFont::DemiBold);
        m_flow.addGap(6);
        addTable(m_flow, pairs(trText("Fact"), m_document.provenance.facts()), m_palette);
        m_flow.addGap(14);
        layFiles();
        const auto definitions = m_document.definitions();
        if (definitions.empty())
            return;
        m_flow.addGap(14);
        text(trText("Definitions"), 18, ink(), QFont::DemiBold);
        m_flow.addGap(6);
        for (std::size_t i = 0; i < definitions.size(); i += 2)
            layPairs({definitions.begin() + std::ptrdiff_t(i),
                      definitions.begin() + std::ptrdiff_t(std::min(i + 2, definitions.size()))});
    }

    void layFiles() {
        PrintedTable files;
        files.columns = {{trText("File in use"), true},
                         {trText("What it is"), true},
                         {trText("Rows"), false},
                         {trText("Hash of its content"), true}};
        for (const Provenance::File& file : m_document.provenance.files)
            files.rows.push_back({{session::visibleLine(file.name), false},
                                  {file.kind, false},
                                  {file.rows, false},
                                  {file.hash, false}});
        if (!files.rows.empty())
            addTable(m_flow, files, m_palette);
    }

    static PrintedTable pairs(const QString& title,
                              const std::vector<std::pair<QString, QString>>& facts) {
        PrintedTable table;
        table.columns = {{title, true}, {QString(), true}};
        for (const auto& [name, text] : facts) {
            QString line = text;
            line.replace(u'\n', QStringLiteral("; "));
            table.rows.push_back({{name, false}, {session::visibleLine(line), false}});
        }
        return table;
    }

    /// Two definitions beside each other: names, and what they mean beside them.
    void layPairs(const std::vector<std::pair<QString, QString>>& pairs) {
        constexpr double kGap = 28, kNames = 124;
        const double width = (m_flow.width() - kGap) / 2;
        const QFont plainFont = font(11), bold = font(11, QFont::DemiBold);
        const double height = QFontMetricsF(plainFont).height();
        std::vector<std::pair<QStringList, QStringList>> lines;
        qsizetype most = 0;
        for (const auto& [name, meaning] : pairs) {
            lines.emplace_back(wrappedLines(name, bold, kNames - 10, 3),
                               wrappedLines(meaning, plainFont, width - kNames));
            most = std::max({most, lines.back().first.size(), lines.back().second.size()});
        }
        m_flow.add(
            height * double(most) + 6, [=, ink = ink()](QPainter& painter, const QRectF& room) {
                const auto write = [&](const QStringList& texts, const QFont& with, double left) {
                    painter.setFont(with);
                    painter.setPen(ink);
                    QRectF line(room.left() + left, room.top(), width, height);
                    for (const QString& words : texts) {
                        painter.drawText(line, int(Qt::AlignLeft | Qt::TextSingleLine), words);
                        line.translate(0, height);
                    }
                };
                for (std::size_t i = 0; i < lines.size(); ++i) {
                    write(lines[i].first, bold, double(i) * (width + kGap));
                    write(lines[i].second, plainFont, double(i) * (width + kGap) + kNames);
                }
            });
    }

    const ReportDocument& m_document;
    QPalette m_palette;
    Colours m_colours;
    PageFlow m_flow;
    std::shared_ptr<std::vector<int>> m_pageOf; // of each chapter, known once all is laid out
};

} // namespace

PageFlow layOutReport(const ReportDocument& document, const PageShape& shape, ThemeChoice theme) {
    return ReportLayout(document, shape, theme).lay();
}

void paintFoot(QPainter& painter, const ReportDocument& document, const PageShape& shape, int page,
               int pageCount, ThemeChoice theme) {
    constexpr double kPageNumber = 90;
    const Colours colours = coloursOf(paletteOf(theme));
    const QFont font = pictureFont(9);
    const double lineHeight = QFontMetricsF(font).height();
    QRectF room = shape.body();
    room.setTop(room.bottom() + 14);
    room.setHeight(lineHeight);
    painter.setPen(QPen(colours.border, 0.8));
    painter.drawLine(room.topLeft() - QPointF(0, 5), room.topRight() - QPointF(0, 5));
    painter.setFont(font);
    painter.setPen(colours.muted);
    painter.drawText(
        room, int(Qt::AlignRight | Qt::TextSingleLine),
        QCoreApplication::translate("ms::views", "Page %1 of %2").arg(page + 1).arg(pageCount));
    const QString words = session::visibleLine(
        document.title + QStringLiteral(" · ") + document.provenance.workspace +
        QStringLiteral(" · ") + document.provenance.footer());
    for (const QString& line : wrappedLines(words, font, room.width() - kPageNumber, 2)) {
        painter.drawText(room, int(Qt::AlignLeft | Qt::TextSingleLine), line);
        room.translate(0, lineHeight);
    }
}

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/page_table.h"

#include <QFontMetricsF>
#include <QPainter>

#include "views/charts/chart_picture.h"
#include "views/export/page_text.h"

#include <algorithm>
#include <memory>
#include <numeric>

namespace ms::views {
namespace {

constexpr int kTextPixels = 11;
constexpr int kSmallPixels = 10; // where columns are many
constexpr double kPad = 14;      // between columns
constexpr double kRowPad = 7;    // between rows
constexpr double kNarrowText = 84;
constexpr double kWideText = 380;
constexpr double kWideWord = 130;
constexpr double kWideTitle = 92; // of a column: longer ones take a second line
constexpr int kMostTitleLines = 3;
constexpr int kMostLines = 8;
constexpr double kMostStretch = 46; // pixels that a column gets beyond what it needs

struct Look {
    QFont text;
    QFont bold;
    QColor ink;
    QColor muted;
    QColor loss;
    QColor rule;
    double lineHeight = 0;
};

Look lookOf(const QPalette& palette, int pixels) {
    const Colours colours = coloursOf(palette);
    Look look{pictureFont(pixels),
              pictureFont(pixels),
              palette.color(QPalette::Text),
              colours.muted,
              colours.loss.darker(110),
              colours.border,
              0};
    look.bold.setWeight(QFont::DemiBold);
    look.lineHeight = QFontMetricsF(look.text).height();
    return look;
}

double widestWord(const QString& text, const QFontMetricsF& metrics) {
    double widest = 0;
    for (const QString& word : text.split(u' '))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    return widest;
}

/// What a column wants: its figures in full, texts and titles up to a width.
double wishOf(const PrintedTable& table, std::size_t c, const Look& look) {
    const QFontMetricsF bold(look.bold), plain(look.text);
    const PrintedColumn& column = table.columns[c];
    double width = std::max(widestWord(column.title, bold),
                            std::min(bold.horizontalAdvance(column.title), kWideTitle));
    double widest = 0;
    for (const auto& row : table.rows)
        widest = std::max(widest, plain.horizontalAdvance(row[c].text));
    if (!table.total.empty())
        widest = std::max(widest, bold.horizontalAdvance(table.total[c].text));
    return std::max(width, column.isText ? std::min(widest, kWideText) : widest) + kPad;
}

/// Below which a column of texts would break its words.
double wordsOf(const PrintedTable& table, std::size_t c, const Look& look) {
    const QFontMetricsF plain(look.text);
    double widest = widestWord(table.columns[c].title, QFontMetricsF(look.bold));
    for (const auto& row : table.rows)
        widest = std::max(widest, widestWord(row[c].text, plain));
    return std::min(widest + 1, kWideWord) + kPad;
}

/// `wishes` of which the widest texts are as wide as each other, so that all fit `room`; no text is
/// made narrower than people can read, so that it may still be too much.
std::vector<double> levelledWidths(const std::vector<double>& wishes, const PrintedTable& table,
                                   const Look& look, double room) {
    std::vector<double> words;
    for (std::size_t c = 0; c < wishes.size(); ++c)
        words.push_back(table.columns[c].isText ? wordsOf(table, c, look) : 0);
    const auto levelled = [&](double level) {
        std::vector<double> widths = wishes;
        for (std::size_t c = 0; c < widths.size(); ++c)
            if (table.columns[c].isText)
                widths[c] = std::min(widths[c], std::max(level, words[c]));
        return widths;
    };
    double low = kNarrowText + kPad, high = kWideText + kPad;
    for (int step = 0; step < 20; ++step) {
        const double middle = (low + high) / 2;
        const std::vector<double> widths = levelled(middle);
        (std::accumulate(widths.begin(), widths.end(), 0.0) > room ? high : low) = middle;
    }
    return levelled(low);
}

/// One part of the table's columns, ready to be painted row by row.
class TablePart {
public:
    TablePart(const PrintedTable& table, std::vector<std::size_t> columns,
              const std::vector<double>& wishes, double room, Look look)
        : m_table{table}, m_columns{std::move(columns)}, m_look{std::move(look)} {
        double wanted = 0;
        for (const std::size_t c : m_columns)
            wanted += wishes[c];
        const double stretch =
            std::clamp((room - wanted) / double(m_columns.size()), 0.0, kMostStretch);
        for (const std::size_t c : m_columns)
            m_widths.push_back(std::min(wishes[c] + stretch, room));
        m_width = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
    }

    struct Line {
        std::vector<QStringList> texts; // a list of lines a column
        std::vector<bool> isNegative;
        double height = 0;
    };

    Line header() const {
        Line line;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            put(line,
                wrappedLines(m_table.columns[m_columns[i]].title, m_look.bold, m_widths[i] - kPad,
                             kMostLines),
                false);
        return line;
    }

    Line row(const std::vector<PrintedCell>& cells, const QFont& font) const {
        Line line;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const PrintedCell& cell = cells[m_columns[i]];
            put(line, wrappedLines(cell.text, font, m_widths[i] - kPad + 0.5, kMostLines),
                cell.isLoss);
        }
        return line;
    }

    enum class Kind { Header, Row, Total };
    void paint(QPainter& painter, const QRectF& room, const Line& line, Kind kind) const {
        painter.setFont(kind == Kind::Row ? m_look.text : m_look.bold);
        double left = room.left();
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const bool isText = m_table.columns[m_columns[i]].isText;
            painter.setPen(kind == Kind::Header ? m_look.muted
                           : line.isNegative[i] ? m_look.loss
                                                : m_look.ink);
            const double height = double(line.texts[i].size()) * m_look.lineHeight;
            // Titles stand on the rule below them, texts of a row beside its first line.
            double top = kind == Kind::Header ? room.bottom() - height - kRowPad / 2
                                              : room.top() + kRowPad / 2;
            for (const QString& text : line.texts[i]) {
                painter.drawText(
                    QRectF(left + kPad / 2, top, m_widths[i] - kPad, m_look.lineHeight),
                    int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter |
                        Qt::TextSingleLine | Qt::TextDontClip),
                    text);
                top += m_look.lineHeight;
            }
            left += m_widths[i];
        }
        const bool isStrong = kind != Kind::Row;
        painter.setPen(QPen(isStrong ? m_look.muted : m_look.rule, isStrong ? 1 : 0.6));
        const double y = kind == Kind::Total ? room.top() : room.bottom();
        painter.drawLine(QPointF(room.left(), y), QPointF(room.left() + m_width, y));
    }

    const Look& look() const { return m_look; }

private:
    void put(Line& line, QStringList lines, bool isNegative) const {
        line.height = std::max(line.height, double(lines.size()) * m_look.lineHeight + kRowPad);
        line.texts.push_back(std::move(lines));
        line.isNegative.push_back(isNegative);
    }

    const PrintedTable& m_table;
    std::vector<std::size_t> m_columns;
    std::vector<double> m_widths;
    Look m_look;
    double m_width = 0;
};

void addPart(PageFlow& flow, const std::shared_ptr<const TablePart>& part,
             const PrintedTable& table) {
    using Kind = TablePart::Kind;
    const TablePart::Line header = part->header();
    const auto add = [&](const TablePart::Line& line, Kind kind) {
        flow.add(line.height, [part, line, kind](QPainter& painter, const QRectF& room) {
            part->paint(painter, room, line, kind);
        });
    };
    constexpr int kRowsWithHeader = 2; // a header alone at the foot of a page helps nobody
    if (flow.room() < header.height + kRowsWithHeader * (part->look().lineHeight + kRowPad))
        flow.breakPage();
    add(header, Kind::Header);
    const auto addRow = [&](const TablePart::Line& line, Kind kind) {
        if (flow.room() < line.height) {
            flow.breakPage();
            add(header, Kind::Header);
        }
        add(line, kind);
    };
    for (const auto& row : table.rows)
        addRow(part->row(row, part->look().text), Kind::Row);
    if (!table.total.empty())
        addRow(part->row(table.total, part->look().bold), Kind::Total);
}

} // namespace

std::vector<std::vector<std::size_t>> tableParts(const std::vector<double>& widths,
                                                 std::size_t keys, double room) {
    std::vector<std::vector<std::size_t>> parts;
    double keyWidth = 0;
    for (std::size_t c = 0; c < keys; ++c)
        keyWidth += widths[c];
    double used = 0;
    for (std::size_t c = keys; c < widths.size(); ++c) {
        if (parts.empty() || used + widths[c] > room) {
            std::vector<std::size_t>& part = parts.emplace_back(keys);
            std::iota(part.begin(), part.end(), std::size_t{0});
            used = keyWidth;
        }
        parts.back().push_back(c);
        used += widths[c];
    }
    if (parts.empty()) {
        parts.emplace_back(widths.size());
        std::iota(parts.back().begin(), parts.back().end(), std::size_t{0});
    }
    return parts;
}

void addTable(PageFlow& flow, const PrintedTable& table, const QPalette& palette) {
    if (table.columns.empty())
        return;
    const auto kept = std::make_shared<const PrintedTable>(table); // until it is painted
    std::vector<double> wishes;
    Look look = lookOf(palette, kTextPixels);
    const auto measure = [&](int pixels) {
        look = lookOf(palette, pixels);
        wishes.clear();
        for (std::size_t c = 0; c < kept->columns.size(); ++c)
            wishes.push_back(wishOf(*kept, c, look));
        return std::accumulate(wishes.begin(), wishes.end(), 0.0);
    };
    double excess = measure(kTextPixels) - flow.width();
    if (excess > 0)
        excess = measure(kSmallPixels) - flow.width();
    if (excess > 0) // long texts give way first
        wishes = levelledWidths(wishes, *kept, look, flow.width());
    const std::size_t keys = kept->columns.front().isText ? 1 : 0;
    const auto parts = tableParts(wishes, keys, flow.width());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            flow.addGap(look.lineHeight);
        // The part outlives its table otherwise: both are painted later.
        const std::shared_ptr<const TablePart> part(
            new TablePart(*kept, parts[i], wishes, flow.width(), look),
            [kept](const TablePart* gone) { delete gone; });
        addPart(flow, part, *kept);
    }
}

} // namespace ms::views

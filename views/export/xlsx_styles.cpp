// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/xlsx_styles.h"

#include "views/export/xlsx_formulas.h"

#include <algorithm>
#include <cmath>

namespace ms::views {
namespace {

using Kind = report::Column::Kind;

constexpr lxw_color_t kInk = 0x1b2430;
constexpr lxw_color_t kMuted = 0x5b6675;
constexpr lxw_color_t kHeader = 0x2563a8;
constexpr lxw_color_t kRule = 0x8a93a2;

void styleHeader(lxw_format* made, lxw_format_alignments alignment) {
    format_set_bold(made);
    format_set_font_color(made, 0xffffff);
    format_set_bg_color(made, kHeader);
    format_set_text_wrap(made);
    format_set_align(made, std::uint8_t(alignment));
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
}

} // namespace

lxw_format* XlsxStyles::title() {
    lxw_format*& made = m_made["title"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_bold(made);
        format_set_font_size(made, 15);
        format_set_font_color(made, kInk);
    }
    return made;
}

lxw_format* XlsxStyles::finding() {
    lxw_format*& made = m_made["finding"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_bold(made);
        format_set_font_color(made, kInk);
    }
    return made;
}

lxw_format* XlsxStyles::muted() {
    lxw_format*& made = m_made["muted"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_font_color(made, kMuted);
    }
    return made;
}

lxw_format* XlsxStyles::header() {
    lxw_format*& made = m_made["header"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        styleHeader(made, LXW_ALIGN_LEFT);
    }
    return made;
}

lxw_format* XlsxStyles::figureHeader() {
    lxw_format*& made = m_made["figure header"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        styleHeader(made, LXW_ALIGN_RIGHT);
    }
    return made;
}

lxw_format* XlsxStyles::wrapped() {
    lxw_format*& made = m_made["wrapped"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_text_wrap(made);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    }
    return made;
}

lxw_format* XlsxStyles::link() {
    lxw_format*& made = m_made["link"];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_font_color(made, kHeader);
        format_set_underline(made, LXW_UNDERLINE_SINGLE);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    }
    return made;
}

lxw_format* XlsxStyles::cell(const report::Table& table, std::size_t column,
                             const report::Cell& cell, CellRole role) {
    switch (table.columns[column].kind) {
    case Kind::Key:
    case Kind::Text:
        return format("@", role); // a text, also after it was edited
    case Kind::Count:
    case Kind::Tokens:
        return format("#,##0", role);
    case Kind::Money:
        return format(moneyFormat(table, column), role);
    case Kind::Ratio:
        return format("0.0%", role);
    case Kind::PValue: // the number stays in the cell
        return format("[<0.000001]\"< 0.000001\";0.000000", role);
    case Kind::Number:
        break;
    }
    // A column whose rows hold different things: each by itself.
    if (std::holds_alternative<report::Share>(cell))
        return format("0.0%", role);
    if (std::holds_alternative<core::MoneySum>(cell))
        return format(moneyFormat(std::abs(sheetNumber(cell).value_or(0))), role);
    return format("#,##0.00", role);
}

lxw_format* XlsxStyles::format(const std::string& numberFormat, CellRole role) {
    lxw_format*& made = m_made[(role == CellRole::Total ? "total " : "row ") + numberFormat];
    if (made == nullptr) {
        made = workbook_add_format(&m_workbook);
        format_set_num_format(made, numberFormat.c_str());
        if (role == CellRole::Total) {
            format_set_bold(made);
            format_set_top(made, LXW_BORDER_THIN);
            format_set_top_color(made, kRule);
        }
    }
    return made;
}

/// Cents where the column's largest amount has dollars to show; more decimals for small ones.
std::string XlsxStyles::moneyFormat(const report::Table& table, std::size_t column) const {
    double largest = 0;
    for (const report::Row& row : table.rows)
        largest = std::max(largest, std::abs(sheetNumber(row.cells[column]).value_or(0)));
    return moneyFormat(largest);
}

std::string XlsxStyles::moneyFormat(double largest) const {
    const std::string digits = largest == 0 || largest >= 100 ? "#,##0.00"
                               : largest >= 1                 ? "#,##0.0000"
                                                              : "0.000000";
    const std::string unit = m_currency == "USD" ? "\"$\"" : "\"" + m_currency + " \"";
    return unit + digits + ";[Red]-" + unit + digits;
}

} // namespace ms::views

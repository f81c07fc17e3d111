// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/receipt_view.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextTable>

#include "models/session/receipt.h"
#include "models/session/visible_text.h"
#include "views/widgets/theme.h"
#include "views/widgets/titles.h"

namespace ms::views {
namespace {

constexpr int kMargin = 12;
constexpr int kCellPadding = 4;
constexpr int kTitlePercent = 115;

QString plain(const std::string& text) {
    return session::visibleLine(QString::fromStdString(text));
}

QTextBlockFormat blockOf(Qt::Alignment alignment, int space = 0) {
    QTextBlockFormat format;
    format.setAlignment(alignment | Qt::AlignAbsolute);
    format.setLayoutDirection(Qt::LeftToRight); // whatever the text itself is written in
    format.setTopMargin(space);
    return format;
}

QTextCharFormat colouredBy(const QColor& colour) {
    QTextCharFormat format;
    format.setForeground(colour);
    return format;
}

QTextCharFormat boldOf(const QFont& font, int percent) {
    QTextCharFormat format;
    format.setFont(scaledFont(font, percent, QFont::DemiBold));
    return format;
}

QTextTableFormat tableOf(const QColor& line) {
    QTextTableFormat format;
    format.setBorder(0);
    format.setBorderBrush(line);
    format.setCellPadding(kCellPadding);
    format.setCellSpacing(0);
    format.setTopMargin(kMargin / 2);
    return format;
}

void writeCell(QTextTable& table, int row, int column, const QString& text,
               const QTextCharFormat& format, Qt::Alignment alignment) {
    QTextTableCell cell = table.cellAt(row, column);
    QTextCursor cursor = cell.firstCursorPosition();
    cursor.setBlockFormat(blockOf(alignment));
    cursor.insertText(text, format);
}

} // namespace

ReceiptView::ReceiptView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    setFont(tabularFont(font()));
    setAccessibleName(tr("Receipt"));
    document()->setDocumentMargin(kMargin);
}

void ReceiptView::showBatch(const store::Batch& batch, const core::Zone& zone) {
    const bool isOther = !m_batch || m_batch->id != batch.id;
    m_batch = batch;
    m_zone = zone;
    m_counted.reset();
    m_problem.clear();
    write();
    if (isOther)
        verticalScrollBar()->setValue(0);
}

void ReceiptView::showCounted(const store::CountedTotals& counted) {
    m_counted = counted;
    write();
}

void ReceiptView::showProblem(const QString& problem) {
    m_problem = problem;
    write();
}

void ReceiptView::showNothing() {
    m_batch.reset();
    write();
}

void ReceiptView::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        write(); // its colours are those of the text when it was written
}

void ReceiptView::write() {
    const int place = verticalScrollBar()->value();
    clear();
    if (!m_batch)
        return;
    QTextCursor cursor(document());
    writeHead(cursor);
    writeSheet(cursor);
    writeTotals(cursor);
    writeNotes(cursor);
    moveCursor(QTextCursor::Start); // else the view follows it to the end
    verticalScrollBar()->setValue(place);
}

void ReceiptView::writeHead(QTextCursor& cursor) const {
    const QTextCharFormat normal = colouredBy(palette().color(QPalette::Text));
    cursor.setBlockFormat(blockOf(Qt::AlignLeft));
    cursor.insertText(plain(fileNameOf(m_batch->path).toStdString()),
                      boldOf(font(), kTitlePercent));
    cursor.insertBlock(blockOf(Qt::AlignLeft, kCellPadding));
    QTextCharFormat equation = boldOf(font(), 100);
    const bool holds = session::addsUp(*m_batch);
    if (!holds)
        equation.setForeground(coloursOf(palette()).loss);
    cursor.insertText(session::equationText(*m_batch) + (holds ? QStringLiteral("  ✓") : QString()),
                      equation);
    if (!holds) {
        cursor.insertBlock(blockOf(Qt::AlignLeft, kCellPadding));
        cursor.insertText(tr("This does not add up: another program has changed the workspace."),
                          colouredBy(coloursOf(palette()).loss));
    }
    QStringList sentences = session::rowSentences(*m_batch, m_counted);
    if (!m_problem.isEmpty())
        sentences << tr("What counts now could not be added up: %1").arg(m_problem);
    else if (!m_counted)
        sentences << tr("Adding up what counts now …");
    for (const QString& sentence : sentences) {
        cursor.insertBlock(blockOf(Qt::AlignLeft, kCellPadding));
        cursor.insertText(sentence, normal);
    }
}

void ReceiptView::writeSheet(QTextCursor& cursor) const {
    const QList<session::ReceiptLine> lines = session::receiptLines(*m_batch, m_zone);
    const Colours colours = coloursOf(palette());
    int widest = 0;
    for (const session::ReceiptLine& line : lines)
        widest = qMax(widest, fontMetrics().horizontalAdvance(line.title));
    QTextTableFormat format = tableOf(colours.border);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(
        {QTextLength(QTextLength::FixedLength, widest + 4 * kCellPadding),
         QTextLength(QTextLength::VariableLength, 0)});
    cursor.insertBlock(blockOf(Qt::AlignLeft));
    QTextTable* table = cursor.insertTable(int(lines.size()), 2, format);
    for (int row = 0; row < lines.size(); ++row) {
        writeCell(*table, row, 0, lines[row].title, colouredBy(colours.muted), Qt::AlignLeft);
        writeCell(*table, row, 1, session::visibleLine(lines[row].value),
                  colouredBy(palette().color(QPalette::Text)), Qt::AlignLeft);
    }
    cursor.movePosition(QTextCursor::End);
}

void ReceiptView::writeTotals(QTextCursor& cursor) const {
    const auto totals = session::comparedTotals(*m_batch, m_counted);
    if (totals.empty())
        return;
    const Colours colours = coloursOf(palette());
    const QTextCharFormat normal = colouredBy(palette().color(QPalette::Text));
    cursor.insertBlock(blockOf(Qt::AlignLeft, kMargin));
    cursor.insertText(tr("Control totals"), boldOf(font(), 100));
    cursor.insertBlock(blockOf(Qt::AlignLeft));
    QTextTableFormat format = tableOf(colours.border);
    format.setCellPadding(2 * kCellPadding);
    QTextTable* table = cursor.insertTable(int(totals.size()) + 1, 4, format);
    const QStringList titles{tr("Measure"), tr("In the file"), tr("Counts now"), tr("Difference")};
    for (int column = 0; column < 4; ++column)
        writeCell(*table, 0, column, titles[column], colouredBy(colours.muted),
                  column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    for (int row = 0; row < int(totals.size()); ++row) {
        const session::ComparedTotal& total = totals[std::size_t(row)];
        writeCell(*table, row + 1, 0, session::visibleLine(session::totalTitle(total)), normal,
                  Qt::AlignLeft);
        writeCell(*table, row + 1, 1, session::totalText(total.inFile), normal, Qt::AlignRight);
        writeCell(*table, row + 1, 2, session::totalText(total.counts), normal, Qt::AlignRight);
        writeCell(*table, row + 1, 3, session::totalText(total.difference), normal, Qt::AlignRight);
    }
    cursor.movePosition(QTextCursor::End);
}

void ReceiptView::writeNotes(QTextCursor& cursor) const {
    if (m_batch->notes.empty())
        return;
    cursor.insertBlock(blockOf(Qt::AlignLeft, kMargin));
    cursor.insertText(tr("Notes"), boldOf(font(), 100));
    for (const std::string& note : m_batch->notes) {
        cursor.insertBlock(blockOf(Qt::AlignLeft, kCellPadding));
        cursor.insertText(QStringLiteral("• ") + plain(note),
                          colouredBy(palette().color(QPalette::Text)));
    }
}

} // namespace ms::views

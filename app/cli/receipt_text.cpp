// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/receipt_text.h"

#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "models/session/receipt.h"

#include <algorithm>
#include <ostream>

namespace ms::app {

namespace {

std::string safe(const QString& text) {
    return forTerminal(text.toStdString());
}

TextTable tableOf(const std::vector<session::ComparedTotal>& totals) {
    const auto right = TextColumn::Align::Right;
    TextTable table;
    table.columns = {{"total", "Control total"},
                     {"in_file", "In the file", right},
                     {"counts_now", "Counts now", right},
                     {"difference", "Difference", right}};
    for (const session::ComparedTotal& total : totals)
        table.rows.push_back({session::totalTitle(total).toStdString(),
                              session::totalText(total.inFile).toStdString(),
                              session::totalText(total.counts).toStdString(),
                              session::totalText(total.difference).toStdString()});
    return table;
}

Json amountJson(const std::string& unit, const std::optional<core::Decimal>& amount) {
    if (!amount)
        return {};
    return unit == "tokens" && amount->scale == 0 ? jsonOf(amount->digits)
                                                  : Json(core::toText(*amount));
}

} // namespace

void printReceipt(std::ostream& out, const store::Batch& batch, const store::CountedTotals& counted,
                  const core::Zone& zone) {
    const QList<session::ReceiptLine> lines = session::receiptLines(batch, zone);
    std::size_t width = 0;
    for (const session::ReceiptLine& line : lines)
        width = std::max(width, widthOf(safe(line.title)));
    out << "Batch " << batch.id << '\n';
    for (const session::ReceiptLine& line : lines)
        out << safe(line.title) << std::string(width - widthOf(safe(line.title)) + 2, ' ')
            << safe(line.value) << '\n';
    out << '\n' << safe(session::equationText(batch)) << '\n';
    if (!session::addsUp(batch))
        out << "This does not add up: another program has changed the workspace.\n";
    for (const QString& sentence : session::rowSentences(batch, counted))
        out << safe(sentence) << '\n';
    const auto totals = session::comparedTotals(batch, counted);
    if (!totals.empty()) {
        out << '\n';
        printForTerminal(out, tableOf(totals));
    }
    if (!batch.notes.empty())
        out << '\n';
    for (const std::string& note : batch.notes)
        out << "Note: " << forTerminal(note) << '\n';
}

Json jsonOf(const store::Batch& batch) {
    return {{"batch", batch.id},
            {"kind", core::nameOf(batch.kind)},
            {"path", batch.path},
            {"format", textOrNull(batch.format)},
            {"evidence", textOrNull(batch.evidence)},
            {"source", batch.source},
            {"profile", textOrNull(batch.profile)},
            {"convention", textOrNull(batch.convention)},
            {"compression", textOrNull(batch.compression)},
            {"encoding", textOrNull(batch.encoding)},
            {"book", textOrNull(batch.book)},
            {"month", batch.month ? Json(toText(*batch.month)) : Json()},
            {"rows", batch.rows},
            {"accepted", batch.accepted},
            {"duplicates", batch.duplicates},
            {"rejected", batch.rejected},
            {"skipped", batch.skipped},
            {"replaced", batch.replaced},
            {"corrected", batch.corrected},
            {"corrects", batch.corrects ? Json(*batch.corrects) : Json()},
            {"active", batch.isActive},
            {"imported_at", core::toText(batch.importedAt)},
            {"source_hash", batch.sourceHash},
            {"bytes", batch.bytes},
            {"notes", batch.notes}};
}

Json jsonOf(const store::Batch& batch, const store::CountedTotals& counted) {
    Json json = jsonOf(batch);
    json["adds_up"] = session::addsUp(batch);
    json["counted_rows"] = counted.rows;
    json["first_event"] =
        batch.span && batch.span->from ? Json(core::toText(*batch.span->from)) : Json();
    json["last_event"] = batch.span && batch.span->to
                             ? Json(core::toText(core::Instant{batch.span->to->micros - 1}))
                             : Json();
    Json totals = Json::array();
    for (const session::ComparedTotal& total : session::comparedTotals(batch, counted))
        totals.push_back({{"measure", total.measure},
                          {"unit", total.unit},
                          {"in_file", amountJson(total.unit, total.inFile)},
                          {"counts_now", amountJson(total.unit, total.counts)},
                          {"difference", amountJson(total.unit, total.difference)}});
    json["totals"] = std::move(totals);
    return json;
}

} // namespace ms::app

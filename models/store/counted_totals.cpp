// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/body_reader.h"
#include "models/store/control_sums.h"
#include "models/store/event_table.h"
#include "models/store/replaced_rows.h"
#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

#include <algorithm>

namespace ms::store {

namespace {

using core::FileKind;
using core::NumberColumn;
using core::TextColumn;

constexpr std::int64_t kRowsBetweenStops = 4096;

core::Error cancelled() {
    return {core::Error::Code::Cancelled, "Adding up was cancelled.", {}};
}

std::vector<std::string> currenciesOf(const SQLite::Database& db) {
    std::vector<std::string> texts(1); // code 0 is the empty text
    SQLite::Statement rows{db, "SELECT text FROM dictionary WHERE field = ? ORDER BY code"};
    rows.bind(1, int(TextColumn::Currency));
    while (rows.executeStep())
        texts.push_back(rows.getColumn(0).getString());
    return texts;
}

/// Adds up the segments of one batch.
class EventSums {
public:
    EventSums(SQLite::Database& db, const std::string& path)
        : m_path{path}, m_reader{db.getHandle(), path}, m_currencies{currenciesOf(db)} {}

    core::Status add(std::int64_t segment, std::size_t rows,
                     std::span<const std::uint32_t> leftOut) {
        m_rows += std::int64_t(rows - leftOut.size());
        for (const NumberColumn column : kTokenColumns) {
            if (auto read = m_reader.numbers(segment, column, rows, m_numbers); !read)
                return read;
            addTokenSum(column, m_numbers, leftOut, m_totals);
        }
        if (auto read = m_reader.numbers(segment, NumberColumn::ReportedCost, rows, m_numbers);
            !read)
            return read;
        if (auto read = m_reader.codes(segment, TextColumn::Currency, rows, m_codes); !read)
            return read;
        if (*std::max_element(m_codes.begin(), m_codes.end()) >= m_currencies.size())
            return core::Error{core::Error::Code::Workspace,
                               "This workspace is damaged: segment " + std::to_string(segment) +
                                   " names a currency that is not there.",
                               m_path};
        addCostSums(m_numbers, m_codes, m_currencies, leftOut, m_totals);
        return {};
    }
    CountedTotals totals() const { return {m_rows, m_totals.all()}; }

private:
    const std::string& m_path;
    BodyReader m_reader;
    std::vector<std::string> m_currencies;
    std::vector<std::int64_t> m_numbers;
    std::vector<std::uint32_t> m_codes;
    std::int64_t m_rows = 0;
    core::ControlTotals m_totals;
};

core::Result<CountedTotals> countedEvents(SQLite::Database& db, const std::string& path,
                                          const Batch& batch, const std::stop_token& stop) {
    auto replaced = readReplaced(db.getHandle(), path);
    if (!replaced)
        return replaced.error();
    EventSums sums{db, path};
    SQLite::Statement segments{db, "SELECT id, rows FROM segment WHERE batch = ? ORDER BY id"};
    segments.bind(1, batch.id);
    while (segments.executeStep()) {
        if (stop.stop_requested())
            return cancelled();
        const std::int64_t id = segments.getColumn(0).getInt64();
        if (auto added = sums.add(id, segments.getColumn(1).getUInt(), (*replaced)[id]); !added)
            return added.error();
    }
    return sums.totals();
}

/// What a table of facts has to add up. An empty unit column: tokens.
struct FactMeasure {
    const char* name;
    const char* column;
    const char* unit;
};
struct FactTable {
    FileKind kind;
    const char* name;
    std::vector<FactMeasure> measures;
};

/// The tables with measures, and those whose rows a later import may state anew.
const std::vector<FactTable>& factTables() {
    static const std::vector<FactTable> tables{
        {FileKind::Charges,
         "charge",
         {{"amount", "amount", "currency"},
          {"effective_amount", "effective_amount", "currency"},
          {"list_amount", "list_amount", "currency"},
          {"quantity_tokens", "quantity_tokens", ""}}},
        {FileKind::Usage,
         "usage_bucket",
         {{"input_uncached_tokens", "input_uncached_tokens", ""},
          {"cache_read_tokens", "cache_read_tokens", ""},
          {"cache_write_5m_tokens", "cache_write_5m_tokens", ""},
          {"cache_write_1h_tokens", "cache_write_1h_tokens", ""},
          {"output_tokens", "output_tokens", ""},
          {"reported_cost", "reported_cost", "currency"}}},
        {FileKind::Revenue, "revenue", {{"amount", "amount", "currency"}}},
        // Revenue for each customer of a tier is kept as the tier's plan.
        {FileKind::Revenue,
         "plan",
         {{"amount", "money(revenue_per_tenant_month_picos)", "currency"}}},
        {FileKind::ActiveUsers, "active_users", {}},
        {FileKind::Features, "endpoint_feature", {}},
        {FileKind::Decisions, "decision", {}}};
    return tables;
}

std::string selectSql(const FactTable& table) {
    std::string columns = table.measures.empty() ? "''" : "currency";
    for (const FactMeasure& measure : table.measures)
        columns += std::string{", "} + measure.column;
    return "SELECT " + columns + " FROM " + table.name +
           " f WHERE f.batch = ? AND NOT EXISTS (SELECT 1 FROM replaced_fact r JOIN batch n "
           "ON n.id = r.by_batch WHERE r.kind = '" +
           table.name + "' AND r.row = f.rowid AND n.is_active = 1)";
}

core::Status addFacts(SQLite::Database& db, const FactTable& table, std::int64_t batch,
                      const std::stop_token& stop, std::int64_t& count,
                      core::ControlTotals& totals) {
    SQLite::Statement rows{db, selectSql(table)};
    rows.bind(1, batch);
    while (rows.executeStep()) {
        if (++count % kRowsBetweenStops == 0 && stop.stop_requested())
            return cancelled();
        const std::string currency = rows.getColumn(0).getString();
        for (std::size_t i = 0; i < table.measures.size(); ++i) {
            const SQLite::Column cell = rows.getColumn(int(i) + 1);
            const auto amount = core::parseDecimal(cell.getString()); // null is no number
            if (amount)
                totals.add(table.measures[i].name,
                           *table.measures[i].unit ? std::string_view{currency} : kTokens, *amount);
        }
    }
    return {};
}

core::Result<CountedTotals> countedFacts(SQLite::Database& db, const Batch& batch,
                                         const std::stop_token& stop) {
    CountedTotals counted;
    core::ControlTotals totals;
    bool isCounted = false;
    for (const FactTable& table : factTables()) {
        if (table.kind != batch.kind)
            continue;
        isCounted = true;
        if (auto added = addFacts(db, table, batch.id, stop, counted.rows, totals); !added)
            return added.error();
    }
    if (!isCounted) // rows of the other kinds are never stated anew
        counted.rows = batch.accepted;
    counted.totals = totals.all();
    return counted;
}

} // namespace

core::Result<CountedTotals> Workspace::countedTotals(std::int64_t id, std::stop_token stop) const {
    // On a connection of its own: what is added up is one state of the file.
    auto opened = openConnection(m_state->path, Purpose::Read);
    if (!opened)
        return opened.error();
    return guarded(m_state->path, [&]() -> core::Result<CountedTotals> {
        SQLite::Database& db = **opened;
        registerSqlFunctions(db.getHandle());
        db.exec("BEGIN");
        const std::vector<Batch> found = readBatches(db, id);
        if (found.empty())
            return noSuchBatch(id);
        const Batch& batch = found.front();
        if (!batch.isActive)
            return CountedTotals{};
        return batch.kind == FileKind::Events
                   ? countedEvents(db, m_state->path.string(), batch, stop)
                   : countedFacts(db, batch, stop);
    });
}

} // namespace ms::store

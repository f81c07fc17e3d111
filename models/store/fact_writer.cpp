// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fact_writer.h"

#include "models/core/check.h"
#include "models/core/import_stream.h"
#include "models/store/fact_cells.h"
#include "models/store/known_facts.h"
#include "models/store/published_prices.h"

#include <SQLiteCpp/Statement.h>

namespace ms::store {

namespace {

template <class F>
std::string insertSql() {
    std::string marks = "?, ?";
    const F fact{};
    FactFields<F>::visitAll(fact, [&](const char*, const auto&) { marks += ", ?"; });
    return std::string{"INSERT INTO "} + FactFields<F>::table + " (batch, line, " +
           columnsOf<F>("") + ") VALUES (" + marks + ")";
}

/// A tier table's revenue for each customer and month is the tier's plan.
core::PlanFact planOf(const core::RevenueFact& revenue) {
    const auto picos = static_cast<std::int64_t>(revenue.amount.picos());
    CHECK(picos == revenue.amount.picos(), "Importers check that a plan's price fits.");
    core::PlanFact plan;
    plan.tier = revenue.tier;
    plan.revenuePerTenantMonth = core::Money::fromPicos(picos);
    plan.currency = revenue.currency;
    plan.validFrom = revenue.periodStart;
    plan.validTo = revenue.periodEnd;
    plan.line = revenue.line;
    return plan;
}

} // namespace

struct FactWriter::Impl {
    SQLite::Database& db;
    Destination destination;
    std::string_view table;
    std::unique_ptr<SQLite::Statement> insert;
    KnownFacts known;
    PublishedPrices published;

    /// All rows of a file are of one kind, so the first one says which table it is.
    template <class F>
    void prepare() {
        CHECK(!insert || table == std::string_view{FactFields<F>::table},
              "the rows of a file are of one kind");
        if (insert)
            return;
        table = FactFields<F>::table;
        insert = std::make_unique<SQLite::Statement>(db, insertSql<F>());
        if (hasIdentity<F> || destination.source != core::kEnteredByHand)
            known = storedRows<F>(db, destination.source, destination.book);
    }

    template <class F>
    Outcome write(const F& fact) {
        prepare<F>();
        const std::vector<Cell> cells = cellsOf(fact);
        if (known.meet(keyOf(cells), identityOf(fact)) == KnownFacts::Meeting::Duplicate)
            return Outcome::Duplicate;
        insert->bind(1, destination.batch);
        insert->bind(2, fact.line);
        for (std::size_t i = 0; i < cells.size(); ++i)
            bindCell(*insert, int(i) + 3, cells[i]);
        insert->exec();
        insert->reset();
        return Outcome::Added;
    }

    Outcome write(const core::RevenueFact& fact) {
        return fact.basis == core::RevenueBasis::PerCustomerMonth
                   ? write<core::PlanFact>(planOf(fact))
                   : write<core::RevenueFact>(fact);
    }

    Outcome write(const core::PriceEntry& entry) {
        auto rules = core::rulesOf(entry);
        CHECK(bool(rules), "Importers hand on price entries that are rules.");
        if (rules->empty())
            return Outcome::Skipped;
        if (!insert)
            published.load(db, destination.book);
        Outcome outcome = Outcome::Duplicate;
        for (core::PriceRule& rule : *rules) {
            prepare<core::PriceRule>();
            if (published.settle(rule, destination.today) == PublishedPrices::Finding::Known)
                continue;
            if (write<core::PriceRule>(rule) == Outcome::Added)
                outcome = Outcome::Added;
        }
        return outcome;
    }
};

FactWriter::FactWriter(SQLite::Database& db, Destination destination)
    : m_impl{new Impl{db, std::move(destination), {}, nullptr, {}, {}}} {}
FactWriter::~FactWriter() = default;

FactWriter::Outcome FactWriter::write(const core::Fact& fact) {
    return std::visit([this](const auto& one) { return m_impl->write(one); }, fact);
}

void FactWriter::finish() {
    SQLite::Statement insert{m_impl->db,
                             "INSERT INTO replaced_fact (kind, row, by_batch) VALUES (?, ?, ?)"};
    for (const std::int64_t row : m_impl->known.restated()) {
        insert.bind(1, std::string{m_impl->table});
        insert.bind(2, row);
        insert.bind(3, m_impl->destination.batch);
        insert.exec();
        insert.reset();
    }
}

std::int64_t FactWriter::replaced() const {
    return m_impl->known.restatedCounted();
}

std::int64_t FactWriter::datedPrices() const {
    return m_impl->published.dated();
}

} // namespace ms::store

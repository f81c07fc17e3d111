// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/margin.h"
#include "models/frame/frame.h"
#include "tests/models/analysis/company.h"
#include "tests/models/analysis/random_company.h"
#include "tests/models/frame/memory_column_source.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using query::Dimension;

/// The margin over the local frame equals the margin over a plain loop.
class TestMarginOnFrame : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handMadeCompany();
    void randomCompanies();
};

namespace {

core::EventBlock blockOf(const std::vector<PlainEvent>& events) {
    core::EventBlock block;
    for (const PlainEvent& event : events) {
        core::EventRecord record;
        record[core::NumberColumn::Time] = at(event.time).value;
        record[core::NumberColumn::Input] = event.inputTokens;
        record[core::NumberColumn::Output] = 0;
        if (event.costPicos)
            record[core::NumberColumn::ReportedCost] = *event.costPicos;
        record[core::TextColumn::Currency] = "USD";
        record[core::TextColumn::Tenant] = event.tenant;
        record[core::TextColumn::Feature] = event.feature;
        record[core::TextColumn::Model] = event.model;
        record[core::TextColumn::Environment] = event.environment;
        record[core::TextColumn::Status] = "success";
        record[core::IdColumn::Request] = event.request;
        record[core::IdColumn::User] = event.user;
        block.append(record);
    }
    return block;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<PlainEvent>& events,
                                                  const std::vector<core::TenantFact>& tenants,
                                                  const core::Zone& zone) {
    std::vector<core::EventBlock> blocks;
    blocks.push_back(blockOf(events));
    frame::Facts facts;
    facts.tenants = tenants;
    facts.baseCurrency = "USD";
    auto made = frame::makeFrame(
        frame::loadColumns(std::make_shared<MemoryColumnSource>(std::move(blocks))), facts,
        {zone, {}}, {});
    CHECK(made, "The frame could not be made.");
    return *made;
}

struct Asked {
    const analysis::MarginQuery& query;
    const analysis::RevenueBooks& books;
};

void compare(const query::EventSource& frame, const query::EventSource& plain, const Asked& asked) {
    const auto actual = analysis::marginBy(asked.query, frame, asked.books, {});
    const auto expected = analysis::marginBy(asked.query, plain, asked.books, {});
    QVERIFY2(actual, actual ? "" : actual.error().message.c_str());
    QVERIFY(expected);
    QCOMPARE(actual->rows.size(), expected->rows.size());
    for (std::size_t i = 0; i < expected->rows.size(); ++i) {
        const analysis::MarginRow& a = actual->rows[i];
        const analysis::MarginRow& b = expected->rows[i];
        QCOMPARE(a.keys, b.keys);
        QCOMPARE(a.isNoUsage, b.isNoUsage);
        QCOMPARE(text(a.figures.revenue), text(b.figures.revenue));
        QCOMPARE(text(a.figures.cost), text(b.figures.cost));
        QCOMPARE(a.figures.attempts, b.figures.attempts);
        QCOMPARE(a.figures.requests, b.figures.requests);
        QCOMPARE(a.figures.unpricedAttempts, b.figures.unpricedAttempts);
        QVERIFY(a.figures.unpricedTokens == b.figures.unpricedTokens);
    }
    QCOMPARE(text(actual->total.revenue), text(expected->total.revenue));
    QCOMPARE(actual->outside.attempts, expected->outside.attempts);
    QCOMPARE(text(actual->outside.cost), text(expected->outside.cost));
}

} // namespace

void TestMarginOnFrame::handMadeCompany() {
    const auto frame = frameOf(companyEvents(), companyTenants(), {});
    const FakeEventSource plain{companyEvents(), companyTenants()};
    analysis::RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "310")};
    books.facts = {earned("cargo", {"2026-01-01", "2027-01-01"}, "365")};
    for (const auto& by : kGroupings) {
        const analysis::MarginQuery query{by, during("2026-05-01", "2026-06-01"), {}};
        compare(*frame, plain, {query, books});
    }
}

void TestMarginOnFrame::randomCompanies() {
    for (unsigned seed = 100; seed < 110; ++seed) {
        const Company company = randomCompany(seed);
        const auto frame = frameOf(company.events, company.tenants, company.zone);
        const FakeEventSource plain = company.source();
        query::Filter filter = during("2026-03-10", "2026-05-17", company.zone);
        if (seed % 2)
            filter.conditions = {only(Dimension::Model, {"small"})};
        for (const auto& by : kGroupings) {
            const analysis::MarginQuery query{by, filter, analysis::RevenueSplit(seed % 4)};
            compare(*frame, plain, {query, company.books});
        }
    }
}

QTEST_APPLESS_MAIN(TestMarginOnFrame)
#include "tst_margin_on_frame.moc"

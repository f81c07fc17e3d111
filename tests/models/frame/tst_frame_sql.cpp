// SPDX-License-Identifier: GPL-3.0-or-later
// The frame against SQLite: the same rows, the same questions in SQL.
// Covers: feature_columns.cpp
#include "models/frame/frame.h"

#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QTest>

using namespace ms;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Condition;
using query::Dimension;
using query::Measure;
using test::Event;

namespace {

// Berlin has summer time from 2026-03-29T01:00Z to 2026-10-25T01:00Z.
constexpr const char* kSchema = R"(
create table event (row integer primary key, micros integer, environment text, mode text, tenant text,
  feature text, workflow text, team text, model text, request text, root text, user text, input integer,
  output integer);
create table price (model text, valid_from integer, valid_to integer, input integer, output integer);
create table endpoint_feature (endpoint text, feature text, owner_team text);
create view seen as select event.*,
  coalesce(nullif(event.feature, ''), workflow) as endpoint,
  coalesce(f.feature, nullif(event.feature, ''), workflow) as shown_feature,
  coalesce(nullif(f.owner_team, ''), team) as owner,
  case when micros is null then '' else
    strftime('%Y-%m-%d', micros / 1000000, 'unixepoch') end as utc_day,
  case when micros is null then '' else
    strftime('%Y-%m-%d', micros / 1000000 + case when micros >= 1774746000000000 and micros < 1792890000000000
      then 7200 else 3600 end, 'unixepoch') end as berlin_day,
  coalesce(nullif(request, ''), 'row ' || row) as request_key,
  coalesce(nullif(root, ''), nullif(request, ''), 'row ' || row) as action_key,
  (select event.input * p.input + event.output * p.output from price p where p.model = event.model
    and (p.valid_from is null or event.micros >= p.valid_from)
    and (p.valid_to is null or event.micros < p.valid_to)) as cost
  from event left join endpoint_feature f
    on f.endpoint = coalesce(nullif(event.feature, ''), workflow);
)";

std::vector<Event> randomEvents() {
    test::RandomEvents random(11);
    std::vector<Event> events = random.make(8000);
    for (Event& event :
         events) { // what the SQL knows: two buckets, one provider, no reported costs
        event[TextColumn::Provider] = "p";
        event[TextColumn::Account] = event[TextColumn::ServiceTier] = event[TextColumn::Error] = "";
        for (const NumberColumn c :
             {NumberColumn::CacheRead, NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h,
              NumberColumn::Queries, NumberColumn::ReportedCost, NumberColumn::AppCacheHit})
            event[c] = core::kUnknownNumber;
    }
    return events;
}

constexpr std::int64_t kChange = 1'774'742'400'000'000; // 2026-03-29T00:00:00Z

frame::Facts factsOf() {
    frame::Facts facts;
    facts.book = "default";
    facts.baseCurrency = "USD";
    const auto add = [&facts](const char* model, core::Bucket bucket, std::int64_t picosPerToken) {
        core::PriceRule& rule = facts.rules.emplace_back();
        rule.provider = "p";
        rule.model = model;
        rule.bucket = bucket;
        rule.amount = core::Money::fromPicos(picosPerToken * 1'000'000);
        rule.currency = "USD";
        return &rule;
    };
    const core::Moment change{core::Moment::Kind::Instant, kChange};
    add("large", core::Bucket::Input, 3'000'000);
    add("large", core::Bucket::Output, 15'000'000);
    add("small", core::Bucket::Input, 150'000)->validTo = change;
    add("small", core::Bucket::Output, 600'000)->validTo = change;
    add("small", core::Bucket::Input, 250'001)->validFrom = change;
    add("small", core::Bucket::Output, 700'003)->validFrom = change;
    return facts;
}

void bindNumber(SQLite::Statement& statement, int at, std::int64_t number) {
    if (number == core::kUnknownNumber)
        statement.bind(at);
    else
        statement.bind(at, number);
}

void fill(SQLite::Database& database, const std::vector<Event>& events) {
    database.exec(kSchema);
    database.exec("insert into price values ('large', null, null, 3000000, 15000000),"
                  "('small', null, 1774742400000000, 150000, 600000),"
                  "('small', 1774742400000000, null, 250001, 700003)");
    SQLite::Transaction transaction(database);
    SQLite::Statement insert(database, "insert into event values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (std::size_t row = 0; row < events.size(); ++row) {
        const Event& event = events[row];
        insert.bind(1, std::int64_t(row));
        bindNumber(insert, 2, event[NumberColumn::Time]);
        int at = 3;
        for (const TextColumn c :
             {TextColumn::Environment, TextColumn::DataMode, TextColumn::Tenant,
              TextColumn::Feature, TextColumn::Workflow, TextColumn::Team, TextColumn::Model})
            insert.bind(at++, event[c]);
        for (const IdColumn c : {IdColumn::Request, IdColumn::Root, IdColumn::User})
            insert.bind(at++, event[c]);
        bindNumber(insert, at++, event[NumberColumn::Input]);
        bindNumber(insert, at++, event[NumberColumn::Output]);
        insert.exec();
        insert.reset();
    }
    transaction.commit();
}

constexpr const char* kInScope = "environment in ('', 'production') and mode in ('', 'real')";

} // namespace

class TestFrameSql : public QObject {
    Q_OBJECT

    const std::vector<Event> m_events = randomEvents();
    std::unique_ptr<SQLite::Database> m_database;

    std::shared_ptr<const query::EventSource> frameIn(const char* zone,
                                                      const frame::Facts& facts = factsOf()) const {
        auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(m_events, 3000));
        return *frame::makeFrame(frame::loadColumns(source, 2), facts,
                                 {*core::Zone::find(zone), ""}, {});
    }

    QStringList rowsOfSql(const QString& by, const QString& where) {
        SQLite::Statement statement(
            *m_database,
            QStringLiteral(
                "select %1, count(*), count(distinct request_key), count(distinct action_key),"
                " count(distinct nullif(user, '')), coalesce(sum(input), 0),"
                " coalesce(sum(output), 0), coalesce(sum(cost), 0), sum(cost is null)"
                " from seen where %2 group by %1 order by %1")
                .arg(by, where)
                .toStdString());
        QStringList rows;
        while (statement.executeStep()) {
            QStringList cells;
            for (int c = 0; c < statement.getColumnCount(); ++c)
                cells << QString::fromStdString(statement.getColumn(c).getString());
            rows << cells.join(u'|');
        }
        return rows;
    }

    static QStringList rowsOfFrame(const query::EventSource& frame, std::vector<Dimension> by,
                                   const query::Filter& filter) {
        const auto table =
            frame.groups({std::move(by),
                          {Measure::Attempts, Measure::Requests, Measure::Actions, Measure::Users,
                           Measure::InputTokens, Measure::OutputTokens, Measure::Cost,
                           Measure::UnpricedAttempts},
                          filter},
                         {});
        QStringList rows;
        for (const query::GroupRow& row : table->rows) {
            QStringList cells;
            for (const std::string& key : row.keys)
                cells << QString::fromStdString(key);
            for (const core::Int128 value : row.values)
                cells << QString::fromStdString(core::toText(value));
            rows << cells.join(u'|');
        }
        return rows;
    }

private Q_SLOTS:
    void initTestCase() {
        m_database = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE |
                                                                        SQLite::OPEN_CREATE);
        fill(*m_database, m_events);
    }
    void agreesWithSql_data() {
        QTest::addColumn<QString>("by");
        QTest::addColumn<QList<int>>("dimensions");
        QTest::addColumn<QString>("zone");
        const auto row = [](const char* name, const char* by, QList<Dimension> dimensions,
                            const char* zone) {
            QList<int> numbers;
            for (const Dimension dimension : dimensions)
                numbers << int(dimension);
            QTest::newRow(name) << QString::fromLatin1(by) << numbers << QString::fromLatin1(zone);
        };
        row("by tenant", "tenant", {Dimension::Tenant}, "UTC");
        row("by feature, else workflow", "shown_feature", {Dimension::Feature}, "UTC");
        row("by user and model", "user, model", {Dimension::User, Dimension::Model}, "UTC");
        row("by day", "utc_day", {Dimension::Day}, "UTC");
        row("by day in Berlin", "berlin_day", {Dimension::Day}, "Europe/Berlin");
        row("by month and tenant", "substr(berlin_day, 1, 7), tenant",
            {Dimension::Month, Dimension::Tenant}, "Europe/Berlin");
    }
    void agreesWithSql() {
        QFETCH(QString, by);
        QFETCH(QList<int>, dimensions);
        QFETCH(QString, zone);
        const auto frame = frameIn(zone.toLatin1().constData());
        std::vector<Dimension> dims;
        for (const int dimension : dimensions)
            dims.push_back(Dimension(dimension));

        const QString inScope = QString::fromLatin1(kInScope);
        QCOMPARE(rowsOfFrame(*frame, dims, {}), rowsOfSql(by, inScope));

        query::Filter all;
        all.scope.kind = query::Scope::Kind::All;
        QCOMPARE(rowsOfFrame(*frame, dims, all), rowsOfSql(by, QStringLiteral("1")));

        query::Filter narrow;
        narrow.range = {core::Instant{kChange}, core::Instant{kChange + 2 * core::kMicrosPerDay}};
        narrow.conditions = {{Dimension::Tenant, Condition::Kind::NotIn, {"acme", ""}},
                             {Dimension::Model, Condition::Kind::In, {"small", "tiny", ""}}};
        QCOMPARE(rowsOfFrame(*frame, dims, narrow),
                 rowsOfSql(by, inScope + QStringLiteral(" and micros >= 1774742400000000"
                                                        " and micros < 1774915200000000"
                                                        " and tenant not in ('acme', '')"
                                                        " and model in ('small', 'tiny', '')")));
    }
    /// The table of features joined by the endpoint: what groups and filters see at once.
    void featuresAreThoseOfTheTable() {
        frame::Facts facts = factsOf();
        const auto add = [&facts](const char* endpoint, const char* feature, const char* owner) {
            core::FeatureFact& rule = facts.features.emplace_back();
            rule.endpoint = endpoint;
            rule.feature = feature;
            rule.ownerTeam = owner;
        };
        add("chat", "Assistant", "mail");
        add("search", "Assistant", "");
        add("triage", "summary", "support");
        SQLite::Transaction forThisTest(*m_database); // rolled back
        m_database->exec("insert into endpoint_feature values ('chat', 'Assistant', 'mail'),"
                         "('search', 'Assistant', ''), ('triage', 'summary', 'support')");
        const auto frame = frameIn("UTC", facts);
        const QString inScope = QString::fromLatin1(kInScope);
        QCOMPARE(rowsOfFrame(*frame, {Dimension::Feature}, {}),
                 rowsOfSql(QStringLiteral("shown_feature"), inScope));
        QCOMPARE(rowsOfFrame(*frame, {Dimension::Team, Dimension::Endpoint}, {}),
                 rowsOfSql(QStringLiteral("owner, endpoint"), inScope));
        query::Filter narrow;
        narrow.conditions = {{Dimension::Feature, Condition::Kind::In, {"Assistant"}},
                             {Dimension::Team, Condition::Kind::NotIn, {"docs"}}};
        QCOMPARE(rowsOfFrame(*frame, {Dimension::Endpoint, Dimension::Model}, narrow),
                 rowsOfSql(QStringLiteral("endpoint, model"),
                           inScope + QStringLiteral(" and shown_feature = 'Assistant'"
                                                    " and owner <> 'docs'")));
        QCOMPARE(*frame->values(Dimension::Feature, {}),
                 (std::vector<std::string>{"", "Assistant", "summary"}));
        QCOMPARE(*frameIn("UTC")->values(Dimension::Feature, {}),
                 *frame->values(Dimension::Endpoint, {}));
    }
};

QTEST_APPLESS_MAIN(TestFrameSql)
#include "tst_frame_sql.moc"

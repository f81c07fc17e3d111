// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: fact_values.cpp, json_record.cpp, tags.cpp, provider_names.cpp
#include "importers/common/fact_format.h"

#include "importers/common/fact_values.h"
#include "importers/common/provider_names.h"
#include "importers/common/tags.h"
#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

/// Read a text with a format that no registry has.
struct Outcome {
    ParsedChunk parsed;
    ReadPlan plan;
};
Outcome readWith(FactFormatSpec spec, std::string text) {
    const auto format = makeFactFormat(std::move(spec));
    const FileHead head(text, true);
    Outcome outcome{{}, *format->plan(head, {})};
    text.append(64, ' ');
    Chunk chunk;
    chunk.bytes = std::string_view(text).substr(outcome.plan.headBytes,
                                                text.size() - 64 - outcome.plan.headBytes);
    chunk.isLast = true;
    JsonCutter cutter(outcome.plan.recordsAt);
    const auto cut = cutter.cut(chunk.bytes, 1, true);
    if (outcome.plan.layout == Layout::Values) {
        chunk.values = cut.records;
        chunk.pages = cut.pages;
    }
    const auto parser = outcome.plan.makeParser();
    parser->parse(chunk, outcome.parsed);
    parser->finish(outcome.parsed);
    return outcome;
}

core::FxFact fx(const std::string& currency, std::int64_t line) {
    core::FxFact fact;
    fact.currency = currency;
    fact.line = line;
    return fact;
}

} // namespace

class TestFactFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsMakeNoneOneOrSeveralRows() {
        FactFormatSpec spec;
        spec.keys = {"n", "bad"};
        spec.read = [](Record& record, FactRows& rows) {
            record.count(1);
            for (std::int64_t i = 0; i < record.countOrZero(0); ++i)
                rows.add(fx("EUR", rows.row()));
        };
        const Outcome outcome = readWith(spec, "n,bad\n2,\n0,\n1,x\n3,\n");
        QCOMPARE(outcome.parsed.facts.size(), std::size_t(5));
        QCOMPARE(outcome.parsed.skipped, std::int64_t(1));
        QCOMPARE(outcome.parsed.rejects.size(), std::size_t(1)); // with the row that it made
        QCOMPARE(outcome.parsed.rejects[0].column, std::string("bad"));
        QCOMPARE(outcome.parsed.rows, std::int64_t(7)); // = 5 + 1 + 1
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts[4]).line, std::int64_t(4));
    }

    void notesOfARejectedRecordAreNotTold() {
        FactFormatSpec spec;
        spec.keys = {"n"};
        spec.read = [](Record& record, FactRows& rows) {
            rows.note(Note::PartNotPriced);
            record.count(0);
            rows.add(fx("EUR", rows.row()));
        };
        const Outcome outcome = readWith(spec, "n\nx\n1\n");
        QCOMPARE(outcome.parsed.rejects.size(), std::size_t(1));
        QCOMPARE(outcome.parsed.notes[std::size_t(Note::PartNotPriced)], std::int64_t(1));
    }

    void aFormatMaySayMoreThanItsSignature() {
        FactFormatSpec spec;
        spec.signature = {{"a"}};
        spec.match = [](const FileHead& head) {
            return head.csv()->indexOf("b") ? Match{} : Match{70, "no b", 1};
        };
        const auto format = makeFactFormat(spec);
        QCOMPARE(format->match(FileHead("a\n", true)).evidence, std::string("no b"));
        QCOMPARE(format->match(FileHead("a,b\n", true)).score, 0);
        QCOMPARE(format->match(FileHead("b\n", true)).score, 0); // the signature comes first
    }

    void timesAndCurrenciesThatMustBeGiven() {
        const RecordShape shape({"t", "c"});
        Record record(shape);
        core::Flags flags;
        record.start(1, 1, {});
        record.set(0, std::string_view("2026-09-14 08:00:00Z"));
        record.set(1, std::string_view("eur"));
        QVERIFY(requiredTimeAt(record, 0, flags).has_value());
        QVERIFY(!flags.has(core::Flag::TimestampNoZone));
        QCOMPARE(requiredCurrencyAt(record, 1), std::string("EUR"));
        record.set(0, std::string_view("2026-09-14 08:00:00"));
        QCOMPARE(toText(*requiredTimeAt(record, 0, flags)),
                 std::string("2026-09-14T08:00:00.000Z"));
        QVERIFY(flags.has(core::Flag::TimestampNoZone));
        QVERIFY(!record.isSpoilt());
        record.start(2, 2, {});
        requiredTimeAt(record, 0, flags);
        QCOMPARE(record.problem(), std::string("The time is missing."));
        record.start(3, 3, {});
        requiredCurrencyAt(record, 1);
        QCOMPARE(record.problemName(), std::string("c"));
    }

    void rowsOfPagesAreNumberedThroughTheFile() {
        FactFormatSpec spec;
        spec.signature = {{"results"}};
        spec.keys = {"results"};
        spec.numbering = FactRows::Numbering::Rows;
        spec.read = [](Record& page, FactRows& rows) {
            InnerRecords inner({"currency", "rate"});
            inner.eachOf(page, 0, [&](Record& result) {
                rows.nextRow();
                rows.add(fx(std::string(result.text(0)) + std::string(result.text(1)), rows.row()));
            });
        };
        const Outcome outcome = readWith(
            spec, R"({"data":[{"results":[{"currency":"A","rate":0.30000000000000004},{}]},)"
                  R"({"results":[]},{"results":[{"currency":"B","rate":1e-7}]},)"
                  R"({"results":[5]}],"has_more":true})");
        QCOMPARE(outcome.plan.recordsAt, std::string("data"));
        QCOMPARE(outcome.parsed.facts.size(), std::size_t(3));
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts[0]).currency,
                 std::string("A0.30000000000000004"));
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts[2]).currency, std::string("B1e-7"));
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts[2]).line, std::int64_t(3));
        QCOMPARE(outcome.parsed.sourceRows, std::optional<std::int64_t>(3));
        QCOMPARE(outcome.parsed.rejects.size(), std::size_t(1));
        QCOMPARE(outcome.parsed.notes[std::size_t(Note::PageIncomplete)], std::int64_t(1));
    }

    void entriesOfAMapAreRejectedAlone() {
        FactFormatSpec spec;
        spec.signature = {{"*.rate"}};
        spec.read = [](Record& map, FactRows& rows) {
            InnerRecords inner({"rate"});
            rows.addEach(inner, map, map.raw, [&](const std::string& name, Record& entry) {
                rows.nextRow();
                rows.add(fx(name, rows.row()));
                entry.decimal(0);
            });
        };
        const Outcome outcome =
            readWith(spec, R"({"a\u0062":{"rate":1},"c":{"rate":"x"},"d":{"rate":2}})");
        QCOMPARE(outcome.parsed.facts.size(), std::size_t(2));
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts[0]).currency, std::string("ab"));
        QCOMPARE(outcome.parsed.rejects.at(0).column, std::string("c.rate"));
        QCOMPARE(outcome.parsed.rows, std::int64_t(3));
    }

    void elementsOfAListAreRejectedByTheirKeyAlone() {
        FactFormatSpec spec;
        spec.keys = {"all"};
        spec.read = [](Record& page, FactRows& rows) {
            InnerRecords inner({"rate"});
            rows.addEach(inner, page, R"([{"rate":"x"}])",
                         [](const std::string&, Record& entry) { entry.decimal(0); });
        };
        const Outcome outcome = readWith(spec, R"({"all":[]})");
        QCOMPARE(outcome.parsed.rejects.at(0).column, std::string("rate"));
    }

    void aFileIsAddedUpAtItsEnd() {
        struct Sum : FactReader {
            std::int64_t sum = 0;
            void read(Record& record, FactRows&) override { sum += record.countOrZero(0); }
            void finish(FactRows& rows) override {
                rows.add(fx(std::to_string(sum), 1));
                rows.reject("n", "It does not add up.", {});
            }
        };
        FactFormatSpec spec;
        spec.keys = {"n"};
        spec.order = Order::InFileOrder;
        spec.makeReader = [](const ReadOptions&) { return std::make_unique<Sum>(); };
        const Outcome outcome = readWith(spec, "n\n2\n40\n");
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts.at(0)).currency, std::string("42"));
        QCOMPARE(outcome.parsed.rows, std::int64_t(4)); // = 2 skipped + 1 + 1
        QCOMPARE(outcome.parsed.skipped, std::int64_t(2));
        QCOMPARE(outcome.parsed.rejects.size(), std::size_t(1));
    }

    void theBeginningOfAFileDecidesHowItIsRead() {
        struct Named : FactReader {
            explicit Named(std::string its) : name{std::move(its)} {}
            std::string name;
            void read(Record&, FactRows& rows) override {
                rows.add(fx(name, rows.row()));
                rows.tell("It is " + name + ".");
            }
        };
        FactFormatSpec spec;
        spec.match = [](const FileHead& head) { return Match{head.csv() ? 7 : 0, "a table", 1}; };
        spec.prepare = [](const FileHead& head, const ReadOptions&) -> core::Result<ReaderMaker> {
            if (head.csv()->names.size() > 1)
                return core::Error{core::Error::Code::BadInput, "One column only.", {}};
            return ReaderMaker(
                [name = head.csv()->names[0]] { return std::make_unique<Named>(name); });
        };
        const Outcome outcome = readWith(spec, "EUR\n1\n");
        QCOMPARE(std::get<core::FxFact>(outcome.parsed.facts.at(0)).currency, std::string("EUR"));
        QCOMPARE(outcome.parsed.sentences, std::vector<std::string>{"It is EUR."});
        const auto format = makeFactFormat(spec);
        QCOMPARE(format->match(FileHead("a\n", true)).score, 7);
        QCOMPARE(format->plan(FileHead("a,b\n", true), {}).error().message,
                 std::string("One column only."));
    }

    void whatARejectedRecordToldIsForgotten() {
        FactFormatSpec spec;
        spec.keys = {"n"};
        spec.read = [](Record& record, FactRows& rows) {
            rows.note(Note::PartNotPriced);
            rows.tell("told");
            rows.add(fx("EUR", rows.row()));
            record.count(0);
        };
        const Outcome outcome = readWith(spec, "n\nx\n2\n");
        QCOMPARE(outcome.parsed.facts.size(), std::size_t(1));
        QCOMPARE(outcome.parsed.notes[std::size_t(Note::PartNotPriced)], std::int64_t(1));
        QCOMPARE(outcome.parsed.sentences.size(), std::size_t(1));
    }

    void numbersAreMovedExactly() {
        const auto moved = [](const char* text, int places) {
            const auto result = shifted(*core::parseDecimal(text), places);
            return result ? toText(*result) : std::string("none");
        };
        QCOMPARE(moved("123.45", -2), std::string("1.2345"));
        QCOMPARE(moved("3e-07", 6), std::string("0.3"));
        QCOMPARE(moved("-1200", 2), std::string("-120000"));
        QCOMPARE(moved("99999999999999999999999999999999999999", 3), std::string("none"));
        QVERIFY(!times(*core::parseDecimal("99999999999999999999999999999999999999"), 1000));
        QCOMPARE(toText(*times(*core::parseDecimal("1.5"), 1000)), std::string("1500"));
    }

    void identitiesTellPartsApart() {
        QCOMPARE(identityOf({"a", "b"}), identityOf({"a", "b"}));
        QVERIFY(identityOf({"a", "b"}) != identityOf({"ab", ""}));
        QVERIFY(identityOf({"a", "b"}) != identityOf({"b", "a"}));
        QCOMPARE(identityOf({}).size(), std::size_t(32));
    }

    void daysAndMonthsAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("month"); // its first day; empty: none
        QTest::addColumn<bool>("isDay");
        QTest::newRow("a month") << QByteArray("2026-09") << QByteArray("2026-09-01") << false;
        QTest::newRow("a day") << QByteArray("2026-09-30") << QByteArray("2026-09-01") << true;
        QTest::newRow("a time") << QByteArray("2026-09-30T00:00:00+02:00")
                                << QByteArray("2026-09-01") << true;
        QTest::newRow("no such day") << QByteArray("2026-09-31") << QByteArray() << false;
        QTest::newRow("trailing letters") << QByteArray("2026-09-30x") << QByteArray() << false;
    }
    void daysAndMonthsAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, month);
        QFETCH(bool, isDay);
        const std::string_view given(text.constData(), std::size_t(text.size()));
        const auto found = monthOf(given);
        QCOMPARE(found ? QByteArray::fromStdString(toText(found->start)) : QByteArray(), month);
        const RecordShape shape({"d"});
        Record record(shape);
        record.start(1, 1, {});
        record.set(0, given);
        QCOMPARE(utcDayAt(record, 0).has_value(), isDay);
        QCOMPARE(record.isSpoilt(), !isDay);
    }

    void tagsAreJsonWhateverTheyHold() {
        Tags tags;
        JsonParser parser;
        tags.add("quote\"", "back\\slash \n\x01 ü");
        tags.add("nothing", "");
        tags.addAll(*parser.parse(R"({"n":null,"t":true,"i":12,"o":{"a":[1]}})"), "x:");
        const std::string text(tags.finish());
        JsonParser check;
        const auto back = check.parse(text);
        QVERIFY2(back.has_value(), text.c_str());
        QCOMPARE(std::string((*back)["quote\""].text()), std::string("back\\slash \n\x01 ü"));
        QCOMPARE(std::string((*back)["x:i"].text()), std::string("12"));
        QCOMPARE(std::string((*back)["x:o"].text()), std::string(R"({"a":[1]})"));
        QCOMPARE(back->size(), std::size_t(4));
        QVERIFY(Tags().finish().empty());
    }

    void providersHaveOneName() {
        QCOMPARE(providerOf("bedrock"), std::string_view("aws.bedrock"));
        QCOMPARE(providerOf("aws-bedrock"), std::string_view("aws.bedrock"));
        QCOMPARE(providerOf("azure-openai"), std::string_view("azure.ai.openai"));
        QCOMPARE(providerOf("google-ai-studio"), std::string_view("gcp.gemini"));
        QCOMPARE(providerOf("google-vertex-ai"), std::string_view("gcp.vertex_ai"));
        QCOMPARE(providerOf("vertex-ai"), std::string_view("gcp.vertex_ai"));
        QCOMPARE(providerOf("mistral"), std::string_view("mistral"));
    }
};

QTEST_APPLESS_MAIN(TestFactFormat)
#include "tst_fact_format.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: field_names.cpp
#include "importers/mapping/proposal.h"

#include "importers/mapping/column_values.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;
using core::FileKind;
using mapping::FileSurvey;
using mapping::MappingProposal;

namespace {

/// "name:value" each.
FileSurvey surveyOf(const QByteArrayList& columns) {
    FileSurvey survey;
    survey.rows = 1;
    for (const QByteArray& text : columns) {
        const qsizetype colon = text.indexOf(':');
        ColumnValues column(text.left(colon).toStdString());
        column.add(text.mid(colon + 1).toStdString(), ColumnValues::Written::Text);
        survey.columns.push_back(column.survey());
    }
    return survey;
}

std::string columnOf(const MappingProposal& proposal, const char* field) {
    const auto* const mapped = proposal.profile.fieldNamed(field);
    return mapped ? mapped->source : std::string();
}

const FileSurvey& callLog() {
    static const FileSurvey survey =
        surveyOf({"When:03/04/2026 10:00", "Customer:Acme", "Model name:gpt-4.1", "Tokens in:1.200",
                  "Cost EUR:0,002", "Notes:x"});
    return survey;
}

} // namespace

class TestProposal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindsAreFoundByWhatRowsHold_data() {
        QTest::addColumn<QByteArrayList>("columns");
        QTest::addColumn<QByteArray>("kind");
        const auto row = [](const char* kind, const QByteArrayList& columns) {
            QTest::newRow(kind) << columns << QByteArray(kind);
        };
        row("events", {"created_at:2026-09-01", "model:gpt", "prompt_tokens:5", "cost_usd:0.1"});
        row("revenue", {"Customer:Acme", "Month:2026-09", "MRR:10", "Currency:USD"});
        row("charges",
            {"Invoice number:7", "Service:API", "Vendor:openai", "Amount:10", "Currency:USD"});
        row("outcomes", {"Ticket ID:7", "Outcome:solved", "Closed at:2026-09-01"});
        row("tenants", {"Customer:Acme", "Segment:SMB", "Plan:Pro"});
        row("active_users", {"Month:2026-09", "MAU:120"});
        row("gpu_hours",
            {"Hour:2026-09-01T00:00:00Z", "Pool:a", "Hourly rate:2.5", "Currency:USD"});
    }
    void kindsAreFoundByWhatRowsHold() {
        QFETCH(QByteArrayList, columns);
        QFETCH(QByteArray, kind);
        const auto proposal = proposeMapping(surveyOf(columns), std::nullopt, "p");
        QCOMPARE(nameOf(proposal.profile.kind), std::string_view(kind.constData()));
    }

    void columnsFindTheirFields() {
        const auto proposal = proposeMapping(callLog(), std::nullopt, "log");
        QCOMPARE(columnOf(proposal, "timestamp"), std::string("When"));
        QCOMPARE(columnOf(proposal, "tenant"), std::string("Customer"));
        QCOMPARE(columnOf(proposal, "model"), std::string("Model name"));
        QCOMPARE(columnOf(proposal, "input_tokens"), std::string("Tokens in"));
        QCOMPARE(columnOf(proposal, "reported_cost"), std::string("Cost EUR"));
        QCOMPARE(proposal.profile.identity, core::Identity::Content); // no request ids
        const std::pair<std::string, std::string> euros{"currency", "EUR"};
        QVERIFY(proposal.profile.constants == std::vector{euros});
    }

    void ambiguityBlocksUntilItIsDecided() {
        auto proposal = proposeMapping(callLog(), std::nullopt, "log");
        // 1.200 tokens are a whole number in one reading only; the others are open.
        QCOMPARE(proposal.profile.fieldNamed("input_tokens")->number,
                 mapping::NumberFormat::CommaDecimal);
        QCOMPARE(proposal.questions.size(), std::size_t(2));
        QVERIFY(!proposal.isComplete());
        QVERIFY(bool(chooseFormat(proposal, callLog(), "reported_cost", "comma_decimal")));
        QVERIFY(bool(chooseFormat(proposal, callLog(), "timestamp", "day_month_year")));
        QVERIFY(proposal.isComplete());
        QVERIFY(!chooseFormat(proposal, callLog(), "reported_cost", "commas"));
        QVERIFY(!chooseFormat(proposal, callLog(), "output_tokens", "plain"));
        // Another column is another question.
        QVERIFY(bool(mapField(proposal, callLog(), "reported_cost", "")));
        QVERIFY(bool(mapField(proposal, callLog(), "reported_cost", "Cost EUR")));
        QCOMPARE(proposal.questions.size(), std::size_t(1));
    }

    void whatIsMissingIsNamed() {
        auto proposal =
            proposeMapping(surveyOf({"Amount:10", "Client:Acme"}), FileKind::Revenue, "r");
        QCOMPARE(proposal.missing,
                 (std::vector<std::string>{"period_start", "period_end", "currency"}));
        proposal.profile.constants.emplace_back("currency", "USD");
        proposal.profile.constants.emplace_back("month", "2026-09");
        reviewMapping(proposal, {});
        QVERIFY(proposal.missing.empty());
    }

    void fieldsAndColumnsMustExist() {
        auto proposal = proposeMapping(callLog(), std::nullopt, "log");
        QVERIFY(!mapField(proposal, callLog(), "custumer", "Customer"));
        QVERIFY(!mapField(proposal, callLog(), "tenant", "Custumer"));
    }
};

QTEST_APPLESS_MAIN(TestProposal)
#include "tst_proposal.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/arm_options.h"

#include "tests/models/analysis/arm_company.h"

#include <QTest>

using namespace ms;
using analysis::ArmMetric;
using query::Dimension;
using session::ArmOptions;

namespace {

core::Result<session::AskedArms> asked(const ArmOptions& options) {
    static const auto source =
        test::frameOfEvents(test::ticketsOf({{{"v7"}, {"v8"}, {"v9"}}, 5, 60}));
    return session::armQueryOf(options, {}, *source, {});
}

} // namespace

class TestArmOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void armsByEitherWay();
    void everythingIsRead();
    void withoutArmsTheyAreChosen();
    void periodsNeedNoArms();
    void refusals_data();
    void refusals();
};

void TestArmOptions::armsByEitherWay() {
    ArmOptions options;
    options.a = "v8";
    options.b = "v7";
    QCOMPARE(asked(options)->query->arms, (std::vector<std::string>{"v8", "v7"}));
    ArmOptions several;
    several.arms = "v7,v8,v9";
    QCOMPARE(asked(several)->query->arms, (std::vector<std::string>{"v7", "v8", "v9"}));
}

void TestArmOptions::everythingIsRead() {
    ArmOptions options;
    options.arms = "v7,v8";
    options.stratify = "tier,length,model";
    options.metric = "cost_per_success,success_rate";
    options.margin = "0.5";
    options.shares = "9,1";
    options.planned = "5000";
    options.guardrail = "latency_p95=10,output_tokens=2.5";
    options.bootstrap = "2000";
    options.seed = "9";
    options.cluster = "user";
    const auto result = asked(options);
    QVERIFY(result && result->note.empty());
    const analysis::ArmQuery& query = *result->query;
    QVERIFY(query.strata == (std::vector{Dimension::Tier, Dimension::Model}));
    QVERIFY(query.hasLengthBands && query.cluster == Dimension::User);
    QVERIFY(query.metrics == (std::vector{ArmMetric::CostPerSuccess, ArmMetric::SuccessRate}));
    QCOMPARE(query.marginBasisPoints, std::int64_t(50));
    QCOMPARE(query.shares, (std::vector<std::int64_t>{9, 1}));
    QCOMPARE(*query.plannedRequests, std::int64_t(5000));
    QVERIFY(query.guardrails.size() == 2 && query.guardrails[0].metric == ArmMetric::LatencyP95 &&
            query.guardrails[1].metric == ArmMetric::OutputTokens);
    QCOMPARE(query.guardrails[1].basisPoints, std::int64_t(250));
    const auto bootstrap = session::bootstrapOf(options);
    QVERIFY(bootstrap->draws == 2000 && bootstrap->seed == 9);
    QVERIFY(session::bootstrapOf({})->draws == 0);
    options.bootstrap = "1000001";
    QVERIFY(!session::bootstrapOf(options));
}

void TestArmOptions::withoutArmsTheyAreChosen() {
    const auto result = asked({});
    QCOMPARE(result->query->arms.size(), std::size_t(2));
    QVERIFY(result->note.starts_with("No arms were named"));
    QVERIFY(result->query->filter.conditions.size() == 1);
    ArmOptions none;
    none.dimension = "model"; // nothing names one
    QVERIFY(asked(none) && !asked(none)->query);
}

void TestArmOptions::periodsNeedNoArms() {
    ArmOptions options;
    options.before = "2026-05-01..2026-05-11";
    options.after = "2026-05-11..2026-05-21";
    const auto result = asked(options);
    QVERIFY(result->query->periods && result->query->arms.empty());
    QCOMPARE(result->query->periods->after.to->micros, test::microsOf("2026-05-21T00:00:00Z"));
}

void TestArmOptions::refusals_data() {
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* option, const char* text, const char* words) {
        QTest::addRow("%s %s", option, text)
            << QString::fromLatin1(option) << QString::fromLatin1(text)
            << QString::fromLatin1(words);
    };
    row("dim", "color", "There is no dimension 'color'");
    row("arms", "v7,v99", "There is no prompt_version 'v99'; there are v7, v8, v9.");
    row("a", "v7", "needs both arms");
    row("stratify", "tier,color", "There is no dimension 'color'");
    row("metric", "joy", "There is no metric 'joy'; the metrics are cost_per_request");
    row("margin", "-1", "percentage points");
    row("margin", "0.005", "percentage points");
    row("margin", "lots", "--margin");
    row("guardrail", "joy=1", "There is no metric 'joy'");
    row("guardrail", "latency_p95", "by how many percent");
    row("guardrail", "latency_p95=200", "from 0 to 100");
    row("guardrail", "success_rate=2", "--margin");
    row("shares", "50,x", "--shares is a whole number");
    row("planned", "0", "--planned is a whole number");
    row("before", "2026-05-01..2026-05-11", "needs both of them");
    row("cluster", "color", "There is no dimension 'color'");
}

void TestArmOptions::refusals() {
    QFETCH(QString, option);
    QFETCH(QString, text);
    QFETCH(QString, words);
    ArmOptions options;
    const std::map<QString, std::string ArmOptions::*> places{
        {QStringLiteral("dim"), &ArmOptions::dimension},
        {QStringLiteral("arms"), &ArmOptions::arms},
        {QStringLiteral("a"), &ArmOptions::a},
        {QStringLiteral("stratify"), &ArmOptions::stratify},
        {QStringLiteral("metric"), &ArmOptions::metric},
        {QStringLiteral("margin"), &ArmOptions::margin},
        {QStringLiteral("guardrail"), &ArmOptions::guardrail},
        {QStringLiteral("shares"), &ArmOptions::shares},
        {QStringLiteral("planned"), &ArmOptions::planned},
        {QStringLiteral("before"), &ArmOptions::before},
        {QStringLiteral("cluster"), &ArmOptions::cluster}};
    options.*places.at(option) = text.toStdString();
    const auto result = asked(options);
    QVERIFY(!result && result.error().code == core::Error::Code::Usage);
    QVERIFY2(QString::fromStdString(result.error().message).contains(words),
             result.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestArmOptions)
#include "tst_arm_options.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/unpriced_reason.h"

#include "models/core/event_columns.h"
#include "tests/models/pricing/book_builder.h"

#include <QTest>

using namespace ms;
using core::Bucket;
using pricing::Usage;
using test::rule;

class TestUnpricedReason : public QObject {
    Q_OBJECT

    const pricing::PriceBook m_book = test::book(
        {rule("dated").from("2026-06-01").usd("1"), rule("euro").currency("EUR").usd("1"),
         rule("prompts").usd("1"), rule("prompts").tier("batch").usd("1"), rule("both").usd("1"),
         rule("both").provider("q").usd("1"), rule("all").usd("1"), rule("all").provider("q"),
         rule("all").provider("a"), rule("all").provider("b"), rule("all").provider("c"),
         rule("all").provider("d"), rule("all").provider("e")});

    QString reason(const pricing::PriceKey& key, const Usage& usage,
                   std::optional<core::Day> day = core::dayFromCivil(2026, 5, 3)) const {
        const core::Instant t{day ? day->number * core::kMicrosPerDay : core::kUnknownNumber};
        const auto tariff = m_book.tariffOf(key);
        return QString::fromStdString(
            pricing::unpricedReason(m_book, key, usage, day, tariff.at(t, 10)));
    }

private Q_SLOTS:
    void saysWhatIsMissing() {
        const Usage usage{10, {}, {}, {}, 5, {}};
        QCOMPARE(reason({"y", "x", "", ""}, usage),
                 QStringLiteral(
                     "No rule of book 'default' prices model 'x' of provider 'y' on 2026-05-03."));
        QCOMPARE(
            reason({"p", "dated", "", ""}, usage),
            QStringLiteral(
                "No rule of book 'default' prices model 'dated' of provider 'p' on 2026-05-03."));
        QCOMPARE(
            reason({"p", "dated", "", ""}, usage, std::nullopt),
            QStringLiteral(
                "No rule of book 'default' prices model 'dated' of provider 'p' without a date, "
                "and the time of the event is unknown."));
        QCOMPARE(
            reason({"p", "euro", "", ""}, usage),
            QStringLiteral(
                "No rule of book 'default' prices model 'euro' of provider 'p' in USD; its rules "
                "are in 'EUR' and are not used."));
        QCOMPARE(reason({"p", "prompts", "", "flex"}, usage),
                 QStringLiteral("No rule of book 'default' prices model 'prompts' of provider 'p' "
                                "at service tier 'flex'."));
        QCOMPARE(reason({"p", "prompts", "", ""}, usage),
                 QStringLiteral(
                     "Book 'default' has an input rate but no output rate for model 'prompts' of "
                     "provider 'p', and the attempt has output tokens."));
        QCOMPARE(reason({"p", "prompts", "", ""}, Usage{}),
                 QStringLiteral("The event has no token counts."));
        QCOMPARE(reason({"p", "prompts", "", ""}, Usage{1, {}, {}, {}, {}, {}}),
                 QStringLiteral("The event has no count of its output tokens."));
        QCOMPARE(reason({"", "x", "", ""}, usage),
                 QStringLiteral("No rule of book 'default' prices model 'x' of provider (not "
                                "given) on 2026-05-03."));
    }
    void namesTheProvidersWhereTheEventDoesNot() {
        const Usage usage{10, {}, {}, {}, 5, {}};
        QCOMPARE(reason({"", "both", "", ""}, usage),
                 QStringLiteral("The event names no provider, and several of book 'default' sell "
                                "model 'both': 'p' and 'q'."));
        QCOMPARE(reason({"", "all", "", ""}, usage),
                 QStringLiteral("The event names no provider, and several of book 'default' sell "
                                "model 'all': 'a', 'b', 'c', 'd', 'e' and 2 more."));
        QCOMPARE(reason({"", "dated", "", ""}, usage),
                 QStringLiteral(
                     "No rule of book 'default' prices model 'dated' of provider 'p' (the only "
                     "one of the book that sells it) on 2026-05-03."));
    }
};

QTEST_APPLESS_MAIN(TestUnpricedReason)
#include "tst_unpriced_reason.moc"

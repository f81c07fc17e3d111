// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: scatter_layout.cpp
#include "views/charts/scatter_view.h"

#include "tests/models/analysis/few_entities.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace ms;
using analysis::ScatterPtr;
using query::Measure;
using stats::PlaneBox;
using stats::PlanePoint;
using views::ScatterLayout;
using views::ScatterView;

namespace {

constexpr std::int64_t kCent = core::kPicosPerUnit / 100;

/// Requests of 1, 10, ... 100,000 tokens at a cent to $1,000, each power ten times; one without
/// tokens.
ScatterPtr powers(stats::PlotScale scale) {
    std::vector<test::FewEntity> entities;
    std::int64_t tokens = 1;
    for (int power = 0; power < 6; ++power, tokens *= 10)
        for (int i = 0; i < 10; ++i)
            entities.push_back({"r" + std::to_string(power) + "-" + std::to_string(i),
                                {{Measure::PromptTokens, tokens}, {Measure::Cost, tokens * kCent}}});
    entities.push_back({"none", {{Measure::Cost, kCent}}});
    analysis::ScatterQuery query;
    query.scale = scale;
    return *analysis::scatterOf(query, test::FewEntities(std::move(entities)), {});
}

struct Rig {
    ScatterPtr scatter = powers(stats::PlotScale::Log);
    ScatterView view;
    Rig() {
        view.resize(900, 500);
        view.setScatter(scatter, "USD");
        view.show();
    }
    QPoint at(double x, double y) const { return view.layoutInForce().pixelOf({x, y}).toPoint(); }
    void drag(const QList<QPoint>& way, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(&view, Qt::LeftButton, modifiers, way.front());
        for (const QPoint& point : way)
            QTest::mouseMove(&view, point);
        QTest::mouseRelease(&view, Qt::LeftButton, modifiers, way.back());
    }
};

QStringList textsOf(const ScatterLayout& layout) {
    QStringList texts;
    for (const views::PlotText& text : layout.axes.texts)
        texts << text.text;
    return texts;
}

constexpr double kCents = 10; // the position of a cent: ten powers of ten of pico-units

} // namespace

class TestScatterView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAndPositionsAreTwoWaysOfSayingOnePlace() {
        const ScatterLayout layout =
            views::scatterLayout(*powers(stats::PlotScale::Log), "USD", QSizeF(900, 500), QFont());
        for (const auto& dot : layout.dots) {
            QVERIFY(layout.plot().contains(dot.at));
            const PlanePoint back = layout.positionAt(dot.at);
            QVERIFY(std::abs(layout.pixelOf(back).x() - dot.at.x()) < 1e-6);
            QVERIFY(std::abs(layout.pixelOf(back).y() - dot.at.y()) < 1e-6);
        }
        QCOMPARE(layout.dots.size(), std::size_t{61});
        QVERIFY(layout.pixelOf({1, kCents}).x() < layout.pixelOf({2, kCents}).x());
        QVERIFY(layout.pixelOf({1, kCents}).y() > layout.pixelOf({1, kCents + 1}).y());
    }
    void powersOfTenAreWrittenAsPeopleReadThem() {
        const QStringList texts = textsOf(
            views::scatterLayout(*powers(stats::PlotScale::Log), "USD", QSizeF(900, 500), QFont()));
        for (const char* text :
             {"1", "10", "1,000", "100,000", "0", "$0.01", "$100", "Prompt tokens", "Cost, USD"})
            QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    void aShortLogAxisHasEvenSteps() {
        const auto scatter = *analysis::scatterOf(
            {},
            test::FewEntities(
                {{"a", {{Measure::PromptTokens, 105'000}, {Measure::Cost, 22 * kCent}}},
                 {"b", {{Measure::PromptTokens, 177'000}, {Measure::Cost, 48 * kCent}}}}),
            {});
        const QStringList texts =
            textsOf(views::scatterLayout(*scatter, "USD", QSizeF(900, 500), QFont()));
        for (const char* text : {"120,000", "160,000", "$0.30", "$0.40"})
            QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    void evenStepsOnALinearAxis() {
        const QStringList texts = textsOf(views::scatterLayout(*powers(stats::PlotScale::Linear),
                                                               "USD", QSizeF(900, 500), QFont()));
        for (const char* text : {"0", "20,000", "100,000", "$200", "$1,000"})
            QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    void textsStayWithinTheWidget_data() {
        QTest::addColumn<QSizeF>("size");
        QTest::newRow("wide") << QSizeF(1800, 500);
        QTest::newRow("narrow") << QSizeF(420, 240);
    }
    void textsStayWithinTheWidget() {
        QFETCH(QSizeF, size);
        for (const auto scale : {stats::PlotScale::Log, stats::PlotScale::Linear})
            for (const views::PlotText& text :
                 views::scatterLayout(*powers(scale), "USD", size, QFont()).axes.texts)
                QVERIFY2(QRectF(QPointF(), size).adjusted(-1, -1, 1, 1).contains(text.box),
                         qPrintable(text.text));
    }
    void aDragSelectsARectangle() {
        Rig rig;
        QSignalSpy selecting(&rig.view, &ScatterView::selecting);
        QSignalSpy made(&rig.view, &ScatterView::selectionMade);
        rig.drag({rig.at(1.5, kCents + 1.5), rig.at(2.5, kCents + 2.5), rig.at(3.5, kCents + 3.5)});
        QVERIFY(selecting.count() >= 2);
        QCOMPARE(made.count(), 1);
        QVERIFY(rig.view.selected());
        QCOMPARE(rig.view.selected()->entities, std::size_t{20}); // 100 and 1,000 tokens
        QVERIFY(rig.view.selected()->cost ==
                core::MoneySum::fromPicos(core::Int128{kCent} * (1'000 + 10'000)));
    }
    void shiftOrAltDrawsAround() {
        for (const Qt::KeyboardModifier key : {Qt::ShiftModifier, Qt::AltModifier}) {
            Rig rig;
            // A triangle over the powers 1 to 3, with its corner cut off at 3.
            rig.drag(
                {rig.at(0.5, kCents + 0.5), rig.at(2.5, kCents + 0.5), rig.at(2.5, kCents + 2.5)},
                key);
            QVERIFY(std::holds_alternative<stats::PlanePolygon>(*rig.view.region()));
            // The diagonal is its border: what lies on it may fall to either side by a pixel.
            rig.drag({rig.at(0.5, kCents + 0.8), rig.at(1.5, kCents + 2.8),
                      rig.at(2.6, kCents + 2.8), rig.at(2.6, kCents + 1.2)},
                     key);
            QCOMPARE(rig.view.selected()->entities, std::size_t{20}); // 10 and 100 tokens
        }
    }
    void zeroCanBeSelectedInItsLane() {
        Rig rig;
        const double lane = *rig.scatter->xAxis().lane();
        rig.drag({rig.at(lane - 0.2, kCents - 0.3), rig.at(lane + 0.1, kCents + 0.3)});
        QCOMPARE(rig.view.selected()->entities, std::size_t{1});
    }
    void escapeAndClickClear() {
        Rig rig;
        const QList<QPoint> way{rig.at(1.5, kCents + 1.5), rig.at(3.5, kCents + 3.5)};
        rig.drag(way);
        QVERIFY(rig.view.region());
        QTest::keyClick(&rig.view, Qt::Key_Escape);
        QVERIFY(!rig.view.region() && !rig.view.selected());
        rig.drag(way);
        QTest::mouseClick(&rig.view, Qt::LeftButton, {}, rig.at(4.5, kCents));
        QVERIFY(!rig.view.region());
        // In the midst of it.
        QTest::mousePress(&rig.view, Qt::LeftButton, {}, way.front());
        QTest::mouseMove(&rig.view, way.back());
        QTRY_VERIFY(rig.view.region());
        QTest::keyClick(&rig.view, Qt::Key_Escape);
        QTest::mouseMove(&rig.view, rig.at(2, kCents));
        QTest::mouseRelease(&rig.view, Qt::LeftButton, {}, way.back());
        QVERIFY(!rig.view.region());
    }
    void keysSelectMoveAndStretch() {
        Rig rig;
        QTest::keyClick(&rig.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(rig.view.selected()->entities, std::size_t{61});
        QTest::keyClick(&rig.view, Qt::Key_Escape);
        QTest::keyClick(&rig.view, Qt::Key_Right);
        const PlaneBox middle = std::get<PlaneBox>(*rig.view.region());
        QTest::keyClick(&rig.view, Qt::Key_Right);
        QTest::keyClick(&rig.view, Qt::Key_Up, Qt::ShiftModifier);
        const PlaneBox moved = std::get<PlaneBox>(*rig.view.region());
        QVERIFY(moved.left > middle.left && moved.right > middle.right);
        QCOMPARE(moved.bottom, middle.bottom);
        QVERIFY(moved.top > middle.top);
        QSignalSpy wanted(&rig.view, &ScatterView::filterRequested);
        QTest::keyClick(&rig.view, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
    }
    void nothingToShowIsNoTrouble() {
        ScatterView view;
        view.resize(900, 500);
        view.show();
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(300, 200));
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(!view.region());
        view.setScatter(*analysis::scatterOf({}, test::FewEntities({}), {}), "USD");
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selected()->entities, std::size_t{0});
        QVERIFY(!view.grab().isNull());
    }
    /// One place for all: no width, no height.
    void equalPointsAreInTheMiddle() {
        for (const auto scale : {stats::PlotScale::Log, stats::PlotScale::Linear}) {
            analysis::ScatterQuery query;
            query.scale = scale;
            const auto scatter = *analysis::scatterOf(
                query,
                test::FewEntities({{"a", {{Measure::PromptTokens, 7}, {Measure::Cost, kCent}}},
                                   {"b", {{Measure::PromptTokens, 7}, {Measure::Cost, kCent}}}}),
                {});
            const ScatterLayout layout =
                views::scatterLayout(*scatter, "USD", QSizeF(900, 500), QFont());
            QVERIFY(std::abs(layout.dots[0].at.x() - layout.plot().center().x()) < 1);
            QVERIFY(std::abs(layout.dots[0].at.y() - layout.plot().center().y()) < 1);
        }
    }
};

QTEST_MAIN(TestScatterView)
#include "tst_scatter_view.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: headline_button.cpp
#include "views/widgets/figure_card.h"

#include "views/widgets/headline_button.h"

#include <QSignalSpy>
#include <QTest>

using namespace ms;
using views::FigureCard;

namespace {

FigureCard::Content content() {
    return {QStringLiteral("Margin"),
            QStringLiteral("$1,204.17"),
            QStringLiteral("+12% against May 2026"),
            FigureCard::Tone::Good,
            {1.0, std::nullopt, 3.0, 2.0}};
}

/// Pixels that differ between two pictures of the same size.
int difference(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
    return count;
}

} // namespace

class TestFigureCard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCardIsAButtonWithAName() {
        FigureCard card;
        card.setContent(content());
        QCOMPARE(card.accessibleName(), QStringLiteral("Margin"));
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("$1,204.17")));
        QSignalSpy clicked(&card, &QAbstractButton::clicked);
        card.resize(card.sizeHint());
        card.show();
        QTest::keyClick(&card, Qt::Key_Space);
        QTest::mouseClick(&card, Qt::LeftButton);
        QCOMPARE(clicked.count(), 2);
    }
    void aLongFigureMakesItWider() {
        FigureCard card;
        card.setContent(content());
        const int usual = card.sizeHint().width();
        FigureCard::Content longer = content();
        longer.value = QStringLiteral("-$1,204,170,000,000,000.00");
        card.setContent(longer);
        QVERIFY(card.sizeHint().width() > usual);
    }
    void theTrendIsDrawnWhereItIsKnown() {
        FigureCard card;
        card.setContent(content());
        card.resize(200, 120);
        const QImage with = card.grab().toImage();
        FigureCard::Content flat = content();
        flat.trend = {std::nullopt, std::nullopt};
        card.setContent(flat);
        const QImage without = card.grab().toImage();
        QVERIFY(difference(with, without) > 40);
        flat.trend = {2.0}; // one point is no line
        card.setContent(flat);
        QCOMPARE(difference(card.grab().toImage(), without), 0);
    }
    void aHeadlineTakesTheLinesItNeeds() {
        views::HeadlineButton button(QStringLiteral("$40.00"),
                                     QStringLiteral("A sentence that goes on and on. ").repeated(8),
                                     QStringLiteral("dear days"));
        QVERIFY(button.heightForWidth(300) > button.heightForWidth(900));
        QCOMPARE(button.accessibleDescription(), QStringLiteral("$40.00 dear days"));
        QSignalSpy clicked(&button, &QAbstractButton::clicked);
        button.resize(300, button.heightForWidth(300));
        button.show();
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(clicked.count(), 1);
    }
};

QTEST_MAIN(TestFigureCard)
#include "tst_figure_card.moc"

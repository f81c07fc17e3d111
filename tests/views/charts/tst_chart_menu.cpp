// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_menu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>

#include "views/charts/chart_panel.h"

using namespace ms;

class TestChartMenu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPictureIsCopiedAsDotsAndVectors();
    void theEndingDecidesWhatIsWritten();
    void aPictureThatCannotBeWrittenSaysWhy();
    void namesAreThoseOfTheFinding();
    void thePanelOffersIt();
};

namespace {

views::ChartSpec bars() {
    views::ChartSpec spec;
    spec.title = QStringLiteral("Acme loses $40.00: why?");
    spec.axisTitle = QStringLiteral("Margin, USD");
    spec.bars = {
        {views::ChartBar::Kind::Loss,
         QStringLiteral("Acme"),
         QStringLiteral("-$40.00"),
         -40,
         {},
         0},
        {views::ChartBar::Kind::Gain, QStringLiteral("Beta"), QStringLiteral("$12.00"), 12, {}, 1}};
    return spec;
}

} // namespace

void TestChartMenu::aPictureIsCopiedAsDotsAndVectors() {
    QWidget parent;
    QMenu* menu = views::chartMenu(bars(), &parent, {});
    menu->actions().front()->trigger();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("Acme loses $40.00"));
}

void TestChartMenu::theEndingDecidesWhatIsWritten() {
    QTemporaryDir dir;
    for (const auto& [ending, begin] :
         {std::pair{"png", "\x89PNG"}, std::pair{"PDF", "%PDF-"}, std::pair{"svg", "<?xml"}}) {
        const QString path = dir.filePath(QStringLiteral("chart.") + QLatin1String(ending));
        QVERIFY(views::writePicture(path, bars(), {}).isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
    }
}

void TestChartMenu::aPictureThatCannotBeWrittenSaysWhy() {
    QTemporaryDir dir;
    QVERIFY(views::writePicture(dir.filePath(QStringLiteral("chart.gif")), bars(), {})
                .contains(QStringLiteral(".png, .svg or .pdf")));
    QVERIFY(views::writePicture(dir.filePath(QStringLiteral("no/chart.png")), bars(), {})
                .contains(QStringLiteral("could not be written")));
}

void TestChartMenu::namesAreThoseOfTheFinding() {
    QCOMPARE(views::pictureFileName(bars()), QStringLiteral("Acme-loses-40-00-why.png"));
    QCOMPARE(views::pictureFileName({}), QStringLiteral("chart.png"));
}

void TestChartMenu::thePanelOffersIt() {
    views::ChartPanel panel;
    panel.setSpec(bars());
    panel.resize(400, 300);
    panel.show();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5),
                            panel.mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(&panel, &event);
    auto* menu = panel.findChild<QMenu*>();
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2);
    menu->close();
}

QTEST_MAIN(TestChartMenu)
#include "tst_chart_menu.moc"

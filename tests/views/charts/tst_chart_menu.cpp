// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: chart_drag.cpp, drag_grip.cpp
#include "views/charts/chart_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QImage>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "views/charts/chart_drag.h"
#include "views/charts/chart_panel.h"
#include "views/charts/drag_grip.h"

using namespace ms;

class TestChartMenu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPictureIsCopiedAsDotsAndVectors();
    void theEndingDecidesWhatIsWritten();
    void aPictureThatCannotBeWrittenSaysWhy();
    void namesAreThoseOfTheFinding();
    void thePanelOffersIt();
    void whatIsDraggedOutIsAlsoAFile();
    void theGripWantsAPressAndAWay();
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

void TestChartMenu::whatIsDraggedOutIsAlsoAFile() {
    const QTemporaryDir folder;
    const std::unique_ptr<QMimeData> data(views::chartData(bars(), folder.path()));
    QVERIFY(data->hasImage());
    QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    QCOMPARE(data->urls().size(), 1);
    const QString path = data->urls().front().toLocalFile();
    QCOMPARE(QFileInfo(path).fileName(), views::pictureFileName(bars()));
    QCOMPARE(QImage(path).size(), data->imageData().value<QImage>().size());
    const std::unique_ptr<QMimeData> copied(views::chartData(bars()));
    QVERIFY(copied->hasImage() && !copied->hasUrls());
    const std::unique_ptr<QMimeData> nowhere(
        views::chartData(bars(), folder.filePath(QStringLiteral("no such folder"))));
    QVERIFY(nowhere->hasImage() && !nowhere->hasUrls());
}

void TestChartMenu::theGripWantsAPressAndAWay() {
    views::DragGrip grip;
    grip.show();
    QSignalSpy dragged(&grip, &views::DragGrip::dragged);
    const auto moveTo = [&](int x) {
        QMouseEvent move(QEvent::MouseMove, QPointF(x, 5), grip.mapToGlobal(QPointF(x, 5)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&grip, &move);
    };
    moveTo(200);
    QCOMPARE(dragged.size(), 0); // not pressed
    QTest::mousePress(&grip, Qt::LeftButton, {}, {5, 5});
    moveTo(6);
    QCOMPARE(dragged.size(), 0); // a tremble
    moveTo(5 + QApplication::startDragDistance());
    moveTo(200);
    QCOMPARE(dragged.size(), 1);
    QTest::mousePress(&grip, Qt::RightButton, {}, {5, 5});
    moveTo(200);
    QCOMPARE(dragged.size(), 1);
}

QTEST_MAIN(TestChartMenu)
#include "tst_chart_menu.moc"

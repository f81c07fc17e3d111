// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/tool_tip.h"

#include "models/tables/grouped_table_model.h"

#include <QTest>
#include <QTextDocument>
#include <QTextDocumentFragment>

using namespace ms;

class TestToolTip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsTheTextItself_data();
    void showsTheTextItself();
    void cellsAndHeadersNeverHoldMarkup();
};

namespace {

/// What a tooltip label shows: it asks the same function whether the text is markup.
QString shownBy(const QString& toolTip) {
    return Qt::mightBeRichText(toolTip) ? QTextDocumentFragment::fromHtml(toolTip).toPlainText()
                                        : toolTip;
}

const QString kNasty = QStringLiteral("<b>bold</b>\n& co &lt;x&gt; <img src=x>");

struct NastyTable : tables::GroupedTableModel {
    NastyTable() : GroupedTableModel{nullptr} {
        replace({{QStringLiteral("name"), kNasty, tables::TableColumn::Kind::Text, {}, kNasty}},
                tables::NumberFormat{}, [] {});
    }
    std::size_t resultRows() const override { return 1; }
    tables::CellValue valueAt(std::size_t, int) const override { return kNasty; }
    tables::CellValue totalOf(int) const override { return kNasty; }
};

} // namespace

void TestToolTip::showsTheTextItself_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringLiteral("Acme");
    QTest::newRow("two lines") << QStringLiteral("Acme\nacme-01");
    QTest::newRow("an ampersand") << QStringLiteral("Bold & Co");
    QTest::newRow("an entity") << QStringLiteral("a &lt; b &amp; c");
    QTest::newRow("markup") << QStringLiteral("<b>bold</b>");
    QTest::newRow("an image") << QStringLiteral("<img src='file:///etc/hostname'>");
    QTest::newRow("less than") << QStringLiteral("p50 < 3 s");
    QTest::newRow("markup in the second line") << QStringLiteral("Acme\n<i>acme</i>  two blanks");
    QTest::newRow("nothing") << QString();
}

void TestToolTip::showsTheTextItself() {
    QFETCH(QString, text);
    QCOMPARE(shownBy(tables::toolTipText(text)), text);
}

void TestToolTip::cellsAndHeadersNeverHoldMarkup() {
    const NastyTable table;
    QCOMPARE(shownBy(table.index(0, 0).data(Qt::ToolTipRole).toString()), kNasty);
    QCOMPARE(shownBy(table.headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString()), kNasty);
    QCOMPARE(shownBy(table.totalData(0, Qt::ToolTipRole).toString()), kNasty);
}

QTEST_GUILESS_MAIN(TestToolTip)
#include "tst_tool_tip.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: mapping_columns_model.cpp, mapping_draft.cpp, mapping_preview.cpp
// Covers: mapping_questions.cpp, mapping_words.cpp
#include "views/pages/mapping_view.h"

#include "tests/views/pages/mapped_files.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/mapping_columns_model.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_preview.h"
#include "views/pages/mapping_questions.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/choice_delegate.h"
#include "views/widgets/text_table_model.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace ms;
using test::kSettled;
using test::kUsage;
using Column = views::MappingColumnsModel::Column;

/// From files that nothing recognises to profiles that do, on the real reading code.
class TestMappingView : public QObject, private test::MappedFiles {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }
    void anAmbiguousColumnBlocksUntilItsReadingIsChosen();
    void whatIsChosenChangesThePreview();
    void aConstantCompletesWhatNoColumnFills();
    void pathsOfJsonAreMapped();
    void rowsThatWouldBeRefusedAreTold();
    void theKeyboardIsEnough();
    void everyChangeCanBeUndone();
    void whoARowIsAboutCanBecomeAToken();
    void aZoneThatDoesNotExistStandsInTheWay();
    void tokenCountsBesideTheInputAreSaidSo();
    void theProfileIsWrittenAsJson();
    void whatIsNoTableIsSaidToBeNone();
    void anUnfinishedMappingIsFoundAsItWasLeft();
    void wordsSayWhatAReadingMakesOfAFile();
};

namespace {

// Nothing says the currency, and invoices need one.
constexpr const char* kInvoice = "vendor,date,until,amount\n"
                                 "OpenAI,2026-05-01,2026-06-01,12.50\n"
                                 "OpenAI,2026-06-01,2026-07-01,13.75\n";

} // namespace

void TestMappingView::anAmbiguousColumnBlocksUntilItsReadingIsChosen() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    QVERIFY(!saveButton().isEnabled());
    QVERIFY(draft().isOpen("reported_cost"));
    QRadioButton& thousands =
        reading(QStringLiteral("reported_cost"), QStringLiteral("comma_thousands"));
    QRadioButton& decimal =
        reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal"));
    QVERIFY(!thousands.isChecked() && !decimal.isChecked());
    QVERIFY(thousands.text().contains(QStringLiteral("0,002 is 2\n")));
    QVERIFY(thousands.text().endsWith(QStringLiteral(": 132")));
    QVERIFY(decimal.text().contains(QStringLiteral("0,002 is 0.002\n")));
    QVERIFY(decimal.text().endsWith(QStringLiteral(": 0.132")));
    const auto* table = m_page->findChild<QTableView*>(QStringLiteral("columns"));
    const QModelIndex readAs = table->model()->index(5, int(Column::ReadAs));
    QCOMPARE(readAs.data().toString(), QStringLiteral("Choose …"));
    decimal.click();
    QVERIFY(saveButton().isEnabled());
    QCOMPARE(readAs.data().toString(), QStringLiteral("1.234,5"));
    QVERIFY(decimal.isChecked() && decimal.isVisible()); // the answer stays in sight
}

void TestMappingView::whatIsChosenChangesThePreview() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    QSignalSpy previewed(&m_page->mapping().preview(), &views::MappingPreview::previewed);
    reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal")).click();
    QVERIFY(previewed.wait());
    QCOMPARE(imported(QStringLiteral("reported_cost")),
             (QStringList{QStringLiteral("0.002"), QStringLiteral("0.13")}));
    reading(QStringLiteral("reported_cost"), QStringLiteral("comma_thousands")).click();
    QVERIFY(previewed.wait());
    QCOMPARE(imported(QStringLiteral("reported_cost")),
             (QStringList{QStringLiteral("2"), QStringLiteral("130")}));
    draft().setField("customer", "team");
    QVERIFY(previewed.wait());
    QVERIFY(imported(QStringLiteral("tenant")).isEmpty());
    QCOMPARE(imported(QStringLiteral("team")),
             (QStringList{QStringLiteral("acme"), QStringLiteral("globex")}));
}

void TestMappingView::aConstantCompletesWhatNoColumnFills() {
    map(write(QStringLiteral("invoice.csv"), kInvoice));
    QSignalSpy previewed(&m_page->mapping().preview(), &views::MappingPreview::previewed);
    draft().setKind(core::FileKind::Charges);
    QVERIFY(draft().isMissing("currency"));
    QVERIFY(!saveButton().isEnabled());
    QLineEdit& currency = constant(QStringLiteral("currency"));
    currency.setFocus();
    QTest::keyClicks(&currency, QStringLiteral("EUR"));
    QVERIFY(currency.hasFocus()); // what is typed in stays where it is
    QVERIFY(saveButton().isEnabled());
    QTRY_COMPARE(imported(QStringLiteral("currency")),
                 (QStringList{QStringLiteral("EUR"), QStringLiteral("EUR")}));
    currency.clear();
    draft().setConstant("currency", {});
    QVERIFY(!saveButton().isEnabled());
}

void TestMappingView::pathsOfJsonAreMapped() {
    QByteArray lines;
    for (int i = 0; i < 8; ++i)
        lines +=
            QStringLiteral("{\"ts\":%1,\"gw\":{\"model\":\"gpt-4o\"},\"tokens\":{\"in\":%2}%3}")
                .arg(1'780'000'000'000 + i * 1000)
                .arg(100 + i)
                .arg(i % 4 == 0 ? QStringLiteral(",\"who\":\"acme\"") : QString())
                .toUtf8() +
            '\n';
    map(write(QStringLiteral("gw.jsonl"), lines));
    const auto* model = m_page->findChild<QTableView*>(QStringLiteral("columns"))->model();
    QCOMPARE(model->headerData(0, Qt::Horizontal).toString(), QStringLiteral("JSON path"));
    QStringList paths;
    for (int row = 0; row < model->rowCount(); ++row)
        paths << model->index(row, 0).data().toString();
    const int who = int(paths.indexOf(QStringLiteral("who")));
    QVERIFY(paths.contains(QStringLiteral("tokens.in")));
    QCOMPARE(model->index(who, int(Column::Filled)).data().toString(), QStringLiteral("25 %"));
    draft().setField("who", "tenant");
    QVERIFY(saveButton().isEnabled());
    QTRY_COMPARE(imported(QStringLiteral("tenant")).value(0), QStringLiteral("acme"));
    saveButton().click();
    QTRY_VERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
}

void TestMappingView::rowsThatWouldBeRefusedAreTold() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    QSignalSpy previewed(&m_page->mapping().preview(), &views::MappingPreview::previewed);
    reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal")).click();
    draft().setField("model", "input_tokens"); // gpt-4o is no number
    QVERIFY(previewed.wait());
    const views::TextTableModel& rejects = m_page->mapping().preview().rejects();
    QCOMPARE(rejects.rowCount(), 2);
    QVERIFY(rejects.index(0, 2).data().toString().contains(QStringLiteral("gpt-4o")));
}

/// Field and reading are chosen, and the profile is saved, without a mouse.
void TestMappingView::theKeyboardIsEnough() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    auto* table = m_page->findChild<QTableView*>(QStringLiteral("columns"));
    QTRY_VERIFY(table->hasFocus());
    QCOMPARE(table->currentIndex().column(), int(Column::Field));
    QTest::keyClick(table, Qt::Key_Down); // to the customer
    QTest::keyClick(table, Qt::Key_Return);
    auto* fields = table->findChild<QComboBox*>();
    QVERIFY(fields);
    QTRY_VERIFY(fields->view()->isVisible());
    QTest::keyClicks(fields->view(), QStringLiteral("team"));
    QTest::keyClick(fields->view(), Qt::Key_Return);
    QCOMPARE(QString::fromStdString(draft().fieldOf("customer")->name), QStringLiteral("team"));
    table->setCurrentIndex(table->model()->index(5, int(Column::ReadAs)));
    QTest::keyClick(table, Qt::Key_F2);
    QTRY_VERIFY(table->findChild<QComboBox*>());
    auto* formats = table->findChildren<QComboBox*>().constLast();
    QTRY_VERIFY(formats->view()->isVisible());
    QCOMPARE(formats->currentIndex(), -1); // none is taken by itself
    QTest::keyClicks(formats->view(), QStringLiteral("1.2"));
    QTest::keyClick(formats->view(), Qt::Key_Return);
    QVERIFY(!draft().isOpen("reported_cost"));
    QWidget* focused = m_page->focusWidget();
    for (int i = 0; i < 40 && focused != &saveButton(); ++i) {
        QTest::keyClick(focused, Qt::Key_Backtab);
        focused = m_page->focusWidget();
    }
    QCOMPARE(focused, static_cast<QWidget*>(&saveButton()));
    QTest::keyClick(&saveButton(), Qt::Key_Space);
    QTRY_VERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
}

void TestMappingView::everyChangeCanBeUndone() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    const mapping::MappingProfile before = draft().profile();
    reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal")).click();
    draft().setField("customer", {});
    draft().askForConstant("tenant");
    QTest::keyClicks(&constant(QStringLiteral("tenant")), QStringLiteral("acme"));
    draft().setKind(core::FileKind::Revenue);
    draft().setName(QStringLiteral("mine"));
    draft().setZone(QStringLiteral("Europe/Berlin"));
    auto* table = m_page->findChild<QTableView*>(QStringLiteral("columns"));
    table->setFocus();
    int steps = 0; // a word typed is one step
    for (; draft().canUndo() && steps < 20; ++steps)
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(steps, 7);
    QVERIFY(draft().profile() == before);
    QVERIFY(draft().isOpen("reported_cost"));
    QVERIFY(!reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal")).isChecked());
    QVERIFY(!saveButton().isEnabled());
}

/// The choice is in the profile that is saved, and changing the kind keeps it.
void TestMappingView::whoARowIsAboutCanBecomeAToken() {
    map(write(QStringLiteral("usage.csv"), kSettled));
    const auto* table = m_page->findChild<QTableView*>(QStringLiteral("columns"));
    QAbstractItemModel& columns = *table->model();
    const QModelIndex customer = columns.index(1, int(Column::ReadAs)); // fills tenant
    const QModelIndex model = columns.index(2, int(Column::ReadAs));
    QCOMPARE(customer.data().toString(), QStringLiteral("Addresses as tokens"));
    QCOMPARE(model.data().toString(), QStringLiteral("As it is"));
    QVERIFY(customer.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.flags().testFlag(Qt::ItemIsEditable));
    const QStringList values = customer.data(views::ChoiceDelegate::ValuesRole).toStringList();
    const QStringList titles = customer.data(views::ChoiceDelegate::TitlesRole).toStringList();
    QCOMPARE(titles[1], QStringLiteral("All as tokens"));
    QVERIFY(columns.setData(customer, values[1], Qt::EditRole));
    QCOMPARE(customer.data().toString(), QStringLiteral("All as tokens"));
    QVERIFY(m_mapping.documentOf(draft().profile()).find(R"("hash")") != std::string::npos);
    draft().setKind(core::FileKind::Revenue);
    QCOMPARE(draft().profile().privacy.of(core::IdentityField::Tenant),
             core::PrivacyRules::Treatment::Hash);
    draft().undo();
    draft().undo();
    QCOMPARE(customer.data().toString(), QStringLiteral("Addresses as tokens"));
}

void TestMappingView::aZoneThatDoesNotExistStandsInTheWay() {
    map(write(QStringLiteral("usage.csv"), kSettled));
    QVERIFY(saveButton().isEnabled());
    QVERIFY(!draft().profile().zone);
    draft().setZone(QStringLiteral("Europe/Atlantis"));
    QVERIFY(!saveButton().isEnabled());
    QVERIFY(m_page->findChild<QLabel*>(QStringLiteral("open"))
                ->text()
                .contains(QStringLiteral("Europe/Atlantis")));
    draft().setZone(QStringLiteral("Europe/Berlin"));
    QVERIFY(saveButton().isEnabled());
    QCOMPARE(*draft().profile().zone, std::string("Europe/Berlin"));
}

void TestMappingView::tokenCountsBesideTheInputAreSaidSo() {
    map(write(QStringLiteral("usage.csv"), kUsage));
    auto* reads = m_page->findChild<QWidget*>(QStringLiteral("tokens 0"));
    QTest::keyClick(reads, Qt::Key_Space); // checked at first: part of the input
    QCOMPARE(draft().profile().tokens.cacheReads, mapping::Part::Beside);
    QCOMPARE(draft().profile().tokens.cacheWrites, mapping::Part::Inside);
    draft().setKind(core::FileKind::Revenue); // rows without tokens are not asked for them
    QTRY_VERIFY(!m_page->findChild<QWidget*>(QStringLiteral("tokens 0")));
}

void TestMappingView::theProfileIsWrittenAsJson() {
    map(write(QStringLiteral("usage.csv"), kSettled));
    for (QPushButton* button : m_page->mapping().findChildren<QPushButton*>())
        if (button->text().contains(QStringLiteral("JSON")))
            button->click();
    auto* dialog = m_page->findChild<QFileDialog*>();
    QVERIFY(dialog);
    const QString path = m_folder->filePath(QStringLiteral("shared.json"));
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), m_mapping.documentOf(draft().profile()));
}

void TestMappingView::whatIsNoTableIsSaidToBeNone() {
    m_page->showFiles(
        {write(QStringLiteral("picture.png"), QByteArray("\x89PNG\r\n\x1a\n\0\0", 10))});
    QTRY_COMPARE(m_page->files().rowCount(), 1);
    m_page->mapCurrent();
    const auto says = [this](const QString& text) {
        const auto labels = m_page->mapping().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    QTRY_VERIFY(says(QStringLiteral("cannot be mapped")));
    for (QPushButton* button : m_page->mapping().findChildren<QPushButton*>())
        if (button->isVisible())
            button->click(); // Back is the only one
    QVERIFY(!m_page->mapping().isVisible());
}

void TestMappingView::anUnfinishedMappingIsFoundAsItWasLeft() {
    const QString path = write(QStringLiteral("usage.csv"), kUsage);
    map(path);
    draft().setField("customer", "team");
    Q_EMIT m_page->mapping().backRequested();
    QVERIFY(!m_page->mapping().isVisible());
    m_page->mapCurrent();
    QVERIFY(m_page->mapping().isVisible());
    QCOMPARE(draft().fieldOf("customer")->name, std::string("team"));
}

void TestMappingView::wordsSayWhatAReadingMakesOfAFile() {
    QCOMPARE(views::filledText(0, 10), QStringLiteral("0 %"));
    QCOMPARE(views::filledText(1, 1000), QStringLiteral("< 1 %"));  // some is not none
    QCOMPARE(views::filledText(999, 1000), QStringLiteral("99 %")); // nor most all
    mapping::FileSurvey survey;
    survey.rows = 3000;
    mapping::Reading reading;
    reading.example = "0,822";
    reading.meaning = "822";
    reading.total = "-1506641.25";
    QCOMPARE(views::readingText(reading, survey),
             QStringLiteral("0,822 is 822\nTotal of 3,000 rows: -1,506,641.25"));
    reading.total.clear();
    reading.meaning = "2026-04-03T00:00:00.000Z";
    QCOMPARE(views::readingText(reading, survey), QStringLiteral("0,822 is 2026-04-03"));
    reading.example = "03/04/2026 10:00";
    reading.meaning = "2026-04-03T10:00:00.000Z";
    QCOMPARE(views::readingText(reading, survey),
             QStringLiteral("03/04/2026 10:00 is\n2026-04-03T10:00:00.000Z"));
    for (std::size_t i = 0; i < core::kFileKinds; ++i)
        QVERIFY(!views::kindTitle(core::FileKind(i)).isEmpty());
    views::MappingDraft draft(m_mapping);
    views::MappingColumnsModel model(draft);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const core::InputFile file(write(QStringLiteral("a.csv"), kUsage).toStdString());
    draft.start(file, *m_mapping.survey(file, {}, {}), {});
    QCOMPARE(model.rowCount(), 6);
}

QTEST_MAIN(TestMappingView)
#include "tst_mapping_view.moc"

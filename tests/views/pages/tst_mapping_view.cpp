// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: mapping_columns_model.cpp, mapping_draft.cpp, mapping_preview.cpp
// Covers: mapping_questions.cpp, mapping_words.cpp
#include "views/pages/mapping_view.h"

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "app/settings/saved_profiles.h"
#include "tests/views/sample_company.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/mapping_columns_model.h"
#include "views/pages/mapping_draft.h"
#include "views/pages/mapping_preview.h"
#include "views/pages/mapping_questions.h"
#include "views/pages/mapping_words.h"
#include "views/widgets/text_table_model.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ms;
using Column = views::MappingColumnsModel::Column;

/// From files that nothing recognises to profiles that do, on the real reading code.
class TestMappingView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anAmbiguousColumnBlocksUntilItsReadingIsChosen();
    void whatIsChosenChangesThePreview();
    void aConstantCompletesWhatNoColumnFills();
    void aSavedProfileRecognisesTheFileAndTheNext();
    void aProfileMadeForTheKeysBeatsAKnownFormat();
    void theEncodingIsChosen();
    void pathsOfJsonAreMapped();
    void rowsThatWouldBeRefusedAreTold();
    void theKeyboardIsEnough();
    void everyChangeCanBeUndone();
    void aZoneThatDoesNotExistStandsInTheWay();
    void tokenCountsBesideTheInputAreSaidSo();
    void theProfileIsWrittenAsJson();
    void whatIsNoTableIsSaidToBeNone();
    void anUnfinishedMappingIsFoundAsItWasLeft();
    void wordsSayWhatAReadingMakesOfAFile();

private:
    QString write(const QString& name, const QByteArray& text) const;
    void map(const QString& path);
    QPushButton& saveButton() const;
    QRadioButton& reading(const QString& field, const QString& format) const;
    QLineEdit& constant(const QString& field) const;
    QStringList imported(const QString& column) const;
    views::MappingDraft& draft() const { return m_page->mapping().draft(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<test::SampleWorkspace> m_workspace;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<session::JobQueue> m_jobs;
    app::LocalImportService m_imports;
    app::LocalMappingService m_mapping;
    std::unique_ptr<views::ImportPage> m_page;
};

namespace {

// 0,002 and 0,130 are two and one hundred and thirty, or two and 130 thousandths.
constexpr const char* kUsage = "when,customer,model,in,out,cost\n"
                               "2026-05-01T10:00:00Z,acme,gpt-4o,100,7,\"0,002\"\n"
                               "2026-05-01T11:00:00Z,globex,gpt-4o,200,9,\"0,130\"\n";

// Nothing to ask: neither cost can be thousands.
constexpr const char* kSettled = "when,customer,model,in,out,cost\n"
                                 "2026-05-01T10:00:00Z,acme,gpt-4o,100,7,0.0025\n"
                                 "2026-05-01T11:00:00Z,globex,gpt-4o,200,9,0.13\n";

// Nothing says the currency, and invoices need one.
constexpr const char* kInvoice = "vendor,date,until,amount\n"
                                 "OpenAI,2026-05-01,2026-06-01,12.50\n"
                                 "OpenAI,2026-06-01,2026-07-01,13.75\n";

} // namespace

void TestMappingView::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("MARGINSCOPE_HOME", m_folder->filePath(QStringLiteral("home")).toUtf8());
    m_workspace = test::SampleWorkspace::company();
    m_session = std::make_unique<session::Session>(test::accessTo(m_workspace));
    m_jobs = std::make_unique<session::JobQueue>();
    m_page = std::make_unique<views::ImportPage>(m_imports, m_mapping, *m_session, *m_jobs);
    m_page->resize(1000, 640);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestMappingView::cleanup() {
    m_page.reset();
    m_jobs.reset();
    m_session.reset();
}

QString TestMappingView::write(const QString& name, const QByteArray& text) const {
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return file.fileName();
}

void TestMappingView::map(const QString& path) {
    QSignalSpy surveyed(&m_page->mapping(), &views::MappingView::surveyed);
    QSignalSpy previewed(&m_page->mapping().preview(), &views::MappingPreview::previewed);
    m_page->showFiles({path});
    QTRY_COMPARE(m_page->files().rowCount(), 1);
    QTRY_VERIFY(m_page->findChild<QTableView*>(QStringLiteral("files"))->isVisible());
    m_page->mapCurrent();
    QTRY_COMPARE(surveyed.count(), 1);
    QTRY_VERIFY(previewed.count() > 0);
}

QPushButton& TestMappingView::saveButton() const {
    return *m_page->findChild<QPushButton*>(QStringLiteral("save mapping"));
}

QRadioButton& TestMappingView::reading(const QString& field, const QString& format) const {
    const QString name = QStringLiteral("reading %1 %2").arg(field, format);
    auto* radio =
        m_page->findChild<views::MappingQuestions*>()->widget()->findChild<QRadioButton*>(name);
    if (!radio)
        qFatal("no %s", qPrintable(name));
    return *radio;
}

QLineEdit& TestMappingView::constant(const QString& field) const {
    auto* edit = m_page->findChild<views::MappingQuestions*>()->widget()->findChild<QLineEdit*>(
        QStringLiteral("constant ") + field);
    if (!edit)
        qFatal("no constant %s", qPrintable(field));
    return *edit;
}

/// The cells of a column of the preview; empty when there is no such column.
QStringList TestMappingView::imported(const QString& column) const {
    const views::TextTableModel& table = m_page->mapping().preview().imported();
    QStringList cells;
    for (int c = 0; c < table.columnCount(); ++c)
        if (table.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString() == column)
            for (int row = 0; row < table.rowCount(); ++row)
                cells << table.index(row, c).data().toString();
    return cells;
}

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

void TestMappingView::aSavedProfileRecognisesTheFileAndTheNext() {
    QSignalSpy told(m_page.get(), &views::ImportPage::told);
    const QString path = write(QStringLiteral("usage.csv"), kUsage);
    map(path);
    QVERIFY(!m_page->files().fileAt(0)->recognised.canBeImported());
    reading(QStringLiteral("reported_cost"), QStringLiteral("comma_decimal")).click();
    saveButton().click();
    QTRY_VERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
    QTRY_VERIFY(!m_page->mapping().isVisible());
    QCOMPARE(told.count(), 0); // nothing to say: it does what was wanted
    QCOMPARE(app::savedProfiles().profiles.size(), std::size_t{1});
    const mapping::MappingProfile kept = app::savedProfiles().profiles.front();
    QCOMPARE(kept.header, draft().profile().header);
    QCOMPARE(kept.fields.size(), draft().profile().fields.size()); // in another order
    for (const mapping::MappingProfile::Field& field : draft().profile().fields)
        QVERIFY(*kept.fieldNamed(field.name) == field);
    const QString next =
        write(QStringLiteral("june.csv"), QByteArray(kUsage).replace("globex", "hooli"));
    m_page->showFiles({next});
    QTRY_COMPARE(m_page->files().fileAt(0)->recognised.file.shortName(), std::string("june.csv"));
    const session::RecognisedFile& june = m_page->files().fileAt(0)->recognised;
    QVERIFY(june.canBeImported());
    const auto cost =
        std::find(june.previewColumns.begin(), june.previewColumns.end(), "reported_cost") -
        june.previewColumns.begin();
    QCOMPARE(june.previewRows[1][std::size_t(cost)], std::string("0.13"));
}

void TestMappingView::aProfileMadeForTheKeysBeatsAKnownFormat() {
    map(QStringLiteral(MARGINSCOPE_SOURCE_DIR
                       "/tests/golden/openai_chat/reasoning_beside_the_completion/input.jsonl"));
    QVERIFY(m_page->files().fileAt(0)->recognised.profile.empty());
    draft().setName(QStringLiteral("mine"));
    saveButton().click();
    QTRY_COMPARE(m_page->files().fileAt(0)->recognised.profile, std::string("mine"));
}

void TestMappingView::theEncodingIsChosen() {
    map(write(QStringLiteral("umlaut.csv"), QByteArray(kSettled).replace("acme", "K\xf6ln")));
    auto* encoding = m_page->findChild<QComboBox*>(QStringLiteral("encoding"));
    QVERIFY(draft().profile().encoding.empty());
    QSignalSpy surveyed(&m_page->mapping(), &views::MappingView::surveyed);
    encoding->setCurrentIndex(encoding->findData(QStringLiteral("latin-1")));
    Q_EMIT encoding->activated(encoding->currentIndex());
    QTRY_COMPARE(surveyed.count(), 1);
    QCOMPARE(draft().survey().columnNamed("customer")->examples.front(), std::string("Köln"));
    QTRY_VERIFY(imported(QStringLiteral("tenant")).contains(QStringLiteral("Köln")));
    draft().setKind(core::FileKind::Charges);
    QCOMPARE(draft().profile().encoding, std::string("latin-1"));
    QCOMPARE(encoding->currentText(), QStringLiteral("LATIN-1"));
    draft().setKind(core::FileKind::Events);
    saveButton().click();
    QTRY_VERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
    QCOMPARE(app::savedProfiles().profiles.front().encoding, std::string("latin-1"));
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

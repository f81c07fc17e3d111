// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/saved_profiles.h"
#include "tests/views/pages/mapped_files.h"
#include "views/widgets/message_bar.h"

#include <QComboBox>
#include <QDir>

using namespace ms;
using test::kSettled;
using test::kUsage;

/// What becomes of mappings that are saved: which files they read, and which names they have.
class TestSavedMappings : public QObject, private test::MappedFiles {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(open()); }
    void cleanup() { close(); }
    void aSavedProfileRecognisesTheFileAndTheNext();
    void aProfileMadeForTheKeysBeatsAKnownFormat();
    void theProfileJustMadeReadsItsFile();
    void aNameThatIsTakenIsReplacedOnRequest();
    void theEncodingIsChosen();
    void aSavedProfileThatCannotBeReadIsTold();
};

void TestSavedMappings::aSavedProfileRecognisesTheFileAndTheNext() {
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

void TestSavedMappings::aProfileMadeForTheKeysBeatsAKnownFormat() {
    const QString log =
        QStringLiteral(MARGINSCOPE_SOURCE_DIR
                       "/tests/golden/openai_chat/reasoning_beside_the_completion/input.jsonl");
    map(log);
    QVERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
    QVERIFY(m_page->files().fileAt(0)->recognised.profile.empty());
    draft().setName(QStringLiteral("mine"));
    saveButton().click();
    QTRY_COMPARE(m_page->files().fileAt(0)->recognised.profile, std::string("mine"));
    m_page->showFiles({log}); // nothing is known of it but what is saved
    QTRY_VERIFY(QString::fromStdString(m_page->files().fileAt(0)->recognised.evidence)
                    .contains(QStringLiteral("made for")));
}

/// The beginning of the file does not have what the profile reads, so nothing tells that it fits.
void TestSavedMappings::theProfileJustMadeReadsItsFile() {
    QByteArray lines;
    for (int i = 0; i < 60; ++i)
        lines += QByteArray("{\"ts\":\"2026-05-01T10:00:00Z\",\"gw_model\":\"m\",\"in\":") +
                 QByteArray::number(100 + i) + (i < 50 ? "" : ",\"who\":\"acme\"") + "}\n";
    const QString path = write(QStringLiteral("late.jsonl"), lines);
    map(path);
    draft().setField("who", "tenant");
    QVERIFY(saveButton().isEnabled());
    saveButton().click();
    QTRY_VERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
    QCOMPARE(m_page->files().fileAt(0)->recognised.profile, std::string("late"));
    store::Batch receipt = *m_imports.importFile(
        m_folder->filePath(QStringLiteral("w.margin")).toStdString(),
        m_page->files().fileAt(0)->recognised.file, {draft().profile(), {}, {}}, {}, {});
    QCOMPARE(receipt.accepted, 60);
    QCOMPARE(receipt.profile, std::string("late"));
}

void TestSavedMappings::aNameThatIsTakenIsReplacedOnRequest() {
    const QString path = write(QStringLiteral("usage.csv"), kSettled);
    map(path);
    saveButton().click();
    QTRY_VERIFY(!m_page->mapping().isVisible());
    const auto kept = [] { return app::savedProfiles().profiles.front(); };
    QVERIFY(kept().fieldNamed("tenant"));
    QTRY_VERIFY(m_page->findChild<QTableView*>(QStringLiteral("files"))->isVisible());
    m_page->mapCurrent();
    QTRY_VERIFY(saveButton().isVisible());
    draft().setField("customer", "team");
    auto* message = m_page->mapping().findChild<views::MessageBar*>();
    saveButton().click();
    QVERIFY(message->text().contains(QStringLiteral("usage")));
    QVERIFY(kept().fieldNamed("tenant")); // nothing was replaced
    draft().setName(QStringLiteral("other"));
    QVERIFY(message->text().isEmpty()); // it was about the name before
    draft().setName(QStringLiteral("usage"));
    saveButton().click();
    for (QPushButton* button : message->findChildren<QPushButton*>())
        button->click();
    QTRY_VERIFY(kept().fieldNamed("team"));
    QCOMPARE(app::savedProfiles().profiles.size(), std::size_t{1});
}

void TestSavedMappings::theEncodingIsChosen() {
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

void TestSavedMappings::aSavedProfileThatCannotBeReadIsTold() {
    QSignalSpy told(m_page.get(), &views::ImportPage::told);
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("home/profiles")));
    write(QStringLiteral("home/profiles/broken.json"), "{\"name\": 1}");
    m_page->showFiles({write(QStringLiteral("tiers.csv"), "tenant,tier\nacme,pro\n")});
    QTRY_COMPARE(told.count(), 1);
    QVERIFY(told.front().front().toString().contains(QStringLiteral("broken.json")));
    QVERIFY(m_page->files().fileAt(0)->recognised.canBeImported());
}

QTEST_MAIN(TestSavedMappings)
#include "tst_saved_mappings.moc"

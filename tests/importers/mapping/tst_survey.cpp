// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/survey.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace ms;
using namespace ms::importers;
using mapping::FileSurvey;
using Place = FileSurvey::Sample::Place;

namespace {

class Folder {
public:
    core::Result<FileSurvey> survey(const std::string& content) {
        const std::filesystem::path path = m_folder.filePath(QStringLiteral("file")).toStdString();
        std::ofstream(path, std::ios::binary) << content;
        return surveyFile(core::InputFile(path), {});
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestSurvey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsComeWithTheirCoverage() {
        const auto survey = Folder().survey("a;b\n1;x\n2;\n");
        QVERIFY(bool(survey));
        QCOMPARE(survey->delimiter, ';');
        QCOMPARE(survey->rows, std::int64_t(2));
        QVERIFY(survey->isWhole);
        QCOMPARE(survey->columns.size(), std::size_t(2));
        QCOMPARE(survey->columnNamed("b")->filled, std::int64_t(1));
        QCOMPARE(survey->samples.at(0).rows.at(1), (std::vector<std::string>{"2", ""}));
    }

    void theHeaderTellsFilesFromOthers() {
        const auto headerOf = [](const std::string& content) {
            return Folder().survey(content)->header;
        };
        const std::string csv = headerOf("a;b\n1;x\n");
        QCOMPARE(csv, mapping::fingerprintOf({"a", "b"}));
        QVERIFY(headerOf("b;a\n1;x\n") != csv);
        const std::string json = headerOf("{\"a\":1,\"b\":{\"c\":2}}\n{\"a\":1,\"d\":2}\n");
        QCOMPARE(json, mapping::fingerprintOf({"a", "b"})); // the keys of the first record
        QCOMPARE(headerOf("{\"b\":{},\"a\":1}\n"), json);
        QCOMPARE(headerOf("{\"rows\":[{\"b\":1,\"a\":1},{\"b\":2,\"a\":2}],\"page\":1}"), json);
        QVERIFY(headerOf("{\"a\":1}\n") != json);
    }

    void theEncodingThatIsChosenIsRead() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("f")).toStdString();
        std::ofstream(path, std::ios::binary) << "stadt;x\nK\xf6ln;1\n";
        Choice choice;
        choice.encoding = Encoding::Latin1;
        QCOMPARE(surveyFile(core::InputFile(path), choice)->columns.at(0).examples.at(0),
                 std::string("Köln"));
    }

    void jsonPathsComeWithTheirCoverage() {
        const auto survey =
            Folder().survey("{\"id\":1,\"usage\":{\"in\":5}}\n"
                            "{\"id\":2,\"usage\":{\"in\":6,\"out\":7},\"tags\":[1]}\n");
        QVERIFY(bool(survey));
        QCOMPARE(survey->columnNamed("usage.in")->filled, std::int64_t(2));
        QCOMPARE(survey->columnNamed("usage.out")->filled, std::int64_t(1));
        QVERIFY(survey->columnNamed("tags")->holdsLists);
        QVERIFY(survey->columnNamed("usage") == nullptr);
    }

    void recordsOfAPageAreFound() {
        const auto survey = Folder().survey("{\"data\":[{\"x\":1},{\"x\":2}],\"has_more\":false}");
        QVERIFY(bool(survey));
        QCOMPARE(survey->rows, std::int64_t(2));
        QVERIFY(survey->columnNamed("x") != nullptr);
        QVERIFY(survey->columnNamed("has_more") == nullptr);
    }

    /// What stands only in the middle and at the end of a large file is seen too.
    void largeFilesAreLookedAtInThreePlaces() {
        constexpr int kRows = 400'000;
        std::string text = "n,kind\n";
        for (int i = 0; i < kRows; ++i)
            text += std::to_string(i) + (i < kRows / 3      ? ",1\n"
                                         : i < kRows - 1000 ? ",2.5\n"
                                                            : ",3,50\n");
        QVERIFY(text.size() > std::size_t{3} << 20);
        const auto survey = Folder().survey(text);
        QVERIFY(bool(survey));
        QVERIFY(!survey->isWhole);
        QCOMPARE(survey->samples.size(), std::size_t(3));
        QVERIFY(survey->samples[1].place == Place::Middle);
        QCOMPARE(survey->samples[1].rows.at(0).at(1), std::string("2.5"));
        const auto& kinds = survey->columnNamed("kind")->examples;
        QVERIFY(std::find(kinds.begin(), kinds.end(), "2.5") != kinds.end());
        // Rows of another width are none.
        QVERIFY(std::find(kinds.begin(), kinds.end(), "3") == kinds.end());
    }

    void whatHasNoColumnsIsRefused() {
        QVERIFY(!Folder().survey("[1, 2, 3]"));
        QVERIFY(!Folder().survey(std::string("\x7f"
                                             "ELF\0\0\0",
                                             7)));
    }
};

QTEST_APPLESS_MAIN(TestSurvey)
#include "tst_survey.moc"

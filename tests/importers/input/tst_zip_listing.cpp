// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/zip_listing.h"
#include "tests/importers/collected_rows.h"
#include "tests/importers/input/made_archive.h"

using namespace ms;
using namespace ms::importers;

namespace {

core::Result<std::vector<std::string>> listing(const Members& members) {
    return filesOfZip(ScratchFile(zipOf(members)).path());
}

Members many(int count) {
    Members members;
    for (int i = 0; i < count; ++i)
        members.emplace_back("d/" + std::to_string(i), "");
    return members;
}

} // namespace

class TestZipListing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreListedAndWhatSystemsAddIsNot() {
        const auto files = listing({{"b/", ""},
                                    {"b/c.csv", "x"},
                                    {"a.csv", "x"},
                                    {"__MACOSX/a.csv", "x"},
                                    {"__MACOSX/._a.csv", "x"},
                                    {".DS_Store", "x"},
                                    {"b/.git/config", "x"},
                                    {"./d.csv", "x"},
                                    {"../evil.csv", "x"},
                                    {"/etc/passwd", "x"},
                                    {"C:\\x.csv", "x"},
                                    {"K\u00f6ln \u6771\u4eac.csv", "x"},
                                    {"right\u202eleft.csv", "x"},
                                    {"e..csv", "x"}});
        QVERIFY(files);
        // Names are never used as paths, so that any name will do.
        QCOMPARE(*files,
                 (std::vector<std::string>{"b/c.csv", "a.csv", "./d.csv", "../evil.csv",
                                           "/etc/passwd", "C:/x.csv", "K\u00f6ln \u6771\u4eac.csv",
                                           "right\u202eleft.csv", "e..csv"}));
    }

    void twoFilesOfOneNameAreRefused() {
        const auto files = listing({{"a.csv", "x"}, {"b.csv", "x"}, {"a.csv", "y"}});
        QVERIFY(!files);
        QVERIFY(files.error().message.find("two files of the name 'a.csv'") != std::string::npos);
    }

    void aThousandEntriesAreTheMost() {
        QCOMPARE(listing(many(1000))->size(), std::size_t(1000));
        const auto files = listing(many(1001));
        QVERIFY(!files);
        QVERIFY(files.error().message.find("1,000 entries") != std::string::npos);
    }

    void whatIsNoArchiveIsRefused() {
        for (const char* content : {"", "PK\x03\x04", "a,b\n1,2\n"}) {
            const auto files = filesOfZip(ScratchFile(content).path());
            QVERIFY(!files);
            QCOMPARE(files.error().code, core::Error::Code::BadInput);
        }
        const std::string zip = zipOf({{"a.csv", "x"}});
        QVERIFY(!filesOfZip(ScratchFile(zip.substr(0, zip.size() - 10)).path()));
    }
};

QTEST_APPLESS_MAIN(TestZipListing)
#include "tst_zip_listing.moc"

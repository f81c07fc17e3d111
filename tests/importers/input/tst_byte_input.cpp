// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: raw_file.cpp, stream_inputs.cpp, archive_input.cpp
#include "importers/input/byte_input.h"
#include "importers/input/zip_listing.h"
#include "tests/importers/collected_rows.h"
#include "tests/importers/input/made_archive.h"

#include <xxhash.h>

using namespace ms;
using namespace ms::importers;

namespace {

enum class Wrap { Gzip, Zstd, Xz, Bzip2 };

/// Compressed by libarchive's writers, which the inputs for gzip and zstd do not use.
std::string wrapped(Wrap wrap, std::string_view content) {
    std::string out(content.size() + 65536, '\0');
    std::size_t used = 0;
    archive* const a = archive_write_new();
    archive_write_set_format_raw(a);
    switch (wrap) {
    case Wrap::Gzip:
        archive_write_add_filter_gzip(a);
        break;
    case Wrap::Zstd:
        archive_write_add_filter_zstd(a);
        break;
    case Wrap::Xz:
        archive_write_add_filter_xz(a);
        break;
    case Wrap::Bzip2:
        archive_write_add_filter_bzip2(a);
        break;
    }
    archive_write_set_bytes_in_last_block(a, 1);
    archive_write_open_memory(a, out.data(), out.size(), &used);
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(a, entry);
    archive_write_data(a, content.data(), content.size());
    archive_entry_free(entry);
    archive_write_close(a);
    archive_write_free(a);
    out.resize(used);
    return out;
}

struct ReadBack {
    std::string content;
    std::string problem;
    std::string compression;
    std::uint64_t hash = 0;
};

ReadBack readBack(std::string_view file, const DecompressionLimits& limits = {},
                  const std::string& part = {}) {
    const ScratchFile scratch(file);
    ReadBack back;
    auto input = ByteInput::open({scratch.path(), part}, limits);
    if (!input) {
        back.problem = input.error().message;
        return back;
    }
    back.compression = (*input)->compression();
    std::string buffer(1000, '\0');
    while (true) {
        const auto got = (*input)->read(buffer);
        if (!got || *got == 0) {
            back.problem = got ? "" : got.error().message;
            break;
        }
        back.content.append(buffer, 0, *got);
    }
    if (back.problem.empty())
        if (const auto finished = (*input)->finish(); !finished)
            back.problem = finished.error().message;
    back.hash = (*input)->hash();
    return back;
}

std::string someText() {
    std::string text;
    for (int i = 0; i < 20'000; ++i)
        text += std::to_string(i * 7919 % 10'007) + "\n";
    return text;
}

} // namespace

class TestByteInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCompressionGivesTheSameBytes_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("compression");
        const std::string text = someText();
        const auto add = [](const char* name, const std::string& file) {
            QTest::newRow(name) << QByteArray(file.data(), qsizetype(file.size()))
                                << QString::fromUtf8(name);
        };
        add("", text);
        add("gzip", wrapped(Wrap::Gzip, text));
        add("zstd", wrapped(Wrap::Zstd, text));
        add("xz", wrapped(Wrap::Xz, text));
        add("bzip2", wrapped(Wrap::Bzip2, text));
        add("zip", zipOf({{"../../evil", text}}));
    }
    void everyCompressionGivesTheSameBytes() {
        QFETCH(QByteArray, file);
        QFETCH(QString, compression);
        const ReadBack back = readBack({file.constData(), std::size_t(file.size())});
        QCOMPARE(back.problem, std::string());
        QCOMPARE(QString::fromStdString(back.compression), compression);
        QVERIFY(back.content == someText());
        QCOMPARE(back.hash, XXH3_64bits(file.constData(), std::size_t(file.size())));
    }

    void severalGzipMembersAreOneText() {
        const ReadBack back = readBack(wrapped(Wrap::Gzip, "a\n") + wrapped(Wrap::Gzip, "b\n"));
        QCOMPARE(back.problem, std::string());
        QCOMPARE(back.content, std::string("a\nb\n"));
    }

    void cutAndDamagedFilesAreErrors() {
        for (const Wrap wrap : {Wrap::Gzip, Wrap::Zstd, Wrap::Xz, Wrap::Bzip2}) {
            const std::string file = wrapped(wrap, someText());
            QVERIFY(!readBack(std::string_view(file).substr(0, file.size() / 2)).problem.empty());
            std::string damaged = file;
            damaged[file.size() / 2] = char(damaged[file.size() / 2] ^ 0x55);
            const ReadBack back = readBack(damaged);
            if (wrap != Wrap::Zstd) // libarchive writes zstd without a checksum
                QVERIFY(!back.problem.empty());
        }
    }

    void bombsAndNestedArchivesAreRefused() {
        const std::string zeros(64 << 20, '0');
        for (const Wrap wrap : {Wrap::Gzip, Wrap::Zstd}) {
            const ReadBack back = readBack(wrapped(wrap, zeros));
            QVERIFY(back.problem.find("times its size") != std::string::npos);
            QVERIFY(back.content.size() < (16 << 20));
        }
        DecompressionLimits limits;
        limits.maxBytes = 1000;
        QVERIFY(!readBack(wrapped(Wrap::Gzip, someText()), limits).problem.empty());
        const std::string nested = wrapped(Wrap::Gzip, wrapped(Wrap::Gzip, someText()));
        QVERIFY(readBack(nested).problem.find("again compressed") != std::string::npos);
    }

    void aZipOfSeveralFilesNeedsAChoice() {
        const std::string zip = zipOf({{"may/b.csv", "b\n"}, {"../a.csv", "a\n"}, {"c/", ""}});
        QCOMPARE(readBack(zip).problem,
                 std::string("The zip archive holds 2 files, the first of them 'may/b.csv'. Say "
                             "which one."));
        const ReadBack first = readBack(zip, {}, "may/b.csv");
        QCOMPARE(first.problem, std::string());
        QCOMPARE(first.content, std::string("b\n"));
        QCOMPARE(first.hash, XXH3_64bits("b\n", 2)); // another file is another content
        QCOMPARE(readBack(zip, {}, "../a.csv").content, std::string("a\n"));
        QCOMPARE(readBack(zip, {}, "a.csv").problem,
                 std::string("The zip archive holds no file 'a.csv'."));
        QVERIFY(readBack("a,b\n", {}, "a.csv").problem.find("has no part 'a.csv'") !=
                std::string::npos);
        QVERIFY(readBack(zipOf({})).problem.find("holds no files") != std::string::npos);
    }

    void aFileBesideWhatTheSystemAddsIsAlone() {
        const std::string zip = zipOf({{"__MACOSX/._a.csv", "x"}, {"a.csv", "a\n"}});
        const ReadBack back = readBack(zip);
        QCOMPARE(back.content, std::string("a\n"));
        QCOMPARE(back.hash, XXH3_64bits(zip.data(), zip.size()));
    }

    void filesOfOneNameAreRefused() {
        const std::string zip = zipOf({{"a.csv", "1\n"}, {"a.csv", "2\n"}});
        for (const char* part : {"", "a.csv"})
            QVERIFY(readBack(zip, {}, part).problem.find("two files of the name 'a.csv'") !=
                    std::string::npos);
        QVERIFY(!inputsIn(ScratchFile(zip).path()));
    }

    void everyFileThatIsListedCanBeRead() {
        const Members members{{"C:\\x.csv", "1"},     {"./d.csv", "2"},
                              {"../evil.csv", "3"},   {"/etc/passwd", "4"},
                              {"K\u00f6ln.csv", "5"}, {"right\u202eleft.csv", "6"}};
        const std::string zip = zipOf(members);
        const auto names = filesOfZip(ScratchFile(zip).path());
        QVERIFY(names);
        QCOMPARE(names->size(), members.size());
        for (std::size_t i = 0; i < members.size(); ++i)
            QCOMPARE(readBack(zip, {}, names->at(i)).content, members[i].second);
    }

    void partsOfZipsAreChecked() {
        const std::string text = someText();
        std::string zip = zipOf({{"a.csv", text}, {"b.csv", "b\n"}});
        const std::size_t middle = zip.size() / 2;
        zip[middle] = char(zip[middle] ^ 0x55);
        QVERIFY(!readBack(zip, {}, "a.csv").problem.empty());
        const std::string nested = zipOf({{"a.zip", zipOf({{"a.csv", text}})}, {"b.csv", "b\n"}});
        QVERIFY(readBack(nested, {}, "a.zip").problem.find("again compressed") !=
                std::string::npos);
        const std::string bomb = zipOf({{"a.csv", std::string(64 << 20, '0')}, {"b.csv", "b\n"}});
        QVERIFY(readBack(bomb, {}, "a.csv").problem.find("times its size") != std::string::npos);
        QCOMPARE(readBack(bomb, {}, "b.csv").content, std::string("b\n"));
    }

    void inputsInAFile() {
        const auto partsOf = [](const std::string& content) {
            const ScratchFile file(content);
            std::vector<std::string> parts;
            const auto inputs = inputsIn(file.path());
            if (inputs)
                for (const core::InputFile& input : *inputs)
                    parts.push_back(input.path == file.path() ? input.part : "another file");
            return parts;
        };
        const std::vector<std::string> itself{""};
        QCOMPARE(partsOf("a,b\n"), itself);
        QCOMPARE(partsOf(""), itself);
        QCOMPARE(partsOf(wrapped(Wrap::Gzip, "a,b\n")), itself);
        QCOMPARE(partsOf(zipOf({{"a.csv", "x"}})), itself);
        QCOMPARE(partsOf(zipOf({})), itself);
        QCOMPARE(partsOf(zipOf({{"b.csv", "x"}, {"../c.csv", "x"}, {".d", "x"}, {"a/a.csv", "x"}})),
                 (std::vector<std::string>{"../c.csv", "a/a.csv", "b.csv"}));
        QVERIFY(partsOf("PK\x03\x04 and no more").empty());
        QVERIFY(!inputsIn("/no/such/file"));
        QVERIFY(!inputsIn("/dev/null"));
    }
};

QTEST_APPLESS_MAIN(TestByteInput)
#include "tst_byte_input.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_block.cpp, event_columns.cpp
#include "models/core/event_block.h"

#include <QTest>

#include <set>

using namespace ms::core;

namespace {
EventRecord recordFor(int i, std::vector<std::string>& keep) {
    EventRecord record;
    for (std::size_t c = 0; c < kNumberColumns; ++c)
        if ((i + int(c)) % 3 != 0)
            record.numbers[c] = i * 1000 + int(c);
    const auto text = [&](const std::string& value) -> std::string_view {
        keep.push_back(value);
        return keep.back();
    };
    for (std::size_t c = 0; c < kTextColumns; ++c)
        record.texts[c] = i % 5 == 0 ? std::string_view{} : text("t" + std::to_string(i % 301));
    for (std::size_t c = 0; c < kIdColumns; ++c)
        record.ids[c] = text("id-" + std::to_string(i) + "-" + std::to_string(c));
    record[BlobColumn::Tags] = text(std::string(std::size_t(i % 7), 'x'));
    return record;
}
} // namespace

class TestEventBlock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesBackWhatWasAppended() {
        EventBlock block;
        std::vector<std::string> keep;
        keep.reserve(200'000);
        std::vector<EventRecord> expected;
        for (int i = 0; i < 2'000; ++i) {
            expected.push_back(recordFor(i, keep));
            block.append(expected.back());
        }
        QCOMPARE(block.size(), std::size_t(2'000));
        for (std::size_t i = 0; i < block.size(); ++i) {
            const EventRecord got = block.record(i);
            QVERIFY(got.numbers == expected[i].numbers);
            QVERIFY(got.texts == expected[i].texts);
            QVERIFY(got.ids == expected[i].ids);
            QVERIFY(got.blobs == expected[i].blobs);
        }
    }
    void codeZeroIsTheEmptyText() {
        EventBlock block;
        block.append(EventRecord{});
        QCOMPARE(block.codes(TextColumn::Tenant)[0], 0U);
        QVERIFY(block.dictionary(TextColumn::Tenant)[0].empty());
        QCOMPARE(block.numbers(NumberColumn::Input)[0], kUnknownNumber);
        QCOMPARE(block.numbers(NumberColumn::Flags)[0], 0LL);
    }
    void textsAreReplacedAndEqualOnesShareACode() {
        EventBlock block;
        for (const char* const user : {"A", "a", "", "b"}) {
            EventRecord record;
            record[TextColumn::Tenant] = user;
            record[IdColumn::User] = user;
            record[BlobColumn::Tags] = user;
            block.append(record);
        }
        const auto toToken = [](std::string_view text) -> std::optional<std::string> {
            if (text == "A" || text == "a")
                return "token";
            return std::nullopt;
        };
        block.edit(TextColumn::Tenant, toToken);
        block.edit(IdColumn::User, toToken);
        block.edit(BlobColumn::Tags, toToken);
        const std::vector<std::string> expected{"token", "token", "", "b"};
        for (std::size_t row = 0; row < block.size(); ++row) {
            QCOMPARE(std::string(block.record(row)[TextColumn::Tenant]), expected[row]);
            QCOMPARE(std::string(block.id(IdColumn::User, row)), expected[row]);
            QCOMPARE(std::string(block.blob(BlobColumn::Tags, row)), expected[row]);
        }
        QCOMPARE(block.dictionary(TextColumn::Tenant).size(), std::size_t(3));
        EventRecord more;
        more[TextColumn::Tenant] = "token";
        block.append(more);
        QCOMPARE(block.codes(TextColumn::Tenant)[4], block.codes(TextColumn::Tenant)[0]);
    }
    void equalTextsShareACode() {
        EventBlock block;
        for (const char* tenant : {"a", "b", "a", "b", "a"}) {
            EventRecord record;
            record[TextColumn::Tenant] = tenant;
            block.append(record);
        }
        QCOMPARE(block.codes(TextColumn::Tenant), (std::vector<std::uint32_t>{1, 2, 1, 2, 1}));
        QCOMPARE(block.dictionary(TextColumn::Tenant).size(), std::size_t(3));
    }
    void clearForgetsEverything() {
        EventBlock block;
        EventRecord record;
        record[TextColumn::Tenant] = "a";
        block.append(record);
        block.clear();
        QCOMPARE(block.size(), std::size_t(0));
        QCOMPARE(block.dictionary(TextColumn::Tenant).size(), std::size_t(1));
    }
    void columnsWithoutTextsAreKnown() {
        EventBlock block;
        EventRecord record;
        record[IdColumn::Root] = "r";
        record[BlobColumn::Tags] = "{}";
        block.append(EventRecord{});
        block.append(record);
        QVERIFY(block.hasAny(IdColumn::Root));
        QVERIFY(!block.hasAny(IdColumn::Request));
        QVERIFY(block.hasAny(BlobColumn::Tags));
        QVERIFY(!block.hasAny(BlobColumn::PromptBlocks));
    }
    void numbersCanBeMovedOut() {
        EventBlock block;
        EventRecord record;
        record[NumberColumn::Input] = 7;
        block.append(record);
        QCOMPARE(block.takeNumbers(NumberColumn::Input), std::vector<std::int64_t>{7});
        QCOMPARE(block.size(), std::size_t(1));
        block.clear();
        block.append(record);
        QCOMPARE(block.numbers(NumberColumn::Input), std::vector<std::int64_t>{7});
    }
    void namesAreUniqueAndPresent() {
        std::set<std::string_view> names;
        for (std::size_t c = 0; c < kNumberColumns; ++c)
            names.insert(nameOf(NumberColumn(c)));
        for (std::size_t c = 0; c < kTextColumns; ++c)
            names.insert(nameOf(TextColumn(c)));
        for (std::size_t c = 0; c < kIdColumns; ++c)
            names.insert(nameOf(IdColumn(c)));
        for (std::size_t c = 0; c < kBlobColumns; ++c)
            names.insert(nameOf(BlobColumn(c)));
        QCOMPARE(names.size(), kNumberColumns + kTextColumns + kIdColumns + kBlobColumns);
        QVERIFY(!names.contains(std::string_view{}));
        QCOMPARE(nameOf(Flag::CostZeroUnknown), std::string_view("cost_zero_unknown"));
    }
};

QTEST_APPLESS_MAIN(TestEventBlock)
#include "tst_event_block.moc"

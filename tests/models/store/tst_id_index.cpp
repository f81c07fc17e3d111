// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/store/body_reader.h"
#include "models/store/id_index.h"

#include <map>
#include <random>

using namespace ms;
using store::IdIndex;
using store::Texts;

namespace {

std::uint64_t weakHash(std::string_view text) {
    return text.size() % 3 == 0 ? 7 : store::strongIdHash(text) % 1024; // no tags, many collisions
}

/// Stored pages in memory; counts how often one is decoded.
struct Shelf {
    std::map<std::int64_t, std::shared_ptr<const Texts>> pages;
    int loads = 0;
    std::shared_ptr<IdIndex::Pages> cache =
        std::make_shared<IdIndex::Pages>(2, [this](std::int64_t id, Texts& texts) -> core::Status {
            ++loads;
            texts = *pages.at(id);
            return {};
        });
    IdIndex index(store::IdHash hash) { return IdIndex{hash, cache, 3}; }
    void put(std::vector<IdIndex::Page> full) {
        for (IdIndex::Page& page : full)
            pages[store::pageId(3, page.number)] = std::move(page.texts);
    }
};

std::vector<std::uint32_t> intern(IdIndex& index, const std::vector<std::string>& texts) {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    std::vector<std::uint32_t> keys(texts.size());
    if (!index.intern(views, keys))
        throw std::runtime_error{"intern"};
    return keys;
}

} // namespace

class TestIdIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalTextsHaveEqualKeys_data() {
        QTest::addColumn<bool>("isWeak");
        QTest::newRow("a good hash") << false;
        QTest::newRow("a hash that collides") << true;
    }
    void equalTextsHaveEqualKeys() {
        QFETCH(bool, isWeak);
        Shelf shelf;
        IdIndex index = shelf.index(isWeak ? &weakHash : &store::strongIdHash);
        std::map<std::string, std::uint32_t> oracle{{"", 0}};
        std::mt19937 random{1};
        for (int block = 0; block < 20; ++block) {
            std::vector<std::string> texts;
            for (int i = 0; i < 200; ++i) {
                const auto id = unsigned(random() % 1500);
                texts.push_back(id == 0 ? std::string{}
                                        : std::string(id % 5, 'x') + std::to_string(id));
            }
            const auto keys = intern(index, texts);
            shelf.put(index.takeFull());
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const auto [known, isNew] = oracle.emplace(texts[i], keys[i]);
                QCOMPARE(keys[i], known->second);
            }
        }
        QCOMPARE(std::size_t(index.size()), oracle.size());
        std::map<std::uint32_t, int> uses;
        for (const auto& [text, key] : oracle)
            QCOMPARE(++uses[key], 1);
    }
    void collisionsAcrossStoredPagesAreSettledByText() {
        // Two texts a page collide with each other and with texts of other pages.
        const auto byLastDigit = [](std::string_view text) -> std::uint64_t {
            return text.starts_with("c") ? 99 : store::strongIdHash(text);
        };
        Shelf shelf;
        std::vector<std::string> texts;
        {
            IdIndex first = shelf.index(byLastDigit);
            for (int i = 0; i < 200'000; ++i)
                texts.push_back((i % 50'000 == 7 ? "c" : "n") + std::to_string(i));
            intern(first, texts);
            shelf.put(first.takeRest());
        }
        QCOMPARE(shelf.pages.size(), std::size_t(4));
        Shelf again; // nothing is at hand
        again.pages = shelf.pages;
        IdIndex second = again.index(byLastDigit);
        for (const auto& [id, page] : again.pages)
            second.addStored(*page);
        std::vector<std::string> asked{"c150007", "c7",      "n3",     "c100007",
                                       "c-new",   "n199999", "c50007", "c-new"};
        const auto keys = intern(second, asked);
        QCOMPARE(keys, (std::vector<std::uint32_t>{150'008, 8, 4, 100'008, 200'001, 200'000, 50'008,
                                                   200'001}));
    }
    void aPageThatIsNotStoredYetIsStillKnown() {
        Shelf shelf; // keeps two pages; the block fills six, and none of them is on the shelf
        IdIndex index = shelf.index(&store::strongIdHash);
        std::vector<std::string> texts;
        for (int i = 0; i < 800'000; ++i)
            texts.push_back("id" + std::to_string(i % 400'000));
        const auto keys = intern(index, texts);
        for (std::size_t i = 0; i < keys.size(); ++i)
            QCOMPARE(keys[i], std::uint32_t(i % 400'000 + 1));
        QCOMPARE(shelf.loads, 0);
        QCOMPARE(index.takeFull().size(), std::size_t(6));
        QCOMPARE(index.takeFull().size(), std::size_t(0));
        QCOMPARE(index.takeRest().size(), std::size_t(1));
    }
    void aGuessOfTheRowsChangesNothing_data() {
        QTest::addColumn<quint64>("guess");
        QTest::newRow("none") << quint64(0);
        QTest::newRow("right") << quint64(300'000);
        QTest::newRow("far too few") << quint64(40'000);
        QTest::newRow("far too many") << quint64(std::uint64_t{1} << 40);
    }
    void aGuessOfTheRowsChangesNothing() {
        QFETCH(quint64, guess);
        Shelf shelf;
        IdIndex index = shelf.index(&store::strongIdHash);
        index.expectRows(guess);
        for (int block = 0; block < 30; ++block) {
            std::vector<std::string> texts; // each block brings 5,000 new ids and 5,000 known ones
            for (int i = 0; i < 10'000; ++i)
                texts.push_back("id" + std::to_string(i % 2 == 0 ? block * 5'000 + i / 2 : i / 2));
            const auto keys = intern(index, texts);
            for (std::size_t i = 0; i < keys.size(); ++i)
                QCOMPARE("id" + std::to_string(keys[i] - 1), texts[i]);
            shelf.put(index.takeFull());
        }
        QCOMPARE(index.size(), std::uint32_t(150'001));
    }
    void roomCanBeMadeAhead() {
        Shelf shelf;
        IdIndex index = shelf.index(&store::strongIdHash);
        intern(index, {"a", "b"});
        index.reserve(100'000);
        index.reserve(10); // never less
        QCOMPARE(intern(index, {"b", "c", "a"}), (std::vector<std::uint32_t>{2, 3, 1}));
    }
    void aBlockDecodesEachOldPageOnce() {
        Shelf shelf;
        std::vector<std::string> texts;
        for (int i = 0; i < 400'000; ++i)
            texts.push_back("id" + std::to_string(i));
        {
            IdIndex first = shelf.index(&store::strongIdHash);
            intern(first, texts);
            shelf.put(first.takeRest());
        }
        Shelf again;
        again.pages = shelf.pages;
        IdIndex second = again.index(&store::strongIdHash);
        for (const auto& [id, page] : again.pages)
            second.addStored(*page);
        std::vector<std::string> shuffled(texts.begin(), texts.end());
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937{5});
        shuffled.resize(10'000);
        const auto keys = intern(second, shuffled);
        for (std::size_t i = 0; i < keys.size(); ++i)
            QCOMPARE(shuffled[i], "id" + std::to_string(keys[i] - 1));
        QVERIFY(again.loads <= int(again.pages.size()));
    }
};

QTEST_APPLESS_MAIN(TestIdIndex)
#include "tst_id_index.moc"

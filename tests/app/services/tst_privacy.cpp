// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/retry_rows.h"
#include "app/settings/privacy_key.h"
#include "importers/common/profile_document.h"
#include "tests/app/services/imported_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sys/stat.h>

using namespace ms;
namespace fs = std::filesystem;

namespace {

constexpr const char* kMarker = "XYZZYPROMPT";

std::string bytesOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string addressOf(int i) {
    return "person" + std::to_string(i) + "@zqfirm" + std::to_string(i % 7) + ".example";
}

/// 1,000 addresses: as users, tenants, in metadata, and in rows that are rejected.
std::string logOfPeople() {
    std::string log;
    for (int i = 0; i < 1'000; ++i) {
        const std::string address = addressOf(i);
        const std::string tokens = i % 10 == 3 ? "\"many\"" : std::to_string(100 + i);
        log += "{\"t\":\"2026-09-14T08:00:00Z\",\"id\":\"r" + std::to_string(i) + "\",\"user\":\"" +
               address + "\",\"tenant\":\"" + address + "\",\"session\":\"chat of " + address +
               "\",\"model\":\"m\",\"in\":" + tokens + ",\"out\":5,\"prompt\":\"" + kMarker + " " +
               address + " asks\",\"key\":\"sk-abcdefgh12345678abcd\"}\n";
    }
    return log;
}

importers::MappingProfile profileOfPeople(const char* more = "") {
    const std::string text =
        std::string("{\"name\":\"people\",\"kind\":\"events\",\"format\":\"jsonl\","
                    "\"source\":\"people\",\"identity\":\"request_only\","
                    "\"time\":{\"path\":\"t\",\"format\":\"iso\"},\"fields\":{"
                    "\"request_id\":{\"path\":\"id\"},\"user\":{\"path\":\"user\"},"
                    "\"tenant\":{\"path\":\"tenant\"},\"session_id\":{\"path\":\"session\"},"
                    "\"model\":{\"path\":\"model\"},\"input_tokens\":{\"path\":\"in\"},"
                    "\"output_tokens\":{\"path\":\"out\"}}") +
        more + "}";
    return *importers::parseProfile(text, "people");
}

importers::Choice choiceOf(const importers::MappingProfile& profile) {
    importers::Choice choice;
    choice.profile = profile;
    return choice;
}

/// Everything that the workspace holds of its events, unpacked.
struct StoredEvents {
    std::set<std::string> users;
    std::set<std::string> tenants;
    std::string all;
};

} // namespace

class TestPrivacy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("MARGINSCOPE_HOME", m_home->path().toUtf8());
    }

    void noAddressAndNoPromptIsInTheWorkspace() {
        app::ImportedFiles files;
        const store::Batch batch =
            files.import("log.jsonl", logOfPeople(), choiceOf(profileOfPeople()));
        QCOMPARE(batch.rows, std::int64_t(1'000));
        QCOMPARE(batch.rejected, std::int64_t(100));
        QCOMPARE(batch.accepted, std::int64_t(900));
        QVERIFY(!batch.privacyKey.empty());
        const store::Batch tenants =
            files.import("tenants.csv", "tenant,name,tier\nperson0@zqfirm0.example,Person0,pro\n");
        QCOMPARE(tenants.accepted, std::int64_t(1));
        QVERIFY(isNowhere(files, "zqfirm"));
        QVERIFY(isNowhere(files, kMarker));
        QVERIFY(isNowhere(files, "abcdefgh12345678"));
        const auto rejects = *files.workspace().rejects(batch.id, {});
        QCOMPARE(rejects.size(), std::size_t(100));
        const StoredEvents stored = eventsOf(files);
        QCOMPARE(stored.users.size(), std::size_t(900));
        QVERIFY(stored.users == stored.tenants); // the same person, the same token
        app::PrivacyKey key;
        QVERIFY(stored.users.contains(*key.tokenOf("person0@zqfirm0.example")));
        QCOMPARE(files.workspace().facts({})->tenants.front().tenant,
                 *key.tokenOf("person0@zqfirm0.example"));
    }

    void aMaskedRowCanBeTriedAgain() {
        app::ImportedFiles files;
        const store::Batch batch =
            files.import("log.jsonl", logOfPeople(), choiceOf(profileOfPeople()));
        std::vector<session::CorrectedRow> rows;
        for (const store::Reject& reject : *files.workspace().rejects(batch.id, {})) {
            std::string text = reject.row.raw;
            const std::size_t at = text.find("\"many\"");
            QVERIFY(at != std::string::npos);
            rows.push_back({reject.number, text.replace(at, 6, "77")});
        }
        const auto retried = app::retryRows(files.workspace(), batch.id, rows, {}, {});
        QVERIFY(retried);
        QCOMPARE(retried->receipt.accepted, std::int64_t(100));
        QCOMPARE(eventsOf(files).users.size(), std::size_t(1'000));
        app::PrivacyKey key;
        QVERIFY(eventsOf(files).users.contains(*key.tokenOf(addressOf(3))));
        QVERIFY(isNowhere(files, "zqfirm"));
        QVERIFY(files.workspace().setBatchActive(retried->receipt.id, false));
        QVERIFY(isNowhere(files, kMarker));
    }

    void aProfileHashesAndKeeps() {
        const std::string row = "{\"t\":\"2026-09-14T08:00:00Z\",\"id\":\"r\",\"user\":\"u17\","
                                "\"tenant\":\"a@b.example\",\"model\":\"m\",\"in\":1,\"out\":5}\n";
        app::ImportedFiles files;
        const auto profile =
            profileOfPeople(",\"privacy\":{\"hash\":[\"user\"],\"keep\":[\"tenant\"]}");
        const store::Batch batch = files.import("log.jsonl", row, choiceOf(profile));
        QCOMPARE(textOf(batch.privacy), std::string("hash user; keep tenant"));
        app::PrivacyKey key;
        QVERIFY(eventsOf(files).users == std::set<std::string>{*key.tokenOf("u17")});
        QVERIFY(eventsOf(files).tenants == std::set<std::string>{"a@b.example"});
    }

    void theKeyIsForItsOwnerAlone() {
        app::PrivacyKey key;
        const std::string token = *key.tokenOf("jane@example.com");
        struct stat about {};
        QCOMPARE(::stat(app::PrivacyKey::usualFile().c_str(), &about), 0);
        QCOMPARE(about.st_mode & 0777, mode_t(0600));
        QCOMPARE(about.st_size, off_t(32));
        QCOMPARE(*app::PrivacyKey().tokenOf("jane@example.com"), token);
        fs::remove(app::PrivacyKey::usualFile());
        QVERIFY(*app::PrivacyKey().tokenOf("jane@example.com") != token);
    }

    void withoutAWholeKeyNothingIsImported() {
        for (const char* const damage : {"", "too short"}) {
            app::ImportedFiles files;
            std::ofstream(app::PrivacyKey::usualFile(), std::ios::binary) << damage;
            fs::permissions(app::PrivacyKey::usualFile(),
                            fs::perms::owner_read | fs::perms::owner_write);
            const auto imported = app::importFile(
                files.workspace(),
                {files.write("log.jsonl", logOfPeople()), choiceOf(profileOfPeople()), {}, {}}, {},
                {});
            QVERIFY(!imported);
            QVERIFY(imported.error().message.find("damaged") != std::string::npos);
            QCOMPARE(files.workspace().batches()->size(), std::size_t(0));
            QVERIFY(isNowhere(files, "zqfirm"));
        }
    }

    void anotherKeyIsTold() {
        app::ImportedFiles files;
        files.import("log.jsonl", logOfPeople(), choiceOf(profileOfPeople()));
        fs::remove(app::PrivacyKey::usualFile());
        const store::Batch second =
            files.import("more.csv", "alias,tenant\nx@y.example,acme\n", [] {
                importers::Choice choice;
                choice.kind = core::FileKind::TenantAliases;
                return choice;
            }());
        QVERIFY(std::any_of(second.notes.begin(), second.notes.end(), [](const std::string& note) {
            return note.find("batch 1 were made with another key") != std::string::npos;
        }));
    }

private:
    static StoredEvents eventsOf(app::ImportedFiles& files);
    static bool isNowhere(app::ImportedFiles& files, const std::string& text);
    std::unique_ptr<QTemporaryDir> m_home;
};

StoredEvents TestPrivacy::eventsOf(app::ImportedFiles& files) {
    StoredEvents stored;
    store::Workspace::SqlHandler handler;
    handler.row = [&](const store::Workspace::SqlRow& row) {
        stored.users.insert(row[0].value_or(""));
        stored.tenants.insert(row[1].value_or(""));
        for (const auto& cell : row)
            stored.all += cell.value_or("") + '\n';
        return true;
    };
    const auto asked = files.workspace().query("SELECT user, tenant, * FROM event", handler, {});
    if (!asked)
        throw std::runtime_error{asked.error().message};
    return stored;
}

bool TestPrivacy::isNowhere(app::ImportedFiles& files, const std::string& text) {
    return bytesOf(files.path("ws.margin")).find(text) == std::string::npos &&
           eventsOf(files).all.find(text) == std::string::npos;
}

QTEST_APPLESS_MAIN(TestPrivacy)
#include "tst_privacy.moc"

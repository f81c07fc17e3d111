// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/place_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "models/session/page_name.h"
#include "models/session/scenario_text.h"

// Covers: page_name.cpp, scenario_text.cpp
#include <nlohmann/json.hpp>

#include <random>

using namespace ms;
using query::Condition;
using query::Dimension;
using session::Page;
using session::Place;

namespace {

core::Zone berlin() {
    return *core::Zone::find("Europe/Berlin");
}

store::SavedView viewOf(const Place& place, const core::Zone& zone) {
    const auto text = session::placeText(place, zone);
    return {"May",
            std::string(session::pageName(place.page)),
            text ? *text : std::string("refused"),
            {},
            {}};
}

core::TimeRange mayIn(const core::Zone& zone) {
    return {zone.startOf(*core::parseDay("2026-05-01")),
            zone.startOf(*core::parseDay("2026-06-01"))};
}

std::string errorOf(const std::string& page, const std::string& document) {
    const auto place = session::placeOf({"V", page, document, {}, {}}, core::Zone());
    return place ? std::string() : place.error().message;
}

/// Any place that a window can be at.
Place randomPlace(std::mt19937& dice) {
    static const std::vector<std::string> kTexts{"acme",
                                                 "",
                                                 "a,b",
                                                 "\"quoted\"",
                                                 "line\nfeed",
                                                 "<b>é</b>",
                                                 "'; DROP",
                                                 "\xe2\x80\xae"
                                                 "rtl"};
    const auto pick = [&](std::size_t below) { return std::size_t(dice() % below); };
    const auto text = [&] { return kTexts[pick(kTexts.size())]; };
    const auto dimension = [&] {
        return query::allDimensions()[pick(query::allDimensions().size())];
    };
    Place place;
    for (const Page page : {Page::Margin, Page::WhatIf, Page::Compare, Page::Attempts})
        if (pick(2) == 0 || page == Page::Margin)
            place.page = page;
    place.by = {dimension()};
    if (pick(2) == 0)
        place.by.push_back(dimension());
    if (pick(2) == 0)
        place.sectionBy = {dimension()};
    place.section = text();
    place.book = text();
    place.request = text();
    for (std::size_t i = pick(3); i > 0; --i)
        place.options[text()] = text();
    for (std::size_t i = pick(3); i > 0; --i)
        place.path.push_back({dimension(), text()});
    for (std::size_t i = pick(3); i > 0; --i)
        place.filter.conditions.push_back(
            {dimension(),
             pick(2) == 0 ? Condition::Kind::In : Condition::Kind::NotIn,
             {text(), text()}});
    if (pick(2) == 0)
        place.filter.range.from =
            core::Instant{std::int64_t(dice()) * 1'000'001 % 2'000'000'000'000'000};
    if (pick(2) == 0)
        place.filter.range.to = mayIn(berlin()).to;
    if (pick(3) == 0)
        place.filter.scope = {query::Scope::Kind::All, {}};
    else if (pick(2) == 0)
        place.filter.scope = {query::Scope::Kind::Named, {text(), "staging"}};
    return place;
}

} // namespace

class TestPlaceText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyPlaceIsReadBackEqual() {
        std::mt19937 dice(7);
        for (int i = 0; i < 2000; ++i) {
            const Place place = randomPlace(dice);
            const auto read = session::placeOf(viewOf(place, berlin()), berlin());
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QVERIFY2(*read == place, viewOf(place, berlin()).place.c_str());
        }
    }
    void theDocumentSaysItInWordsOfTheCommandLine() {
        Place place;
        place.page = Page::WhatIf;
        place.section = "whatif_rows";
        place.sectionBy = {Dimension::Tier};
        place.options = {{"cache-hit-rate", "0.15"}};
        place.filter.range = mayIn(berlin());
        place.filter.conditions = {{Dimension::Tenant, Condition::Kind::In, {"acme"}}};
        const auto document = nlohmann::json::parse(*session::placeText(place, berlin()));
        const auto expected = nlohmann::json::parse(R"({"version": 1, "section": "whatif_rows",
            "by": ["tenant"], "section_by": ["tier"], "options": {"cache-hit-rate": "0.15"},
            "from": "2026-05-01", "to": "2026-06-01",
            "where": [{"dimension": "tenant", "is": ["acme"]}]})");
        QCOMPARE(document.dump(), expected.dump());
    }
    void mayIsMayInAnotherZone() {
        Place place;
        place.page = Page::Margin;
        place.filter.range = mayIn(berlin());
        const auto elsewhere = session::placeOf(viewOf(place, berlin()), core::Zone());
        QVERIFY(elsewhere);
        QVERIFY(elsewhere->filter.range == mayIn(core::Zone()));
    }
    void anExplainedAttemptIsLeftOut() {
        Place place;
        place.page = Page::Attempts;
        place.attempt = 12;
        const auto read = session::placeOf(viewOf(place, berlin()), berlin());
        QVERIFY(read && !read->attempt);
    }
    void whatIsNoTextCannotBeSaved() {
        Place place;
        place.page = Page::Margin;
        place.filter.conditions = {{Dimension::Tenant, Condition::Kind::In, {"\xff\xfe"}}};
        const auto text = session::placeText(place, berlin());
        QVERIFY(!text);
        QCOMPARE(text.error().code, core::Error::Code::BadInput);
    }
    void whatNobodySavedIsRefused_data() {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* page, const char* document,
                            const char* reason) {
            QTest::newRow(name) << QByteArray(page) << QByteArray(document) << QByteArray(reason);
        };
        row("another page", "future", R"({"version":1})", "there is no page 'future'");
        row("a page without answers", "", R"({"version":1})", "there is no page ''");
        row("no JSON", "units", "<img src=x>", "it is no document");
        row("a list", "units", "[]", "it is no document");
        row("no version", "units", "{}", "'version' is missing");
        row("a later version", "units", R"({"version":2})", "another version of MarginScope");
        row("an unknown key", "units", R"({"version":1,"run":"rm"})", "'run' is not known");
        row("an unknown dimension", "units", R"({"version":1,"by":["x"]})", "no dimension 'x'");
        row("a number", "units", R"({"version":1,"section":5})", "'section' is no text");
        row("an option of numbers", "units", R"({"version":1,"options":{"b":5}})",
            "'b' is no text");
        row("options as a list", "units", R"({"version":1,"options":[]})", "'options'");
        row("no day", "units", R"({"version":1,"from":"soon"})", "'from' is no day");
        row("half a condition", "units", R"({"version":1,"where":[{"dimension":"tenant"}]})",
            "'is_not' is missing");
        row("a condition of text", "units", R"({"version":1,"where":["tenant"]})",
            "'dimension' is missing");
        row("environments of numbers", "units", R"({"version":1,"environments":[1]})",
            "'environments' is no text");
    }
    void whatNobodySavedIsRefused() {
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, reason);
        const std::string error = errorOf(page.toStdString(), document.toStdString());
        QVERIFY2(error.find(reason.toStdString()) != std::string::npos, error.c_str());
    }
    void deepNestingIsNoTrouble() {
        QVERIFY(!errorOf("units", std::string(200'000, '[')).empty());
        QVERIFY(!errorOf("units", R"({"version":1,"options":)" + std::string(100'000, '[') +
                                      std::string(100'000, ']') + "}")
                     .empty());
    }

    void scenariosOfFilesAreTakenIn() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a b.json"));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\n  \"version\": 1,\n  \"name\": \"two  blanks \\\" and {\",\n  \"levers\": "
                   "[{\"kind\": \"response_cache\", \"hit_rate\": 0.150}]\n}\n");
        file.close();
        Place place;
        place.page = Page::WhatIf;
        place.options["scenario"] = path.toStdString();
        const auto saved = session::withoutFiles(place);
        QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
        const std::string document = saved->options.at("scenario");
        QVERIFY(document.find('\n') == std::string::npos);
        QVERIFY(document.find("two  blanks \\\" and {") != std::string::npos);
        const auto fromFile = session::scenarioNamed(path.toStdString());
        QVERIFY(QFile::remove(path));
        const auto fromText = session::scenarioNamed(document);
        QVERIFY(fromFile && fromText);
        QCOMPARE(documentOf(*fromText), documentOf(*fromFile));
        QCOMPARE(fromText->levers.size(), std::size_t(1));
        QVERIFY(*session::withoutFiles(*saved) == *saved); // saved again
    }
    void scenariosThatAreNoneSaySo() {
        Place place;
        place.options["scenario"] = "/no/such/file.json";
        const auto missing = session::withoutFiles(place);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, core::Error::Code::Storage);
        QCOMPARE(missing.error().where, std::string("/no/such/file.json"));
        QVERIFY(!session::scenarioNamed("{\"levers\": 5}"));
        QVERIFY(session::scenarioNamed("")->levers.empty());
    }
};

QTEST_APPLESS_MAIN(TestPlaceText)
#include "tst_place_text.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_place.h"

#include <QTest>

#include "models/session/page_name.h"
#include "models/session/place_text.h"
#include "views/pages/section_catalog.h"

using namespace ms;
using query::Dimension;
using session::Page;
using session::Place;

namespace {

Place placeAt(Page page, const char* section = "") {
    Place place;
    place.page = page;
    place.section = section;
    return place;
}

store::SavedView viewOf(const Place& place) {
    return {"V",
            std::string(session::pageName(place.page)),
            *session::placeText(place, core::Zone()),
            {},
            {}};
}

std::string errorOf(const store::SavedView& view) {
    const auto place = views::keptPlaceOf(view, views::catalogPages(), core::Zone());
    return place ? std::string() : place.error().message;
}

} // namespace

class TestSectionPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void otherPagesLeaveNothingBehind() {
        Place place = placeAt(Page::Units, "unit_types");
        place.options = {{"primary", "ticket"}, {"manual-cost", "4.50"}, {"dim", "model"}};
        place.sectionBy = {Dimension::Tier};
        place.by = {Dimension::Model}; // of the margin page
        place.request = "r-1";         // of the attempts page
        place.attempt = 3;
        place.book = "spring";
        place.filter = session::withValues({}, Dimension::Tenant, {"acme"});
        place.path = {{Dimension::Feature, "chat"}};
        const Place kept = views::keptOf(place, views::catalogPages());
        Place expected = placeAt(Page::Units, "unit_types");
        expected.options = {{"primary", "ticket"}, {"manual-cost", "4.50"}}; // of its two tabs
        expected.sectionBy = {Dimension::Tier};
        expected.book = "spring";
        expected.filter = place.filter;
        expected.path = place.path;
        QVERIFY(kept == expected);
        QVERIFY(views::keptOf(kept, views::catalogPages()) == kept);
    }
    void whatIsShownByDefaultIsSaid() {
        const Place kept = views::keptOf(placeAt(Page::Units), views::catalogPages());
        QCOMPARE(kept.section, std::string("units"));
        QCOMPARE(kept.sectionBy, std::vector{Dimension::Feature});
        // The section of another page is none of this one's; nor is how it was grouped.
        Place elsewhere = placeAt(Page::Units, "whatif_rows");
        elsewhere.sectionBy = {Dimension::Model};
        QVERIFY(views::keptOf(elsewhere, views::catalogPages()) == kept);
    }
    void theMarginKeepsItsRowsAndAttemptsTheirRequest() {
        Place margin = placeAt(Page::Margin, "units");
        margin.by = {Dimension::Tier, Dimension::Model};
        const Place kept = views::keptOf(margin, views::catalogPages());
        QCOMPARE(kept.by, margin.by);
        QVERIFY(kept.section.empty());
        Place attempts = placeAt(Page::Attempts);
        attempts.request = "r-1";
        attempts.attempt = 3;
        QCOMPARE(views::keptOf(attempts, views::catalogPages()).request, std::string("r-1"));
        QVERIFY(!views::keptOf(attempts, views::catalogPages()).attempt);
        QVERIFY(views::isWorthKeeping(attempts));
        QVERIFY(!views::isWorthKeeping(placeAt(Page::Import)));
        QVERIFY(!views::isWorthKeeping(placeAt(Page::Start)));
    }
    void everySectionComesBack() {
        const auto pages = views::catalogPages();
        for (const views::ReportPageSpec& page : pages)
            for (const views::SectionSource& section : page.sections) {
                Place place = placeAt(page.page, section.id.c_str());
                for (const views::SectionOption& option : section.options)
                    place.options[option.name] = "x";
                const Place kept = views::keptOf(place, pages);
                const auto back = views::keptPlaceOf(viewOf(kept), pages, core::Zone());
                QVERIFY2(back, back ? "" : back.error().message.c_str());
                QVERIFY2(*back == kept, section.id.c_str());
                if (page.page != Page::Margin && page.page != Page::Overview)
                    QCOMPARE(page.sections[views::sectionAt(page, *back)].id, section.id);
                QCOMPARE(views::optionsAt(page, *back), views::optionsAt(page, place));
            }
    }
    void theCommandIsThatOfTheSection() {
        const auto pages = views::catalogPages();
        Place place = placeAt(Page::WhatIf, "whatif_rows");
        place.options = {{"cache-hit-rate", "0.15"}, {"dim", "model"}};
        place.sectionBy = {Dimension::Tier};
        const session::AskedVerb verb = askedVerbAt(*pageNamed(pages, "whatif"), place);
        QCOMPARE(verb.name, std::string("whatif"));
        QCOMPARE(verb.by, std::vector{Dimension::Tier});
        QVERIFY((verb.options == std::map<std::string, std::string>{{"cache-hit-rate", "0.15"}}));
        Place margin = placeAt(Page::Margin);
        margin.by = {Dimension::Model};
        QCOMPARE(askedVerbAt(*pageNamed(pages, "margin"), margin).by, margin.by);
        QCOMPARE(askedVerbAt(*pageNamed(pages, "margin"), margin).section, std::string());
        QCOMPARE(askedVerbAt(*pageNamed(pages, "overview"), placeAt(Page::Overview)).name,
                 std::string("overview"));
    }
    void whatThisVersionDoesNotHaveIsRefused() {
        Place place = placeAt(Page::Units, "of_the_future");
        QVERIFY(errorOf(viewOf(place)).find("the answer 'of_the_future'") != std::string::npos);
        place = placeAt(Page::Units, "units");
        place.options["magic"] = "1";
        QVERIFY(errorOf(viewOf(place)).find("the option 'magic'") != std::string::npos);
        QVERIFY(errorOf({"V", "units", "{", {}, {}}).find("no document") != std::string::npos);
    }
};

QTEST_MAIN(TestSectionPlace)
#include "tst_section_place.moc"

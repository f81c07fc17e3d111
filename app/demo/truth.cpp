// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/truth.h"

#include "app/demo/stories.h"
#include "app/demo/text.h"
#include "app/demo/truth_values.h"

#include <functional>

namespace ms::app::demo {
namespace {

using Json = nlohmann::ordered_json;
using Part = Tally::Part;
using KeyOf = std::function<std::string(std::size_t)>;

Figures figuresOf(const Tally& tally, bool onlyProduction, Group group, std::size_t index) {
    Figures sum = tally.figures(Part::Production, group, index);
    if (!onlyProduction)
        sum += tally.figures(Part::Outside, group, index);
    return sum;
}

template <class E>
KeyOf namesOf() {
    return [](std::size_t i) { return std::string{nameOf(static_cast<E>(i))}; };
}

std::string tenantKey(const Company& company, std::size_t slot) {
    return slot < company.tenants().size() ? company.tenants()[slot].id : std::string{};
}

/// "production" and "not given" environments are one scope; the other scope is everything.
Json groupsOf(const TruthSources& s, bool onlyProduction, ZoneName zone) {
    Json all = Json::object();
    const auto add = [&](const char* name, Group group, const KeyOf& key) {
        Json rows = Json::object();
        for (std::size_t i = 0; i < sizeOf(group); ++i) {
            const Figures figures = figuresOf(s.tally, onlyProduction, group, i);
            if (figures.attempts > 0)
                rows[key(i)] = toJson(figures);
        }
        all[name] = std::move(rows);
    };
    const bool isUtc = zone == ZoneName::Utc;
    const auto intKey = [](std::string (*print)(int)) {
        return [print](std::size_t i) { return print(static_cast<int>(i)); };
    };
    add("tenant", Group::Tenant, [&](std::size_t i) { return tenantKey(s.company, i); });
    add("feature", Group::Feature, namesOf<Feature>());
    add("model", Group::Model, namesOf<Model>());
    add("tier", isUtc ? Group::TierUtc : Group::TierBerlin, namesOf<Tier>());
    add("segment", Group::Segment, namesOf<Segment>());
    add("prompt_version", Group::Version, namesOf<Version>());
    add("provider", Group::Provider, namesOf<Provider>());
    add("environment", Group::Environment, namesOf<Environment>());
    add("application", Group::Application, namesOf<Application>());
    add("account", Group::Account, namesOf<Account>());
    add("day", isUtc ? Group::DayUtc : Group::DayBerlin, intKey(dateText));
    add("week", isUtc ? Group::WeekUtc : Group::WeekBerlin, intKey(weekText));
    add("month", isUtc ? Group::MonthUtc : Group::MonthBerlin, intKey(monthText));
    if (isUtc)
        add("tenant_month", Group::TenantMonthUtc, [&](std::size_t i) {
            return tenantKey(s.company, i / kMonthsWithEdge) + "|" +
                   monthText(static_cast<int>(i % kMonthsWithEdge));
        });
    return all;
}

Json scopeOf(const TruthSources& s, bool onlyProduction) {
    Json scope;
    scope["total"] = toJson(figuresOf(s.tally, onlyProduction, Group::Total, 0));
    for (const ZoneName zone : kZones)
        scope[std::string{nameOf(zone)}] = groupsOf(s, onlyProduction, zone);
    return scope;
}

Json unitsOf(const TruthSources& s) {
    const auto row = [](const UnitFigures& u) {
        return Json{{"attempted", u.attempted},
                    {"successful", u.successful},
                    {"failed", u.failed},
                    {"pending", u.pending},
                    {"cost", moneyText(u.cost)},
                    {"cost_picos", wholeText(u.cost)},
                    {"failed_cost", moneyText(u.failedCost)},
                    {"failed_cost_picos", wholeText(u.failedCost)}};
    };
    Json units{{"note", "production units; cost is the known cost of all attempts linked to them"}};
    for (std::size_t f = 0; f < kCount<Feature>; ++f)
        if (s.tally.units(static_cast<Feature>(f)).attempted > 0)
            units["feature"][std::string{nameOf(static_cast<Feature>(f))}] =
                row(s.tally.units(static_cast<Feature>(f)));
    for (std::size_t v = 0; v < kCount<Version>; ++v)
        if (s.tally.units(static_cast<Version>(v)).attempted > 0)
            units["prompt_version"][std::string{nameOf(static_cast<Version>(v))}] =
                row(s.tally.units(static_cast<Version>(v)));
    return units;
}

Json marginRow(Int128 cost, Int128 revenue) {
    return Json{{"cost", moneyText(cost)},
                {"cost_picos", wholeText(cost)},
                {"revenue", moneyText(revenue)},
                {"revenue_picos", wholeText(revenue)},
                {"margin", moneyText(revenue - cost)},
                {"margin_picos", wholeText(revenue - cost)}};
}

/// Cost by group in March to June of the zone: what is July in Berlin is taken off.
class MarginSide {
public:
    MarginSide(const TruthSources& sources, ZoneName zone)
        : m_sources{sources}, m_isUtc{zone == ZoneName::Utc},
          m_earnings{earningsOf(sources.company, sources.sheets, sources.tally, zone)} {}

    Json json() const {
        const Tally::LateCost& late = m_sources.tally.late();
        const Earnings& e = m_earnings;
        Json side{{"from", dateText(0)}, {"to", dateText(kDays)}};
        side["total"] = marginRow(cost(Group::Total, 0) - (m_isUtc ? 0 : late.total), e.total);
        const std::size_t tenants = m_sources.company.tenants().size();
        for (std::size_t i = 0; i < tenants; ++i)
            add(side["tenant"], m_sources.company.tenants()[i].id,
                cost(Group::Tenant, i) - (m_isUtc ? 0 : late.tenant[i]), e.tenant[i]);
        add(side["tenant"], "",
            cost(Group::Tenant, kMaxTenants) - (m_isUtc ? 0 : late.tenant[kMaxTenants]),
            e.tenant[tenants]);
        for (std::size_t i = 0; i < kCount<Tier>; ++i)
            add(side["tier"], nameOf(static_cast<Tier>(i)),
                cost(m_isUtc ? Group::TierUtc : Group::TierBerlin, i) -
                    (m_isUtc ? 0 : late.tier[i]),
                e.tier[i]);
        for (std::size_t i = 0; i < kCount<Feature>; ++i)
            add(side["feature"], nameOf(static_cast<Feature>(i)),
                cost(Group::Feature, i) - (m_isUtc ? 0 : late.feature[i]), e.feature[i]);
        for (std::size_t i = 0; i < kCount<Model>; ++i)
            add(side["model"], nameOf(static_cast<Model>(i)),
                cost(Group::Model, i) - (m_isUtc ? 0 : late.model[i]), e.model[i]);
        side["feature_no_usage"] = marginRow(0, e.featureNoUsage);
        side["model_no_usage"] = marginRow(0, e.modelNoUsage);
        for (std::size_t i = 0; i < kDays; ++i)
            add(side["day"], dateText(static_cast<int>(i)),
                cost(m_isUtc ? Group::DayUtc : Group::DayBerlin, i), e.day[i]);
        for (std::size_t i = 0; i < kMonths; ++i)
            add(side["month"], monthText(static_cast<int>(i)),
                cost(m_isUtc ? Group::MonthUtc : Group::MonthBerlin, i), e.month[i]);
        return side;
    }

private:
    Int128 cost(Group group, std::size_t i) const {
        return m_sources.tally.figures(Part::Production, group, i).cost;
    }
    static void add(Json& rows, std::string_view key, Int128 cost, Int128 revenue) {
        if (cost != 0 || revenue != 0)
            rows[std::string{key}] = marginRow(cost, revenue);
    }
    const TruthSources& m_sources;
    const bool m_isUtc;
    const Earnings m_earnings;
};

Json filesOf(const TruthSources& s) {
    Json files = Json::array();
    for (std::size_t log = 0; log < kLogs; ++log) {
        std::uint64_t rows = 0;
        std::uint64_t duplicates = 0;
        std::uint64_t overlap = 0;
        for (const Slice& slice : s.slices) {
            if (slice.log != log)
                continue;
            rows += slice.rows;
            duplicates += slice.duplicates;
            overlap += slice.overlap;
        }
        const std::uint64_t broken = log == 0 ? s.brokenLines : 0;
        const std::uint64_t header = log == kGatewayFile ? 1 : 0;
        files.push_back(Json{{"name", logName(log)},
                             {"rows", rows},
                             {"lines", rows + broken + header},
                             {"repeated_rows", duplicates},
                             {"rows_of_the_file_before", overlap},
                             {"broken_lines", broken}});
    }
    return files;
}

Json billsOf(const TruthSources& s) {
    Json bills = Json::array();
    for (const Bill& bill : s.bills.bills)
        bills.push_back(Json{{"invoice", bill.invoice},
                             {"provider", std::string{nameOf(bill.provider)}},
                             {"month", monthText(bill.month)},
                             {"priced_by_the_book", moneyText(bill.booked)},
                             {"preview_model", moneyText(bill.preview)},
                             {"line_rounding", moneyText(bill.lineRounding)},
                             {"credit", moneyText(bill.credit)},
                             {"rounding", moneyText(bill.rounding)},
                             {"tax", moneyText(bill.tax)},
                             {"total", moneyText(bill.total())}});
    return bills;
}

} // namespace

std::string logName(std::size_t log) {
    if (log == kGatewayFile)
        return "gateway-2026.csv";
    return "events-" + monthText(static_cast<int>(log)) + ".jsonl.gz";
}

std::string truthJson(const TruthSources& s) {
    const PlotFigures& repeated = s.tally.plot(Plot::DuplicateRows);
    Json truth;
    truth["generator"] = "marginscope demo";
    truth["generator_version"] = kGeneratorVersion;
    truth["events"] = s.events;
    truth["seed"] = s.seed;
    truth["base_currency"] = "USD";
    truth["period"] = Json{{"from", instantText(0)}, {"to", instantText(kDays)}};
    truth["duplicates"] =
        Json{{"rows", repeated.attempts},
             {"distinct_rows", s.events - static_cast<std::uint64_t>(repeated.attempts)},
             {"cost_if_counted", moneyText(repeated.cost)}};
    truth["outcome_rows"] = s.outcomeRows;
    truth["files"] = filesOf(s);
    truth["notes"] = Json::array(
        {"rows of all logs together are `events`; identical rows count once in every total below",
         "scopes: `production` is production and not given, real data; `all` is every environment",
         "model: the name in the log; the gateway's alias is a row of its own, priced as its model",
         "tier: the tenant's on the civil day of the zone; without a tenant the event's own",
         "margin: revenue less direct cost of the scope production, in the zone's March to June"});
    truth["stories"] = storiesOf(s);
    truth["scopes"] = Json{{"production", scopeOf(s, true)}, {"all", scopeOf(s, false)}};
    truth["units"] = unitsOf(s);
    for (const ZoneName zone : kZones)
        truth["margin"][std::string{nameOf(zone)}] = MarginSide{s, zone}.json();
    truth["invoices"] = billsOf(s);
    return truth.dump(1) + "\n";
}

} // namespace ms::app::demo

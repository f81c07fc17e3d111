// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/sheets.h"

#include "app/demo/demo_folder.h"
#include "app/demo/schedule.h"
#include "app/demo/text.h"

#include <initializer_list>

namespace ms::app::demo {
namespace {

/// One line of a CSV file; numbers and dates come as text.
class Csv {
public:
    explicit Csv(std::string_view header) : m_text{header} { m_text += '\n'; }
    void row(std::initializer_list<std::string_view> cells) {
        bool isFirst = true;
        for (const std::string_view cell : cells) {
            if (!isFirst)
                m_text += ',';
            isFirst = false;
            m_text += csvCell(cell);
        }
        m_text += '\n';
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

std::string orEmpty(int day, std::string (*print)(int)) {
    return day == kNoDay ? std::string{} : print(day);
}

std::string wholeNumber(std::int64_t value) {
    return wholeText(value);
}

} // namespace

std::string pricesCsv(const PriceList& prices) {
    Csv csv{"provider,model,account,service_tier,context_over,bucket,per,amount,currency,valid_"
            "from,valid_to,source"};
    for (const PriceRow& row : prices.rows())
        csv.row({nameOf(providerOf(row.model)), nameOf(row.model), nameOf(row.account),
                 nameOf(row.serviceTier),
                 row.contextOver == 0 ? std::string{} : wholeNumber(row.contextOver),
                 nameOf(row.bucket), wholeNumber(row.per), moneyText(row.amountPicos), "USD",
                 orEmpty(row.fromDay, instantText), orEmpty(row.toDay, instantText), row.source});
    return csv.take();
}

std::string aliasesCsv() {
    Csv csv{"provider,alias,model"};
    const Model alias = Model::CobaltMiniLatest;
    csv.row({nameOf(providerOf(alias)), nameOf(alias), nameOf(billedAs(alias))});
    return csv.take();
}

std::string tenantsCsv(const Company& company) {
    Csv csv{"tenant,name,segment,tier,since,until,seats"};
    for (const Tenant& t : company.tenants()) {
        const bool changes = t.changeDay != kNever;
        const std::string seats = wholeNumber(t.users);
        csv.row({t.id, t.name, nameOf(t.segment), nameOf(t.tier), dateText(t.since),
                 changes ? dateText(t.changeDay) : std::string{}, seats});
        if (changes)
            csv.row({t.id, t.name, nameOf(t.segment), nameOf(t.tierAfter), dateText(t.changeDay),
                     "", seats});
    }
    return csv.take();
}

std::string plansCsv(const RevenueSheets& sheets) {
    Csv csv{"tier,revenue_per_tenant_month,currency,valid_from,valid_to,included_requests,included_"
            "tokens,"
            "overage_price,overage_per"};
    for (const PlanRow& plan : sheets.plans) {
        const bool hasOverage = plan.overagePicos != 0;
        csv.row({nameOf(plan.tier), moneyText(plan.picosPerMonth), "USD", dateText(plan.fromDay),
                 orEmpty(plan.toDay, dateText), wholeNumber(plan.includedRequests), "",
                 hasOverage ? moneyText(plan.overagePicos) : std::string{},
                 hasOverage ? "1000" : ""});
    }
    return csv.take();
}

std::string revenueCsv(const Company& company, const RevenueSheets& sheets) {
    Csv csv{"tenant,tier,feature,period_start,period_end,amount,currency,kind"};
    for (const RevenueRow& fact : sheets.facts) {
        const bool isTier = fact.tenant == kNoTenant;
        csv.row({isTier ? std::string_view{}
                        : company.tenants()[static_cast<std::size_t>(fact.tenant)].id,
                 isTier ? nameOf(fact.tier) : std::string_view{}, nameOf(fact.feature),
                 dateText(fact.startDay), dateText(fact.endDay), moneyText(fact.picos), "USD",
                 fact.kind});
    }
    return csv.take();
}

std::string activeUsersCsv(const Company& company, std::uint64_t seed) {
    Csv csv{"period_start,period_end,feature,tenant,tier,active_users,retained_users,engagement"};
    Dice dice{scramble(seed + 17)};
    std::array<std::int64_t, 4> seats{};
    for (const Tenant& tenant : company.tenants())
        seats[at(tenant.tier)] += tenant.weight == 0 ? 0 : tenant.users;
    for (std::size_t month = 0; month < kMonths; ++month) {
        const std::string start = dateText(kMonthStart[month]);
        const std::string end = dateText(kMonthStart[month + 1]);
        for (std::size_t tier = 0; tier < seats.size(); ++tier) {
            const std::int64_t product = seats[tier] * dice.between(70, 90) / 100;
            const auto row = [&](Feature feature, std::int64_t users) {
                csv.row({start, end, nameOf(feature), "", nameOf(static_cast<Tier>(tier)),
                         wholeNumber(users), wholeNumber(users * dice.between(55, 85) / 100),
                         "0." + std::to_string(dice.between(20, 79))});
            };
            row(Feature::None, product); // the whole product: not the sum over features
            for (const Feature feature :
                 {Feature::TicketReply, Feature::DocSearch, Feature::DraftEmail,
                  Feature::CaseSummary, Feature::AgentTriage})
                row(feature, product * dice.between(20, 75) / 100);
        }
    }
    return csv.take();
}

std::string gpuHoursCsv(std::uint64_t seed) {
    Csv csv{"hour_start,pool,node,hourly_rate,currency,gpus,utilisation,feature"};
    Dice dice{scramble(seed + 29)};
    for (int day = kJune1; day < kDays; ++day)
        for (std::size_t hour = 0; hour < 24; ++hour)
            for (const std::string_view node : {"gpu-1", "gpu-2"}) {
                const std::string clock = (hour < 10 ? "0" : "") + std::to_string(hour);
                const std::int64_t percent = 4 * kHourWeights[hour] + dice.between(5, 15);
                csv.row({dateText(day) + "T" + clock + ":00:00Z", "triage-classifier", node, "0.35",
                         "USD", "1",
                         "0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent),
                         nameOf(Feature::AgentTriage)});
            }
    return csv.take();
}

std::string readmeText(std::uint64_t events, std::uint64_t seed) {
    std::string text{kReadmeMark};
    text +=
        "\n\nLarkspur Desk is an invented company: an AI help desk and document service with Free, "
        "Pro, Team and\n"
        "Enterprise plans. Everything here is made up, prices included. " +
        wholeText(static_cast<core::Int128>(events)) + " event rows, seed " +
        wholeText(static_cast<core::Int128>(seed)) +
        ",\n2026-03-01 to 2026-06-30 (UTC).\n\n"
        "events-2026-03.jsonl.gz .. -06   the help desk's own log, one allocation event a call\n"
        "gateway-2026.csv                 the knowledge service's calls, from its gateway\n"
        "prices.csv, aliases.csv          the price list, a price change on 2026-05-01 in it\n"
        "tenants.csv, plans.csv           customers, their tiers, what a plan costs\n"
        "revenue.csv                      contracts, overage, credits, refunds\n"
        "outcomes.csv                     what became of tickets, cases and contracts\n"
        "active_users.csv, gpu_hours.csv  from product analytics and from operations\n"
        "invoice-2026.csv                 the providers' bills, FOCUS 1.2\n"
        "truth.json                       what was planted, and what a correct reading adds up "
        "to\n\n"
        "Good to know: the gateway's prompt_tokens include its cached_tokens. Some rows were "
        "exported twice.\n"
        "The last rows of April are in the May log too. The logs hold staging, development, test "
        "and demo\n"
        "calls. Times are UTC; plain dates are days of your reporting zone.\n";
    return text;
}

} // namespace ms::app::demo

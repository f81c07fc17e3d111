// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/report_pack.h"

#include <QCoreApplication>

#include <algorithm>

namespace ms::views {
namespace {

using query::Dimension;
using Range = ReportPart::Range;

constexpr std::size_t kFew = 15; // rows of a list that only its beginning is read of
constexpr std::size_t kSome = 30;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

ReportPack cfoPack() {
    return {"cfo",
            trText("AI margin report"),
            trText("What AI earned and cost, where the money went, and why it moved"),
            {{"headlines"},
             {"margin", {Dimension::Feature}, kFew},
             {"margin", {Dimension::Month}, 0, Range::UntilThen},
             {"margin", {Dimension::Tier}, kFew},
             {"margin", {Dimension::Tenant}, kFew},
             {"margin_drivers", {Dimension::Feature}, kFew},
             {"drivers", {Dimension::Feature}, kFew},
             {"units", {Dimension::Feature}, kFew},
             {"tiers"},
             {"review", {}, kFew},
             {"findings", {}, kFew},
             {"trust"}}};
}

ReportPack weeklyPack() {
    return {"weekly",
            trText("Unit economics review"),
            trText("What a unit of work costs, what it is lost on, and what changed"),
            {{"margin", {Dimension::Feature}, kFew},
             {"margin", {Dimension::Week}, 0, Range::UntilThen},
             {"units", {Dimension::Feature}, kFew},
             {"actions", {Dimension::Feature}, kFew},
             {"drivers", {Dimension::Feature}, kFew},
             {"alerts", {Dimension::Feature}, kFew},
             {"token_drift", {Dimension::Feature}, kFew},
             {"cache", {Dimension::Feature}, kFew},
             {"findings", {}, kFew},
             {"coverage"}}};
}

ReportPack featuresPack() {
    return {"features",
            trText("Feature margin report"),
            trText("Which features earn what they cost, and in which tiers"),
            {{"margin", {Dimension::Feature}, kSome},
             {"margin", {Dimension::Feature, Dimension::Tier}, kSome},
             {"units", {Dimension::Feature}, kSome},
             {"active_users", {Dimension::Feature}, kSome},
             {"where", {Dimension::Feature}, kSome},
             {"cache", {Dimension::Feature}, kSome},
             {"margin", {Dimension::Feature, Dimension::Model}, kSome}}};
}

ReportPack tenantsPack() {
    return {"tenants",
            trText("Tenant review"),
            trText("Who earns the margin, who loses it, and whether the price carries the use"),
            {{"margin", {Dimension::Tenant}, kSome},
             {"whale_curve", {Dimension::Tenant}, kFew},
             {"tiers"},
             {"plan_fit"},
             {"concentration", {Dimension::Tenant}},
             {"tenant_outliers", {}, kFew},
             {"margin", {Dimension::Tier}, kSome}}};
}

} // namespace

const std::vector<ReportPack>& reportPacks() {
    static const std::vector<ReportPack> packs{cfoPack(), weeklyPack(), featuresPack(),
                                               tenantsPack()};
    return packs;
}

const ReportPack* packNamed(std::string_view name) {
    const auto& packs = reportPacks();
    const auto found = std::find_if(packs.begin(), packs.end(),
                                    [&](const ReportPack& pack) { return pack.name == name; });
    return found == packs.end() ? nullptr : &*found;
}

} // namespace ms::views

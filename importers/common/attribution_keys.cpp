// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/attribution_keys.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

struct Known {
    std::string_view key; // in small letters
    std::string_view field;
};
constexpr std::array kKnown{
    Known{"tenant", "tenant"},
    Known{"tenant_id", "tenant"},
    Known{"tenant.id", "tenant"},
    Known{"tenantid", "tenant"},
    Known{"customer_id", "tenant"},
    Known{"customer", "tenant"},
    Known{"organization", "tenant"},
    Known{"account_id", "tenant"},
    Known{"feature", "feature"},
    Known{"endpointtag", "feature"},
    Known{"use_case", "feature"},
    Known{"endpoint", "feature"},
    Known{"app.feature", "feature"},
    Known{"plan_tier", "plan_tier"},
    Known{"plan-tier", "plan_tier"},
    Known{"plan", "plan_tier"},
    Known{"tier", "plan_tier"},
    Known{"environment", "environment"},
    Known{"env", "environment"},
    Known{"deployment.environment.name", "environment"},
    Known{"user", "user"},
    Known{"user_id", "user"},
    Known{"userid", "user"},
    Known{"user.id", "user"},
    Known{"_user", "user"},
    Known{"end_user", "user"},
    Known{"safety_identifier", "user"},
    Known{"prompt_version", "prompt_version"},
    Known{"promptversion", "prompt_version"},
    Known{"prompt.version", "prompt_version"},
    Known{"workflow", "workflow"},
    Known{"trace name", "workflow"},
    Known{"use_case_id", "workflow"},
};

} // namespace

std::string_view attributedField(std::string_view key) {
    const auto known =
        std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.key == key; });
    return known == kKnown.end() ? std::string_view{} : known->field;
}

std::string inSmallLetters(std::string_view key) {
    std::string small(key);
    for (char& c : small)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return small;
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/page_name.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::session {
namespace {

constexpr std::array<std::pair<Page, std::string_view>, 12> kPageNames{
    {{Page::Overview, "overview"},
     {Page::Margin, "margin"},
     {Page::Units, "units"},
     {Page::Costs, "costs"},
     {Page::Customers, "customers"},
     {Page::Drivers, "drivers"},
     {Page::Drift, "drift"},
     {Page::Compare, "compare"},
     {Page::Outliers, "outliers"},
     {Page::Review, "review"},
     {Page::WhatIf, "whatif"},
     {Page::Attempts, "attempts"}}};

} // namespace

std::string_view pageName(Page page) {
    const auto found = std::find_if(kPageNames.begin(), kPageNames.end(),
                                    [page](const auto& named) { return named.first == page; });
    return found == kPageNames.end() ? std::string_view() : found->second;
}

std::optional<Page> pageNamed(std::string_view name) {
    const auto found = std::find_if(kPageNames.begin(), kPageNames.end(),
                                    [name](const auto& named) { return named.second == name; });
    if (found == kPageNames.end())
        return {};
    return found->first;
}

} // namespace ms::session

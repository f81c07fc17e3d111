// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/tenancy.h"

#include "models/frame/parallel.h"

#include <algorithm>
#include <map>

namespace ms::frame {

using core::TextColumn;

namespace {

struct LastSeen { // of one tenant on one day
    std::int64_t micros = INT64_MIN;
    std::uint32_t row = 0;
    std::uint32_t tier = 0; // code; 0: nothing seen
};

bool isLater(const LastSeen& a, const LastSeen& b) {
    return a.micros != b.micros ? a.micros > b.micros : a.row >= b.row;
}

/// By tenant and day: an array where that is small, a tree where it is not.
class Sightings {
public:
    Sightings(std::size_t tenants, std::size_t days) : m_days{days} {
        constexpr std::size_t kLargestArray = 8'000'000;
        if (tenants <= kLargestArray / std::max<std::size_t>(1, days))
            m_array.resize(tenants * days);
    }
    void see(std::size_t tenant, std::size_t day, const LastSeen& seen) {
        const std::size_t at = tenant * m_days + day;
        LastSeen& slot = m_array.empty() ? m_tree[at] : m_array[at];
        if (slot.tier == 0 || isLater(seen, slot))
            slot = seen;
    }
    template <class Use>
    void forEach(const Use& use) const { // ascending
        for (std::size_t at = 0; at < m_array.size(); ++at)
            if (m_array[at].tier != 0)
                use(at / m_days, at % m_days, m_array[at]);
        for (const auto& [at, seen] : m_tree)
            use(at / m_days, at % m_days, seen);
    }
    void merge(const Sightings& other) {
        other.forEach([this](std::size_t tenant, std::size_t day, const LastSeen& seen) {
            see(tenant, day, seen);
        });
    }

private:
    std::size_t m_days;
    std::vector<LastSeen> m_array;
    std::map<std::size_t, LastSeen> m_tree;
};

struct Texts {
    std::vector<std::string> values{std::string()};
    std::map<std::string, std::uint32_t, std::less<>> codes{{std::string(), 0}};
    std::uint32_t codeOf(std::string_view text) {
        const auto found = codes.find(text);
        if (found != codes.end())
            return found->second;
        values.emplace_back(text);
        return codes.emplace(text, std::uint32_t(values.size() - 1)).first->second;
    }
};

struct CodeSpan {          // of one tenant
    std::uint32_t fromDay; // day codes of the calendar, clamped to its days
    std::uint32_t toDay;
    std::uint32_t code;
};

std::vector<CodeSpan> spansOf(std::string_view tenant, TenantProperty property,
                              const Calendar& calendar, const query::TenantTimeline& tenants,
                              Texts& texts) {
    const auto clamped = [&calendar](core::Day day) {
        const std::int64_t code =
            std::int64_t(day.number) - std::int64_t(calendar.dayOf(1).number) + 1;
        return std::uint32_t(std::clamp<std::int64_t>(code, 1, UINT32_MAX));
    };
    std::vector<CodeSpan> spans;
    for (const auto& span : tenants.spansOf(tenant)) {
        const std::string& text = property == TenantProperty::Tier ? span.tier : span.segment;
        const CodeSpan coded{clamped(span.from), clamped(span.to), texts.codeOf(text)};
        if (coded.code != 0 && coded.fromDay < coded.toDay)
            spans.push_back(coded);
    }
    return spans;
}

std::uint32_t codeAt(const std::vector<CodeSpan>& spans, std::uint32_t day) {
    const auto next =
        std::upper_bound(spans.begin(), spans.end(), day,
                         [](std::uint32_t d, const CodeSpan& span) { return d < span.fromDay; });
    if (next == spans.begin() || std::prev(next)->toDay <= day)
        return 0;
    return std::prev(next)->code;
}

} // namespace

core::Result<std::unique_ptr<const ObservedTiers>>
observeTiers(const Columns& columns, const Calendar& calendar, std::stop_token stop) {
    auto observed = std::make_unique<ObservedTiers>();
    const auto tenant = columns.text(TextColumn::Tenant, stop);
    if (!tenant)
        return tenant.error();
    const auto tier = columns.text(TextColumn::PlanTier, stop);
    if (!tier)
        return tier.error();
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    const CodeColumn& tiers = (*tier)->codes;
    const CodeColumn& codes = (*tenant)->codes;
    const CodeColumn& days = calendar.days();
    if (tiers.isConstant() || codes.isConstant() || days.isConstant())
        return std::unique_ptr<const ObservedTiers>(std::move(observed));

    std::vector<Sightings> byWorker(columns.workers(), Sightings(codes.codes(), days.codes()));
    const auto isLive = columns.isLive();
    const auto look = [&](unsigned worker, std::size_t block) {
        const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
        tiers.visit([&](const auto* tierOf) {
            codes.visit([&](const auto* tenantOf) {
                days.visit([&](const auto* dayOf) {
                    for (std::size_t row = block * kBlockRows; row < end; ++row) {
                        if (tierOf[row] == 0 || tenantOf[row] == 0 || dayOf[row] == 0)
                            continue;
                        if (!isLive.empty() && !isLive[row])
                            continue;
                        byWorker[worker].see(
                            tenantOf[row], dayOf[row],
                            {(*time)->micros[row], std::uint32_t(row), tierOf[row]});
                    }
                });
            });
        });
    };
    if (!parallelBlocks(blocksOf(columns.rows()), columns.workers(), stop, look))
        return cancelled();
    for (std::size_t w = 1; w < byWorker.size(); ++w)
        byWorker[0].merge(byWorker[w]);

    std::size_t lastTenant = 0;
    std::uint32_t lastTier = 0;
    byWorker[0].forEach([&](std::size_t tenantCode, std::size_t day, const LastSeen& seen) {
        if (tenantCode == lastTenant && seen.tier == lastTier)
            return;
        lastTenant = tenantCode;
        lastTier = seen.tier;
        observed->changes.push_back({(*tenant)->texts[tenantCode],
                                     calendar.dayOf(std::uint32_t(day)),
                                     (*tier)->texts[seen.tier]});
    });
    return std::unique_ptr<const ObservedTiers>(std::move(observed));
}

core::Result<std::unique_ptr<const TextCodes>>
tenantPropertyOf(TenantProperty property, const Columns& columns, const Calendar& calendar,
                 const query::TenantTimeline& tenants, std::stop_token stop) {
    const auto tenant = columns.text(TextColumn::Tenant, stop);
    if (!tenant)
        return tenant.error();
    const auto stated = columns.text(TextColumn::PlanTier, stop);
    if (!stated)
        return stated.error();

    Texts texts;
    std::vector<std::vector<CodeSpan>> spans;
    for (const std::string& id : (*tenant)->texts)
        spans.push_back(id.empty() ? std::vector<CodeSpan>()
                                   : spansOf(id, property, calendar, tenants, texts));
    std::vector<std::uint32_t> ownCode((*stated)->texts.size(), 0); // of an event's own plan tier
    if (property == TenantProperty::Tier)
        for (std::size_t i = 0; i < ownCode.size(); ++i)
            ownCode[i] = texts.codeOf((*stated)->texts[i]);

    auto result = std::make_unique<TextCodes>();
    result->codes = CodeColumn(columns.rows(), texts.values.size());
    result->texts = std::move(texts.values);
    const CodeColumn& tenantCodes = (*tenant)->codes;
    const CodeColumn& tierCodes = (*stated)->codes;
    const CodeColumn& days = calendar.days();
    bool isDone = true;
    result->codes.visitMutable([&](auto* codes) {
        using Code = std::remove_reference_t<decltype(*codes)>;
        isDone = parallelBlocks(
            blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned, std::size_t block) {
                const std::size_t begin = block * kBlockRows;
                const std::size_t end = std::min(columns.rows(), begin + kBlockRows);
                std::vector<std::uint32_t> who(end - begin), when(end - begin);
                const auto widen = [begin, end](const CodeColumn& from, auto& to) {
                    from.visit([&](const auto* values) {
                        std::copy(values + begin, values + end, to.begin());
                    });
                };
                widen(tenantCodes, who);
                widen(days, when);
                for (std::size_t row = begin; row < end; ++row) {
                    const std::uint32_t t = who[row - begin];
                    const std::uint32_t day = when[row - begin];
                    const bool isOwn = t == 0 || day == 0;
                    codes[row] = Code(isOwn ? ownCode[tierCodes[row]] : codeAt(spans[t], day));
                }
            });
    });
    if (!isDone)
        return cancelled();
    return std::unique_ptr<const TextCodes>(std::move(result));
}

} // namespace ms::frame

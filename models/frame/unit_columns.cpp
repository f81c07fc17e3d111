// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/unit_columns.h"

#include "models/frame/parallel.h"
#include "models/query/latest_outcomes.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <unordered_map>

namespace ms::frame {

using core::IdColumn;
using core::kUnknownNumber;
using core::TextColumn;
using query::UnitStatus;

namespace {

constexpr std::uint32_t kNoType = UINT32_MAX;

/// Units are numbered by their id as long as an id has one type; further types come after them.
class UnitNumbering {
public:
    explicit UnitNumbering(std::size_t ids) : m_type(ids, kNoType) {}

    std::uint32_t of(std::uint32_t id, std::uint32_t type) {
        if (id == 0)
            return 0;
        if (m_type[id] == kNoType)
            m_type[id] = type;
        if (m_type[id] == type)
            return id;
        const auto next = std::uint32_t(m_type.size() + m_others.size());
        const auto [found, isNew] = m_numbers.try_emplace(std::uint64_t(id) << 32 | type, next);
        if (isNew)
            m_others.emplace_back(id, type);
        return found->second;
    }
    std::size_t count() const { return m_type.size() + m_others.size(); }
    void fill(UnitNumbers& numbers) const {
        for (std::size_t id = 0; id < m_type.size(); ++id) {
            numbers.idKey.push_back(std::uint32_t(id));
            numbers.type.push_back(m_type[id] == kNoType ? 0 : m_type[id]);
        }
        for (const auto& [id, type] : m_others) {
            numbers.idKey.push_back(id);
            numbers.type.push_back(type);
        }
    }

private:
    std::vector<std::uint32_t> m_type; // first one, by id
    std::unordered_map<std::uint64_t, std::uint32_t> m_numbers;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_others;
};

/// What each text of an outcome means; None of the empty one.
std::vector<UnitStatus> statusesOf(const TextCodes& stated, const query::OutcomeRules& rules) {
    std::vector<UnitStatus> statuses;
    for (const std::string& text : stated.texts)
        statuses.push_back(text.empty() ? UnitStatus::None : query::statusOf(text, rules));
    return statuses;
}

/// What the rows say of their units, the latest row last.
core::Status readRows(const Columns& columns, const UnitNumbers& units,
                      const query::OutcomeRules& rules, std::vector<UnitStatus>& statuses,
                      std::stop_token stop) {
    const auto stated = columns.text(TextColumn::UnitOutcome, stop);
    if (!stated)
        return stated.error();
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    if ((*stated)->codes.isConstant() && (*stated)->texts[0].empty())
        return {};
    const std::vector<UnitStatus> statusOf = statusesOf(**stated, rules);
    const auto isLive = columns.isLive();
    std::vector<std::int64_t> latest(units.count(), kUnknownNumber); // the smallest number
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        if (row % kBlockRows == 0 && stop.stop_requested())
            return cancelled();
        const std::uint32_t unit = units.of[row];
        const UnitStatus status = statusOf[(*stated)->codes[row]];
        if (unit == 0 || status == UnitStatus::None || (!isLive.empty() && !isLive[row]))
            continue;
        if ((*time)->micros[row] < latest[unit])
            continue;
        latest[unit] = (*time)->micros[row];
        statuses[unit] = status;
    }
    return {};
}

core::Status readFacts(const Columns& columns, const UnitNumbers& units,
                       const OutcomeBook& outcomes, const core::Zone& zone,
                       std::vector<UnitStatus>& statuses, std::stop_token stop) {
    if (!outcomes.facts)
        return {};
    query::LatestOutcomes<UnitStatus> latest;
    const core::Status read = outcomes.facts(
        [&](const core::OutcomeFact& fact) {
            latest.add(fact, zone, [&](const core::OutcomeFact& one) {
                return query::statusOf(one, outcomes.rules, zone);
            });
        },
        stop);
    if (!read || latest.isEmpty())
        return read;
    const auto types = columns.text(TextColumn::UnitType, stop);
    if (!types)
        return types.error();
    const auto settle = [&](std::size_t begin, std::size_t end) -> core::Status {
        const auto texts = columns.source().idTexts(
            IdColumn::Unit, std::span(units.idKey).subspan(begin, end - begin));
        if (!texts)
            return texts.error();
        for (std::size_t unit = begin; unit < end; ++unit)
            if (const UnitStatus* const status =
                    latest.of((*texts)[unit - begin], (*types)->texts[units.type[unit]]))
                statuses[unit] = *status;
        return {};
    };
    std::mutex mutex;
    core::Status failed;
    const bool isDone = parallelBlocks(
        blocksOf(units.count()), columns.workers(), stop, [&](unsigned, std::size_t block) {
            const std::size_t begin = block * kBlockRows;
            const core::Status settled = settle(std::max<std::size_t>(begin, 1), // 0 is no unit
                                                std::min(units.count(), begin + kBlockRows));
            const std::scoped_lock lock(mutex);
            if (!settled)
                failed = settled;
        });
    if (!failed)
        return failed;
    return isDone ? core::Status{} : core::Status{cancelled()};
}

std::uint8_t flagOf(UnitStatus status) {
    return status == UnitStatus::Success  ? kUnitSucceeded
           : status == UnitStatus::Failed ? kUnitFailed
                                          : kUnitPending;
}

core::Status fillRows(UnitColumns& result, const Columns& columns, const UnitNumbers& units,
                      const std::vector<UnitStatus>& statuses, const query::OutcomeRules& rules,
                      std::stop_token stop) {
    const auto index = columns.entities(EntityKind::Unit, stop);
    if (!index)
        return index.error();
    const auto stated = columns.text(TextColumn::UnitOutcome, stop);
    if (!stated)
        return stated.error();
    const std::vector<UnitStatus> ofText = statusesOf(**stated, rules);
    result.flags.resize(columns.rows());
    result.outcome = CodeColumn(columns.rows(), 4);
    result.outcome.visitMutable([&](auto* outcomes) {
        using Code = std::remove_reference_t<decltype(*outcomes)>;
        parallelBlocks(
            blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned, std::size_t block) {
                const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
                for (std::size_t row = block * kBlockRows; row < end; ++row) {
                    const std::uint32_t unit = units.of[row];
                    outcomes[row] = Code(unit ? statuses[unit] : ofText[(*stated)->codes[row]]);
                    if (unit != 0)
                        result.flags[row] =
                            std::uint8_t(kUnit | flagOf(statuses[unit]) |
                                         ((*index)->isSingle[row] ? kUnitOnlyRow : 0));
                }
            });
    });
    return stop.stop_requested() ? core::Status{cancelled()} : core::Status{};
}

} // namespace

core::Result<std::unique_ptr<const UnitNumbers>> numberUnits(const Columns& columns,
                                                             std::stop_token stop) {
    const auto ids = columns.readKeys(IdColumn::Unit, stop);
    if (!ids)
        return ids.error();
    const auto types = columns.text(TextColumn::UnitType, stop);
    if (!types)
        return types.error();
    auto units = std::make_unique<UnitNumbers>();
    UnitNumbering numbering((*ids)->codes());
    std::vector<std::uint32_t> numbers;
    if (!(*ids)->isConstant()) {
        numbers.resize(columns.rows());
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            if (row % kBlockRows == 0 && stop.stop_requested())
                return cancelled();
            numbers[row] = numbering.of((**ids)[row], (*types)->codes[row]);
        }
    }
    numbering.fill(*units);
    units->of = CodeColumn(columns.rows(), units->count());
    units->of.visitMutable([&](auto* codes) {
        using Code = std::remove_reference_t<decltype(*codes)>;
        for (std::size_t row = 0; row < numbers.size(); ++row)
            codes[row] = Code(numbers[row]);
    });
    return std::unique_ptr<const UnitNumbers>(std::move(units));
}

core::Result<std::unique_ptr<const UnitColumns>> settleUnits(const Columns& columns,
                                                             const OutcomeBook& outcomes,
                                                             const core::Zone& zone,
                                                             std::stop_token stop) {
    const auto units = columns.units(stop);
    if (!units)
        return units.error();
    std::vector<UnitStatus> statuses((*units)->count(), UnitStatus::Pending);
    core::Status status = readRows(columns, **units, outcomes.rules, statuses, stop);
    if (status)
        status = readFacts(columns, **units, outcomes, zone, statuses, stop);
    auto result = std::make_unique<UnitColumns>();
    if (status)
        status = fillRows(*result, columns, **units, statuses, outcomes.rules, stop);
    if (!status)
        return status.error();
    return std::unique_ptr<const UnitColumns>(std::move(result));
}

} // namespace ms::frame

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/columns.h"

#include "models/core/check.h"
#include "models/frame/calendar.h"
#include "models/frame/fallback_costs.h"
#include "models/frame/frame.h"
#include "models/frame/parallel.h"
#include "models/frame/scope_rows.h"
#include "models/frame/tariff_column.h"
#include "models/frame/tenancy.h"
#include "models/frame/unit_columns.h"

#include <algorithm>
#include <mutex>

namespace ms::frame {

using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

namespace {

std::string nameOf(const query::Scope& scope) {
    std::string name = std::to_string(int(scope.kind));
    for (const std::string& environment : scope.environments) {
        name.push_back('\0');
        name += environment;
    }
    return name;
}

/// The distinct texts of both, and where the codes of `second` are among them.
std::vector<std::uint32_t> appendTexts(std::vector<std::string>& texts,
                                       const std::vector<std::string>& second) {
    std::map<std::string_view, std::uint32_t> codes;
    for (std::size_t i = 0; i < texts.size(); ++i)
        codes.emplace(texts[i], std::uint32_t(i));
    std::vector<std::uint32_t> moved;
    std::vector<std::string> added;
    for (const std::string& text : second) {
        const auto next = std::uint32_t(texts.size() + added.size());
        const auto [found, isNew] = codes.emplace(text, next);
        if (isNew)
            added.push_back(text);
        moved.push_back(found->second);
    }
    texts.insert(texts.end(), added.begin(), added.end());
    return moved;
}

} // namespace

Columns::Columns(std::shared_ptr<const ColumnSource> source, unsigned workers)
    : m_source{std::move(source)}, m_workers{workersOrAll(workers)} {
    for (const SegmentInfo& segment : m_source->segments())
        m_rows += segment.rows;
    CHECK(m_rows < UINT32_MAX, "A frame holds up to 4,294,967,294 events.");
    const auto replaced = m_source->replacedRows();
    if (replaced.empty())
        return;
    m_isLive.assign(m_rows, 1);
    for (const std::uint64_t row : replaced)
        m_isLive[row] = 0;
}

Columns::~Columns() = default;

core::Result<const TimeColumn*> Columns::time(std::stop_token stop) const {
    return m_time.get([&]() -> core::Result<std::unique_ptr<const TimeColumn>> {
        auto column = std::make_unique<TimeColumn>();
        column->micros.resize(m_rows);
        const auto segments = m_source->segments();
        constexpr std::array wanted{NumberColumn::Time};
        const core::Status status = m_source->readNumbers(
            wanted,
            [&](std::size_t segment, NumberColumn, std::span<const std::int64_t> values) {
                std::copy(values.begin(), values.end(),
                          column->micros.begin() + std::ptrdiff_t(segments[segment].firstRow));
            },
            stop);
        if (!status)
            return status.error();

        column->blocks.resize(blocksOf(m_rows));
        const auto summarise = [&](unsigned, std::size_t block) {
            TimeColumn::Block& summary = column->blocks[block];
            const std::size_t end = std::min(m_rows, (block + 1) * kBlockRows);
            for (std::size_t row = block * kBlockRows; row < end; ++row) {
                const std::int64_t t = column->micros[row];
                summary.hasUnknown |= t == kUnknownNumber;
                if (t == kUnknownNumber)
                    continue;
                summary.first = std::min(summary.first, t);
                summary.last = std::max(summary.last, t);
            }
        };
        if (!parallelBlocks(column->blocks.size(), m_workers, stop, summarise))
            return cancelled();
        std::int64_t first = INT64_MAX;
        std::int64_t last = INT64_MIN;
        const auto extend = [&](std::int64_t from, std::int64_t to) {
            first = std::min(first, from);
            last = std::max(last, to);
        };
        if (m_isLive.empty()) {
            for (const TimeColumn::Block& block : column->blocks)
                extend(block.first, block.last);
        } else {
            for (std::size_t row = 0; row < m_rows; ++row)
                if (m_isLive[row] && column->micros[row] != kUnknownNumber)
                    extend(column->micros[row], column->micros[row]);
        }
        if (first <= last)
            column->span = core::TimeRange{core::Instant{first}, core::Instant{last + 1}};
        return std::unique_ptr<const TimeColumn>(std::move(column));
    });
}

core::Result<const ReportedCosts*> Columns::reportedCosts(std::stop_token stop) const {
    return m_reported.get([&]() -> core::Result<std::unique_ptr<const ReportedCosts>> {
        auto costs = std::make_unique<ReportedCosts>();
        std::once_flag isAny; // most sources state no costs: no array then
        const auto segments = m_source->segments();
        constexpr std::array wanted{NumberColumn::ReportedCost};
        const core::Status status = m_source->readNumbers(
            wanted,
            [&](std::size_t segment, NumberColumn, std::span<const std::int64_t> values) {
                if (std::all_of(values.begin(), values.end(),
                                [](std::int64_t cost) { return cost == kUnknownNumber; }))
                    return;
                std::call_once(isAny, [&] { costs->picos.assign(m_rows, kUnknownNumber); });
                std::copy(values.begin(), values.end(),
                          costs->picos.begin() + std::ptrdiff_t(segments[segment].firstRow));
            },
            stop);
        if (!status)
            return status.error();
        return std::unique_ptr<const ReportedCosts>(std::move(costs));
    });
}

core::Result<const TextCodes*> Columns::text(TextColumn column, std::stop_token stop) const {
    return m_texts[std::size_t(column)].get(
        [&]() -> core::Result<std::unique_ptr<const TextCodes>> {
            auto dictionary = m_source->dictionary(column);
            if (!dictionary)
                return dictionary.error();
            auto text = std::make_unique<TextCodes>();
            text->texts = *std::move(dictionary);
            if (text->texts.empty())
                text->texts.emplace_back();
            text->codes = CodeColumn(m_rows, text->texts.size());
            if (text->codes.isConstant())
                return std::unique_ptr<const TextCodes>(std::move(text));
            const auto segments = m_source->segments();
            const core::Status status = m_source->readCodes(
                std::span(&column, 1),
                [&](std::size_t segment, TextColumn, std::span<const std::uint32_t> values) {
                    text->codes.visitMutable([&](auto* codes) {
                        using Code = std::remove_reference_t<decltype(*codes)>;
                        std::transform(values.begin(), values.end(),
                                       codes + segments[segment].firstRow,
                                       [](std::uint32_t code) { return Code(code); });
                    });
                },
                stop);
            if (!status)
                return status.error();
            return std::unique_ptr<const TextCodes>(std::move(text));
        });
}

core::Result<const TextCodes*> Columns::endpoint(std::stop_token stop) const {
    const auto feature = text(TextColumn::Feature, stop);
    if (!feature)
        return feature;
    const auto workflow = text(TextColumn::Workflow, stop);
    if (!workflow)
        return workflow;
    if ((*workflow)->codes.isConstant())
        return feature;
    if ((*feature)->codes.isConstant())
        return workflow;
    return m_endpoint.get([&]() -> core::Result<std::unique_ptr<const TextCodes>> {
        auto merged = std::make_unique<TextCodes>();
        merged->texts = (*feature)->texts;
        const auto moved = appendTexts(merged->texts, (*workflow)->texts);
        merged->codes = CodeColumn(m_rows, merged->texts.size());
        merged->codes.visitMutable([&](auto* codes) {
            using Code = std::remove_reference_t<decltype(*codes)>;
            (*feature)->codes.visit([&](const auto* features) {
                (*workflow)->codes.visit([&](const auto* workflows) {
                    for (std::size_t row = 0; row < m_rows; ++row)
                        codes[row] =
                            Code(features[row] != 0 ? features[row] : moved[workflows[row]]);
                });
            });
        });
        return std::unique_ptr<const TextCodes>(std::move(merged));
    });
}

core::Result<std::unique_ptr<const CodeColumn>> Columns::readKeys(IdColumn column,
                                                                  std::stop_token stop) const {
    auto keys = std::make_unique<CodeColumn>(m_rows, std::size_t(m_source->maxKey(column)) + 1);
    if (keys->isConstant())
        return std::unique_ptr<const CodeColumn>(std::move(keys));
    const auto segments = m_source->segments();
    const core::Status status = m_source->readKeys(
        std::span(&column, 1),
        [&](std::size_t segment, IdColumn, std::span<const std::uint32_t> values) {
            keys->visitMutable([&](auto* codes) {
                using Code = std::remove_reference_t<decltype(*codes)>;
                std::transform(values.begin(), values.end(), codes + segments[segment].firstRow,
                               [](std::uint32_t key) { return Code(key); });
            });
        },
        stop);
    if (!status)
        return status.error();
    return std::unique_ptr<const CodeColumn>(std::move(keys));
}

core::Result<const CodeColumn*> Columns::keys(IdColumn column, std::stop_token stop) const {
    return m_keys[std::size_t(column)].get([&] { return readKeys(column, stop); });
}

core::Result<const CodeColumn*> Columns::actions(std::stop_token stop) const {
    return m_actions.get([&]() -> core::Result<std::unique_ptr<const CodeColumn>> {
        const auto requests = keys(IdColumn::Request, stop);
        if (!requests)
            return requests.error();
        const auto roots = readKeys(IdColumn::Root, stop);
        if (!roots)
            return roots.error();
        // Roots and requests share one list of ids, so either key names the same thing.
        auto actions =
            std::make_unique<CodeColumn>(m_rows, std::max((*roots)->codes(), (*requests)->codes()));
        actions->visitMutable([&](auto* action) {
            using Code = std::decay_t<decltype(*action)>;
            (*requests)->visit([&](const auto* request) {
                for (std::size_t row = 0; row < m_rows; ++row)
                    action[row] = Code(request[row]);
            });
            (*roots)->visit([&](const auto* root) {
                for (std::size_t row = 0; row < m_rows; ++row)
                    if (root[row] != 0)
                        action[row] = Code(root[row]);
            });
        });
        return std::unique_ptr<const CodeColumn>(std::move(actions));
    });
}

core::Result<const EntityIndex*> Columns::entities(EntityKind kind, std::stop_token stop) const {
    return m_entities[std::size_t(kind)].get([&] { return indexEntities(*this, kind, stop); });
}

core::Result<const UnitNumbers*> Columns::units(std::stop_token stop) const {
    return m_units.get([&] { return numberUnits(*this, stop); });
}

core::Result<const TariffColumn*> Columns::tariffs(std::stop_token stop) const {
    return m_tariffs.get([&] { return tariffsOf(*this, stop); });
}

template <class Key, class T>
const Lazy<T>& Columns::entryOf(LazyMap<Key, T>& map, const Key& key) const {
    const std::scoped_lock lock(m_mapMutex);
    std::unique_ptr<Lazy<T>>& entry = map[key];
    if (!entry)
        entry = std::make_unique<Lazy<T>>();
    return *entry;
}

core::Result<const ScopeRows*> Columns::scope(const query::Scope& scope,
                                              std::stop_token stop) const {
    return entryOf(m_scopes, nameOf(scope)).get([&] { return rowsInScope(*this, scope, stop); });
}

core::Result<const Fallbacks*> Columns::fallbacks(const query::Scope& wanted,
                                                  std::stop_token stop) const {
    const auto rows = scope(wanted, stop);
    if (!rows)
        return rows.error();
    return entryOf(m_fallbacks, nameOf(wanted)).get([&] {
        return findFallbacks(*this, **rows, stop);
    });
}

core::Result<const Calendar*> Columns::calendar(const core::Zone& zone,
                                                std::stop_token stop) const {
    return entryOf(m_calendars, zone.name()).get([&] { return Calendar::make(*this, zone, stop); });
}

core::Result<const ObservedTiers*> Columns::observedTiers(const core::Zone& zone,
                                                          std::stop_token stop) const {
    const auto days = calendar(zone, stop);
    if (!days)
        return days.error();
    return entryOf(m_observed, zone.name()).get([&] { return observeTiers(*this, **days, stop); });
}

std::shared_ptr<Columns> loadColumns(std::shared_ptr<const ColumnSource> source, unsigned workers) {
    return std::make_shared<Columns>(std::move(source), workers);
}

} // namespace ms::frame

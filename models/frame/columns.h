// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"
#include "models/frame/code_column.h"
#include "models/frame/column_source.h"
#include "models/frame/entity_index.h"
#include "models/frame/lazy.h"
#include "models/query/query.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ms::frame {

class Calendar;
struct Fallbacks;
struct ObservedTiers;
struct ScopeRows;
struct TariffColumn;
struct UnitNumbers;

/// When each event was, core::kUnknownNumber where nobody knows.
struct TimeColumn {
    struct Block {                      // of kBlockRows rows
        std::int64_t first = INT64_MAX; // of the known ones
        std::int64_t last = INT64_MIN;
        bool hasUnknown = false;
    };
    std::vector<std::int64_t> micros;
    std::vector<Block> blocks;
    std::optional<core::TimeRange> span; // of the rows that count; `to` is just after the last
};

/// Bits of UsageColumns::flags.
enum UsageFlag : std::uint8_t {
    kInputUnknown = 1,
    kOutputUnknown = 2,
    kAppCache = 4, // its tokens are in `avoided`, the buckets have 0
    kFallback = 8,
    kIncomplete = 16, // input or output unknown, and not an answer of the own cache
};

/// Tokens by bucket; unknown counts are 0 here and flagged.
struct UsageColumns {
    CountColumn input;
    CountColumn cacheRead;
    CountColumn cacheWrite5m;
    CountColumn cacheWrite1h;
    CountColumn output;
    CountColumn reasoning;
    CountColumn queries;
    CountColumn avoided; // what the application's own cache answered
    std::vector<std::uint8_t> flags;
    bool hasFallback = false;
};

/// How long each call took, in milliseconds; unknown ones are 0 here and flagged.
struct LatencyColumn {
    CountColumn millis;
    std::vector<std::uint8_t> isUnknown;
};

/// A text column: codes into `texts`, 0 is the empty text.
struct TextCodes {
    CodeColumn codes;
    std::vector<std::string> texts;
};

/// The source's own cost in pico-units; empty when no event has one.
struct ReportedCosts {
    std::vector<std::int64_t> picos; // core::kUnknownNumber: none
};

/// The decoded columns of a workspace: what every lens shares. Each part is read when it is first
/// needed and stays.
/// Threads  all parts may be asked for from any thread.
/// Errors   as ColumnSource.
class Columns {
public:
    Columns(std::shared_ptr<const ColumnSource> source, unsigned workers);
    ~Columns();

    const ColumnSource& source() const { return *m_source; }
    std::size_t rows() const { return m_rows; }
    unsigned workers() const { return m_workers; }
    /// Empty when every row counts, else 0 for the rows that later versions replaced.
    std::span<const std::uint8_t> isLive() const { return m_isLive; }

    core::Result<const TimeColumn*> time(std::stop_token stop) const;
    core::Result<const UsageColumns*> usage(std::stop_token stop) const;
    core::Result<const LatencyColumn*> latency(std::stop_token stop) const;
    core::Result<const ReportedCosts*> reportedCosts(std::stop_token stop) const;
    core::Result<const TextCodes*> text(core::TextColumn column, std::stop_token stop) const;
    /// The feature as stated, else the workflow.
    core::Result<const TextCodes*> endpoint(std::stop_token stop) const;
    core::Result<const CodeColumn*> keys(core::IdColumn column, std::stop_token stop) const;
    /// The same, not kept: for those who need them once.
    core::Result<std::unique_ptr<const CodeColumn>> readKeys(core::IdColumn column,
                                                             std::stop_token stop) const;
    /// Keys of the action of each row: its root, else its request; 0 where it names neither.
    core::Result<const CodeColumn*> actions(std::stop_token stop) const;
    core::Result<const EntityIndex*> entities(EntityKind kind, std::stop_token stop) const;
    core::Result<const UnitNumbers*> units(std::stop_token stop) const;
    core::Result<const TariffColumn*> tariffs(std::stop_token stop) const;
    core::Result<const ScopeRows*> scope(const query::Scope& scope, std::stop_token stop) const;
    core::Result<const Fallbacks*> fallbacks(const query::Scope& scope, std::stop_token stop) const;
    core::Result<const Calendar*> calendar(const core::Zone& zone, std::stop_token stop) const;
    core::Result<const ObservedTiers*> observedTiers(const core::Zone& zone,
                                                     std::stop_token stop) const;

private:
    template <class Key, class T>
    using LazyMap = std::map<Key, std::unique_ptr<Lazy<T>>>;
    template <class Key, class T>
    const Lazy<T>& entryOf(LazyMap<Key, T>& map, const Key& key) const;
    core::Status readCounts(std::span<const core::NumberColumn> numbers,
                            std::span<CountColumn* const> counts, std::uint8_t* flags,
                            std::stop_token stop) const;

    std::shared_ptr<const ColumnSource> m_source;
    std::size_t m_rows = 0;
    unsigned m_workers;
    std::vector<std::uint8_t> m_isLive;

    Lazy<TimeColumn> m_time;
    Lazy<UsageColumns> m_usage;
    Lazy<LatencyColumn> m_latency;
    Lazy<ReportedCosts> m_reported;
    std::array<Lazy<TextCodes>, core::kTextColumns> m_texts;
    Lazy<TextCodes> m_endpoint;
    std::array<Lazy<CodeColumn>, core::kIdColumns> m_keys;
    Lazy<CodeColumn> m_actions;
    std::array<Lazy<EntityIndex>, kEntityKinds> m_entities;
    Lazy<UnitNumbers> m_units;
    Lazy<TariffColumn> m_tariffs;

    mutable std::mutex m_mapMutex; // guards the maps themselves, not what is in them
    mutable LazyMap<std::string, ScopeRows> m_scopes;
    mutable LazyMap<std::string, Fallbacks> m_fallbacks;
    mutable LazyMap<std::string, Calendar> m_calendars;
    mutable LazyMap<std::string, ObservedTiers> m_observed;
};

} // namespace ms::frame

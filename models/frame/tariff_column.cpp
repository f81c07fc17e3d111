// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/tariff_column.h"

#include "models/core/check.h"
#include "models/frame/columns.h"
#include "models/frame/parallel.h"

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>

namespace ms::frame {

using core::TextColumn;

namespace {

constexpr std::array kParts{TextColumn::Provider, TextColumn::Model, TextColumn::Account,
                            TextColumn::ServiceTier};
using Parts = std::array<const CodeColumn*, kParts.size()>;

/// The combination of each of some rows, as one number.
class Packed {
public:
    static constexpr std::size_t kRows = 4096;
    explicit Packed(const Parts& parts) : m_parts{parts} {}

    std::span<const std::uint64_t> of(std::size_t begin, std::size_t end) {
        m_values.fill(0);
        for (const CodeColumn* part : m_parts)
            part->visit([&](const auto* codes) {
                for (std::size_t i = 0; i < end - begin; ++i)
                    m_values[i] = m_values[i] * part->codes() + codes[begin + i];
            });
        return std::span(m_values).first(end - begin);
    }
    TariffColumn::Key keyOf(std::uint64_t packed) const {
        TariffColumn::Key key{};
        for (std::size_t p = kParts.size(); p-- > 0;)
            if (!m_parts[p]->isConstant()) {
                key[p] = std::uint32_t(packed % m_parts[p]->codes());
                packed /= m_parts[p]->codes();
            }
        return key;
    }

private:
    Parts m_parts;
    std::array<std::uint64_t, kRows> m_values{};
};

/// Combinations and their codes, with those at hand that were met last: there are few, in any
/// order.
class Codes {
public:
    Codes() { m_recent.fill({UINT64_MAX, 0}); }
    /// The code of a combination, `next()` when it is new.
    template <class Next>
    std::uint32_t of(std::uint64_t packed, const Next& next) {
        Entry& entry = m_recent[(packed * 0x9E3779B97F4A7C15U) >> (64 - kBits)];
        if (entry.packed != packed) {
            auto found = m_all.find(packed);
            if (found == m_all.end())
                found = m_all.emplace(packed, next()).first;
            entry = {packed, found->second};
        }
        return entry.code;
    }
    const std::unordered_map<std::uint64_t, std::uint32_t>& all() const { return m_all; }

private:
    static constexpr int kBits = 10;
    struct Entry {
        std::uint64_t packed;
        std::uint32_t code;
    };
    std::array<Entry, std::size_t(1) << kBits> m_recent{};
    std::unordered_map<std::uint64_t, std::uint32_t> m_all;
};

/// Call `use(worker, begin, packed)` for all rows.
template <class Use>
bool forEachPacked(const Columns& columns, const Parts& parts, std::stop_token stop,
                   const Use& use) {
    return parallelBlocks(
        blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned worker, std::size_t block) {
            Packed packed(parts);
            const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
            for (std::size_t at = block * kBlockRows; at < end; at += Packed::kRows)
                use(worker, at, packed.of(at, std::min(end, at + Packed::kRows)));
        });
}

} // namespace

core::Result<std::unique_ptr<const TariffColumn>> tariffsOf(const Columns& columns,
                                                            std::stop_token stop) {
    Parts parts{};
    std::uint64_t combinations = 1;
    for (std::size_t p = 0; p < kParts.size(); ++p) {
        const auto text = columns.text(kParts[p], stop);
        if (!text)
            return text.error();
        parts[p] = &(*text)->codes;
        CHECK(!__builtin_mul_overflow(combinations, parts[p]->codes(), &combinations),
              "The combinations of billing texts must fit 64 bits.");
    }
    std::vector<Codes> met(columns.workers());
    bool isDone =
        forEachPacked(columns, parts, stop, [&](unsigned worker, std::size_t, auto packed) {
            for (const std::uint64_t combination : packed)
                met[worker].of(combination, [] { return 0U; });
        });
    if (!isDone)
        return cancelled();
    std::set<std::uint64_t> all; // in order, so that codes do not depend on who met what
    for (const Codes& codes : met)
        for (const auto& [combination, code] : codes.all())
            all.insert(combination);

    auto tariffs = std::make_unique<TariffColumn>();
    Codes codes;
    for (const std::uint64_t combination : all) {
        codes.of(combination, [&] { return std::uint32_t(tariffs->keys.size()); });
        tariffs->keys.push_back(Packed(parts).keyOf(combination));
    }
    tariffs->codes = CodeColumn(columns.rows(), std::max<std::size_t>(1, tariffs->keys.size()));
    met.assign(columns.workers(), codes);
    tariffs->codes.visitMutable([&](auto* values) {
        using Code = std::remove_reference_t<decltype(*values)>;
        isDone = forEachPacked(
            columns, parts, stop, [&](unsigned worker, std::size_t begin, auto packed) {
                for (std::size_t i = 0; i < packed.size(); ++i)
                    values[begin + i] = Code(met[worker].of(packed[i], [] { return 0U; }));
            });
    });
    if (!isDone)
        return cancelled();
    return std::unique_ptr<const TariffColumn>(std::move(tariffs));
}

} // namespace ms::frame

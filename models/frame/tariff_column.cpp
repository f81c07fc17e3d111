// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/tariff_column.h"

#include "models/core/check.h"
#include "models/frame/columns.h"

#include <algorithm>
#include <unordered_map>

namespace ms::frame {

using core::TextColumn;

namespace {

constexpr std::array kParts{TextColumn::Provider, TextColumn::Model, TextColumn::Account,
                            TextColumn::ServiceTier};

} // namespace

core::Result<std::unique_ptr<const TariffColumn>> tariffsOf(const Columns& columns,
                                                            std::stop_token stop) {
    std::array<const CodeColumn*, kParts.size()> parts{};
    std::uint64_t combinations = 1;
    for (std::size_t p = 0; p < kParts.size(); ++p) {
        const auto text = columns.text(kParts[p], stop);
        if (!text)
            return text.error();
        parts[p] = &(*text)->codes;
        CHECK(!__builtin_mul_overflow(combinations, parts[p]->codes(), &combinations),
              "The combinations of billing texts must fit 64 bits.");
    }
    auto tariffs = std::make_unique<TariffColumn>();
    std::unordered_map<std::uint64_t, std::uint32_t> codeOf;
    std::vector<std::uint32_t> codes(columns.rows());
    std::vector<std::uint64_t> packed(std::min<std::size_t>(columns.rows(), 65'536));
    std::uint64_t last = UINT64_MAX; // rows next to each other are often billed alike
    std::uint32_t lastCode = 0;
    for (std::size_t begin = 0; begin < codes.size(); begin += packed.size()) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(packed.size(), codes.size() - begin);
        std::fill_n(packed.begin(), count, 0);
        for (const CodeColumn* part : parts)
            part->visit([&](const auto* values) {
                for (std::size_t i = 0; i < count; ++i)
                    packed[i] = packed[i] * part->codes() + values[begin + i];
            });
        for (std::size_t i = 0; i < count; ++i) {
            if (packed[i] != last) {
                last = packed[i];
                const auto [found, isNew] =
                    codeOf.try_emplace(last, std::uint32_t(tariffs->keys.size()));
                lastCode = found->second;
                if (isNew) {
                    TariffColumn::Key key{};
                    for (std::size_t p = 0; p < parts.size(); ++p)
                        key[p] = (*parts[p])[begin + i];
                    tariffs->keys.push_back(key);
                }
            }
            codes[begin + i] = lastCode;
        }
    }
    tariffs->codes = CodeColumn(codes.size(), std::max<std::size_t>(1, tariffs->keys.size()));
    tariffs->codes.visitMutable([&](auto* values) {
        using Code = std::remove_reference_t<decltype(*values)>;
        for (std::size_t row = 0; row < codes.size(); ++row)
            values[row] = Code(codes[row]);
    });
    return std::unique_ptr<const TariffColumn>(std::move(tariffs));
}

} // namespace ms::frame

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/rating.h"
#include "models/frame/unit_prices.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace ms::frame {

/// Splits the costs of a rating by bucket: which rates each row was costed with, so that the part
/// of a bucket is a product when it is asked for, not seven amounts a row.
/// Output  the parts of a priced row add up to its cost exactly; they are the lines of its
///         explanation. A row that the book does not price has no parts: all are 0.
class BucketCosts {
public:
    /// The parts of the rows from `begin` on, one a row of `parts`.
    void partsOf(core::Bucket bucket, std::size_t begin, std::span<std::int64_t> parts) const;
    /// The same tokens at the input rate that holds for the row; at their own where that would be
    /// more than 64 bits hold.
    void partsAsInput(core::Bucket bucket, std::size_t begin, std::span<std::int64_t> parts) const;
    /// No part of the bucket is larger, whatever its sign, at its own or at the input rate.
    std::int64_t largest(core::Bucket bucket) const;

private:
    friend core::Result<std::unique_ptr<const BucketCosts>>
    splitCosts(const Columns& columns, const Rating& rating, const pricing::PriceBook& book,
               std::stop_token stop);
    void setUnits();
    struct Quantities; // of one bucket, by row
    Quantities quantitiesOf(core::Bucket bucket) const;
    void correctInexact(core::Bucket bucket, std::size_t begin,
                        std::span<std::int64_t> parts) const;

    const UsageColumns* m_usage = nullptr;
    const pricing::PriceBook* m_book = nullptr;
    std::vector<CompiledTariff> m_tariffs;
    CodeColumn m_codes;                      // UnitPrices::code of each row; 0: not priced
    std::vector<const UnitPrices*> m_prices; // by code; the first is null
    std::array<std::vector<std::int64_t>, core::kBuckets> m_units; // by bucket and code
    bool m_isExact = true;                                         // of every row
};

/// Input   `rating` is that of `columns` by `book`; all three outlive the result.
/// Cost    linear in rows; one or two bytes a row.
core::Result<std::unique_ptr<const BucketCosts>> splitCosts(const Columns& columns,
                                                            const Rating& rating,
                                                            const pricing::PriceBook& book,
                                                            std::stop_token stop);

} // namespace ms::frame

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"
#include "models/core/facts.h"
#include "models/core/result.h"
#include "models/query/outcome.h"
#include "models/query/outcome_facts.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::frame {

/// Up to 65,536 events of one batch, in file order. Rows of a frame are the rows of all live
/// segments, end to end, in this order.
struct SegmentInfo {
    std::int64_t id = 0;
    std::int64_t batch = 0;
    std::uint32_t rows = 0;
    std::uint64_t firstRow = 0; // of the frame
};

struct BatchInfo {
    std::int64_t id = 0;
    std::string file;
    std::string source;
};

/// The texts of one segment, end to end.
struct BlobTexts {
    std::string_view bytes;
    std::span<const std::uint32_t> ends; // one a row
    std::string_view at(std::size_t row) const {
        const std::size_t begin = row == 0 ? 0 : ends[row - 1];
        return bytes.substr(begin, ends[row] - begin);
    }
};

/// Where a frame gets its columns from; the store implements it.
/// Threads  visitors are called from several threads at once, for different segments.
/// Errors   Workspace (a checksum does not hold), Storage, Cancelled.
class ColumnSource {
public:
    virtual ~ColumnSource() = default;
    virtual std::span<const SegmentInfo> segments() const = 0;
    virtual std::span<const BatchInfo> batches() const = 0;

    using NumberVisitor =
        std::function<void(std::size_t segment, core::NumberColumn, std::span<const std::int64_t>)>;
    using CodeVisitor =
        std::function<void(std::size_t segment, core::TextColumn, std::span<const std::uint32_t>)>;
    using KeyVisitor =
        std::function<void(std::size_t segment, core::IdColumn, std::span<const std::uint32_t>)>;

    virtual core::Status readNumbers(std::span<const core::NumberColumn> columns,
                                     const NumberVisitor& visit, std::stop_token stop) const = 0;
    /// Codes into `dictionary(column)`; code 0 is the empty text.
    virtual core::Status readCodes(std::span<const core::TextColumn> columns,
                                   const CodeVisitor& visit, std::stop_token stop) const = 0;
    /// Keys into the list of ids; key 0 is the empty text.
    virtual core::Status readKeys(std::span<const core::IdColumn> columns, const KeyVisitor& visit,
                                  std::stop_token stop) const = 0;
    /// The same for some segments only (ascending): a page of attempts needs few of them.
    /// Unless overridden, they read everything (blobs: row by row) and pass on what was asked for.
    virtual core::Status readNumbersOf(std::span<const std::size_t> segments,
                                       std::span<const core::NumberColumn> columns,
                                       const NumberVisitor& visit, std::stop_token stop) const;
    virtual core::Status readCodesOf(std::span<const std::size_t> segments,
                                     std::span<const core::TextColumn> columns,
                                     const CodeVisitor& visit, std::stop_token stop) const;
    virtual core::Status readKeysOf(std::span<const std::size_t> segments,
                                    std::span<const core::IdColumn> columns,
                                    const KeyVisitor& visit, std::stop_token stop) const;

    using BlobVisitor =
        std::function<void(std::size_t segment, core::BlobColumn, const BlobTexts&)>;
    virtual core::Status readBlobsOf(std::span<const std::size_t> segments,
                                     std::span<const core::BlobColumn> columns,
                                     const BlobVisitor& visit, std::stop_token stop) const;

    virtual core::Result<std::vector<std::string>> dictionary(core::TextColumn column) const = 0;
    /// Texts of `keys`, same order.
    virtual core::Result<std::vector<std::string>>
    idTexts(core::IdColumn column, std::span<const std::uint32_t> keys) const = 0;
    /// Key of `text`, 0 when it does not occur.
    virtual core::Result<std::uint32_t> idKey(core::IdColumn column, std::string_view text,
                                              std::stop_token stop) const = 0;
    /// Largest key in use, so that arrays by key can be sized.
    virtual std::uint32_t maxKey(core::IdColumn column) const = 0;
    virtual core::Result<std::string> blob(core::BlobColumn column, std::size_t segment,
                                           std::uint32_t row) const = 0;
    /// Rows that later versions of the same event replaced: skip them. Frame rows, ascending.
    virtual std::span<const std::uint64_t> replacedRows() const = 0;
};

/// What is known of units from outside the events.
struct OutcomeBook {
    query::OutcomeFacts facts;
    query::OutcomeRules rules;
};

/// Everything but events that answers depend on.
struct Facts {
    std::vector<core::PriceRule> rules; // of the chosen book, in order of import
    std::vector<core::ModelAlias> aliases;
    std::vector<core::TenantFact> tenants;
    std::vector<core::FeatureFact> features;
    OutcomeBook outcomes;
    std::string book;         // name of the chosen book
    std::string baseCurrency; // "USD"
};

} // namespace ms::frame

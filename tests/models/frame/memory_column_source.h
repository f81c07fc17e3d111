// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_block.h"
#include "models/frame/column_source.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// A ColumnSource over event blocks in memory: one segment a block, all of one batch, dictionaries
/// and ids merged over all blocks like the store does.
class MemoryColumnSource : public frame::ColumnSource {
public:
    explicit MemoryColumnSource(std::vector<core::EventBlock> blocks,
                                std::vector<std::uint64_t> replacedRows = {})
        : m_blocks{std::move(blocks)}, m_replacedRows{std::move(replacedRows)} {
        m_dictionaries.fill({std::string()});
        m_ids.fill({std::string()});
        for (const core::EventBlock& block : m_blocks)
            take(block);
    }

    std::span<const frame::SegmentInfo> segments() const override { return m_infos; }
    std::span<const frame::BatchInfo> batches() const override { return m_batches; }

    core::Status readNumbers(std::span<const core::NumberColumn> columns,
                             const NumberVisitor& visit, std::stop_token) const override {
        for (std::size_t s = 0; s < m_blocks.size(); ++s)
            for (const core::NumberColumn column : columns)
                visit(s, column, m_blocks[s].numbers(column));
        return {};
    }
    core::Status readCodes(std::span<const core::TextColumn> columns, const CodeVisitor& visit,
                           std::stop_token) const override {
        for (std::size_t s = 0; s < m_segments.size(); ++s)
            for (const core::TextColumn column : columns)
                visit(s, column, m_segments[s].codes[std::size_t(column)]);
        return {};
    }
    core::Status readKeys(std::span<const core::IdColumn> columns, const KeyVisitor& visit,
                          std::stop_token) const override {
        for (std::size_t s = 0; s < m_segments.size(); ++s)
            for (const core::IdColumn column : columns)
                visit(s, column, m_segments[s].keys[std::size_t(column)]);
        return {};
    }
    core::Result<std::vector<std::string>> dictionary(core::TextColumn column) const override {
        return m_dictionaries[std::size_t(column)];
    }
    core::Result<std::vector<std::string>>
    idTexts(core::IdColumn column, std::span<const std::uint32_t> keys) const override {
        std::vector<std::string> texts;
        for (const std::uint32_t key : keys)
            texts.push_back(m_ids[listOf(column)][key]);
        return texts;
    }
    core::Result<std::uint32_t> idKey(core::IdColumn column, std::string_view text,
                                      std::stop_token) const override {
        const auto& list = m_idKeys[listOf(column)];
        const auto found = list.find(text);
        return found == list.end() ? 0U : found->second;
    }
    std::uint32_t maxKey(core::IdColumn column) const override {
        return std::uint32_t(m_ids[listOf(column)].size() - 1);
    }
    core::Result<std::string> blob(core::BlobColumn column, std::size_t segment,
                                   std::uint32_t row) const override {
        return std::string(m_blocks[segment].blob(column, row));
    }
    std::span<const std::uint64_t> replacedRows() const override { return m_replacedRows; }

private:
    struct Segment {
        std::array<std::vector<std::uint32_t>, core::kTextColumns> codes;
        std::array<std::vector<std::uint32_t>, core::kIdColumns> keys;
    };
    /// Request and root share one list.
    static std::size_t listOf(core::IdColumn column) {
        return std::size_t(column == core::IdColumn::Root ? core::IdColumn::Request : column);
    }

    static std::uint32_t codeOf(std::string_view text, std::vector<std::string>& texts,
                                std::map<std::string, std::uint32_t, std::less<>>& codes) {
        if (text.empty())
            return 0;
        const auto [found, isNew] =
            codes.try_emplace(std::string(text), std::uint32_t(texts.size()));
        if (isNew)
            texts.emplace_back(text);
        return found->second;
    }

    void take(const core::EventBlock& block) {
        Segment& segment = m_segments.emplace_back();
        for (std::size_t c = 0; c < core::kTextColumns; ++c) {
            const auto& texts = block.dictionary(core::TextColumn(c));
            for (const std::uint32_t code : block.codes(core::TextColumn(c)))
                segment.codes[c].push_back(codeOf(texts[code], m_dictionaries[c], m_textCodes[c]));
        }
        for (std::size_t c = 0; c < core::kIdColumns; ++c) {
            const std::size_t list = listOf(core::IdColumn(c));
            for (std::size_t row = 0; row < block.size(); ++row)
                segment.keys[c].push_back(
                    codeOf(block.id(core::IdColumn(c), row), m_ids[list], m_idKeys[list]));
        }
        const std::uint64_t first =
            m_infos.empty() ? 0 : m_infos.back().firstRow + m_infos.back().rows;
        m_infos.push_back(
            {std::int64_t(m_infos.size() + 1), 1, std::uint32_t(block.size()), first});
    }

    std::vector<core::EventBlock> m_blocks;
    std::vector<std::uint64_t> m_replacedRows;
    std::vector<Segment> m_segments;
    std::vector<frame::SegmentInfo> m_infos;
    std::vector<frame::BatchInfo> m_batches{{1, "events.jsonl", "test"}};
    std::array<std::vector<std::string>, core::kTextColumns> m_dictionaries;
    std::array<std::map<std::string, std::uint32_t, std::less<>>, core::kTextColumns> m_textCodes;
    std::array<std::vector<std::string>, core::kIdColumns> m_ids;
    std::array<std::map<std::string, std::uint32_t, std::less<>>, core::kIdColumns> m_idKeys;
};

} // namespace ms::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/selection.h"

#include "models/frame/parallel.h"

#include <algorithm>
#include <unordered_set>

namespace ms::frame {

using query::Condition;

namespace {

/// One byte a code: whether its value is among those of the condition, whatever its kind.
core::Result<std::vector<std::uint8_t>> namedCodes(const LocalFrame& frame,
                                                   const Condition& condition,
                                                   const DimensionColumn& column,
                                                   std::stop_token stop) {
    std::vector<std::uint8_t> isNamed(column.codes->codes(), 0);
    if (!column.textOf) { // ids: ask for the keys of the texts, not for all texts
        for (const std::string& value : condition.values) {
            if (value.empty()) {
                isNamed[0] = 1;
                continue;
            }
            const auto key = frame.columns().source().idKey(column.ids, value, stop);
            if (!key)
                return key.error();
            if (*key != 0 && *key < isNamed.size())
                isNamed[*key] = 1;
        }
        return isNamed;
    }
    const std::unordered_set<std::string> values(condition.values.begin(), condition.values.end());
    std::vector<std::uint8_t> isValueNamed(column.values);
    for (std::uint32_t value = 0; value < column.values; ++value)
        isValueNamed[value] = values.contains(column.textOf(value)) ? 1 : 0;
    for (std::uint32_t code = 0; code < isNamed.size(); ++code)
        isNamed[code] = isValueNamed[column.of(code)];
    return isNamed;
}

} // namespace

void Selection::addTest(const CodeColumn& codes, std::vector<std::uint8_t> isKept) {
    if (std::find(isKept.begin(), isKept.end(), 0) == isKept.end())
        return; // keeps every row
    if (std::find(isKept.begin(), isKept.end(), 1) == isKept.end())
        m_isEmpty = true;
    m_tests.push_back({&codes, std::move(isKept)});
}

core::Result<Selection> Selection::compile(const LocalFrame& frame, const query::Filter& filter,
                                           std::stop_token stop) {
    Selection selection;
    selection.m_range = filter.range;
    if (!filter.range.isOpen()) {
        const auto time = frame.columns().time(stop);
        if (!time)
            return time.error();
        selection.m_time = *time;
    }
    const auto scope = frame.columns().scope(filter.scope, stop);
    if (!scope)
        return scope.error();
    selection.m_scope = *scope;
    for (const Condition& condition : filter.conditions) {
        const auto column = frame.dimension(condition.dimension, stop);
        if (!column)
            return column.error();
        auto isKept = namedCodes(frame, condition, *column, stop);
        if (!isKept)
            return isKept.error();
        if (condition.kind == Condition::Kind::NotIn)
            for (std::uint8_t& kept : *isKept)
                kept ^= 1;
        selection.addTest(*column->codes, std::move(*isKept));
    }
    return selection;
}

Selection::Times Selection::timesOf(std::size_t block) const {
    const TimeColumn::Block& times = m_time->blocks[block];
    const std::int64_t from = m_range.from ? m_range.from->micros : INT64_MIN;
    const std::int64_t to = m_range.to ? m_range.to->micros : INT64_MAX;
    if (times.first > times.last || times.last < from || times.first >= to)
        return Times::None;
    const bool isAll = times.first >= from && times.last < to && !times.hasUnknown;
    return isAll ? Times::All : Times::Some;
}

void Selection::select(std::size_t begin, std::size_t end, Rows& rows) const {
    const std::size_t count = end - begin;
    rows.count = 0;
    rows.isAll = false;
    const Times times = m_time ? timesOf(begin / kBlockRows) : Times::All;
    if (m_isEmpty || times == Times::None)
        return;
    if (times == Times::All && m_scope->isIn.empty() && m_tests.empty()) {
        rows.isAll = true;
        rows.count = count;
        return;
    }
    std::array<std::uint8_t, kChunkRows> isKept;
    if (m_scope->isIn.empty())
        std::fill_n(isKept.begin(), count, std::uint8_t(1));
    else
        std::copy_n(m_scope->isIn.data() + begin, count, isKept.begin());
    if (times == Times::Some) {
        const std::int64_t* micros = m_time->micros.data() + begin;
        // Unknown times are the smallest number there is: in no range, not even one without start.
        const std::int64_t from = m_range.from ? m_range.from->micros : core::kUnknownNumber + 1;
        const std::int64_t to = m_range.to ? m_range.to->micros : INT64_MAX;
        for (std::size_t i = 0; i < count; ++i)
            isKept[i] &= std::uint8_t((micros[i] >= from) & (micros[i] < to));
    }
    for (const Test& test : m_tests) {
        if (test.codes->isConstant() && !test.isKept[0])
            return;
        const std::uint8_t* kept = test.isKept.data();
        test.codes->visit([&](const auto* codes) {
            for (std::size_t i = 0; i < count; ++i)
                isKept[i] &= kept[codes[begin + i]];
        });
    }
    for (std::size_t i = 0; i < count; ++i) {
        rows.kept[rows.count] = std::uint32_t(i);
        rows.count += isKept[i];
    }
    rows.isAll = rows.count == count;
}

} // namespace ms::frame

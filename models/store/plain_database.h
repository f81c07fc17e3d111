// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace ms::store {

/// A value of a table for others to read: nothing, a whole number or a text.
using PlainValue = std::variant<std::monostate, std::int64_t, std::string>;

struct PlainColumn {
    enum class Type { Integer, Text };
    std::string name; // a plain identifier
    Type type = Type::Text;
};

/// Writes one table into a new SQLite file that any tool can open: for exports, no workspace.
/// One transaction; destroyed without finish(), the file is gone.
/// Errors  Storage: something exists at `path`, or the disk is full.
class PlainDatabase {
public:
    static core::Result<PlainDatabase> create(const std::filesystem::path& path,
                                              const std::string& table,
                                              const std::vector<PlainColumn>& columns);
    PlainDatabase(PlainDatabase&&) noexcept;
    PlainDatabase& operator=(PlainDatabase&&) noexcept;
    ~PlainDatabase();
    /// `row` has one value a column.
    core::Status add(std::span<const PlainValue> row);
    core::Status finish();

private:
    struct State;
    explicit PlainDatabase(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace ms::store

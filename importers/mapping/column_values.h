// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/file_survey.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// The values of one column, as they come in.
class ColumnValues {
public:
    enum class Written : std::uint8_t { Text, JsonNumber, JsonList };
    explicit ColumnValues(std::string name) : m_name{std::move(name)} {}
    const std::string& name() const { return m_name; }
    /// Empty values are not given.
    void add(std::string_view value, Written written);
    /// What they look like, all taken together.
    mapping::ColumnSurvey survey() const;

private:
    std::string m_name;
    std::vector<std::string> m_values;
    bool m_hasTexts = false; // some value is no JSON number
    bool m_hasLists = false;
};

} // namespace ms::importers

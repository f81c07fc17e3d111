// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/query/query.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::views {

/// One answer that a report asks for.
struct ReportPart {
    std::string section;                                        // id: "margin"
    std::vector<query::Dimension> by = {};                      // empty: its default
    std::size_t mostRows = 0;                                   // that a page shows; 0: all
    enum class Range { Asked, UntilThen } range = Range::Asked; // UntilThen: for what came before
    std::map<std::string, std::string> options = {};
    /// What a saved view is asked with instead of what the report is.
    struct Own {
        QString title; // the view's name
        QString note;
        query::Filter filter;
        std::string book; // empty: the workspace's default
    };
    std::optional<Own> own = {};
};

/// A report that is ready to be made, as data.
struct ReportPack {
    std::string name; // on the command line: "cfo"
    QString title;
    QString question; // what it answers
    std::vector<ReportPart> parts;
};

/// CFO monthly, weekly unit economics, features, tenants.
const std::vector<ReportPack>& reportPacks();
/// Null: there is none of that name.
const ReportPack* packNamed(std::string_view name);

} // namespace ms::views

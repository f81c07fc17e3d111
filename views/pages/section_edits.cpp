// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_edits.h"

#include <QCoreApplication>

namespace ms::views {

SectionEdits featureEdits() {
    return {
        {"feature", "owner_team"}, [](const EditedRow& row) -> core::Result<session::EnteredRows> {
            const std::string& endpoint = row.at("endpoint");
            if (endpoint.empty())
                return core::Error{
                    core::Error::Code::BadInput,
                    QCoreApplication::translate("ms::views",
                                                "These attempts name no endpoint: there is nothing "
                                                "that a feature could be given to.")
                        .toStdString(),
                    {}};
            const std::string& feature = row.at("feature");
            return session::EnteredRows{
                core::FileKind::Features,
                {"endpoint", "feature", "owner_team"},
                {{endpoint, feature.empty() ? endpoint : feature, row.at("owner_team")}}};
        }};
}

SectionEdits outcomeEdits() {
    return {
        {"outcome", "reopened_at"}, [](const EditedRow& row) -> core::Result<session::EnteredRows> {
            std::string outcome = row.at("outcome");
            if (outcome.empty())
                outcome = row.at("reopened_at").empty() ? "pending" : row.at("status");
            return session::EnteredRows{core::FileKind::Outcomes,
                                        {"unit_type", "unit_id", "tenant", "outcome", "outcome_at",
                                         "reopened_at", "value", "currency"},
                                        {{row.at("unit_type"), row.at("unit_id"), row.at("tenant"),
                                          outcome, row.at("outcome_at"), row.at("reopened_at"),
                                          row.at("value"), row.at("currency")}}};
        }};
}

SectionEdits decisionEdits() {
    const std::vector<std::string> columns{"status", "owner",       "lever",     "confirmed_type",
                                           "driver", "containment", "guardrail", "note"};
    return {columns, [columns](const EditedRow& row) -> core::Result<session::EnteredRows> {
                session::EnteredRows rows{
                    core::FileKind::Decisions, {"finding"}, {{row.at("finding")}}};
                for (const std::string& column : columns) {
                    rows.columns.push_back(column);
                    rows.rows.front().push_back(row.at(column));
                }
                return rows;
            }};
}

} // namespace ms::views

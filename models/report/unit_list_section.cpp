// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/unit_list_section.h"

#include "models/analysis/sentences.h"
#include "models/report/units_section.h"

namespace ms::report {

using analysis::ListedUnit;
using analysis::UnitList;
using core::Int128;
using Kind = Column::Kind;

namespace {

std::vector<Column> columns() {
    return {
        {"unit_id", "Unit", Kind::Text, "The ticket, document, ... that requests work for."},
        {"unit_type", "Unit type", Kind::Text, "As the events call it."},
        {"tenant", "Tenant", Kind::Text, "Of the unit's first attempt."},
        {"cost", "Cost", Kind::Money, "Cost of its attempts whose cost is known."},
        {"attempts", "Attempts", Kind::Count, "Of the selection, failed and repeated ones too."},
        {"status", "Counts as", Kind::Text,
         "What its outcome means: success, failed, or pending while it is open or unknown."},
        {"outcome", "Outcome", Kind::Text,
         "As the latest fact about the unit says it; empty where only events do, or nobody."},
        {"outcome_at", "Outcome at", Kind::Text,
         "When it was reached; of two facts the later "
         "one counts, of one time the last import."},
        {"reopened_at", "Reopened at", Kind::Text, "When the unit was opened again after that."},
        {"value", "Value", Kind::Text, "What the outcome is worth, as stated."},
        {"currency", "Currency", Kind::Text, "Of the value."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the cost leaves them out."}};
}

std::string textOf(const std::optional<core::Moment>& moment) {
    return moment ? core::toText(*moment) : std::string();
}

Row rowOf(const ListedUnit& unit) {
    const core::OutcomeFact none;
    const core::OutcomeFact& fact = unit.fact ? *unit.fact : none;
    return {
        {unit.id, unit.type, unit.tenant, unit.cost, Int128(unit.attempts), unit.status,
         fact.outcome, textOf(fact.outcomeAt), textOf(fact.reopenedAt),
         fact.value ? core::toDecimalText(*fact.value) : std::string(), fact.currency,
         Int128(unit.unpricedAttempts)},
        conditionsOf({query::Dimension::UnitType, query::Dimension::Unit}, {unit.type, unit.id})};
}

std::string findingOf(const UnitList& list, const Context& context) {
    if (list.all == 0)
        return "No attempt of this selection names a unit of work.";
    if (list.units.empty())
        return "None of " + analysis::countWords(list.all, "unit") + " has '" + list.query.find +
               "' in its id.";
    const ListedUnit& dearest = list.units.front();
    const std::string with =
        list.query.find.empty() ? std::string() : " with '" + list.query.find + "' in its id";
    const std::string of =
        list.found == 1
            ? "The only unit" + with
            : "The dearest of " + analysis::countWords(list.found) + " units" +
                  (with.empty() ? with : " with '" + list.query.find + "' in their ids");
    return of + ", " + dearest.id + ", costs " +
           analysis::moneyWords(dearest.cost, context.currency) + " and counts as " +
           dearest.status + ".";
}

std::vector<std::string> notesOf(const UnitList& list, std::optional<int> reopenDays) {
    if (list.all == 0)
        return {"Logs name units by a unit id (a ticket, a document); import outcomes to say what "
                "became of them."};
    std::vector<std::string> notes{reopenWords(reopenDays)};
    if (std::int64_t(list.units.size()) < list.found)
        notes.push_back("Listed are the " + analysis::countWords(Int128(list.units.size())) +
                        " dearest; a part of the id, or a filter on outcome, tenant or feature "
                        "shows others.");
    return notes;
}

} // namespace

Section unitListSection(const UnitList& list, const Context& context,
                        std::optional<int> reopenDays) {
    Section section{"unit_list", "Single units", findingOf(list, context), {}, {}, {}, {}};
    section.filter = list.query.filter;
    section.table.columns = columns();
    for (const ListedUnit& unit : list.units)
        section.table.rows.push_back(rowOf(unit));
    section.notes = notesOf(list, reopenDays);
    return section;
}

} // namespace ms::report

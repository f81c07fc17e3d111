// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/opencost.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/tags.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::string_view kLabel = "label:"; // before the name of a tag
constexpr std::int64_t kHoursOfDay = 24;

core::ChargeFact clusterCharge(std::int64_t line, core::Instant start, core::Instant end) {
    core::ChargeFact charge;
    charge.line = line;
    charge.periodStart = start;
    charge.periodEnd = end;
    charge.provider = "self_hosted";
    charge.category = "Usage";
    charge.currency = "USD";
    charge.flags.add(core::Flag::ImpliedCurrencyUsd);
    return charge;
}

void setGpuHours(core::ChargeFact& charge, const std::optional<core::Decimal>& hours) {
    if (!hours || hours->digits == 0) // most containers have none
        return;
    charge.quantity = hours;
    charge.unit = "gpu_hour";
}

/// Names of clusters and the like may stand before the mark: "prod/__idle__".
void flagOwner(core::ChargeFact& charge, std::string_view name) {
    if (name.ends_with("__idle__"))
        charge.flags.add(core::Flag::Idle);
    if (name.ends_with("__unallocated__"))
        charge.flags.add(core::Flag::Unallocated);
}

void addNumber(Tags& tags, std::string_view name, const std::optional<core::Decimal>& number) {
    if (number)
        tags.add(name, toText(*number));
}

constexpr std::array kAllocationKeys{
    SourceKey{"start"},
    SourceKey{"end"},
    SourceKey{"window.start"},
    SourceKey{"window.end"},
    SourceKey{"gpuHours"},
    SourceKey{"gpuCost"},
    SourceKey{"gpuCostAdjustment"},
    SourceKey{"totalCost"},
    SourceKey{"properties.cluster"},
    SourceKey{"properties.namespace"},
    SourceKey{"properties.controller"},
    SourceKey{"properties.pod"},
    SourceKey{"properties.labels"},
};
consteval std::size_t allocation(std::string_view path) {
    return keyAt(kAllocationKeys, path);
}

std::optional<core::Decimal> gpuCost(Record& record) {
    const auto cost = record.decimal(allocation("gpuCost"));
    const auto adjustment = record.decimal(allocation("gpuCostAdjustment"));
    if (!cost || !adjustment)
        return cost;
    const auto adjusted = plus(*cost, *adjustment);
    if (!adjusted)
        record.fail("gpuCost", toText(*cost) + " is too large.");
    return adjusted;
}

std::string allocationTags(Record& record, std::string_view name) {
    const std::string_view space = record.text(allocation("properties.namespace"));
    Tags tags;
    addNumber(tags, "gpu_cost", gpuCost(record));
    tags.add("cluster", record.text(allocation("properties.cluster")));
    if (space != name) // else it is the account already
        tags.add("namespace", space);
    if (record.text(allocation("properties.pod")) != name)
        tags.add("pod", record.text(allocation("properties.pod")));
    tags.addAll(record.json(allocation("properties.labels")), kLabel);
    return std::string(tags.finish());
}

void readAllocation(const std::string& name, Record& record, FactRows& rows) {
    rows.nextRow();
    core::Flags flags;
    const auto start = requiredTimeAt(record, allocation("start"), flags);
    const auto end = requiredTimeAt(record, allocation("end"), flags);
    if (!start || !end)
        return;
    core::ChargeFact charge = clusterCharge(rows.row(), *start, *end);
    charge.account = name;
    charge.service = record.text(allocation("properties.controller"));
    setGpuHours(charge, record.decimal(allocation("gpuHours")));
    charge.amount = requiredAt(record, allocation("totalCost"));
    if (charge.amount.digits < 0)
        charge.flags.add(core::Flag::NegativeAmount);
    flagOwner(charge, name);
    charge.tags = allocationTags(record, name);
    const auto windowAt = [&](std::size_t at, core::Instant otherwise) {
        static const TimeReader kIso;
        return std::to_string(record.time(at, kIso).value_or(otherwise).micros);
    };
    charge.identity = identityOf({"allocation", windowAt(allocation("window.start"), *start),
                                  windowAt(allocation("window.end"), *end), name,
                                  record.text(allocation("properties.cluster"))});
    rows.add(std::move(charge));
}

class WindowReader final : public FactReader {
public:
    void read(Record& window, FactRows& rows) override {
        rows.addEach(
            m_allocations, window, window.raw,
            [&](const std::string& name, Record& record) { readAllocation(name, record, rows); });
    }

private:
    InnerRecords m_allocations{pathsOf(kAllocationKeys)};
};

constexpr std::array kCsvKeys{
    SourceKey{"Date"},           SourceKey{"Namespace"}, SourceKey{"ControllerKind"},
    SourceKey{"ControllerName"}, SourceKey{"Pod"},       SourceKey{"Container"},
    SourceKey{"GPUs"},           SourceKey{"GPUCost"},   SourceKey{"TotalCost"},
    SourceKey{"Labels"},
};
consteval std::size_t csv(std::string_view path) {
    return keyAt(kCsvKeys, path);
}
constexpr std::string_view kLabelColumn = "Label_";

std::string csvTags(Record& record) {
    Tags tags;
    addNumber(tags, "gpu_cost", record.decimal(csv("GPUCost")));
    tags.addAll(record.json(csv("Labels")), kLabel);
    for (const std::uint32_t given : record.given())
        if (given >= kCsvKeys.size())
            tags.add(std::string(kLabel) + record.name(given).substr(kLabelColumn.size()),
                     record.text(given));
    return std::string(tags.finish());
}

void readCsvRow(Record& record, FactRows& rows) {
    const auto day = utcDayAt(record, csv("Date"));
    if (!day)
        return record.fail("Date", "The day is missing.");
    core::ChargeFact charge = clusterCharge(rows.row(), day->start, day->end);
    charge.account = record.text(csv("Namespace"));
    charge.service = record.text(csv("ControllerName"));
    if (const auto gpus = record.decimal(csv("GPUs")))
        setGpuHours(charge, times(*gpus, kHoursOfDay));
    charge.amount = requiredAt(record, csv("TotalCost"));
    if (charge.amount.digits < 0)
        charge.flags.add(core::Flag::NegativeAmount);
    if (charge.account.empty())
        charge.flags.add(core::Flag::Unallocated);
    flagOwner(charge, charge.account);
    flagOwner(charge, charge.service);
    charge.tags = csvTags(record);
    charge.identity = identityOf({"csv", std::to_string(day->start.micros), charge.account,
                                  record.text(csv("ControllerKind")), charge.service,
                                  record.text(csv("Pod")), record.text(csv("Container"))});
    rows.add(std::move(charge));
}

std::vector<std::string> labelColumns(const FileHead& head) {
    std::vector<std::string> names;
    if (head.csv())
        std::copy_if(head.csv()->names.begin(), head.csv()->names.end(), std::back_inserter(names),
                     [](const std::string& name) { return name.starts_with(kLabelColumn); });
    return names;
}

} // namespace

std::unique_ptr<Format> makeOpencostAllocation() {
    FactFormatSpec spec;
    spec.name = "opencost_allocation";
    spec.title = "OpenCost allocation";
    spec.signature = {{"*.gpuHours"}, {"*.totalCost"}};
    spec.numbering = FactRows::Numbering::Rows;
    spec.source = "opencost";
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<WindowReader>(); };
    return makeFactFormat(std::move(spec));
}

std::unique_ptr<Format> makeOpencostCsv() {
    FactFormatSpec spec;
    spec.name = "opencost_csv";
    spec.title = "OpenCost daily export";
    spec.signature = {{"GPUCost"}, {"ControllerKind"}};
    spec.keys = pathsOf(kCsvKeys);
    spec.source = "opencost";
    spec.moreKeys = labelColumns;
    spec.read = readCsvRow;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/demo/naive_reader.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <zlib.h>

namespace naive {
namespace {

std::vector<std::string> cellsOf(const std::string& line) {
    std::vector<std::string> cells(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && isQuoted && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[i++];
        else if (line[i] == '"')
            isQuoted = !isQuoted;
        else if (line[i] == ',' && !isQuoted)
            cells.emplace_back();
        else
            cells.back() += line[i];
    }
    return cells;
}

std::string textIn(const nlohmann::json& object, const char* key) {
    const auto it = object.find(key);
    return it == object.end() || it->is_null() ? std::string{} : it->get<std::string>();
}

std::int64_t numberIn(const nlohmann::json& object, const char* key) {
    return object.value(key, std::int64_t{0});
}

/// The amount as it is written: a double would lose digits.
std::optional<Wide> reportedIn(const std::string& line) {
    const std::string key = "\"cost_estimate\": {\"amount\": ";
    const std::size_t start = line.find(key) + key.size();
    const std::string amount = line.substr(start, line.find(',', start) - start);
    if (amount == "null")
        return std::nullopt;
    return picosOf(amount);
}

Call callOfJson(const std::string& line) {
    const nlohmann::json e = nlohmann::json::parse(line);
    Call call;
    call.request = textIn(e, "request_id");
    call.root = textIn(e, "root_id");
    call.timeMs = millisOf(textIn(e, "timestamp_utc"));
    call.environment = textIn(e, "environment");
    call.application = textIn(e, "application");
    call.feature = textIn(e, "feature");
    call.tenant = textIn(e, "tenant_id");
    call.planTier = textIn(e, "plan_tier");
    call.provider = textIn(e, "provider");
    call.model = textIn(e, "model_or_deployment");
    call.account = textIn(e, "account");
    call.version = textIn(e, "prompt_version");
    call.serviceTier = textIn(e, "service_tier");
    call.status = textIn(e, "status");
    call.error = textIn(e, "error");
    call.attempt = e.at("routing").at("attempt_number").get<int>();
    if (!e.at("business_unit").is_null()) {
        call.unitType = textIn(e.at("business_unit"), "unit_type");
        call.unit = textIn(e.at("business_unit"), "unit_id");
        call.outcome = textIn(e.at("business_unit"), "unit_outcome");
    }
    call.reported = reportedIn(line);
    const nlohmann::json& usage = e.at("usage");
    if (usage.is_null())
        return call;
    call.hasUsage = true;
    call.cacheRead = numberIn(usage, "cached_input_tokens");
    call.write5m = numberIn(usage, "cache_write_5m_tokens");
    call.write1h = numberIn(usage, "cache_write_1h_tokens");
    call.input = numberIn(usage, "input_tokens") - call.cacheRead - call.write5m - call.write1h;
    call.output = numberIn(usage, "output_tokens");
    call.reasoning = numberIn(usage, "reasoning_tokens");
    if (numberIn(usage, "total_tokens") != numberIn(usage, "input_tokens") + call.output)
        throw std::runtime_error("total_tokens is not the sum");
    return call;
}

Call callOfGateway(const Line& row) {
    const std::map<std::string, std::string> environments{
        {"prod", "production"}, {"stage", "staging"}, {"dev", "development"}, {"", ""}};
    Call call;
    call.request = row.at("call_id");
    call.timeMs = millisOf(row.at("ts"));
    call.environment = environments.at(row.at("env"));
    call.application = row.at("service");
    call.feature = row.at("endpoint");
    call.tenant = row.at("customer");
    call.planTier = row.at("plan");
    call.provider = row.at("vendor");
    call.model = row.at("model");
    call.serviceTier = row.at("svc_tier");
    call.version = row.at("prompt_ver");
    call.attempt = std::stoi(row.at("try"));
    call.unit = row.at("ticket");
    call.status = row.at("outcome") == "ok" ? "success" : row.at("outcome");
    call.error = row.at("error");
    if (row.at("prompt_tokens").empty())
        return call;
    call.hasUsage = true;
    call.cacheRead = std::stoll(row.at("cached_tokens"));
    call.input = std::stoll(row.at("prompt_tokens")) - call.cacheRead;
    call.output = std::stoll(row.at("completion_tokens"));
    return call;
}

const Line* ruleFor(const Company& company, const Call& call, const std::string& model,
                    const std::string& bucket) {
    const std::int64_t prompt = call.input + call.cacheRead + call.write5m + call.write1h;
    const Line* best = nullptr;
    std::tuple<bool, std::int64_t, std::int64_t> bestRank;
    for (const Line& rule : company.prices) {
        const std::string over = rule.at("context_over");
        const std::int64_t threshold = over.empty() ? 0 : std::stoll(over);
        const std::string from = rule.at("valid_from");
        const std::string to = rule.at("valid_to");
        const std::int64_t start = from.empty() ? INT64_MIN : millisOf(from);
        if (rule.at("provider") != call.provider || rule.at("model") != model ||
            rule.at("bucket") != bucket)
            continue;
        if (rule.at("service_tier") != call.serviceTier)
            continue;
        if (!rule.at("account").empty() && rule.at("account") != call.account)
            continue;
        if (!over.empty() && prompt <= threshold)
            continue;
        if (call.timeMs < start || (!to.empty() && call.timeMs >= millisOf(to)))
            continue;
        const std::tuple rank{!rule.at("account").empty(), threshold, start};
        if (best && rank <= bestRank)
            continue;
        best = &rule;
        bestRank = rank;
    }
    return best;
}

void price(const Company& company, Call& call) {
    if (!call.hasUsage) {
        call.isKnown = call.error == "429" || call.error == "503" || call.error == "400";
        return;
    }
    std::string model = call.model;
    for (const Line& alias : company.aliases)
        if (alias.at("alias") == model && alias.at("provider") == call.provider)
            model = alias.at("model");
    const auto rule = [&](const char* bucket) { return ruleFor(company, call, model, bucket); };
    const Line* input = rule("input");
    const Line* output = rule("output");
    if (!input || (call.output > 0 && !output)) {
        call.isKnown = call.isReported = call.reported.has_value();
        call.cost = call.reported.value_or(0);
        return;
    }
    call.isKnown = true;
    const auto add = [&](std::int64_t quantity, const Line* r) {
        const Wide amount = picosOf(r->at("amount")) * quantity;
        if (amount % std::stoll(r->at("per")) != 0)
            throw std::runtime_error("a cost is not exact");
        call.cost += amount / std::stoll(r->at("per"));
    };
    const auto addPrompt = [&](std::int64_t quantity, const char* bucket) {
        if (quantity == 0)
            return;
        const Line* own = rule(bucket);
        call.usesFallbackRate |= own == nullptr;
        add(quantity, own ? own : input);
    };
    add(call.input, input);
    addPrompt(call.cacheRead, "cache_read");
    addPrompt(call.write5m, "cache_write_5m");
    addPrompt(call.write1h, "cache_write_1h");
    if (call.output > 0)
        add(call.output, output);
    if (const Line* fee = rule("request"))
        add(1, fee);
}

} // namespace

std::vector<std::string> readLines(const std::filesystem::path& file) {
    std::string all;
    const gzFile in = gzopen(file.c_str(), "rb"); // reads plain files too
    std::string buffer(1 << 16, '\0');
    for (int n = 0; (n = gzread(in, buffer.data(), unsigned(buffer.size()))) > 0;)
        all.append(buffer, 0, std::size_t(n));
    if (gzclose(in) != Z_OK)
        throw std::runtime_error("damaged gzip file");
    std::vector<std::string> lines;
    std::istringstream stream{all};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::vector<Line> readCsv(const std::filesystem::path& file) {
    const std::vector<std::string> lines = readLines(file);
    const std::vector<std::string> names = cellsOf(lines.at(0));
    std::vector<Line> rows;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> cells = cellsOf(lines[i]);
        if (cells.size() != names.size())
            throw std::runtime_error("a row has another number of cells");
        Line row;
        for (std::size_t c = 0; c < cells.size(); ++c)
            row[names[c]] = cells[c];
        rows.push_back(row);
    }
    return rows;
}

Wide picosOf(const std::string& decimal) {
    std::string digits = decimal;
    std::size_t decimals = 0;
    if (const std::size_t point = digits.find('.'); point != std::string::npos) {
        decimals = digits.size() - point - 1;
        digits.erase(point, 1);
    }
    if (decimals > 12)
        throw std::runtime_error("finer than a pico-unit");
    digits.append(12 - decimals, '0');
    Wide value = 0;
    for (const char c : digits)
        if (c != '-')
            value = value * 10 + (c - '0');
    return decimal[0] == '-' ? -value : value;
}

std::string textOf(Wide value) {
    if (value < 0)
        return "-" + textOf(-value);
    if (value < 10)
        return std::string(1, char('0' + int(value)));
    return textOf(value / 10) + char('0' + int(value % 10));
}

std::int64_t dayOf(const std::string& date) {
    return QDate(1970, 1, 1).daysTo(QDate::fromString(QString::fromStdString(date), Qt::ISODate));
}

std::string dateOf(std::int64_t day) {
    return QDate(1970, 1, 1).addDays(day).toString(Qt::ISODate).toStdString();
}

std::int64_t millisOf(const std::string& instant) {
    return QDateTime::fromString(QString::fromStdString(instant), Qt::ISODateWithMs)
        .toMSecsSinceEpoch();
}

std::int64_t dayIn(const std::string& zone, std::int64_t timeMs) {
    const QTimeZone tz{QByteArray::fromStdString(zone)};
    return QDate(1970, 1, 1).daysTo(QDateTime::fromMSecsSinceEpoch(timeMs, tz).date());
}

std::string tierOn(const Company& company, const std::string& tenant, std::int64_t day) {
    for (const Line& row : company.tenants)
        if (row.at("tenant") == tenant && dayOf(row.at("since")) <= day &&
            (row.at("until").empty() || day < dayOf(row.at("until"))))
            return row.at("tier");
    return {};
}

Company readCompany(const std::filesystem::path& dir) {
    Company company;
    company.prices = readCsv(dir / "prices.csv");
    company.aliases = readCsv(dir / "aliases.csv");
    company.tenants = readCsv(dir / "tenants.csv");
    company.plans = readCsv(dir / "plans.csv");
    company.revenue = readCsv(dir / "revenue.csv");
    company.outcomes = readCsv(dir / "outcomes.csv");
    std::set<std::string> seen;
    for (const char* month : {"03", "04", "05", "06"})
        for (const std::string& line :
             readLines(dir / ("events-2026-" + std::string{month} + ".jsonl.gz"))) {
            ++company.rows;
            if (seen.insert(line).second)
                company.calls.push_back(callOfJson(line));
        }
    std::set<Line> seenRows;
    for (const Line& row : readCsv(dir / "gateway-2026.csv")) {
        ++company.rows;
        if (seenRows.insert(row).second)
            company.calls.push_back(callOfGateway(row));
    }
    std::map<std::string, int> last;
    for (Call& call : company.calls) {
        price(company, call);
        last[call.request] = std::max(last[call.request], call.attempt);
    }
    for (Call& call : company.calls)
        call.isLast = call.attempt == last[call.request];
    return company;
}

} // namespace naive

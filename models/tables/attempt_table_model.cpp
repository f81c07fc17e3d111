// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/attempt_table_model.h"

#include "models/tables/dimension_text.h"

#include <algorithm>

namespace ms::tables {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;

namespace {

using Kind = TableColumn::Kind;

std::int64_t numberOf(const Attempt& attempt, NumberColumn column) {
    return attempt.numbers[std::size_t(column)];
}

CellValue number(const Attempt& attempt, NumberColumn column) {
    const std::int64_t value = numberOf(attempt, column);
    return value == core::kUnknownNumber ? CellValue{} : CellValue{core::Int128{value}};
}

CellValue text(const Attempt& attempt, TextColumn column) {
    return QString::fromStdString(attempt.texts[std::size_t(column)]);
}

CellValue feature(const Attempt& attempt) {
    if (!attempt.feature.empty())
        return QString::fromStdString(attempt.feature);
    const std::string& feature = attempt.texts[std::size_t(TextColumn::Feature)];
    return feature.empty() ? text(attempt, TextColumn::Workflow)
                           : CellValue{QString::fromStdString(feature)};
}

CellValue cacheWrites(const Attempt& attempt) {
    const std::int64_t brief = numberOf(attempt, NumberColumn::CacheWrite5m);
    const std::int64_t lasting = numberOf(attempt, NumberColumn::CacheWrite1h);
    if (brief == core::kUnknownNumber && lasting == core::kUnknownNumber)
        return {};
    return core::Int128{brief == core::kUnknownNumber ? 0 : brief} +
           (lasting == core::kUnknownNumber ? 0 : lasting);
}

CellValue cost(const Attempt& attempt) {
    return attempt.cost ? CellValue{core::MoneySum{*attempt.cost}} : CellValue{};
}

struct Field {
    const char16_t* id;
    const char16_t* title;
    Kind kind;
    const char16_t* barGroup;
    CellValue (*valueOf)(const Attempt&);
};

constexpr int kTenantColumn = 1;

// Time comes first and needs the zone, the tenant's name needs the names: both are in valueAt.
const Field kFields[] = {
    {u"tenant", u"Tenant", Kind::Text, u"",
     [](const Attempt& a) { return text(a, TextColumn::Tenant); }},
    {u"feature", u"Feature", Kind::Text, u"", feature},
    {u"model", u"Model", Kind::Text, u"",
     [](const Attempt& a) { return text(a, TextColumn::Model); }},
    {u"status", u"Status", Kind::Text, u"",
     [](const Attempt& a) { return text(a, TextColumn::Status); }},
    {u"attempt", u"Attempt", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::Attempt); }},
    {u"cost", u"Cost", Kind::Money, u"cost", cost},
    {u"basis", u"Basis", Kind::Text, u"",
     [](const Attempt& a) { return CellValue{basisText(a.basis)}; }},
    {u"input_tokens", u"Input", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::Input); }},
    {u"cache_read_tokens", u"Cache read", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::CacheRead); }},
    {u"cache_write_tokens", u"Cache write", Kind::Count, u"", cacheWrites},
    {u"output_tokens", u"Output", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::Output); }},
    {u"latency_ms", u"Latency ms", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::LatencyMs); }},
    {u"prompt_version", u"Prompt version", Kind::Text, u"",
     [](const Attempt& a) { return text(a, TextColumn::PromptVersion); }},
    {u"request_id", u"Request", Kind::Text, u"",
     [](const Attempt& a) {
         return CellValue{QString::fromStdString(a.ids[std::size_t(IdColumn::Request)])};
     }},
    {u"file", u"File", Kind::Text, u"",
     [](const Attempt& a) { return CellValue{QString::fromStdString(a.file)}; }},
    {u"line", u"Line", Kind::Count, u"",
     [](const Attempt& a) { return number(a, NumberColumn::SourceRow); }},
};

std::vector<TableColumn> attemptColumns() {
    std::vector<TableColumn> columns{
        {QStringLiteral("time"), QStringLiteral("Time"), Kind::Time, {}, {}}};
    for (const Field& field : kFields) {
        columns.push_back({QString::fromUtf16(field.id),
                           QString::fromUtf16(field.title),
                           field.kind,
                           QString::fromUtf16(field.barGroup),
                           {}});
    }
    return columns;
}

} // namespace

AttemptTableModel::AttemptTableModel(QObject* parent) : GroupedTableModel{parent} {}

void AttemptTableModel::setPage(Page page) {
    const NumberFormat format{page.currency};
    replace(attemptColumns(), format, [&] { m_page = std::move(page); });
}

const Attempt& AttemptTableModel::attemptAt(int row) const {
    return m_page.attempts.attempts[sourceRow(row)];
}

QVariant AttemptTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical && role == Qt::DisplayRole && section >= 0 &&
        section < rowCount())
        return qulonglong(m_page.offset + sourceRow(section) + 1);
    return GroupedTableModel::headerData(section, orientation, role);
}

CellValue AttemptTableModel::valueAt(std::size_t resultRow, int column) const {
    const Attempt& attempt = m_page.attempts.attempts[resultRow];
    if (column == kTenantColumn) {
        const std::string& tenant = attempt.texts[std::size_t(TextColumn::Tenant)];
        return tenant.empty() ? QString()
                              : keyName(query::Dimension::Tenant, tenant, EmptyKey::NotGiven,
                                        m_page.names.get());
    }
    if (column > 0)
        return kFields[column - 1].valueOf(attempt);
    const std::int64_t micros = numberOf(attempt, NumberColumn::Time);
    if (micros == core::kUnknownNumber)
        return {};
    return localTimeText(core::Instant{micros}, m_page.zone);
}

QString AttemptTableModel::idAt(std::size_t resultRow, int column) const {
    if (column != kTenantColumn)
        return {};
    const Attempt& attempt = m_page.attempts.attempts[resultRow];
    return QString::fromStdString(attempt.texts[std::size_t(TextColumn::Tenant)]);
}

QString AttemptTableModel::remarkAt(std::size_t resultRow, int column) const {
    const Attempt& attempt = m_page.attempts.attempts[resultRow];
    const std::int64_t micros = numberOf(attempt, NumberColumn::Time);
    if (column != 0 || micros == core::kUnknownNumber)
        return {};
    return QString::fromStdString(core::toText(core::Instant{micros}));
}

QString localTimeText(core::Instant time, const core::Zone& zone) {
    const core::Instant local{time.micros + zone.offsetAt(time)};
    QString text = QString::fromStdString(core::toMillisText(local));
    text.chop(1); // the Z of UTC, which a local time is not
    return text.replace(u'T', u' ');
}

QString basisText(query::CostBasis basis) {
    switch (basis) {
    case query::CostBasis::Priced:
        return QStringLiteral("Priced");
    case query::CostBasis::Reported:
        return QStringLiteral("Reported by the source");
    case query::CostBasis::Unbilled:
        return QStringLiteral("Not billed: failed before any output");
    case query::CostBasis::AppCache:
        return QStringLiteral("Own cache: nothing to pay");
    case query::CostBasis::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

} // namespace ms::tables

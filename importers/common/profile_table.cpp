// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile_table.h"

#include "importers/common/fact_values.h"
#include "importers/common/mappable_fields.h"
#include "importers/common/native_tables.h"
#include "importers/common/profile_columns.h"
#include "importers/common/profile_writer.h"
#include "importers/common/record_reader.h"

#include <algorithm>

namespace ms::importers {

namespace {

using core::Error;
using mapping::MappingProfile;

/// A column of the native file, and where a profile takes its cells from.
struct Cell {
    std::optional<std::size_t> key; // of the record
    MappableField::Holds holds = MappableField::Holds::Text;
    NumberFormat number = NumberFormat::Plain;
    TimeFormat time = TimeFormat::Iso;
    std::string constant; // where the row has no value
};

/// A date without a time of day is a day of the reporting zone, wherever it was written.
bool hasClock(std::string_view text, TimeFormat format) {
    const bool isUnix = format != TimeFormat::Iso && format != TimeFormat::DayMonthYear &&
                        format != TimeFormat::MonthDayYear;
    return isUnix || text.find(':') != std::string_view::npos;
}

/// How the cells of a native file are made from the records of a file.
struct CellPlan {
    const TableSpec* table = nullptr;
    std::vector<Cell> cells; // one a column of the table
    Cell month;              // stands for both ends of the period
    std::optional<core::Zone> zone;
    std::shared_ptr<const RecordShape> shape;
};

/// One object a thread.
class ProfileTableParser final : public ChunkParser {
public:
    ProfileTableParser(std::shared_ptr<const CellPlan> plan, std::unique_ptr<RecordReader> records)
        : m_plan{std::move(plan)}, m_records{std::move(records)}, m_texts(m_plan->cells.size()),
          m_cells(m_plan->cells.size()) {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        m_records->start(chunk);
        while (Record* const record = m_records->next(out))
            read(*record, out);
    }

private:
    void read(Record& record, ParsedChunk& out) {
        for (std::size_t i = 0; i < m_texts.size(); ++i)
            m_texts[i] = textOf(m_plan->cells[i], record, out);
        if (m_plan->month.key || !m_plan->month.constant.empty())
            setPeriod(record, out);
        std::copy(m_texts.begin(), m_texts.end(), m_cells.begin());
        core::Fact fact;
        if (record.isSpoilt())
            return out.reject(record.line, record.problemName(), record.problem(), record.raw);
        if (auto problem = m_plan->table->read(m_cells, record.line, fact))
            return out.reject(record.line, std::move(problem->column), std::move(problem->reason),
                              record.raw);
        out.facts.push_back(std::move(fact));
    }

    std::string textOf(const Cell& cell, Record& record, ParsedChunk& out) {
        const std::string_view text =
            cell.key ? trimmed(record.text(*cell.key)) : std::string_view();
        if (text.empty())
            return cell.constant;
        switch (cell.holds) {
        case MappableField::Holds::Count:
        case MappableField::Holds::Number:
            return numberText(cell, text, record);
        case MappableField::Holds::Time:
            return timeText(cell, text, record, out);
        case MappableField::Holds::Text:
            break;
        }
        return std::string(text);
    }

    static std::string numberText(const Cell& cell, std::string_view text, Record& record) {
        auto plain = plainForm(text, cell.number);
        if (!plain)
            record.fail(record.name(*cell.key), "'" + std::string(text.substr(0, 80)) +
                                                    "' is not a number in the format " +
                                                    std::string(nameOf(cell.number)) + ".");
        return plain.value_or(std::string());
    }

    std::string timeText(const Cell& cell, std::string_view text, Record& record,
                         ParsedChunk& out) const {
        const bool isInstant = hasClock(text, cell.time);
        if (!isInstant && cell.time == TimeFormat::Iso)
            return std::string(text); // the native file's own form
        const TimeReader reader(cell.time, isInstant ? m_plan->zone : std::nullopt);
        const ReadTime time = reader.read(text);
        if (time.problem != nullptr) {
            record.fail(record.name(*cell.key),
                        "'" + std::string(text.substr(0, 80)) + "' is " + time.problem + ".");
            return {};
        }
        if (!isInstant)
            return core::toText(
                core::Day{static_cast<std::int32_t>(time.micros / core::kMicrosPerDay)});
        if (time.note == ReadTime::Note::NoZone)
            out.note(Note::ZoneAssumedUtc);
        if (time.note == ReadTime::Note::Overlap)
            out.note(Note::WallClockTwice);
        return core::toText(core::Instant{time.micros});
    }

    void setPeriod(Record& record, ParsedChunk& out) {
        const std::string text = textOf(m_plan->month, record, out);
        const auto days = monthOf(text);
        if (!days && !text.empty() && m_plan->month.key)
            record.fail(record.name(*m_plan->month.key),
                        "'" + text.substr(0, 80) + "' is not a month such as 2026-09.");
        if (!days)
            return;
        const auto set = [&](std::string_view column, const core::Moment& moment) {
            for (std::size_t i = 0; i < m_texts.size(); ++i)
                if (m_plan->table->columns[i].name == column && m_texts[i].empty())
                    m_texts[i] = toText(moment);
        };
        set("period_start", days->start);
        set("period_end", days->end);
    }

    std::shared_ptr<const CellPlan> m_plan;
    std::unique_ptr<RecordReader> m_records;
    std::vector<std::string> m_texts;
    std::vector<std::string_view> m_cells;
};

class ProfileTable final : public Format {
public:
    explicit ProfileTable(MappingProfile profile) : m_profile{std::move(profile)} {
        m_title = m_profile.title.empty() ? "Profile " + m_profile.name : m_profile.title;
    }
    std::string_view name() const override { return m_profile.name; }
    std::string_view title() const override { return m_title; }
    core::FileKind kind() const override { return m_profile.kind; }
    Match match(const FileHead& head) const override { return matchProfile(m_profile, head); }

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        auto cells = makeCells();
        if (!cells)
            return cells.error();
        auto notes = columnNotes(m_profile, head);
        if (!notes)
            return notes.error();
        ReadPlan plan;
        if (m_profile.format == MappingProfile::FileFormat::Csv) {
            auto place = placeOf(*(*cells)->shape, *head.csv());
            if (!place)
                return place.error();
            plan = csvPlan(head);
            plan.makeParser = [cells = *cells, place = *std::move(place)] {
                return std::make_unique<ProfileTableParser>(cells,
                                                            makeCsvReader(cells->shape, place));
            };
        } else {
            plan = jsonPlan(head, recordsAtOf(m_profile, head));
            plan.makeParser = [cells = *cells, layout = plan.layout] {
                return std::make_unique<ProfileTableParser>(cells,
                                                            makeJsonReader(cells->shape, layout));
            };
        }
        plan.info.source = m_profile.source;
        plan.info.profile = m_profile.name;
        plan.info.profileText = profileDocument(m_profile);
        plan.info.privacy = m_profile.privacy;
        plan.notes = *std::move(notes);
        return plan;
    }

private:
    core::Result<std::shared_ptr<const CellPlan>> makeCells() const {
        auto plan = std::make_shared<CellPlan>();
        plan->table = nativeTable(m_profile.kind);
        if (m_profile.zone) {
            auto zone = core::Zone::find(*m_profile.zone);
            if (!zone)
                return zone.error();
            plan->zone = *std::move(zone);
        }
        std::vector<std::string> paths;
        for (const TableSpec::Column& column : plan->table->columns)
            plan->cells.push_back(cellOf(column.name, column.holds, paths));
        plan->month = cellOf(kMonthField, MappableField::Holds::Time, paths);
        plan->shape = std::make_shared<const RecordShape>(std::move(paths));
        return std::shared_ptr<const CellPlan>(std::move(plan));
    }

    /// Several fields may take the same column.
    Cell cellOf(std::string_view name, MappableField::Holds holds,
                std::vector<std::string>& paths) const {
        Cell cell;
        cell.holds = holds;
        for (const auto& [field, text] : m_profile.constants)
            if (field == name)
                cell.constant = text;
        if (const MappingProfile::Field* const field = m_profile.fieldNamed(name)) {
            const auto known = std::find(paths.begin(), paths.end(), field->source);
            cell.key = std::size_t(known - paths.begin());
            if (known == paths.end())
                paths.push_back(field->source);
            cell.number = field->number;
            cell.time = field->time;
        }
        return cell;
    }

    MappingProfile m_profile;
    std::string m_title;
};

} // namespace

std::unique_ptr<Format> makeProfileTable(MappingProfile profile) {
    return std::make_unique<ProfileTable>(std::move(profile));
}

} // namespace ms::importers

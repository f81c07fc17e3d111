// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/core/import_stream.h"
#include "models/mapping/file_survey.h"

namespace ms::views {

/// What rows of a kind are called: "Attempts (usage log)".
QString kindTitle(core::FileKind kind);
/// "1.234,50", "Day/month/year".
QString formatTitle(mapping::NumberFormat format);
QString formatTitle(mapping::TimeFormat format);
/// How who a row is about is stored: "Addresses as tokens".
QString treatmentTitle(core::PrivacyRules::Treatment treatment);
/// What the values of a column are: "Number", "Text", "List".
QString typeTitle(const mapping::ColumnSurvey& column);
/// Part of `whole`, rounded down, so that "100 %" is all of it: "99 %".
QString filledText(std::int64_t filled, std::int64_t whole);

/// mapping::formatName() for the window's models.
QString formatText(const mapping::Reading& reading, const mapping::MappableField& field);
QString formatTitle(const mapping::Reading& reading, const mapping::MappableField& field);
/// "0,002 is 2", and what all values come to: "Total of all 3,000 rows: 12,345".
QString readingText(const mapping::Reading& reading, const mapping::FileSurvey& survey);

} // namespace ms::views

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/query/tenant_timeline.h"
#include "models/report/section.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ms::views {

/// What every figure of a report rests on.
struct Provenance {
    QString workspace; // name of its file
    QString period;    // "May 2026"
    QString filters;   // a line each
    QString zone;
    QString currency;
    QString book;
    QString coverage;    // a sentence: how much of the cost is known, and of whom
    QString fingerprint; // of what was imported: equal figures have equal ones
    QString date;        // on which the report was made, as it was asked for: "2026-06-01"
    struct File {
        QString name;
        QString kind;
        QString rows; // "48,210"
        QString hash; // of its content
    };
    std::vector<File> files; // in use

    /// Name and text of each fact, for appendices and sheets.
    std::vector<std::pair<QString, QString>> facts() const;
    /// The facts of a footer, on one line.
    QString footer() const;
};

/// One answer of a report. What is shown of it is the same in every format.
struct Chapter {
    QString name; // of files and sheets, one of its own in the report: "margin_by_feature"
    report::Section section;
    report::Context context;
    std::size_t mostRows = 0; // that a page shows of the table; 0: all. Workbooks hold all
};

/// Something that a report was to hold, and why it does not.
struct LeftOut {
    QString title;
    QString reason; // a sentence
};

/// A report in no format: what PDF, workbook, HTML, CSV and pictures are made from.
struct ReportDocument {
    QString title; // "CFO monthly"
    QString question;
    std::vector<Chapter> chapters;
    std::vector<LeftOut> leftOut;
    Provenance provenance;
    bool isOfOneFilter = true; // else each chapter has its own, and no figure speaks of all
    std::string currency;
    std::shared_ptr<const query::TenantTimeline> names; // of tenants; null: ids

    struct KeyFigure {
        QString title;
        QString text;
        QString details; // below it, smaller
    };
    /// Cost, revenue, margin and margin % of the first margin in the report that speaks of the
    /// whole period; empty where there is none, and
    /// where each chapter has a filter of its own.
    std::vector<KeyFigure> keyFigures() const;
    /// What is defined at the end of a report: each column once, in order, with its meaning.
    std::vector<std::pair<QString, QString>> definitions() const;
};

} // namespace ms::views

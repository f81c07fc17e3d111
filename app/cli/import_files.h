// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_code.h"
#include "app/services/entered_rows.h"
#include "app/services/import_file.h"
#include "app/services/named_files.h"

#include <stop_token>
#include <string>
#include <vector>

namespace ms::app {

/// Collects receipts and failures of an import run and prints them.
class ImportReport {
public:
    enum class Format { Terminal, Json };
    explicit ImportReport(Format format) : m_format{format} {}
    void add(const ImportedFile& file);
    /// Returns false when no further file should be tried (cancelled, workspace trouble).
    bool addFailure(const NamedFile& file, const core::Error& error);
    /// Write the receipts to stdout; failures went to stderr. Returns the worst code met.
    ExitCode print() const;

private:
    void printJson() const;
    void printTable() const;

    Format m_format;
    std::vector<ImportedFile> m_files;
    struct PassedOver {
        std::string name;
        std::string reason;
    };
    std::vector<PassedOver> m_passedOver;
    ExitCode m_worst = ExitCode::Done;
};

/// Import typed rows as a batch of their own, and print its receipt.
ExitCode enterAndReport(store::Workspace& workspace, const session::EnteredRows& rows,
                        ImportReport::Format format, std::stop_token stop);

} // namespace ms::app

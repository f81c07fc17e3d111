// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/import_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace ms::app {

/// How far the peak of this process's memory rose since it was made.
class PeakMemory {
public:
    PeakMemory() {
        std::ofstream("/proc/self/clear_refs") << 5; // the peak becomes what is used now
        m_begin = peakKib();
    }
    std::int64_t grownMib() const { return (peakKib() - m_begin) >> 10; }

private:
    static std::int64_t peakKib() {
        std::ifstream status("/proc/self/status");
        std::string word;
        while (status >> word)
            if (word == "VmHWM:" && status >> word)
                return std::stoll(word);
        return 0;
    }
    std::int64_t m_begin;
};

/// What became of a file that was imported into a workspace of its own, as the program does it.
struct HostileOutcome {
    std::string refusal; // why the file as a whole was not read; empty when it was
    store::Batch receipt;
    QStringList rejected; // "line: reason", in file order
    std::string raw;      // of the rejected rows, end to end
    std::int64_t grownMib = 0;
};

class HostileFolder {
public:
    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::filesystem::path write(const std::string& content) const {
        std::ofstream(path("input"), std::ios::binary) << content;
        return path("input");
    }
    /// `begin`, then a hole that reads as `bytes` NULs and takes no room on the disk, then `end`.
    std::filesystem::path writeSparse(const std::string& begin, std::uint64_t bytes,
                                      const std::string& end) const {
        write(begin);
        std::filesystem::resize_file(path("input"), begin.size() + bytes);
        std::ofstream(path("input"), std::ios::binary | std::ios::app) << end;
        return path("input");
    }

    HostileOutcome import(const std::filesystem::path& file,
                          const importers::Choice& choice = {}) const {
        HostileOutcome outcome;
        std::filesystem::remove(path("ws.margin"));
        auto workspace = store::Workspace::create(path("ws.margin"), {});
        const PeakMemory memory;
        const auto imported = importFile(*workspace, {file, choice, {}, {}}, {}, {});
        outcome.grownMib = memory.grownMib();
        if (!imported) {
            outcome.refusal = imported.error().message;
            return outcome;
        }
        outcome.receipt = imported->receipt;
        const auto rejects = workspace->rejects(outcome.receipt.id, {});
        for (const store::Reject& reject : *rejects) {
            outcome.rejected << QStringLiteral("%1: %2")
                                    .arg(reject.row.line)
                                    .arg(QString::fromStdString(reject.row.reason));
            outcome.raw += reject.row.raw;
        }
        return outcome;
    }
    HostileOutcome importText(const std::string& content,
                              const importers::Choice& choice = {}) const {
        return import(write(content), choice);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace ms::app

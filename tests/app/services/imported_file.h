// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/import_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <stdexcept>
#include <string>

namespace ms::app {

/// A workspace in a folder of its own, into which texts are imported as files.
class ImportedFiles {
public:
    explicit ImportedFiles(const char* name = "ws.margin")
        : m_workspace{*store::Workspace::create(path(name), {})} {}

    store::Workspace& workspace() { return m_workspace; }
    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }
    store::Batch import(const std::string& name, const std::string& content,
                        const importers::Choice& choice = {}) {
        const auto imported =
            importFile(m_workspace, {write(name, content), choice, {}, {}}, {}, {});
        if (!imported)
            throw std::runtime_error{imported.error().message};
        return imported->receipt;
    }

private:
    QTemporaryDir m_folder;
    store::Workspace m_workspace;
};

} // namespace ms::app

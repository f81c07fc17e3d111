// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/named_files.h"

#include "app/files/folder_files.h"
#include "app/files/output_file.h"
#include "importers/input/byte_input.h"

#include <algorithm>
#include <unistd.h>

namespace ms::app {

using core::Error;

namespace {

namespace fs = std::filesystem;

/// Also of its journals.
bool isWorkspace(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".margin" || extension.starts_with(".margin-");
}

class Namer {
public:
    Namer(const std::string& part, const std::stop_token& stop) : m_part{part}, m_stop{stop} {}

    core::Status add(const std::string& name) {
        if (name == "-")
            return addStandardInput();
        std::error_code failure;
        const fs::file_status status = fs::status(name, failure);
        if (status.type() == fs::file_type::not_found)
            return Error{Error::Code::Storage, "There is no such file.", name};
        if (status.type() == fs::file_type::none)
            return storageError("read", name, failure.value());
        if (fs::is_directory(status))
            return addFolder(name);
        if (isWorkspace(name))
            return Error{Error::Code::BadInput,
                         "The file is a workspace. Workspaces are opened, not imported.", name};
        return addParts({core::InputFile(name), NamedFile::Origin::Named});
    }
    std::vector<NamedFile> take() { return std::move(m_files); }

private:
    core::Status addStandardInput() {
        auto content = TemporaryFile::create();
        if (!content)
            return content.error();
        NamedFile file;
        file.content = std::make_shared<TemporaryFile>(*std::move(content));
        if (auto read = file.content->writeAllOf(STDIN_FILENO, m_stop); !read)
            return read;
        file.input.path = file.content->path();
        file.input.shownAs = "(standard input)";
        return addParts(file);
    }

    core::Status addFolder(const fs::path& folder) {
        const auto files = filesIn(folder);
        if (!files)
            return files.error();
        for (const fs::path& file : *files)
            if (!isWorkspace(file))
                if (auto added = addParts({core::InputFile(file), NamedFile::Origin::Found});
                    !added)
                    return added;
        return {};
    }

    /// The wanted part of `file`, else all that it holds.
    core::Status addParts(NamedFile file) {
        file.input.part = m_part;
        if (!m_part.empty()) {
            m_files.push_back(std::move(file));
            return {};
        }
        const auto inputs = importers::inputsIn(file.input.path);
        if (!inputs && file.origin == NamedFile::Origin::Named)
            return Error{inputs.error().code, inputs.error().message, file.input.name()};
        if (!inputs || inputs->size() == 1) { // what is wrong with it is said where it is read
            m_files.push_back(std::move(file));
            return {};
        }
        file.origin = NamedFile::Origin::Found;
        for (const core::InputFile& input : *inputs) {
            file.input.part = input.part;
            m_files.push_back(file);
        }
        return {};
    }

    const std::string& m_part;
    const std::stop_token& m_stop;
    std::vector<NamedFile> m_files;
};

} // namespace

core::Result<std::vector<NamedFile>> filesOf(const std::vector<std::string>& paths,
                                             const std::string& part, const std::stop_token& stop) {
    Namer files(part, stop);
    for (const std::string& path : paths)
        if (auto added = files.add(path); !added)
            return added.error();
    return files.take();
}

} // namespace ms::app

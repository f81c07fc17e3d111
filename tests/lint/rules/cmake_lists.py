# SPDX-License-Identifier: GPL-3.0-or-later
"""CMake says the same as the tree: sources listed exist, sources are listed, links follow the include table."""

import re

from rules.includes import ALLOWED, IMPORTERS
from tree import Violation

RULES = {
    "listed-exists": "a name that is no file stops the build of the next clone",
    "listed": "a source that no target builds rots unseen",
    "link-table": "a link line is what makes an include possible: both follow one table",
    "target-name": "the target of a folder is found by the folder's name",
}

SOURCE_WORD = re.compile(r"[^\s()\"]+\.(?:cpp|h|qrc|sql)\b")
MODULE = re.compile(r"\badd_module\s*\(\s*([^\s)]+)([^)]*)\)|\btarget_link_libraries\s*\(\s*([^\s)]+)([^)]*)\)")
TARGET_OF = {folder: folder.replace("/", "_") for folder in ALLOWED}
FOLDER_OF = {target: folder for folder, target in TARGET_OF.items()}


def code_of(source):
    return re.sub(r"#[^\n]*", lambda m: " " * len(m[0]), source.text)


def listed_sources(source):
    """(line, path from the root) of each file name that needs no other variable than the source folders."""
    folder = source.path.rpartition("/")[0]
    for match in SOURCE_WORD.finditer(code_of(source)):
        word = match[0]
        for variable, base in (("${PROJECT_SOURCE_DIR}/", ""), ("${CMAKE_SOURCE_DIR}/", ""),
                               ("${CMAKE_CURRENT_SOURCE_DIR}/", folder + "/")):
            if word.startswith(variable):
                word = base + word.removeprefix(variable)
                break
        else:
            if "$" not in word and not word.startswith("/"):
                word = f"{folder}/{word}" if folder else word
        if not re.search(r"[$*]|^/", word):
            yield source.line_at(match.start()), word


def target_of(folder):
    """Parts of the program itself are free to be libraries too: app/demo is app_demo."""
    return folder.replace("/", "_") if folder.startswith("app") else TARGET_OF.get(folder, "(no row)")


def link_violations(source, folder):
    for match in MODULE.finditer(code_of(source)):
        target, body = match[1] or match[3], match[2] or match[4] or ""
        line = source.line_at(match.start())
        is_part_of_app = folder == "app" and target.startswith("app_")
        if match[1] and target != target_of(folder) and not is_part_of_app:
            yield Violation(source.path, line, "target-name", f"{target} should be {target_of(folder)}")
        owner = FOLDER_OF.get(target)
        if owner is None:
            continue
        for linked in re.findall(r"[\w:]+", body):
            other = FOLDER_OF.get(linked)
            is_registry = owner == "importers/common" and other in IMPORTERS
            if other and other != owner and other not in ALLOWED[owner] and not is_registry:
                yield Violation(source.path, line, "link-table",
                                f"{target} may not link {linked}; allowed: {', '.join(ALLOWED[owner]) or 'no part'}")


def words_of(source):
    return set(re.findall(r"[\w./]+", code_of(source)))


def is_listed(path, lists):
    """A CMakeLists.txt in its folder or above names it by relative path, or (tests) with or without tst_."""
    folder, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0]
    while True:
        words = lists.get(folder)
        if words is not None:
            relative = path[len(folder):].lstrip("/")
            bare = relative.removesuffix(".cpp")
            is_test = stem.startswith(("tst_", "bench_"))
            if relative in words or is_test and words & {bare, bare.replace("tst_", "", 1)}:
                return True
        if not folder:
            return False
        folder = folder.rpartition("/")[0]


def check(tree):
    lists = {}
    for source in tree.cmake:
        folder = source.path.rpartition("/")[0]
        lists[folder] = words_of(source)
        for line, path in listed_sources(source):
            if path not in tree.paths and path + ".in" not in tree.paths:  # written by configure_file
                yield Violation(source.path, line, "listed-exists", f"{path} does not exist")
        yield from link_violations(source, folder)
    for source in tree.cpp:
        if source.path.endswith(".cpp") and not is_listed(source.path, lists):
            yield Violation(source.path, 1, "listed", "no CMakeLists.txt of this folder or above names it")


PLANTED = [
    ({"models/core/CMakeLists.txt": "# gone.cpp\nadd_module(models_core SOURCES money.cpp\n"
      "  lost.cpp made.cpp)\nfile(GLOB all *.sql)\n", "models/core/made.cpp.in": "\n"},
     ["listed-exists models/core/CMakeLists.txt:3"]),
    ({"models/core/extra.cpp": "\n"}, ["listed models/core/extra.cpp:1"]),
    ({"tests/models/core/tst_extra.cpp": "\n"}, ["listed tests/models/core/tst_extra.cpp:1"]),
    ({"app/CMakeLists.txt": "add_executable(marginscope main.cpp cli/sql.cpp)\n", "app/main.cpp": "\n",
      "app/cli/sql.cpp": "\n", "app/cli/undo.cpp": "\n"}, ["listed app/cli/undo.cpp:1"]),
    ({"models/query/CMakeLists.txt": "add_module(models_query SOURCES LINK models_core models_store)\n"},
     ["link-table models/query/CMakeLists.txt:1"]),
    ({"importers/events/CMakeLists.txt": "add_module(importers_events SOURCES LINK importers_common)\n"
      "target_link_libraries(importers_events PRIVATE models_frame)\n"},
     ["link-table importers/events/CMakeLists.txt:2"]),
    ({"app/demo/CMakeLists.txt": "add_module(app_demo SOURCES LINK models_core)\n",
      "app/cli/CMakeLists.txt": "add_module(demo SOURCES LINK models_core)\n"}, ["target-name app/cli/CMakeLists.txt:1"]),
    ({"models/frame/CMakeLists.txt": "add_module(frame SOURCES LINK models_core)\n"},
     ["target-name models/frame/CMakeLists.txt:1"]),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom, and how includes are written (DESIGN.md section 3 as data)."""

from tree import Violation

RULES = {
    "include-table": "dependencies point one way, so a part can be read, tested and replaced alone",
    "include-root": "a path from the repository root says at once which part is meant",
    "include-order": "own header first proves that it stands alone; Qt before std because moc needs it",
}

MODELS = {
    "models/core": (),
    "models/mapping": ("models/core",),
    "models/pricing": ("models/core",),
    "models/query": ("models/core",),
    "models/frame": ("models/core", "models/pricing", "models/query"),
    "models/stats": ("models/core",),
    "models/analysis": ("models/core", "models/pricing", "models/query", "models/stats"),
    "models/store": ("models/core", "models/pricing", "models/query", "models/frame"),
    "models/scenario": ("models/core", "models/pricing", "models/query", "models/stats", "models/analysis"),
    "models/report": ("models/core", "models/query", "models/analysis", "models/scenario"),
    "models/session": ("models/core", "models/mapping", "models/pricing", "models/query", "models/frame",
                       "models/analysis", "models/scenario", "models/report", "models/store"),
    "models/tables": ("models/core", "models/query", "models/analysis", "models/report"),
}
IMPORTERS = {f"importers/{name}": ("models/core", "models/mapping", "importers/common")
             for name in ("events", "invoices", "revenue", "prices", "units", "usage", "gpu")}
VIEWS = {
    "views/widgets": tuple(MODELS),
    "views/charts": (*MODELS, "views/widgets"),
    "views/pages": (*MODELS, "views/widgets", "views/charts"),
    "views/export": (*MODELS, "views/widgets", "views/charts", "views/pages"),
    "views/shell": (*MODELS, "views/widgets", "views/charts", "views/pages", "views/export"),
}
ALLOWED = {**MODELS, "importers/input": ("models/core",),
           "importers/common": ("models/core", "models/mapping", "importers/input"),
           "importers/mapping": ("models/core", "models/mapping", "importers/input", "importers/common"), **IMPORTERS, **VIEWS}

# The door and the one list of formats know all formats; nothing in the format folders includes them.
REGISTRY = ("importers/common/registry.cpp", "importers/common/native_tables.cpp",
            "importers/common/import.cpp")


def may_include(path, folder, other):
    if folder in ("app", "tests") or folder == other:
        return True
    if path in REGISTRY and other in IMPORTERS:
        return True
    return other in ALLOWED.get(folder, ())


def table_violations(tree, source):
    if source.folder not in ALLOWED and source.folder not in ("app", "tests"):
        yield Violation(source.path, 1, "include-table",
                        f"folder {source.folder} has no row in the include table "
                        "(tests/lint/rules/includes.py and ARCHITECTURE.md)")
        return
    for include in source.includes:
        target = tree.by_path.get(include.path)
        if not include.is_quoted or target is None:
            continue
        if not may_include(source.path, source.folder, target.folder):
            allowed = ", ".join(ALLOWED[source.folder]) or "the standard library only"
            yield Violation(source.path, include.line, "include-table",
                            f"{source.folder} may not include {target.folder}; allowed: {allowed}")


def root_violations(tree, source):
    tops = ("app/", "models/", "views/", "importers/", "tests/")
    for include in source.includes:
        if include.is_quoted and not include.path.endswith(".moc") and include.path not in tree.by_path:
            yield Violation(source.path, include.line, "include-root",
                            f'"{include.path}" is no file from the repository root; libraries take <>')
        elif not include.is_quoted and include.path.startswith(tops):
            yield Violation(source.path, include.line, "include-root",
                            f"<{include.path}> is ours: write it with quotes")


def is_qt(include):
    return not include.is_quoted and include.path.startswith(("Qt", "Q")) and "." not in include.path


def is_std(include):
    return not include.is_quoted and include.path.islower() and "." not in include.path \
        and "/" not in include.path


def order_violations(tree, source):
    if source.folder == "tests":
        return
    own = source.path[:-4] + ".h" if source.path.endswith(".cpp") else None
    includes = [i for i in source.includes if not i.path.endswith(".moc")]
    if own in tree.by_path and (not includes or includes[0].path != own):
        line = includes[0].line if includes else 1
        yield Violation(source.path, line, "include-order", f'"{own}" comes first')
    reached, names = 0, ("Qt", "project", "std")
    for include in includes:
        if include.path == own:
            continue
        rank = 0 if is_qt(include) else 1 if include.is_quoted else 2 if is_std(include) else None
        if rank is None:  # third-party headers stand where they read best
            continue
        if rank < reached:
            yield Violation(source.path, include.line, "include-order",
                            f"{names[rank]} after {names[reached]}; order: own header, Qt, project, std")
            return  # the rest of the file follows from the first one
        reached = max(reached, rank)


def check(tree):
    for source in tree.cpp:
        yield from table_violations(tree, source)
        yield from root_violations(tree, source)
        yield from order_violations(tree, source)


PLANTED = [
    ({"models/core/up.h": '#include "models/pricing/book.h"\n', "models/pricing/book.h": "\n"},
     ["include-table models/core/up.h:1"]),
    ({"importers/events/log.h": '#include "models/core/money.h"\n#include "models/query/query.h"\n',
      "models/query/query.h": "\n"}, ["include-table importers/events/log.h:2"]),
    ({"views/pages/page.h": '#include "app/application.h"\n', "app/application.h": "\n"},
     ["include-table views/pages/page.h:1"]),
    ({"models/misc/thing.h": "\n"}, ["include-table models/misc/thing.h:1"]),
    ({"importers/common/registry.cpp": '#include "importers/events/log.h"\n',
      "importers/common/format.cpp": '#include "importers/events/log.h"\n',
      "importers/events/log.h": "\n"}, ["include-table importers/common/format.cpp:1"]),
    ({"models/core/near.h": '#include "money.h"\n#include <models/core/money.h>\n'},
     ["include-root models/core/near.h:1", "include-root models/core/near.h:2"]),
    ({"models/core/money.cpp": '// why\n#include <string>\n#include "models/core/money.h"\n'},
     ["include-order models/core/money.cpp:2"]),
    ({"views/widgets/chip.h": '#include <string>\n\n#include <QWidget>\n'},
     ["include-order views/widgets/chip.h:3"]),
    ({"models/core/later.h": '#include <vector>\n#include "models/core/money.h"\n'},
     ["include-order models/core/later.h:2"]),
]

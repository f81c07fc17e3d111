# SPDX-License-Identifier: GPL-3.0-or-later
"""SQL lives in models/store and resources/schema, nowhere else."""

import re

from tree import Violation

RULES = {
    "sql": "one place to read when a table changes",
    "sqlite-header": "one place opens, hardens and closes connections",
}

STORE = "models/store/"
SQL = re.compile(
    r"\b(?:select\b.+\bfrom|insert\s+(?:or\s+\w+\s+)?into|delete\s+from|update\s+\w+\s+set|"
    r"create\s+(?:\w+\s+)?(?:table|index|trigger|view)|drop\s+table|pragma\s+\w+|begin\s+immediate)\b",
    re.IGNORECASE | re.DOTALL)


def check(tree):
    for source in tree.product:
        if source.path.startswith(STORE):
            continue
        for include in source.includes:
            if re.match(r"sqlite3|SQLiteCpp|QtSql|QSql", include.path):
                yield Violation(source.path, include.line, "sqlite-header",
                                f"<{include.path}> belongs into models/store: ask ms::store::Workspace")
        if source.path.startswith("app/"):  # the command line's help shows queries
            continue
        for line, text in source.strings:
            if match := SQL.search(text):
                yield Violation(source.path, line, "sql",
                                f"'{match[0][:40]}': SQL belongs into models/store or resources/schema")


PLANTED = [
    ({"views/pages/page.cpp": '// select a from b\nauto q = "select a, "\n         "b from event";\n'},
     ["sql views/pages/page.cpp:2"]),
    ({"models/frame/scan.cpp": 'run(R"(\nPRAGMA journal_mode)");\n'}, ["sql models/frame/scan.cpp:1"]),
    ({"importers/common/keep.cpp": "\n#include <sqlite3.h>\n"}, ["sqlite-header importers/common/keep.cpp:2"]),
    ({"app/cli/sql.cpp": "#include <SQLiteCpp/SQLiteCpp.h>\n"}, ["sqlite-header app/cli/sql.cpp:1"]),
]

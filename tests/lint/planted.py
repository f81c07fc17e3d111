#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prove that every rule can fail: plant each violation in a small clean tree and expect exactly it.

A rule file lists its rules in RULES and its cases in PLANTED: (files to write, places to be told),
a place being "rule path:line". A rule without a case fails here.
"""

import sys
import tempfile
from pathlib import Path

from lint import rule_modules
from tree import Tree

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
CLEAN = {
    "CMakeLists.txt": "add_subdirectory(models)\n",
    "models/core/CMakeLists.txt": "add_module(models_core SOURCES money.cpp money.h)\n",
    "models/core/money.h": SPDX + "#pragma once\n\n#include <string>\n\nint picos();\n",
    "models/core/money.cpp": SPDX + '#include "models/core/money.h"\n\n// A double would not do: 0.1 + 0.2.\n'
                                    "int picos() { return 1'000; }\n",
    "tests/models/core/CMakeLists.txt": "add_unit_test(tst_money LINK models_core)\n",
    "tests/models/core/tst_money.cpp": SPDX + '#include "models/core/money.h"\n\n#include <QtTest>\n\n'
                                       "void thousand() { QCOMPARE(picos(), 1000); }\n",
}


def places_found(module, files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return sorted(f"{v.rule} {v.path}:{v.line}" for v in module.check(Tree(folder)))


def failures_of(module):
    if places := places_found(module, CLEAN):
        yield f"{module.__name__}: the clean tree gives {places}"
    for number, (files, expected) in enumerate(module.PLANTED, 1):
        places = places_found(module, CLEAN | files)
        if places != sorted(expected):
            yield f"{module.__name__}, case {number}: expected {sorted(expected)}, got {places}"
    planted = {place.split()[0] for _, expected in module.PLANTED for place in expected}
    for rule in sorted(set(module.RULES) ^ planted):
        yield f"{module.__name__}: rule '{rule}' is not both described and planted"


def main():
    modules = rule_modules()
    found = [failure for module in modules for failure in failures_of(module)]
    print("\n".join(found))
    print(f"{sum(len(m.PLANTED) for m in modules)} cases of {sum(len(m.RULES) for m in modules)} rules, "
          f"{len(found)} failures", file=sys.stderr)
    return 1 if found or not modules else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source has its test on the mirrored path, or a neighbour's test says that it covers it."""

import re

from tree import Violation

RULES = {
    "test-missing": "a file without a test is a promise without a proof",
    "covers": "a claim to cover a file that is not there hides a missing test",
    "asserts": "a test that asserts nothing always passes",
}

TESTED = ("models/", "importers/", "views/")
COVERS = re.compile(r"^// Covers: *(.+)$")
ASSERTS = re.compile(r"\b(?:QVERIFY\w*|QCOMPARE\w*|QTRY_\w+|QTEST|QFAIL|QBENCHMARK)\s*\(")


def covered_files(test):
    """[(line, source path)] of the `// Covers:` lines of a test."""
    folder = test.path.removeprefix("tests/").rsplit("/", 1)[0]
    for number, line in enumerate(test.lines, 1):
        if match := COVERS.match(line):
            for name in re.split(r"[,\s]+", match[1].strip().rstrip(".")):
                if name:
                    yield number, name if "/" in name else f"{folder}/{name}"


def check(tree):
    covered = set()
    for test in tree.cpp:
        if not re.match(r"tests/.+/tst_\w+\.cpp$", test.path):
            continue
        for line, path in covered_files(test):
            covered.add(path)
            if path not in tree.paths and path + ".in" not in tree.paths:
                yield Violation(test.path, line, "covers", f"{path} does not exist")
        if not ASSERTS.search(test.code):
            yield Violation(test.path, 1, "asserts", "no QVERIFY, QCOMPARE or the like")
    for source in tree.product:
        if source.path.endswith(".cpp") and source.path.startswith(TESTED):
            folder, name = source.path.rsplit("/", 1)
            test = f"tests/{folder}/tst_{name}"
            if test not in tree.by_path and source.path not in covered:
                yield Violation(source.path, 1, "test-missing",
                                f"neither {test} nor a `// Covers: {name}` line in a test of tests/{folder}")


PLANTED = [
    ({"models/core/time.cpp": "\n"}, ["test-missing models/core/time.cpp:1"]),
    ({"views/pages/a.cpp": "\n", "views/pages/b.cpp": "\n", "views/pages/c.cpp": "\n",
      "tests/views/pages/tst_a.cpp": "// Covers: b.cpp\nQVERIFY(true);\n"}, ["test-missing views/pages/c.cpp:1"]),
    ({"tests/models/core/tst_money.cpp": "\n// Covers: gone.cpp\nQVERIFY(true);\n"}, ["covers tests/models/core/tst_money.cpp:2"]),
    ({"tests/models/core/tst_money.cpp": "void runs() { picos(); } // QVERIFY\n"},
     ["asserts tests/models/core/tst_money.cpp:1"]),
]

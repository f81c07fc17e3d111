# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents point at is there."""

import re

from tree import Violation

RULES = {"stale-path": "a newcomer who follows a path to nothing stops trusting the page"}

PATH = re.compile(r"`((?:app|models|views|importers|tests|resources|packaging|cmake)/[\w./]+)`")
INVENTED = "## Worked example"  # its files are examples


def check(tree):
    folders = {path.rsplit("/", depth)[0] for path in tree.paths for depth in range(1, path.count("/") + 1)}
    for source in tree.texts:
        if not source.path.endswith(".md"):
            continue
        heading = ""
        for number, line in enumerate(source.lines, 1):
            heading = line if line.startswith("#") else heading
            for path in PATH.findall("" if heading.startswith(INVENTED) else line):
                if path.rstrip("/") not in tree.paths | folders:
                    yield Violation(source.path, number, "stale-path", f"{path} does not exist")


PLANTED = [
    ({"README.md": "`models/core/money.h`, `models/core`, `models/gone`\n## Worked example: x\n`app/x.cpp`\n"
                   "## Next\n`tests/gone.cpp`\n"},
     ["stale-path README.md:1", "stale-path README.md:5"]),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file has in common: licence line, guard, length, name, and no machine's own paths."""

import re

from tree import Violation

RULES = {
    "length": "a file that does not fit in the head is two files",
    "spdx": "every file says under which licence it may be used",
    "pragma-once": "headers are guarded one way",
    "vague-name": "a name that fits everything says nothing; such a file collects strangers",
    "strict-shell": "a script that goes on after a failure reports success",
    "machine-path": "a path of one machine fails on all others",
    "unfinished": "what is unfinished is an issue, not a comment",
}

MOST_LINES = 500
CODE_SUFFIXES = (".h", ".cpp", ".py", ".sh", ".mjs")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
VAGUE = re.compile(r"(^|_)(manager|helper|helpers|util|utils|misc|common_stuff)(_|\.|$)")
# Examples speak of Ann's home.
MACHINE_PATH = re.compile(r"(?<![\w.}$*~-])/(?:work|root|tmp|home/(?!ann/)[a-z])/?[\w./-]*")
NO_FILE = re.compile(r"ATTACH '[^']*'")  # statements that tests see refused
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def check(tree):
    for source in tree.texts:
        name, is_code = source.path.rsplit("/", 1)[-1], source.path.endswith(CODE_SUFFIXES)
        head = source.lines[:2]
        if is_code and len(source.lines) > MOST_LINES:
            yield Violation(source.path, MOST_LINES + 1, "length", f"{len(source.lines)} lines, at most {MOST_LINES}")
        if is_code and not any(LICENCE in line for line in head):
            yield Violation(source.path, 1, "spdx", f"the first line is missing: // {LICENCE}")
        if source.path.endswith(".h") and not any(line == "#pragma once" for line in source.lines[:4]):
            yield Violation(source.path, 1, "pragma-once", "#pragma once is missing below the licence line")
        if source.path.endswith((".h", ".cpp")) and VAGUE.search(name):
            yield Violation(source.path, 1, "vague-name", f"{name}: name it after what it knows or does")
        if source.text.startswith("#!/usr/bin/env bash") and "set -euo pipefail" not in source.lines:
            yield Violation(source.path, 1, "strict-shell", "`set -euo pipefail` is missing")
        for number, line in enumerate(source.lines, 1):
            if "/" in line and (match := MACHINE_PATH.search(NO_FILE.sub("", line))):
                yield Violation(source.path, number, "machine-path", match[0])
            if match := UNFINISHED.search(line):
                if not source.path.startswith("tests/lint/"):
                    yield Violation(source.path, number, "unfinished", f"{match[0]}: {RULES['unfinished']}")


SPDX = f"// {LICENCE}\n"
PLANTED = [
    ({"models/core/long.cpp": SPDX + "\n" * MOST_LINES}, ["length models/core/long.cpp:501"]),
    ({"models/core/bare.cpp": "int x;\n"}, ["spdx models/core/bare.cpp:1"]),
    ({"packaging/run.sh": "#!/usr/bin/env bash\nset -e\n"},
     ["spdx packaging/run.sh:1", "strict-shell packaging/run.sh:1"]),
    ({"models/core/open.h": SPDX + "\nint x();\n"}, ["pragma-once models/core/open.h:1"]),
    ({"views/shell/string_utils.cpp": SPDX}, ["vague-name views/shell/string_utils.cpp:1"]),
    ({"README.md": "See `" + "/" + "tmp/brief`.\n"}, ["machine-path README.md:1"]),
    ({"tests/models/core/tst_x.cpp": SPDX + 'open("' + "/" + 'home/bob/x.csv");\n'},
     ["machine-path tests/models/core/tst_x.cpp:2"]),
    ({"app/main.cpp": SPDX + "// TODO later\n"}, ["unfinished app/main.cpp:2"]),
]

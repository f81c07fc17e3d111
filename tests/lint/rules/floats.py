# SPDX-License-Identifier: GPL-3.0-or-later
"""No floating point where money is: never in core and pricing, elsewhere only what floats.txt allows."""

import re

from tree import Violation

RULES = {
    "float": "0.1 has no binary form: sums of money would depend on their order",
    "float-list": "an exception that nothing needs any more would let the next one through",
}

NEVER = ("models/core", "models/pricing")
LISTED = ("models/query", "models/frame", "models/analysis", "models/store", "importers")
ALLOW_LIST = "tests/lint/floats.txt"

WORD = r"\b(?:double|float)\b"
RATIO = "std::optional<double>"  # the form that CONTRIBUTING.md gives to a ratio
LITERAL = r"(?<![\w.])(?:\d[\d']*\.\d*|\.\d+|\d[\d']*(?=[eE][+-]?\d))(?:[eE][+-]?\d+)?[fFlL]?(?![\w.])"
FUNCTION = r"\bstd::(?:l?lround|round|floor|ceil|trunc|pow|to_chars<double>)\b|#\s*include\s*<cmath>"


def is_in(path, folders):
    return path.startswith(tuple(f + "/" for f in folders))


def allowed_lines(tree):
    """[(line of the list, path, code)] from lines of the form `path | code | reason`."""
    source = tree.by_path.get(ALLOW_LIST)
    for number, line in enumerate(source.lines if source else [], 1):
        if line.strip() and not line.startswith("#"):
            fields = [field.strip() for field in line.split(" | ")]
            yield number, *(fields if len(fields) == 3 and all(fields) else (None, line, None))


def check(tree):
    allowed, used = list(allowed_lines(tree)), set()
    for number, path, code, _ in allowed:
        if path is None:
            yield Violation(ALLOW_LIST, number, "float-list", f"not `path | code | reason`: {code}")
            used.add(number)
    for source in tree.product:
        if is_in(source.path, NEVER):
            pattern, hint = f"{WORD}|{LITERAL}|{FUNCTION}", "money and tokens are whole numbers here"
        elif is_in(source.path, LISTED):
            pattern, hint = WORD, f"only for ratios and statistics, named with a reason in {ALLOW_LIST}"
        else:
            continue
        for line, match in tree.find(source, pattern):
            code = source.lines[line - 1]
            if pattern == WORD and not re.search(WORD, code.replace(RATIO, "")):
                continue
            entries = [n for n, path, text, _ in allowed if path == source.path and text in code]
            used.update(entries)
            if not entries or is_in(source.path, NEVER):
                yield Violation(source.path, line, "float", f"'{match[0]}': {hint}")
    for number, path, code, _ in allowed:
        if number not in used:
            yield Violation(ALLOW_LIST, number, "float-list", f"nothing in {path} needs `{code}`; delete the line")


PLANTED = [
    ({"models/core/rate.h": "// double\nconst char* t = \"float\";\ndouble rate;\n"}, ["float models/core/rate.h:3"]),
    ({"models/pricing/price.cpp": "auto a = 1'000'000;\nauto b = 2.5;\nauto c = 1e-6;\nauto d = std::lround(b);\n"},
     [f"float models/pricing/price.cpp:{n}" for n in (2, 3, 4)]),
    ({"models/core/rate.h": "float x;\n", ALLOW_LIST: "models/core/rate.h | float x | would be handy\n"},
     ["float models/core/rate.h:1"]),
    ({"models/analysis/ratio.h": "double share();\ndouble cost();\n",
      ALLOW_LIST: "# list\nmodels/analysis/ratio.h | double share() | a ratio\n"},
     ["float models/analysis/ratio.h:2"]),
    ({"models/analysis/ratio.h": "std::optional<double> share();\ndouble cost();\n"},
     ["float models/analysis/ratio.h:2"]),
    ({ALLOW_LIST: "models/analysis/gone.h | double share() | a ratio\nmodels/analysis/gone.h | double x\n"},
     [f"float-list {ALLOW_LIST}:1", f"float-list {ALLOW_LIST}:2"]),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""The namespace says the folder."""

import re

from tree import Violation

RULES = {"namespace": "a name tells where its file is"}

DECLARED = r"\bnamespace\s+(ms(?:::\w+)*)\s*\{"


def namespace_of(folder):
    top, _, name = folder.partition("/")
    return f"ms::{name}" if top == "models" else f"ms::{top}"


def check(tree):
    for source in tree.product:
        wanted = namespace_of(source.folder)
        found = [(line, match[1]) for line, match in tree.find(source, DECLARED)]
        if found and not any(re.fullmatch(rf"{wanted}(::\w+)*", name) for _, name in found):
            line, name = found[0]
            yield Violation(source.path, line, "namespace", f"{name} in {source.folder}, which is {wanted}")


PLANTED = [
    ({"models/core/rate.h": "namespace ms::query { struct Q; }\nnamespace ms::core {\nstruct Rate;\n}\n",
      "app/demo/dice.h": "namespace ms::app::demo {\n}\n", "views/pages/page.h": "\nnamespace ms::pages {\n}\n"},
     ["namespace views/pages/page.h:2"]),
    ({"models/core/rate.h": "namespace ms {\n}\n"}, ["namespace models/core/rate.h:1"]),
]

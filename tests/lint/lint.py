#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the source tree against the rules in rules/: `lint.py [ROOT]`. Prints file:line, rule and why."""

import importlib
import sys
from pathlib import Path

from tree import Tree

HERE = Path(__file__).resolve().parent


def rule_modules():
    names = sorted(p.stem for p in (HERE / "rules").glob("*.py"))
    return [importlib.import_module(f"rules.{name}") for name in names]


def main():
    tree = Tree(sys.argv[1] if len(sys.argv) > 1 else HERE.parent.parent)
    found = [violation for module in rule_modules() for violation in module.check(tree)]
    for violation in sorted(found, key=lambda v: (v.path, v.line, v.rule)):
        print(violation)
    print(f"{len(tree.texts)} files, {len(found)} violations", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

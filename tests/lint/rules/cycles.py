# SPDX-License-Identifier: GPL-3.0-or-later
"""No include cycles, neither between files nor between folders."""

from rules.includes import REGISTRY
from tree import Violation

RULES = {
    "file-cycle": "files of a cycle can only be understood and compiled together",
    "folder-cycle": "folders of a cycle are one folder that pretends to be two",
}


def cycle_in(edges):
    """Some cycle of the graph {node: {target: place}}, as a list of nodes, or nothing."""
    done = set()
    for start in sorted(edges):
        trail, iterators = [start], [iter(sorted(edges.get(start, {})))]
        while iterators:
            following = next(iterators[-1], None)
            if following is None:
                done.add(trail.pop())
                iterators.pop()
            elif following in trail:
                return trail[trail.index(following):] + [following]
            elif following not in done:
                trail.append(following)
                iterators.append(iter(sorted(edges.get(following, {}))))
    return None


def report(edges, rule, what):
    cycle = cycle_in(edges)
    if cycle:
        path, line = edges[cycle[0]][cycle[1]]
        yield Violation(path, line, rule, f"{what} include each other: {' -> '.join(cycle)}")


def check(tree):
    files, folders = {}, {}
    for source in tree.cpp:
        for include in source.includes:
            target = tree.by_path.get(include.path)
            if target is None or not include.is_quoted:
                continue
            place = (source.path, include.line)
            files.setdefault(source.path, {})[target.path] = place
            if source.folder != target.folder and source.path not in REGISTRY:
                folders.setdefault(source.folder, {}).setdefault(target.folder, place)
    yield from report(files, "file-cycle", "files")
    yield from report(folders, "folder-cycle", "folders")


PLANTED = [
    ({"models/core/a.h": '#include "models/core/b.h"\n', "models/core/b.h": '#include "models/core/a.h"\n'},
     ["file-cycle models/core/a.h:1"]),
    ({"models/core/self.h": '\n#include "models/core/self.h"\n'}, ["file-cycle models/core/self.h:2"]),
    ({"views/pages/a.h": '#include "views/charts/b.h"\n', "views/charts/b.h": "\n",
      "views/charts/c.h": '\n#include "views/pages/d.h"\n', "views/pages/d.h": "\n"},
     ["folder-cycle views/charts/c.h:2"]),
]

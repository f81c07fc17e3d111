# SPDX-License-Identifier: GPL-3.0-or-later
"""The source tree as the rules see it: which files there are, and C++ without comments or strings."""

import functools
import os
import re
from dataclasses import dataclass
from pathlib import Path

SOURCE_ROOTS = ("app", "models", "views", "importers", "tests", "cmake", "packaging", "resources", ".ci")
TEXT_SUFFIXES = (".h", ".cpp", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ".mjs", ".sql", ".qrc")

# A number comes first so that the marks in 1'000'000 do not start a character literal.
TOKENS = re.compile(
    r"""(?P<number>\b\d[\w.']*)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | R"(?P<mark>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=mark)"
      | "(?P<text>(?:\\.|[^"\\\n])*)"
      | '(?P<char>(?:\\.|[^'\\\n])+)'""",
    re.DOTALL | re.VERBOSE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"\n]+)[>"]', re.MULTILINE)


@dataclass(frozen=True)
class Violation:
    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


@dataclass(frozen=True)
class Include:
    line: int
    path: str
    is_quoted: bool


def blanked(text):
    """Blanks of the same shape: line numbers and columns stay right."""
    return re.sub(r"[^\n]", " ", text)


def folder_of(path):
    """The unit that the include table speaks of: models/core, importers/events, app, tests."""
    parts = path.split("/")
    if parts[0] in ("app", "tests") or len(parts) < 3:
        return parts[0]
    return "/".join(parts[:2])


class Source:
    """One file, read once."""

    def __init__(self, root, path):
        self.path = path
        self.folder = folder_of(path)
        self.text = (root / path).read_text(encoding="utf-8", errors="replace")

    @functools.cached_property
    def lines(self):
        return self.text.splitlines()

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @functools.cached_property
    def code(self):
        """C++ with comments and the insides of literals blanked."""
        def hide(match):
            if match["number"]:
                return match[0]
            if match["comment"]:
                return blanked(match[0])
            return match[0][0] + blanked(match[0][1:-1]) + match[0][-1]
        return TOKENS.sub(hide, self.text)

    @functools.cached_property
    def strings(self):
        """(line, content) of every text literal; neighbours that the compiler joins are joined."""
        found, end = [], -1
        for match in TOKENS.finditer(self.text):
            content = match["raw"] if match["raw"] is not None else match["text"]
            if content is None:
                continue
            if found and not self.text[end:match.start()].strip():
                found[-1] = (found[-1][0], found[-1][1] + content)
            else:
                found.append((self.line_at(match.start()), content))
            end = match.end()
        return found

    @functools.cached_property
    def includes(self):
        without_comments = TOKENS.sub(
            lambda m: blanked(m[0]) if m["comment"] else m[0], self.text)
        return [Include(self.line_at(m.start(2)), m[2], m[1] == '"')
                for m in INCLUDE.finditer(without_comments)]


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        paths = [p.name for p in sorted(self.root.iterdir()) if p.is_file()]
        for top in SOURCE_ROOTS:
            for folder, folders, files in os.walk(self.root / top):
                folders[:] = sorted(f for f in folders if f not in ("build", "node_modules", "__pycache__"))
                base = Path(folder).relative_to(self.root).as_posix()
                paths += [f"{base}/{name}" for name in sorted(files)]
        self.paths = set(paths)
        self.texts = [Source(self.root, p) for p in paths
                      if p.endswith(TEXT_SUFFIXES) or p == ".ci/run"]
        self.by_path = {source.path: source for source in self.texts}
        self.cpp = [s for s in self.texts if s.path.endswith((".h", ".cpp"))]
        self.product = [s for s in self.cpp if not s.path.startswith("tests/")]
        self.cmake = [s for s in self.texts if s.path.endswith("CMakeLists.txt")]

    def find(self, source, pattern):
        """(line, match) of `pattern` in the code of `source`, comments and literals aside."""
        for match in re.finditer(pattern, source.code):
            yield source.line_at(match.start()), match

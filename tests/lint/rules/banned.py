# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that work on the author's machine and fail an analyst elsewhere, each with what to use instead."""

from tree import Violation

RULES = {
    "locale": "1.5 must be read the same in Berlin and Boston",
    "local-time": "a day is that of the workspace's zone, never the machine's",
    "nested-loop": "code that waits in its own event loop is entered twice",
    "message-box": "a modal box stops the work; the message bar does not",
    "thread": "one runner owns threads, cancel and errors",
    "shell": "file names of others must never reach a shell",
}

EVERYWHERE = ("models/", "importers/", "views/", "app/")
SCREEN = ("views/", "app/", "models/session/", "models/tables/")
BANNED = [  # rule, pattern, where, what to do
    ("locale", r"\bsetlocale\b|\blocale::global\b|\bimbue\b", EVERYWHERE, "numbers do not depend on the locale"),
    ("locale", r"\b(?:std::)?(?:stod|stof|stold|strtod|strtof|strtold|atof|sscanf)\b", EVERYWHERE,
     "use core::parseDecimal"),
    ("locale", r"\bQLocale\s*\(\s*\)|\.\s*toDouble\s*\(|->\s*toDouble\s*\(|\bQLocale::system\b", EVERYWHERE,
     "display formatting lives in models/tables, parsing in core::parseDecimal"),
    ("local-time", r"\b(?:localtime|localtime_r|mktime|strftime|currentDate|systemTimeZone)\b|"
                   r"\bQt::LocalTime\b|\bcurrent_zone\b", EVERYWHERE, "use core::Zone"),
    ("nested-loop", r"\bprocessEvents\b|\bQEventLoop\b", EVERYWHERE, "use a job and a signal"),
    ("nested-loop", r"(?:\.|->)\s*exec\s*\(", SCREEN, "use open() or popup(); only the application itself runs a loop"),
    ("message-box", r"\bQMessageBox\b", EVERYWHERE, "use the message bar"),
    ("thread", r"public\s+QThread\b|\.detach\s*\(\s*\)", EVERYWHERE, "use the session's job runner"),
    ("shell", r"\bstd::system\b|\bpopen\b", EVERYWHERE, "use QProcess with a list of arguments"),
]
# The program itself, and dragging, which Qt knows no other way of.
RUNS_THE_LOOP = ("app/main.cpp", "app/application.cpp", "views/charts/chart_drag.cpp")


def check(tree):
    for source in tree.product:
        for rule, pattern, where, instead in BANNED:
            if not source.path.startswith(where):
                continue
            if rule == "nested-loop" and source.path in RUNS_THE_LOOP:
                continue
            for line, match in tree.find(source, pattern):
                yield Violation(source.path, line, rule, f"'{match[0]}': {instead}")


PLANTED = [
    ({"importers/common/number.cpp": "// std::stod\nauto x = std::stod(text);\nsetlocale(LC_ALL, text);\n"},
     ["locale importers/common/number.cpp:2", "locale importers/common/number.cpp:3"]),
    ({"models/tables/cell.cpp": "auto x = QLocale().toString(1);\nauto y = text.toDouble();\n"},
     ["locale models/tables/cell.cpp:1", "locale models/tables/cell.cpp:2"]),
    ({"models/core/day.cpp": "auto t = localtime(&now);\n"}, ["local-time models/core/day.cpp:1"]),
    ({"views/shell/job.cpp": "qApp->processEvents();\n", "views/pages/ask.cpp": "\ndialog.exec();\n",
      "app/main.cpp": "return app.exec();\n"},
     ["nested-loop views/shell/job.cpp:1", "nested-loop views/pages/ask.cpp:2"]),
    ({"app/wire.cpp": 'QMessageBox::warning(w, "a", "b");\n'}, ["message-box app/wire.cpp:1"]),
    ({"models/session/runner.h": "class Runner : public QThread {};\n"}, ["thread models/session/runner.h:1"]),
    ({"importers/common/unpack.cpp": "popen(name, mode);\n"}, ["shell importers/common/unpack.cpp:1"]),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Qt starts where the screen starts."""

import re

from tree import Violation

RULES = {"qt": "figures must be computable without a window, and testable without Qt"}

CORE = ("Qt6::Core", "Qt6::Concurrent")
TABLES = ("Qt6::Core", "Qt6::Gui")
NO_QT = ("models/core", "models/pricing", "models/query", "models/frame", "models/stats",
         "models/analysis", "models/scenario", "models/store", "models/report", "importers")
LIMITED = {"models/session": CORE, "models/tables": TABLES}

WIDGETS = re.compile(r"Q(tWidgets|tCharts|tSvg|tPrintSupport|Widget|Dialog|MainWindow|Application|MessageBox|"
                     r"FileDialog|Table(View|Widget)|Tree(View|Widget)|Header|Style|Label|PushButton|LineEdit|"
                     r"Chart|Print|Svg)")
GUI = re.compile(r"Q(tGui|GuiApplication|Painter|Color|Font|Icon|Pixmap|Image|Palette|Brush|Pen|Clipboard|"
                 r"KeyEvent|MouseEvent|DesktopServices|TextDocument|StandardItem|Action)")


def is_within(folder, parents):
    return any(folder == p or folder.startswith(p + "/") for p in parents)


def include_violations(source):
    for include in source.includes:
        if include.is_quoted or not re.match(r"Q[A-Zt]", include.path):
            continue
        if is_within(source.folder, NO_QT):
            yield include.line, f"<{include.path}>: no Qt in {source.folder}"
        elif WIDGETS.match(include.path):
            yield include.line, f"<{include.path}>: no widgets in {source.folder}"
        elif source.folder == "models/session" and GUI.match(include.path):
            yield include.line, f"<{include.path}>: models/session uses QtCore and QtConcurrent only"


def link_violations(source, folder):
    allowed = LIMITED.get(folder, ())
    for number, line in enumerate(source.lines, 1):
        for module in re.findall(r"Qt6::\w+", line.split("#")[0]):
            if module not in allowed:
                yield number, f"{folder} links {module}; allowed: {', '.join(allowed) or 'no Qt'}"


def check(tree):
    for source in tree.product:
        if is_within(source.folder, NO_QT) or source.folder in LIMITED:
            for line, message in include_violations(source):
                yield Violation(source.path, line, "qt", message)
    for source in tree.cmake:
        folder = source.path.removesuffix("/CMakeLists.txt")
        if is_within(folder, NO_QT) or folder in LIMITED:
            for line, message in link_violations(source, folder):
                yield Violation(source.path, line, "qt", message)


PLANTED = [
    ({"models/core/text.h": "\n#include <QString>\n"}, ["qt models/core/text.h:2"]),
    ({"importers/events/log.cpp": "#include <QtCore/QFile>\n"}, ["qt importers/events/log.cpp:1"]),
    ({"models/session/job.h": "#include <QObject>\n#include <QColor>\n"}, ["qt models/session/job.h:2"]),
    ({"models/tables/grid.h": "#include <QColor>\n#include <QTableView>\n"}, ["qt models/tables/grid.h:2"]),
    ({"models/store/CMakeLists.txt": "add_module(models_store SOURCES a.cpp\n  LINK Qt6::Sql)\n"},
     ["qt models/store/CMakeLists.txt:2"]),
    ({"models/session/CMakeLists.txt": "add_module(models_session QT\n  LINK Qt6::Core Qt6::Widgets)\n"},
     ["qt models/session/CMakeLists.txt:2"]),
]

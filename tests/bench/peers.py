# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers: DuckDB through Node, SQLite through its shell."""

import json
import re
from pathlib import Path

from measured import run

HERE = Path(__file__).resolve().parent


class DuckDb:
    def __init__(self, work):
        self.work = work
        self.peak_mib = 0.0

    def steps(self, database, *steps):
        """{name: best ms} of (name, sql, repeat) steps in one process; its peak is in `peak_mib`."""
        asked = json.dumps([dict(zip(("name", "sql", "repeat"), step)) for step in steps])
        measured = run(["node", HERE / "duckdb_peer.mjs", database], asked, cwd=self.work)
        self.peak_mib = measured.peak_mib
        return json.loads(measured.output)


class SqliteShell:
    def ask(self, database, *lines):
        return run(["sqlite3", "-batch", database], "\n".join(lines) + "\n")

    def best_ms(self, database, sql, repeat):
        output = self.ask(database, ".timer on", ".output /dev/null", *[f"{sql};"] * repeat).output
        seconds = [float(found) for found in re.findall(r"Run Time: real ([\d.]+)", output)]
        return 1000 * min(seconds) if seconds else None


def remove(path):
    for suffix in ("", ".wal", "-journal", ".lock"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)

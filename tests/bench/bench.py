#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time MarginScope and its peers on the same files and print one table of ratios (DESIGN.md section 5).

MarginScope's imports and opening are whole processes, start-up included; DuckDB's are the statement
alone. Group-bys and re-rating are in-process on both sides (group_bys.py).
"""

import argparse
from pathlib import Path

from group_bys import add_group_bys
from measured import best, run
from peers import DuckDb, SqliteShell, remove
from sample_files import SampleFiles
from table import Table

FIRST_TABLE_SQL = """select tenant_id, count(*), sum(usage.input_tokens), sum(usage.output_tokens)
    from event where environment = 'production' group by all"""


class Bench:
    def __init__(self, arguments):
        self.program = arguments.build / "marginscope"
        self.frame_program = arguments.build / "bench_frame"
        self.runs = 1 if arguments.events > 500_000 else 3
        self.duckdb = DuckDb(arguments.work)
        self.sqlite = SqliteShell()
        self.files = SampleFiles(arguments.work, self.program, self.duckdb, arguments.events)
        self.folder = self.files.folder
        self.table = Table()

    def import_both(self, name, source, reader, goal):
        """One file into a workspace and into a DuckDB file: time, peak, size."""
        workspace, database = self.folder / f"{name}.margin", self.folder / f"{name}.duckdb"

        def ours():
            remove(workspace)
            return run([self.program, "import", workspace, source])

        def duckdb():
            remove(database)
            sql = f"create table event as select * from {reader}('{source}')"
            return self.duckdb.steps(database, ("import", sql))["import"]

        mine = best(self.runs, ours)
        theirs = min(duckdb() for _ in range(self.runs))
        row_store = self.import_rows(source) if source.suffix == ".csv" else None
        self.table.add(f"import {name}", mine.milliseconds, theirs, row_store, goal=goal,
                       peaks=(mine.peak_mib, self.duckdb.peak_mib))
        mebibytes = [path.stat().st_size / 2**20 for path in (workspace, database)]
        self.table.add(f"  size of {name}", *mebibytes, goal="1x", unit="MiB")

    def import_rows(self, source):
        rows = self.folder / "rows.sqlite"
        remove(rows)
        return self.sqlite.ask(rows, ".mode csv", f".import '{source}' event").milliseconds

    def open_both(self):
        """A fresh process each, from the file to the first table."""
        workspace = self.folder / "company.margin"
        remove(workspace)
        run([self.program, "import", workspace, self.files.company])
        ours = best(3, lambda: run([self.program, "margin", workspace, "--by", "tenant", "--json"]))
        steps = self.duckdb.steps(self.folder / "JSON Lines.duckdb", ("first table", FIRST_TABLE_SQL))
        self.table.add("open to first table", ours.milliseconds, steps["open"] + steps["first table"],
                       goal="1.5 s at 10 M", peaks=(ours.peak_mib, self.duckdb.peak_mib))

    def run(self):
        log, csv = self.files.json_lines, self.files.csv
        print(f"{self.files.events:,} events in {log.stat().st_size / 2**20:,.0f} MiB of JSON Lines and "
              f"{csv.stat().st_size / 2**20:,.0f} MiB of CSV", flush=True)
        self.import_both("JSON Lines", log, "read_json_auto", goal="5x")
        self.import_both("CSV", csv, "read_csv_auto", goal="3x")
        self.open_both()
        add_group_bys(self.table, self.folder, self.frame_program, self.duckdb, self.sqlite, self.files.events)
        print(self.table)


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    Bench(parser.parse_args()).run()


if __name__ == "__main__":
    main()

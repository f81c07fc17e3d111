# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table that the bench prints."""


def figure(value, unit):
    return "-" if value is None else f"{value:,.1f} {unit}"


class Table:
    HEAD = ("work", "MarginScope", "DuckDB", "sqlite3", "plain loop", "DuckDB / ours", "goal", "peak MiB, ours / DuckDB")

    def __init__(self):
        self.rows = [self.HEAD]

    def add(self, work, ours, duckdb, sqlite=None, loop=None, goal="", peaks=None, unit="ms"):
        ratio = f"{duckdb / ours:.1f}x" if ours and duckdb else "-"
        peak = f"{peaks[0]:,.0f} / {peaks[1]:,.0f}" if peaks else ""
        self.rows.append((work, *(figure(value, unit) for value in (ours, duckdb, sqlite, loop)),
                          ratio, goal, peak))

    def __str__(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.HEAD))]
        return "\n".join("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                                   for i, (cell, width) in enumerate(zip(row, widths)))
                         for row in self.rows)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a program and measure it from outside: wall time and peak memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    milliseconds: float
    peak_mib: float
    output: str


def run(command, text_in="", **options):
    """Errors: the bench ends, with what the program said."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True, **options)
    process.stdin.write(text_in)
    process.stdin.close()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)  # unlike wait(): the peak of this child alone
    taken = 1000 * (time.perf_counter() - begin)
    if status:
        sys.exit(f"bench: {' '.join(map(str, command))} failed ({status}); {output[-2000:]}")
    return Run(taken, usage.ru_maxrss / 1024, output)


def best(times, action):
    """The fastest of several runs: what the machine can do when nothing else is in its way."""
    return min((action() for _ in range(times)), key=lambda measured: measured.milliseconds)

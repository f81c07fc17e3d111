#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# MarginScope beside its peers on the same files in the same run: run.sh [--events N]. Prints one table.
# Peers: DuckDB (npm, 2 threads) and the sqlite3 shell. Everything it writes is in build/bench.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/build/bench

command -v npm >/dev/null || {
    echo 'bench: DuckDB comes from npm; apt-get install npm' >&2
    exit 1
}
"$root/packaging/install_dependencies.sh"
"$root/packaging/build.sh" release marginscope bench_frame

mkdir -p "$work"
if ! cmp -s "$root/tests/bench/package.json" "$work/package.json"; then
    cp "$root/tests/bench/package.json" "$work/package.json"
    npm install --prefix "$work" --silent --no-audit --no-fund || {
        rm -f "$work/package.json"
        echo 'bench: npm could not install DuckDB' >&2
        exit 1
    }
fi
exec python3 -B "$root/tests/bench/bench.py" --work "$work" --build "$root/build/release" "$@"

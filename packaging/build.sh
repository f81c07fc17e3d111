#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Configure and build: build.sh PRESET [TARGET...]. All targets without one. JOBS overrides the number of jobs.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:?usage: build.sh PRESET [TARGET...]}
shift

# One job a core, but 1 GiB each: a compiler that is swapped out is slower than one fewer.
jobs_that_fit() {
    local cores gigabytes
    cores=$(nproc)
    gigabytes=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)
    echo $((gigabytes < 1 ? 1 : gigabytes < cores ? gigabytes : cores))
}

# Where output is kept in a log, say every tenth of the way instead of every file.
tenths() {
    awk '!/^\[[0-9]+\/[0-9]+\]/ { print; fflush(); next }
         { split(substr($1, 2), step, /[\/\]]/); tenth = int(10 * step[1] / step[2])
           if (tenth > told) { told = tenth; print "  " 10 * tenth " % of " step[2] " steps"; fflush() } }'
}

# Objects of one clone serve the next: paths below the checkout do not count.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

jobs=${JOBS:-$(jobs_that_fit)}
log=build/$preset/configure.log
mkdir -p "build/$preset"
cmake --preset "$preset" >"$log" 2>&1 || {
    cat "$log" >&2
    echo "build: configuring '$preset' failed; all of it is in $log" >&2
    exit 1
}

build=(cmake --build --preset "$preset" --parallel "$jobs")
[[ $# -eq 0 ]] || build+=(--target "$@")
echo "Building $preset with $jobs jobs"
if [[ -t 1 ]]; then
    "${build[@]}"
else
    "${build[@]}" | tenths
fi

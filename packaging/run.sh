#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone to the window: install what is missing, build, write and import the sample company,
# open the window on it. Without a display: print its margin by tenant. --no-run stops after the build.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$here/../build/release/marginscope
sample_events=100000
sample_seed=7

usage() {
    echo "usage: ${BASH_SOURCE[0]} [--no-run]" >&2
    exit 2
}

# The folder that the window's "Open sample" uses too (app/settings/home.h).
sample_home() {
    if [[ -n ${MARGINSCOPE_HOME:-} ]]; then
        echo "$MARGINSCOPE_HOME/sample"
    else
        local data=${XDG_DATA_HOME:-}
        [[ $data == /* ]] || data=$HOME/.local/share
        echo "$data/marginscope/sample"
    fi
}

# The workspace gets its name last, so that a stop half-way leaves no half sample.
prepare_sample() {
    local home=$1
    [[ ! -e $home/sample.margin ]] || return 0
    echo "Writing and importing the sample company ($sample_events events) in $home"
    mkdir -p "$home"
    rm -f "$home"/sample.margin.new*
    "$program" demo "$home/files" --events "$sample_events" --seed "$sample_seed"
    "$program" import "$home/sample.margin.new" "$home/files"
    mv "$home/sample.margin.new" "$home/sample.margin"
    rm -f "$home"/sample.margin.new*
}

[[ $# -le 1 ]] || usage
[[ $# -eq 0 || $1 == --no-run ]] || usage

"$here/install_dependencies.sh"
"$here/build.sh" release marginscope models_store_extension
[[ $# -eq 0 ]] || exit 0

home=$(sample_home)
prepare_sample "$home"
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec "$program" "$home/sample.margin"
fi
"$program" margin "$home/sample.margin" --by tenant
echo "There is no display. The workspace is $home/sample.margin; ask it with $(realpath "$program") --help"

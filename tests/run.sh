#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone to a verdict: install what is missing, build with warnings as errors, run all tests.
# Arguments go to ctest: tests/run.sh -R tst_money. Benchmarks are apart: tests/bench/run.sh.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."

packaging/install_dependencies.sh --for-tests
packaging/build.sh ci

# Tests must not touch the settings of whoever runs them, nor need a display.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export MARGINSCOPE_HOME=$home QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8

ctest --preset ci --parallel "${JOBS:-$(nproc)}" --label-exclude '^bench$' "$@" </dev/null

#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz the importers: run.sh [executions a harness, 1,000,000] [harness ...]. Stops at the first failure.
# LONGEST=bytes bounds an input: short ones run several times faster.
# Everything it writes is in build/fuzz: corpus, findings (the bytes of a failure), logs.
set -euo pipefail

executions=${1:-1000000}
shift || true
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/build/fuzz
here=$root/tests/fuzz
cd "$root"

command -v clang++-14 >/dev/null || {
    echo 'fuzz: apt-get install clang-14 libclang-rt-14-dev' >&2
    exit 1
}
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --parallel "${JOBS:-$(nproc)}"

seeds=$work/seeds
rm -rf "$seeds"
mkdir -p "$seeds"/{files,values,profiles} "$work/findings"
number=0
add() { # a folder; the seed itself is read
    number=$((number + 1))
    cat >"$seeds/$1/$number"
}
while IFS= read -r file; do
    add files <"$file"
done < <(find tests/golden ../shared/formats/samples -type f ! -name '*expected.json' 2>/dev/null | sort)
while IFS= read -r value; do
    add values < <(printf '%s' "$value")
done <"$here/values.txt"
for profile in resources/profiles/*.json; do
    add profiles < <(cat "$profile" && printf '\0' && cat tests/golden/azure_llm_trace/columns_twice/input.csv)
done

# The keys and words that the importers look for are those that bytes must hold to get anywhere.
dictionary=$work/words.dict
{
    cat "$here/formats.dict"
    grep -rhoE --include='*.cpp' '"[A-Za-z_$][A-Za-z0-9_$./ ()-]{2,40}"' importers | sort -u
} >"$dictionary"

declare -A seeds_of=([fuzz_values]=values [fuzz_profile]=profiles)
declare -A longest=([fuzz_values]=64 [fuzz_cutting]=2048)
harnesses=("$@")
[ ${#harnesses[@]} -gt 0 ] || harnesses=(fuzz_values fuzz_cutting fuzz_profile fuzz_chunks fuzz_formats fuzz_file)

export ASAN_OPTIONS=malloc_context_size=5:quarantine_size_mb=32
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
for harness in "${harnesses[@]}"; do
    corpus=$work/corpus/$harness
    mkdir -p "$corpus"
    echo "$harness: $executions executions"
    "$work/tests/fuzz/$harness" -runs="$executions" -max_len="${LONGEST:-${longest[$harness]:-6144}}" -len_control=0 -entropic=0 \
        -dict="$dictionary" -timeout=25 -rss_limit_mb=1500 -artifact_prefix="$work/findings/$harness-" \
        -print_final_stats=1 "$corpus" "$seeds/${seeds_of[$harness]:-files}" >"$work/$harness.log" 2>&1 || {
        tail -n 60 "$work/$harness.log" >&2
        echo "$harness failed; its bytes are in build/fuzz/findings, the log is build/fuzz/$harness.log" >&2
        exit 1
    }
    grep -E 'number_of_executed_units|average_exec_per_sec' "$work/$harness.log"
done

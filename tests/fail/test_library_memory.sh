#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Allocations that other libraries ask for (libhdf5, GSL, OpenMP's, libc) failing, each alone, in the tools
# themselves (tests/fail/allocfault.c): exit 5 and the word memory (libhdf5 may lose the reason: that
# the target cannot be written will do), or exit 0 and the outcome of an undisturbed run; a crash within the library counts as one. The target is the old or the new file
# whatever happens, and the next run makes the new one. HINGE_CAMPAIGN=full tries more places, SEED
# others. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-library-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer has its own malloc"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o "$folder/allocfault.so" "$HINGE_ROOT/tests/fail/allocfault.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
points=8
[ "${HINGE_CAMPAIGN-}" != full ] || points=76
RANDOM=${SEED:-1}
wrong=0 runs=0 whole=0 said5=0 died=0
cpu=$(taskset -cp $$ | sed 's/.*[:, -]//') # one processor: one thread

failing() { # NUMBER COMMAND...
    rm -f seen
    truncate -s 8M seen
    (ulimit -t 20 && exec taskset -c "$cpu" env ALLOCFAULT_SEEN="$folder/seen" ALLOCFAULT_LOG="$folder/log" \
        ALLOCFAULT_LIBRARIES="$library" ALLOCFAULT_ONLY="$1" LD_PRELOAD="$folder/allocfault.so" \
        timeout 900 "${@:2}")
}

amiss() {
    wrong=$((wrong + 1))
    [ $wrong -gt 20 ] || echo "$*"
}

# The N-th allocation fails.
one() { # N COMMAND...
    local code
    runs=$((runs + 1))
    cp old out
    { failing "$@" -o out >/dev/null 2>said; } 2>/dev/null
    code=$?
    cmp -s out old || cmp -s out new || amiss "${*:2}: allocation $1: exit $code, the target is neither old nor new"
    case $code in
    0) whole=$((whole + 1))
        cmp -s out new || amiss "${*:2}: allocation $1: exit 0 and another outcome" ;;
    5) said5=$((said5 + 1))
        grep -qE 'memory|out: cannot write ' said || amiss "${*:2}: allocation $1: exit 5: $(head -n 1 said)" ;;
    132 | 134 | 135 | 136 | 139) # within the library, which left the temporary
        died=$((died + 1))
        "${@:2}" -o out >/dev/null 2>&1
        cmp -s out new || amiss "${*:2}: allocation $1: dead, and the next run makes something else" ;;
    *) amiss "${*:2}: allocation $1: exit $code: $(head -n 1 said)" ;;
    esac
    [ -z "$(find . -name '*hinge~*' -o -name '*journal~*')" ] || amiss "${*:2}: allocation $1: exit $code, leaves a temporary"
    find . \( -name '*hinge~*' -o -name '*journal~*' \) -exec rm -rf {} +
}

try() { # COMMAND...
    local ways i
    rm -f out
    : >log
    failing -1 "$@" -o out >/dev/null 2>&1
    [ -s out ] || amiss "$*: makes nothing"
    mv out new
    ways=$(cut -f 2 log)
    [ "${ways:-0}" -gt 0 ] || { amiss "$*: no allocations of $library" && return; }
    local most=$((ways < points ? ways : points))
    for i in $(seq 0 $((most - 1))); do
        one $(((ways * i + RANDOM % ways) / most + 1)) "$@"
    done
}

library=/ # any
echo 'old bytes' >old
hinge-simulate -q -n 4 --trials 1 --reps 3 --rate 20 --seed 5 --cue none --cue dowel -o raw
hinge-ingest -q raw/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
for i in 1 2; do hinge-ingest -q raw/trials.csv --shard $i/2 -o part$i.h5; done
try hinge-ingest -q raw/trials.csv
try hinge-analyze -q study.h5
try hinge-table reps results.h5 --format csv
try hinge-compare -q between results.h5 --outcome lumbar_fraction --group group --format json
try hinge-check -q study.h5
try hinge-export -q study.h5 --raw --trial p001_1_bodyweight_hinge_none_1
try hinge-merge -q part1.h5 part2.h5
try hinge-plot -q paired results.h5
library=libgomp try hinge-analyze -q study.h5 -j 2
echo "$runs points, $said5 exit 5, $whole whole, $died died, $wrong wrong"
[ $wrong -eq 0 ]

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Few open files, little memory, small stacks: a tool does its work, or ends with exit 5 and says
# which of them it was, never that a file is damaged, of another kind or not there. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-limits-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer takes memory of its own"; exit 77; }
command -v prlimit >/dev/null || { echo "skipped: no prlimit"; exit 77; }
cd "$folder" || exit 1
export OMP_NUM_THREADS=1
list=$HINGE_ROOT/datasets/cohort/trials.csv
hinge-ingest -q "$list" -o study.h5
hinge-analyze -q study.h5 -o results.h5
for part in 1 2; do
    hinge-ingest -q "$list" --shard $part/2 -o half.$part.h5
done
printf '[run]\nlist = %s\noutput = out\ntables = reps\nfigures = paired\n' "$list" >out.ini
wrong=0 runs=0 died=0

try() { # words of the message, command...
    local words=$1 line code
    shift
    while read -r line; do
        rm -rf out
        # shellcheck disable=SC2086 # words of a command
        timeout 100 "$@" $line >/dev/null 2>said
        code=$?
        runs=$((runs + 1))
        case $code in
        0 | 127) continue ;; # 127: not even its libraries could be loaded
        5) ! grep -Eq "$words" said || [ -f out ] || continue ;;
        134 | 139) # within libhdf5 (docs/reliability.md)
            [ "$words" != memory ] || [ -f out ] || { died=$((died + 1)) && continue; }
            ;;
        esac
        echo "$* $line: exit $code: $(head -c 300 said)"
        wrong=$((wrong + 1))
    done <<END
hinge-ingest -q $list -o out
hinge-analyze -q study.h5 -o out
hinge-check -q study.h5 -o out
hinge-export -q study.h5 --raw --trial p001_1_bodyweight_hinge_none_1 -o out
hinge-table reps results.h5 -o out
hinge-compare cues results.h5 --condition cue --baseline none -o out
hinge-inspect study.h5
hinge-report results.h5 -o out
hinge-plot paired results.h5 -o out --format svg
hinge-merge half.1.h5 half.2.h5 -o out
hinge-simulate -q -n 1 --trials 1 --reps 2 -o out
hinge-plan --groups a:2,b:2 --cues x,y -o out
hinge-run -q out.ini
END
}

for n in 3 4 5 6; do
    try 'Too many open files' prlimit --nofile=$n
done
for kib in 1000 4000 8000 16000; do
    try 'memory' prlimit --data=$((kib * 1024))
done
for kib in 20 48 64 80 200; do
    try 'the stack is limited to' env -i "PATH=$PATH" OMP_NUM_THREADS=1 prlimit --stack=$((kib * 1024))
    try 'OMP_STACKSIZE=.*threads need a stack' env OMP_STACKSIZE=${kib}k
done
echo "$runs runs, $wrong wrong, $died died of memory within a library"
[ $wrong -eq 0 ]

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
hinge-simulate -q -n 4 --cue none --cue dowel --reps 3 --rate 30 --format csv -o few
list=few/trials.csv
hinge-ingest -q $list -o study.h5
hinge-analyze -q study.h5 -o results.h5
for part in 1 2; do
    hinge-ingest -q $list --shard $part/2 -o half.$part.h5
done
printf '[run]\nlist = %s\noutput = out\ntables = reps\nfigures = paired\n' $list >out.ini
wrong=0 runs=0 died=0

try() { # words of the message, command...
    local words=$1 line code
    shift
    while read -r line; do
        [ ! -e out ] || rm -r out
        # shellcheck disable=SC2086 # words of a command
        timeout 100 "$@" $line >/dev/null 2>said
        code=$?
        runs=$((runs + 1))
        case $code in
        0 | 127) continue ;; # 127: not even its libraries could be loaded
        5) ! grep -Eq "$words" said || [ -f out ] || continue ;;
        134 | 139) # within libhdf5 (docs/validation.md#reliability)
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

# Address space, in 20 sizes from a tool's start to the least in which its work succeeds: it ends with
# one line; within libhdf5 it may die, its temporary then stays for the next run to take away. What
# an earlier run made stays, byte by byte; hinge-run, each time from nothing, leaves whole files.
ended=0
shopt -s globstar dotglob nullglob

within() { # KIB COMMAND...: exit code
    local kib=$1
    shift
    { (ulimit -v "$kib" -t 20 && exec "$@") >/dev/null 2>../said </dev/null; } 2>/dev/null
}
least() { # LOW HIGH COMMAND...: to 128 KiB, first where HIGH may be more than enough
    local low=$1 high=$2 middle
    shift 2
    until within "$high" "$@" || [ "$high" -gt 400000 ]; do
        low=$high high=$((high * 2))
        [ ! -e out ] || rm -r out
    done
    while [ $((high - low)) -gt 128 ]; do
        middle=$(((low + high) / 2))
        [ ! -e out ] || rm -r out
        if within $middle "$@"; then high=$middle; else low=$middle; fi
    done
    echo "$high"
}
left() { # what is there: names and sums
    local file files=()
    for file in **; do
        [ ! -f "$file" ] || [ -L "$file" ] || [ "${file##*/}" = run-state.txt ] || files+=("$file")
    done
    [ ${#files[@]} -eq 0 ] || cksum "${files[@]}"
}
mkdir spread && cd spread || exit 1
taskset -cp 0 $$ >/dev/null
ln -s ../few ../study.h5 ../results.h5 ../half.* ../out.ini .
while read -r tool arguments; do
    # shellcheck disable=SC2086 # words of a command
    set -- $tool $arguments
    start=$(least 4000 16000 "$tool" --help)
    start=$((start + 256)) # its libraries are loaded
    most=$(least "$start" $((start * 2)) "$@")
    rm -rf out
    "$@" >/dev/null 2>&1 || echo "$*: exit $?"
    before=$(left)
    for i in {0..19}; do
        kib=$((start + (most - start) * i / 19))
        [ "$tool" != hinge-run ] || rm -rf out
        within $kib "$@"
        code=$?
        runs=$((runs + 1))
        after=$(left)
        case $code in
        0) continue ;;
        5)
            ended=$((ended + 1))
            mapfile -t said <../said
            [ ${#said[@]} -eq 1 ] && [[ ${said[0]} =~ ^"$tool: "("out of memory"|"out: cannot write") ]]
            ;;
        134 | 139) rm -f .out.hinge~ out/.*.hinge~ && died=$((died + 1)) && after=$(left) ;;
        *) false ;;
        esac && {
            [ "$after" = "$before" ] ||
                { [ "$tool" = hinge-run ] && [ -z "$(comm -13 <(sort <<<"$before") <(sort <<<"$after"))" ]; }
        } && continue
        echo "$* in $kib KiB: exit $code: $(head -c 300 ../said)"
        diff <(echo "$before") <(echo "$after")
        wrong=$((wrong + 1))
    done
done <<END
hinge-ingest -q -j 1 $list -o out
hinge-analyze -q -j 1 study.h5 -o out
hinge-check -q -j 1 study.h5 -o out
hinge-export -q study.h5 --raw --trial p001_1_bodyweight_hinge_none_1 -o out
hinge-table reps results.h5 -o out
hinge-compare between results.h5 --outcome lumbar_fraction --group group -o out
hinge-inspect study.h5
hinge-report results.h5 -o out
hinge-plot paired results.h5 -o out --format svg
hinge-merge -q -j 1 half.1.h5 half.2.h5 -o out
hinge-simulate -q -n 1 --trials 1 --reps 2 --rate 30 --force -o out
hinge-plan --groups a:2,b:2 --cues none,dowel --force -o out
hinge-run -q -j 1 out.ini
END
cd ..
[ $ended -gt 100 ] || { echo "only $ended runs lacked memory" && wrong=$((wrong + 1)); }
echo "$ended ended of memory"

for kib in 20 48 64 80 200; do
    try 'the stack is limited to' env -i "PATH=$PATH" OMP_NUM_THREADS=1 prlimit --stack=$((kib * 1024))
    try 'OMP_STACKSIZE=.*threads need a stack' env OMP_STACKSIZE=${kib}k
done
echo "$runs runs, $wrong wrong, $died died of memory within a library"
[ $wrong -eq 0 ]

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Few open files, little memory, small stacks: a tool does its work, or ends with exit 5 and says
# which of them it was, never that a file is damaged, of another kind or not there.
# HINGE_CAMPAIGN=full tries more sizes. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-limits-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer takes memory of its own"; exit 77; }
cd "$folder" || exit 1
export OMP_NUM_THREADS=1
files='3 4 5 6' data='1000 4000 8000 16000' stacks='20 48 64 80 200' sizes=20
if [ "${HINGE_CAMPAIGN-}" = full ]; then
    files='3 4 5 6 7 8' sizes=40
fi
hinge-simulate -q -n 4 --cue none --cue dowel --reps 3 --rate 30 --format csv -o few
list=few/trials.csv
hinge-ingest -q $list -o study.h5
hinge-analyze -q study.h5 -o results.h5
for part in 1 2; do
    hinge-ingest -q $list --shard $part/2 -o half.$part.h5
done
printf '[run]\nlist = %s\noutput = out\ntables = reps\nfigures = paired\n' $list >out.ini
wrong=0 runs=0 died=0

try() { # words of the message, command that sets the limit...
    local words=$1 line text code
    shift
    while read -r line; do
        runs=$((runs + 1))
        line=${line/%out/out_$runs}
        # shellcheck disable=SC2086 # words of a command
        { ("$@" && ulimit -t 60 && exec $line) >/dev/null 2>said; } 2>/dev/null
        code=$?
        read -rd '' text <said
        case $code in
        0 | 127) continue ;; # 127: not even its libraries could be loaded
        5) ! [[ $text =~ $words ]] || [ -f out_$runs ] || continue ;;
        134 | 139) # within libhdf5 (docs/validation.md#reliability)
            [ "$words" != memory ] || [ -f out_$runs ] || { died=$((died + 1)) && continue; }
            ;;
        esac
        echo "$*: $line: exit $code: ${text:0:300}"
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
hinge-run -q out.ini --set run.output=$folder/out
END
}

for n in $files; do
    try 'Too many open files' ulimit -n "$n"
done
for kib in $data; do
    try 'memory' ulimit -d "$kib"
done

# Address space, from a tool's start in steps that double until its work succeeds, and in sizes
# between: it ends with one line; within libhdf5 it may die, its temporary then stays for the next run
# to take away. What an earlier run made stays, byte by byte; hinge-run, each time from nothing,
# leaves whole files.
ended=0
shopt -s globstar dotglob nullglob

within() { # KIB COMMAND...: exit code
    local kib=$1
    shift
    { (ulimit -v "$kib" -t 20 && exec "$@") >/dev/null 2>../said </dev/null; } 2>/dev/null
}
starts() { # KIB COMMAND...: to 128 KiB, the least in which it says its help, near to KIB
    local kib=$1 step=128
    shift
    until within "$kib" "$@" --help; do kib=$((kib + step)); done
    while within $((kib - step)) "$@" --help; do kib=$((kib - step)); done
    start=$kib
}
left() { # what is there: names and sums
    local file files=()
    for file in **; do
        [ ! -f "$file" ] || [ -L "$file" ] || [ "${file##*/}" = run-state.txt ] || files+=("$file")
    done
    [ ${#files[@]} -eq 0 ] || cksum "${files[@]}"
}
succeeds() { # KIB COMMAND...: or ends as it may
    local kib=$1 code after said died_in
    shift
    [ "$1" != hinge-run ] || [ ! -e out ] || rm -r out
    within "$kib" "$@"
    code=$?
    runs=$((runs + 1))
    case $code in
    0) return ;;
    5)
        ended=$((ended + 1))
        mapfile -t said <../said
        [ ${#said[@]} -eq 1 ] && [[ ${said[0]} =~ ^"$1: "("out of memory"|"out: cannot write") ]]
        ;;
    134 | 139)
        died=$((died + 1))
        died_in=(.out.hinge~* out/.*.hinge~)
        [ ${#died_in[@]} -eq 0 ] || rm "${died_in[@]}"
        ;;
    *) false ;;
    esac && after=$(left) && {
        [ "$after" = "$before" ] ||
            { [ "$1" = hinge-run ] && [ -z "$(comm -13 <(sort <<<"$before") <(sort <<<"$after"))" ]; }
    } && return 1
    echo "$* in $kib KiB: exit $code: $(head -c 300 ../said)"
    diff <(echo "$before") <(echo "$after")
    wrong=$((wrong + 1))
    return 1
}
mkdir spread && cd spread || exit 1
taskset -cp 0 $$ >/dev/null
cp -r ../few . && ln -s ../study.h5 ../results.h5 ../half.* ../out.ini .
start=16000
while read -r -a line; do
    starts "$start" "${line[0]}"
    [ ! -e out ] || rm -r out
    "${line[@]}" >/dev/null 2>&1 || echo "${line[*]}: exit $?"
    before=$(left)
    begin=$((start + 256)) step=256 # its libraries are loaded
    most=$begin
    until succeeds $most "${line[@]}" || [ $most -gt 400000 ]; do
        most=$((most + step)) step=$((2 * step))
    done
    step=$(((most - begin) / sizes + 32))
    for ((kib = begin + step / 2; kib < most; kib += step)); do
        ! succeeds $kib "${line[@]}" || break
    done
done <<END
hinge-ingest -q -j 1 $list -o out
hinge-analyze -q -j 1 study.h5 -o out
hinge-check -q -j 1 study.h5 -o out
hinge-export -q study.h5 --raw --trial p001_1_bodyweight_hinge_none_1 -o out
hinge-table reps results.h5 -o out
hinge-compare between results.h5 --outcome lumbar_fraction --group group --filter cue=none -o out
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

mapfile -t names < <(compgen -e) # the environment lies on the stack
export -n "${names[@]}"
export PATH OMP_NUM_THREADS
for kib in $stacks; do
    try 'the stack is limited to' ulimit -s "$kib"
    try 'OMP_STACKSIZE=.*threads need a stack' export OMP_STACKSIZE="${kib}k"
done
echo "$runs runs, $wrong wrong, $died died of memory within a library"
[ $wrong -eq 0 ]

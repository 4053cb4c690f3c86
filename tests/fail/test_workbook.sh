#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Workbooks and SPSS files while nothing may grow beyond so many KiB, and while one write, read or
# seek fails: the bytes of an undisturbed run, or exit 5 and the old file. Their libraries do not
# see every call that fails. A small table is tried closely, a large one, of many blocks, at some places;
# HINGE_CAMPAIGN=full fails every call of both. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-workbook-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer makes calls of its own"; exit 77; }
cd "$folder" || exit 1
mkdir temporary
export TMPDIR=$folder/temporary
shopt -s nullglob dotglob
hinge-ingest -q "$HINGE_ROOT"/datasets/cohort/p00[12]/*.trc -o study.h5
hinge-analyze -q study.h5 -o results.h5
wrong=0 runs=0

outcome() { # what, extension: what came of a run
    local left=(temporary/* .*~)
    runs=$((runs + 1))
    if { [ "$code" -eq 0 ] && cmp -s "out.$2" "whole.$2" && cp "old.$2" "out.$2"; } ||
        { [ "$code" -eq 5 ] && cmp -s "out.$2" "old.$2" && [ -n "$said" ]; }; then
        [ ${#left[@]} -gt 0 ] || return
        rm -f "${left[@]}"
    fi
    echo "$1: exit $code: $said"
    wrong=$((wrong + 1))
    cp "old.$2" "out.$2"
}

count() { # COMMAND...: of each call, how many it makes
    local call
    strace -f -qq --seccomp-bpf -e trace=write,read,lseek -o made "$@" >/dev/null
    for call in write read lseek; do calls[$call]=$(grep -c "$call(" made); done
}

try() { # extension, sizes tried, each how manieth call fails, option...: what is in the table
    local kind=$1 sizes=$2 step=$3 line last kib call at
    shift 3
    line=(hinge-table -q reps results.h5 "$@" --format "$kind" -o)
    if [ "${HINGE_CAMPAIGN-}" = full ]; then sizes=1000 step=1; fi
    "${line[@]}" "whole.$kind"
    hinge-table -q trials results.h5 --format "$kind" -o "old.$kind"
    cp "old.$kind" "out.$kind"
    last=$(($(unzip -p "whole.$kind" xl/worksheets/sheet1.xml 2>/dev/null | wc -c) / 1024 +
        $(stat -c %s "whole.$kind") / 1024 + 1))
    for ((kib = 0; kib <= last; kib += last / sizes + 1)); do
        # in a pipe, as a file of words would be limited too
        said=$(trap '' XFSZ && ulimit -f "$kib" && exec "${line[@]}" "out.$kind" 2>&1)
        code=$?
        outcome "$kind, $kib KiB" "$kind"
    done
    command -v strace >/dev/null || return
    count "${line[@]}" "counted.$kind"
    for call in write read lseek; do
        for ((at = begin[$call] + 1; at <= calls[$call]; at += step)); do
            # of HDF5's and our own reading tests/fail/test_iofault.sh is the judge
            said=$(ulimit -t 60 && exec strace -f -qq --seccomp-bpf -e trace=$call \
                -e inject=$call:error=ENOSPC:when=$at -o made "${line[@]}" "out.$kind" 2>&1)
            code=$?
            [[ $said != *"error while loading"* ]] || continue
            outcome "$kind, $call $at" "$kind"
        done
    done
}

heads() { # what, pattern, option...: each write of such bytes fails: without one of them the XML may be whole all the same
    local what=$1 pattern=$2 line at
    shift 2
    line=(hinge-table -q reps results.h5 "$@" --format xlsx -o)
    "${line[@]}" whole.xlsx
    hinge-table -q trials results.h5 --format xlsx -o old.xlsx
    cp old.xlsx out.xlsx
    strace -f -qq --seccomp-bpf -s 5000 -e trace=write -o made "${line[@]}" counted.xlsx
    mapfile -t places < <(grep 'write(' made | grep -n "$pattern" | cut -d: -f1)
    [ ${#places[@]} -gt 0 ] || { echo "no write of $what"; wrong=$((wrong + 1)); }
    for at in "${places[@]}"; do
        said=$(exec strace -f -qq --seccomp-bpf -e trace=write \
            -e inject=write:error=ENOSPC:when="$at" -o made "${line[@]}" out.xlsx 2>&1)
        code=$?
        outcome "$what, write $at" xlsx
    done
}

declare -A calls begin=([write]=0)
if command -v strace >/dev/null; then
    count hinge-table --version # what it reads before it begins
    begin[read]=${calls[read]} begin[lseek]=${calls[lseek]}
    heads widths max=
    heads rows '</row>' --columns start_s,end_s,hip_excursion_deg,lumbar_excursion_deg # likewise, with cells that are lost
fi
for kind in xlsx sav; do
    try $kind 30 3 --columns keys,lumbar_fraction
    try $kind 12 40 --columns all --phase descent # a hold has less, and each reason takes xlsx its time
done
echo "$runs runs, $wrong wrong"
[ $wrong -eq 0 ]

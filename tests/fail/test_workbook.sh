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
    if { [ "$code" -eq 0 ] && cmp -s "out.$2" "whole.$2"; } ||
        { [ "$code" -eq 5 ] && cmp -s "out.$2" "old.$2" && [ -s said ]; }; then
        [ ${#left[@]} -gt 0 ] || return
        rm -f "${left[@]}"
    fi
    echo "$1: exit $code: $(cat said)"
    wrong=$((wrong + 1))
}

try() { # extension, sizes tried, each how manieth call fails, option...: what is in the table
    local kind=$1 sizes=$2 step=$3 line last kib call begin calls at
    shift 3
    line=(hinge-table -q reps results.h5 "$@" --format "$kind" -o)
    if [ "${HINGE_CAMPAIGN-}" = full ]; then sizes=1000 step=1; fi
    "${line[@]}" "whole.$kind"
    hinge-table -q trials results.h5 --format "$kind" -o "old.$kind"
    last=$(($(unzip -p "whole.$kind" xl/worksheets/sheet1.xml 2>/dev/null | wc -c) / 1024 +
        $(stat -c %s "whole.$kind") / 1024 + 1))
    for kib in $(seq 0 $((last / sizes + 1)) $last); do
        cp "old.$kind" "out.$kind"
        (trap '' XFSZ && ulimit -f "$kib" && exec "${line[@]}" "out.$kind") 2>&1 | cat >said
        code=${PIPESTATUS[0]}
        outcome "$kind, $kib KiB" "$kind"
    done
    command -v strace >/dev/null || return
    for call in write read lseek; do
        cp "old.$kind" "out.$kind"
        begin=$(strace -f -qq -e trace=$call -o /dev/stdout hinge-table --version | grep -c "$call(")
        calls=$(strace -f -qq -e trace=$call -o calls "${line[@]}" "out.$kind"; grep -c "$call(" calls)
        for at in $(seq $((begin + 1)) "$step" "$calls"); do
            cp "old.$kind" "out.$kind"
            # of HDF5's and our own reading tests/fail/test_iofault.sh is the judge
            strace -f -qq --seccomp-bpf -e trace=$call -e inject=$call:error=ENOSPC:when="$at" -o calls \
                timeout 100 "${line[@]}" "out.$kind" >said 2>&1
            code=$?
            [ ! -s said ] || ! grep -q 'error while loading' said || continue
            outcome "$kind, $call $at" "$kind"
        done
    done
}

for kind in xlsx sav; do
    try $kind 30 3 --columns keys,lumbar_fraction
    try $kind 12 40 --columns all --phase descent # a hold has less, and each reason takes xlsx its time
done
echo "$runs runs, $wrong wrong"
[ $wrong -eq 0 ]

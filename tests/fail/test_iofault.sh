#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# System calls that fail with EIO, the first and later ones, once and from then on: exit 5 with the
# reason, never the word that a file is damaged; the old output stays, no temporary is left, nothing
# hangs. HINGE_CAMPAIGN=full tries more places. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-iofault-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o "$folder/iofault.so" "$HINGE_ROOT/tests/fail/iofault.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
shopt -s nullglob dotglob
hinge-ingest -q "$HINGE_ROOT"/datasets/cohort/p001/bodyweight_hinge_*_1.trc -o study.h5
hinge-analyze -q study.h5 -o results.h5
wrong=0 runs=0 died=0 failed=0

# try CALL NAME FROM ONCE COMMAND...: exit 0 (nothing failed) or 5 as told
try() {
    local call=$1 name=$2 from=$3 once=$4 said code left=() now=()
    shift 4
    echo old >out
    # no end is seen by the processor it takes: a machine that others use too may be slow
    said=$(
        export IOFAULT_CALL="$call" IOFAULT_NAME="$name" IOFAULT_FROM="$from" IOFAULT_HIT=hit LD_PRELOAD="$folder/iofault.so"
        [ -z "$once" ] || export IOFAULT_ONCE=1
        ulimit -t 20 && exec "$@" 2>&1 >/dev/null
    )
    code=$?
    runs=$((runs + 1))
    left=(*hinge~*)
    if [ $code -eq 0 ] && [ ${#left[@]} -eq 0 ]; then return; fi
    [ ! -e out ] || mapfile now <out
    if [ $code -eq 134 ] && [ "$call" = pwrite ] && [[ $said == *H5F__dest:\ Assertion* ]] &&
        [ ${#left[@]} -eq 0 ] && [ "${now[*]}" = $'old\n' ]; then
        died=$((died + 1)) # libhdf5 2 built with assertions, its first write (docs/validation.md#reliability)
        return
    fi
    if [ $code -ne 5 ] || [ ${#left[@]} -gt 0 ] || [[ $said == *damaged* ]] || [[ $said != *"Input/output error"* ]] ||
        { [ "${now[*]}" != $'old\n' ] && [[ $said != *"new file is in place"* ]]; }; then
        echo "$call $name from $from ${once:+once }$*: exit $code: $said ${left[*]}"
        wrong=$((wrong + 1))
    fi
}

places="1 2 5"
[ "${HINGE_CAMPAIGN-}" != full ] || places="1 2 3 4 5 6 8 10 13 17 22 30 45 70 100 200"
# of FILE CALL COMMAND...: each place until the tool makes no more such calls
each() {
    local file=$1 call=$2 from
    shift 2
    for from in $places; do
        : >hit
        try "$call" "$file" "$from" '' "$@"
        [ -s hit ] || break
        try "$call" "$file" "$from" yes "$@"
        failed=$((failed + 1))
    done
}
for call in open read pread fstat; do
    each study.h5 $call hinge-analyze -q study.h5 -o out
    each study.h5 $call hinge-check -q study.h5 -o out
    each study.h5 $call hinge-export -q study.h5 --processed --trial bodyweight_hinge_none_1 -o out
    each results.h5 $call hinge-table reps results.h5 -o out
done
for call in write pwrite fsync rename close fstat lstat stat open; do
    each out $call hinge-analyze -q study.h5 -o out
    each out $call hinge-table reps results.h5 -o out
    each out $call hinge-check study.h5 -o out
    each out $call hinge-export -q study.h5 --raw --trial bodyweight_hinge_none_1 -o out
done
[ $failed -gt 70 ] || { echo "only $failed places at which a call fails" && wrong=$((wrong + 1)); }
try fsync "$(basename "$folder")" 2 yes hinge-table reps results.h5 -o out
echo "$runs runs, $wrong wrong, $died died within libhdf5"
[ $wrong -eq 0 ]

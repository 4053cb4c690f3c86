#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Runs that were killed when all was done and nothing published, with their journal whole, cut, flipped, or of another
# command: what the next run takes from it, says and makes, to the last byte (pins.sh). 77: skipped.
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o iofault.so "$HINGE_ROOT/tests/fail/iofault.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cohort
ingest=(hinge-ingest --keep-column participant --keep-column notes cohort/list.csv)
journal=.out.h5.journal~
killed() { # leaves a journal
    rm -f out.h5 .out.h5.*
    { IOFAULT_KILL=1 IOFAULT_CALL=rename IOFAULT_NAME=out.h5 IOFAULT_FROM=1 LD_PRELOAD=$pins/iofault.so \
        "${ingest[@]}" -q -o out.h5; } >/dev/null 2>&1
    rm -f .out.h5.hinge~
}
made() { # name
    pin "$1.check" hinge-check -q out.h5 --format csv --show trials
    rm -f out.h5 .out.h5.*
}
killed
pin resumed "${ingest[@]}" -o out.h5
made resumed
killed
pin forced "${ingest[@]}" -o out.h5 --force
made forced
killed
truncate -s $(($(stat -c %s $journal) / 2)) $journal
pin cut "${ingest[@]}" -o out.h5
made cut
killed
printf X | dd of=$journal bs=1 seek=$(($(stat -c %s $journal) / 3)) conv=notrunc 2>/dev/null
pin flipped "${ingest[@]}" -o out.h5
made flipped
killed
pin other "${ingest[@]}" -o out.h5 --up +z
made other
killed
sed -i '9s/\t[0-9]/\t1/' cohort/p001/bodyweight_hinge_dowel_1.trc
pin changed "${ingest[@]}" -o out.h5
made changed
pinned

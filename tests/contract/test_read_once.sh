#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Each chunk of curves is read, and so decoded, once for an output, not once for a repetition: places
# of results.h5 that are read, counted where libhdf5 reads them. Of 520 repetitions there are two
# chunks of a curve. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-once-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o "$folder/reads.so" "$HINGE_ROOT/tests/contract/reads.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
hinge-simulate -q -n 13 --reps 20 --cue none --cue dowel --rate 15 --descent 0.7 --rest 0.3 --stand 1 -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
wrong=0

# The places of chunks that a command reads, as often as it reads them.
reads() {
    : >log
    READS_NAME=/results.h5 READS_LOG=log LD_PRELOAD=$PWD/reads.so "$@" >out 2>&1 || cat out >&2
    awk '$2 >= 1500 && $2 < 1000000 { print $1 }' log | LC_ALL=C sort
}
# Curves are what the table of curves reads, and that of repetitions does not.
reads hinge-table reps results.h5 --columns all | uniq >of_reps
for phase in rep descent; do
    reads hinge-table waveforms results.h5 --phase $phase
done | LC_ALL=C sort -u | LC_ALL=C comm -13 of_reps - >curves
[ "$(wc -l <curves)" -ge 20 ] || { echo "only $(wc -l <curves) chunks of curves are known"; wrong=1; }

once() { # LEAST COMMAND...: the curves that it reads, at least so many
    reads "${@:2}" | LC_ALL=C join - curves | uniq -c >counts
    awk -v what="${*:2}" -v least="$1" '$1 > 1 { print what ": the chunk at " $2 " is read " $1 " times"; bad = 1 }
        END { if (NR < least) { print what ": reads " NR " chunks of curves"; bad = 1 } exit bad }' counts || wrong=1
}
once 4 hinge-report -q results.h5 -o report.html
once 0 hinge-report -q results.h5 --sheet --participant p001 -o sheet.html
once 10 hinge-view -q results.h5 -o recordings
once 2 hinge-plot -q waveforms results.h5 -o waveforms.svg
once 2 hinge-plot -q loops results.h5 -o loops.svg
once 2 hinge-compare -q spm results.h5 --design paired --curve lumbar_flex --condition cue
once 2 hinge-table -q waveforms results.h5
exit $wrong

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Files of another build of the same version (other-build-run: hinge-run with other digests): hinge-run makes them
# anew, tables, figures and pages read them and say both builds in a line, and what would mix them is refused.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-build-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
failed() { echo "$*"; cat said 2>/dev/null; exit 1; }
other='made by another build, hinge-analyze [0-9.]+ \(build 0000000b\); this is hinge-analyze [0-9.]+ \(build [0-9a-f]{8}\)'
hinge-simulate -q -n 1 --reps 3 --rate 25 --stand 1 --seed 5 --cue none -o raw
printf '[run]\nlist = raw/trials.csv\nfigures = waveforms\nformats = csv\nrecordings = none\nsheets = no\n' >study.ini
other-build-run -q study.ini >/dev/null 2>said || failed "$?"
cp -r results other
stages() { hinge-run study.ini 2>&1 | grep -E '^hinge-run: [1-6]/6'; }
stages >said
[ "$(grep -c '…$' said)" -eq 6 ] || failed "not all was made anew"
grep -qE '^hinge-run: 1/6 ingest: made by another build, hinge-ingest [0-9.]+ \(build 0000000a\); this is hinge-ingest [0-9.]+ \(build [0-9a-f]{8}\): …$' said || failed
[ "$(grep -c 'another build' said)" -eq 1 ] || failed
! diff -q other/results.h5 results/results.h5 >said || failed "the results of the other build are still there"
stages >said
[ "$(grep -c 'nothing has changed$' said)" -eq 6 ] || failed

reads() { # command...
    "$@" 2>said >out || failed "$*: exit $?"
    [ "$(grep -cE "^hinge-[a-z]+: other/results.h5: $other\$" said)" -eq 1 ] || failed "$*"
}
reads hinge-table reps other/results.h5 --format csv
cp said table
tail -n +2 out >rows # the numbers as they are
hinge-table reps results/results.h5 --format csv 2>said | tail -n +2 | cmp - rows
[ ! -s said ] || failed "its own results"
reads hinge-table provenance other/results.h5
grep -qE 'source +hinge-analyze [0-9.]+ \(build 0000000b\)' out
reads hinge-plot waveforms other/results.h5 -o f.svg
reads hinge-report other/results.h5 -o page.html
grep -qE 'hingekit [0-9.]+ \(build 0000000b\), read by hingekit [0-9.]+ \(build [0-9a-f]{8}\)' page.html
reads hinge-view other/results.h5 -o seen

refuses() { # pattern, command...
    local pattern=$1 status=0
    shift
    "$@" 2>said >out || status=$?
    { [ $status = 3 ] && grep -qE "$pattern" said; } || failed "$*: exit $status"
}
refuses "^hinge-view: other/results.h5: $other, which would measure other/study.h5 differently: analyse it again" hinge-view other/study.h5 other/results.h5 -o view
refuses "^hinge-report: other/results.h5: $other" hinge-report other/results.h5 --study other/study.h5 -o r.html
mixed='other/study.h5: made by hinge-ingest .*a\), and results/results.h5 from a study of another build, hinge-ingest .*: name that study, or analyse this one$'
refuses "$mixed" hinge-view other/study.h5 results/results.h5 -o view
refuses "$mixed" hinge-report results/results.h5 --study other/study.h5 -o r.html
refuses "$mixed" hinge-plot stick results/results.h5 --study other/study.h5 -o s.svg
[ ! -e view ] && [ ! -e r.html ] && [ ! -e s.svg ]
# results of this build of a study of the other say so for ever
hinge-analyze -q other/study.h5 -o mixed.h5 2>said
grep -qE '^hinge-analyze: other/study.h5: made by another build, hinge-ingest' said || failed
hinge-table trials mixed.h5 2>said >out
grep -qE '^hinge-table: mixed.h5: made from a study of another build, hinge-ingest .*a\); this is hinge-ingest' said || failed

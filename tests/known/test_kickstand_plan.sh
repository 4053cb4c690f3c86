#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A kickstand study from plan to report: without the standing leg hinge-check says what to fill in; with
# it the pelvis and the load of the front leg are judged in every repetition. The simulated feet are 30 cm apart, half of
# the weight on each by the habit of rocking back: rocked back, pelvis level.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-plan -q --groups sedentary:2,trained:2 --task kickstand_hinge --cues none,mirror --reps 3 --tier A \
    --name '{participant}/{cue}_{trial}.trc' -o study
hinge-simulate -q --list study/trials.csv --format trc-whole-a --rear-foot 30 --fault kickstand_rock_back --rate 60 -o study
hinge-ingest -q study/trials.csv -o without.h5
hinge-check -q without.h5 >said
grep -q '^warning NO_SIDE: a task on one leg without its side (8 recordings of 4 people)' said
grep -A1 '^warning NO_SIDE' said | grep -q 'what to do: write l or r, .* into the column side'
# the box of the sheet, as ticked
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 && $at["role"] == "trial" { $at["side"] = "r" } 1' \
    study/trials.csv >filled && mv filled study/trials.csv
hinge-run -q --new study >/dev/null 2>&1
hinge-run -q study/study.ini >/dev/null 2>&1
if hinge-check -q study/results/study.h5 | grep NO_SIDE; then exit 1; fi
hinge-table faults -q study/results/results.h5 --filter fault=kickstand_rock_back,pelvic_drop,pelvic_open \
    --by participant,cue,trial,rep --format csv | grep -v '^#' >faults.csv
python3 - <<'END'
import collections, csv
states = collections.Counter((r["fault"], r["state"]) for r in csv.DictReader(open("faults.csv")))
want = {("kickstand_rock_back", "present"): 24, ("pelvic_drop", "absent"): 24, ("pelvic_open", "absent"): 24}
assert states == want, states
END
grep -q ',pelvic_drop,' study/results/tables/faults.csv
grep -q 'judged faults' study/results/report.html

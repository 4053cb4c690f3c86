#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every sentence of the report's answers, parsed back: each number is computed again from the rows of every
# repetition, for the example cohort, phone videos, recordings of mixed evidence, a planned study, one person and
# 60 participants under four conditions. A sentence of another form, or a number that is not computed, fails.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
make() { # NAME simulate's options
    local name=$1
    shift
    hinge-simulate -q --rate 30 --reps 3 "$@" -o "$name"
}
make phone -n 12 --format csv-mediapipe --cue none --cue dowel --cue wall_tap_4in
make lab -n 6 --format trc-b
make one -n 1
make large -n 60 --format trc-b --cue none --cue dowel --cue wall_tap_4in --cue mirror
hinge-plan -q --groups sedentary:6,trained:6 --cues none,dowel,wall_tap_4in \
    --name '{participant}/s{session}_{cue}_{trial}.trc' -o planned
hinge-simulate -q --plan planned/trials.csv --format trc-b --rate 30 --force -o planned
mkdir mixed demo
cp -r lab phone mixed
python3 - <<'END'
import csv
lab, phone = (list(csv.DictReader(open(name + "/trials.csv"))) for name in ("lab", "phone"))
for row in lab:
    row["file"] = "lab/" + row["file"]
for row in phone:
    row["file"] = "phone/" + row["file"]
    row["participant"] = row["participant"].replace("p0", "q0")
out = csv.DictWriter(open("mixed/trials.csv", "w"), list({**lab[0], **phone[0]}))
out.writeheader()
out.writerows(lab + phone)
END
for name in demo phone mixed planned one large; do
    list=$name/trials.csv
    [ $name = demo ] && list=$HINGE_ROOT/datasets/cohort/trials.csv
    hinge-ingest -q "$list" -o $name/s.h5
    hinge-analyze -q $name/s.h5 -o $name/r.h5
    hinge-report -q $name/r.h5 -o $name.html
    columns=lumbar_fraction,trunk_excursion_deg,hip_posterior_ll,knee_excursion_deg,shank_incl_deg
    columns=$columns,hinge_index,duration_s,total_excursion_deg,trunk_thigh_excursion_deg,matched_lumbar_rounding,matched_hip_posterior_ll,in_groups
    columns=$columns,wall_tapped,lumbar_at_reach_deg,matched_hinge_index
    hinge-table reps -q $name/r.h5 --columns "$columns" -o $name/reps.csv
    hinge-table faults -q $name/r.h5 --by participant,group,cue,trial,rep -o $name/faults.csv
    hinge-table faults -q $name/r.h5 -o $name/rates.csv
    for analysis in cues groups; do
        kept=
        [ $name != mixed ] || kept=tier=B
        [ $analysis != groups ] || kept=${kept:+$kept&}cue=none
        hinge-compare $analysis $name/r.h5 ${kept:+--filter "$kept"} -q -o $name/$analysis.json 2>/dev/null || true
    done
done
PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B "$HINGE_ROOT/tests/cli/answers_numbers.py" demo phone mixed planned one large

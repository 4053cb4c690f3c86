#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Each task of docs: a person who does it as coached shows no fault, one who does it wrong the fault
# that is planted. Nobody leans: on one leg the lifted foot does not tell how somebody stands.
set -eu
cd "$(mktemp -d)"
here=$PWD
trap 'rm -rf "$here"' EXIT
n=0
make() { # task cue fault: a person a folder; all are rows of one list
    n=$((n + 1))
    hinge-simulate -q -n 1 --first $n --reps 4 --trials 1 --variation 0 --noise 1 --rate 50 --group trained \
        --format trc-whole-a --task "$1" --cue "$2" ${3:+--fault "$3"} -o made$n
    echo "p$(printf %03d $n),$1,$2,$3" >>said.csv
}
while read -r task cue fault; do
    make "$task" "$cue" ""
    make "$task" "$cue" "$fault"
done <<'TASKS'
bodyweight_hinge none lumbar_rounding
bodyweight_hinge dowel dowel_contact_lost
bodyweight_hinge wall_tap_3in wall_tap_miss
bodyweight_hinge bench_front bench_front_contact
bodyweight_hinge bench_behind bench_behind_miss
hinge_hands_chest none fold_forward
rdl none load_off_midfoot
rdl_stick none spine_over_hip
weighted_hinge none locked_knees
banded_hinge band_pull insufficient_hip_travel
banded_pull_through none no_lockout
hinge_row none lumbar_rounding
kettlebell_deadlift none squat_pattern
kettlebell_deadlift_elevated none shin_forward
kettlebell_swing none squat_pattern
deadlift_floor none hips_shoot_up
kickstand_hinge none kickstand_rock_back
kickstand_lifted none pelvic_drop
single_leg_hinge none pelvic_open
warrior_hinge none warrior_depth_short
squat_contrast none butt_wink
squat_contrast none depth_short
hero_squat none lumbar_rounding
dishwasher none lumbar_rounding
sink none uncontrolled_lowering
oven none lumbar_rounding
laundry_basket none spine_over_hip
dog_dish none lumbar_rounding
pick_toy_floor none lumbar_rounding
gardening none lumbar_rounding
make_bed none lumbar_rounding
vacuum none lumbar_rounding
pick_light_object none lumbar_rounding
lift_groceries none back_unfurl
pick_child none lumbar_rounding
lift_heavy_box none back_unfurl
sit_to_chair none drop_lowering
sit_to_chair none lumbar_rounding
stand_up none lumbar_rounding
TASKS
python3 - <<'PYTHON'
import csv, glob
rows, columns = [], []
for name in sorted(glob.glob("made*/trials.csv")):
    for row in csv.DictReader(open(name)):
        row["file"] = name[:-len("trials.csv")] + row["file"]
        columns += [c for c in row if c not in columns]
        rows.append(row)
out = csv.DictWriter(open("trials.csv", "w"), columns, restval="")
out.writeheader()
out.writerows(rows)
PYTHON
hinge-ingest -q trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
if hinge-table trials results.h5 --columns task,warnings | grep VERTICAL_SUSPECT; then
    exit 1
fi
hinge-table faults results.h5 --by participant,cue,trial,rep --format csv -o faults.csv
python3 - <<'PYTHON'
import collections, csv, sys
said = {p: (task, cue, fault) for p, task, cue, fault in csv.reader(open("said.csv"))}
states = collections.defaultdict(collections.Counter)
for r in csv.DictReader(open("faults.csv")):
    states[r["participant"], r["fault"]][r["state"]] += 1
wrong = 0
for p, (task, cue, fault) in said.items():
    of = {f: s for (q, f), s in states.items() if q == p}
    if not of or sum(of["lumbar_rounding"].values()) < 3:
        print(p, task, cue, "has no repetitions"); wrong += 1
    if fault:
        if of[fault]["present"] < 3 or of[fault]["absent"]:
            print(p, task, cue, fault, "is not seen:", dict(of[fault])); wrong += 1
    else:
        seen = {f: dict(s) for f, s in of.items() if s["present"]}
        if seen:
            print(p, task, cue, "has faults:", seen); wrong += 1
sys.exit(wrong > 0)
PYTHON

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A recording in space, filmed from the side and from the front: what both sides tell is what was
# planted, what Python finds in the coordinates and what the recording in space gives; no table or
# tool takes the front view for a loss.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 2 --reps 3 --noise 0 --format trc-whole-b --cue none --fault pelvic_drop -o raw
cat >film.py <<'END'
import csv, math, os
os.mkdir("films")
front, side, stance = [], [], {}
for r in csv.DictReader(open("raw/trials.csv")):
    lines = open("raw/" + r["file"]).read().split("\n")
    names = [n for n in lines[3].split("\t")[2:] if n]
    frames = [[float(v) for v in l.split("\t")[1:]] for l in lines[6:] if l]
    at = {n: 1 + 3 * i for i, n in enumerate(names)}
    def gap(n, f):
        return [f[at[n + "_r"] + k] - f[at[n + "_l"] + k] for k in range(3)]
    dx, dz = (sum(gap("hjc", f)[k] for f in frames) for k in (0, 2))
    right = (dx / math.hypot(dx, dz), dz / math.hypot(dx, dz))
    ahead, who = (right[1], -right[0]), r["participant"]
    across = lambda n, f: gap(n, f)[0] * right[0] + gap(n, f)[2] * right[1]
    standing = sorted(abs(across("ankle", f) / across("shoulder", f)) for f in frames[:60])
    stance[who] = math.log(standing[30])
    # the clock of the camera in front is 2 s ahead; it has the right side on its left
    for view, axis, late, seen in (("side", ahead, 0, frames),
                                   ("front", (-right[0], -right[1]), -2, frames[:-30])):
        with open(f"films/{who}_{view}.csv", "w") as out:
            print("time", *(f"{n}_{a}" for n in names for a in "xy"), sep=",", file=out)
            for f in seen:
                print(f"{f[0] - late:.6f}", *(f"{v / 1000:.6f}" for n in names for k in [at[n]]
                      for v in (f[k] * axis[0] + f[k + 2] * axis[1], f[k + 1])), sep=",", file=out)
    row = [who, 1, r["task"], "none", r["height_m"], "l", "m", "+y"]
    front.append([f"{who}_front", f"{who}_front.csv", "frontal", f"{who}_side", -2] + row)
    side.append([f"{who}_side", f"{who}_side.csv", "sagittal", "", ""] + row)
head = ["id", "file", "view", "sync_trial", "t_offset_s", "participant", "session", "task", "cue",
        "height_m", "side", "units", "up"]
for name, rows in (("list", front + side), ("nobody", [front[0][:3] + ["gone"] + front[0][4:]] + side)):
    csv.writer(open(f"films/{name}.csv", "w")).writerows([head] + rows)
print(*(f"{who} {v:.9f}" for who, v in stance.items()), sep="\n", file=open("stance", "w"))
END
python3 film.py
hinge-ingest -q raw/trials.csv -o space.h5
hinge-analyze -q space.h5 -o in_space.h5
hinge-ingest -q films/list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
for f in in_space r; do
    hinge-table reps $f.h5 --phase rep -o $f.reps.csv
    hinge-table faults $f.h5 --by participant,rep -o $f.faults.csv
done
cat >check.py <<'END'
import csv
def read(name, *key):
    return {tuple(r[k] for k in key): r for r in csv.DictReader(open(name))}
reps, space = (read(f + ".reps.csv", "participant", "rep") for f in ("r", "in_space"))
faults, both = (read(f + ".faults.csv", "participant", "rep", "fault") for f in ("r", "in_space"))
stance = dict(l.split() for l in open("stance"))
planted = {}
for r in csv.DictReader(open("raw/truth.csv")):
    planted[r["participant"], r["rep"]] = float(r["planted_severity"])
assert len(reps) == len(space) == len(planted) == 6
def close(a, b, within, what):
    assert abs(float(a) - float(b)) <= within, (what, a, b)
for key, r in reps.items():
    assert r["dim"] == "2" and space[key]["dim"] == "3"
    close(r["stance_log"], stance[key[0]], 2e-3, (key, "stance"))
    for metric, within in (("stance_log", 2e-3), ("knee_gap_ratio", 2e-3), ("ml_sway_ll", 2e-4)):
        close(r[metric], space[key][metric], within, (key, metric))
    drop = faults[key + ("pelvic_drop",)]
    assert drop["prevalence"] == "1"
    close(drop["severity"], planted[key], 0.3, (key, "planted"))
    # on one leg the knees are together or apart as the task has them
    assert all(f[key + ("knee_valgus",)]["reasons"] == "NOT_APPLICABLE_VARIANT 1" for f in (faults, both))
    for fault, within in (("pelvic_drop", 0.3), ("lateral_lean", 0.3)):
        close(faults[key + (fault,)]["severity"], both[key + (fault,)]["severity"], within,
              (key, fault))
END
python3 check.py
# the same in parts and with one thread
hinge-analyze -q --threads 1 s.h5 -o one.h5
for i in 1 2; do hinge-ingest -q --shard $i/2 films/list.csv -o s$i.h5; hinge-analyze -q s$i.h5 -o part$i.h5; done
hinge-merge -q part1.h5 part2.h5 -o all.h5
cmp r.h5 one.h5
cmp r.h5 all.h5
# a front view is no loss
hinge-table flow r.h5 --format csv >flow.csv
grep -qx ',front view of a recording,,2,2,0' flow.csv
grep -qx ',analysed,,2,2,6' flow.csv
hinge-table participants r.h5 --format csv >people.csv
grep -q '^recordings,,1,not given,2,2,,,1,0,' people.csv # of each person one
if grep -q 'no repetition' flow.csv; then cat flow.csv; exit 1; fi
hinge-plot tiles r.h5 --allow-single -o tiles.svg >said 2>&1 # nor for another kind of recording
grep -q '^hinge-plot: Share of each person.s judged repetitions with a fault, 2 people' said
if grep -q 'other recording' said; then cat said; exit 1; fi
hinge-table trials r.h5 >said
grep -qx 'p001_front.csv: front view: its pelvis, shift, lean, knees and stance are in the repetitions of p001_side' said
hinge-check s.h5 >said
grep -qx '4 recordings of 2 people: 4 can be used (tier B 2, N 2); 0 errors, 0 warnings, 0 notes' said
mv films/list.csv films/trials.csv
hinge-run --new films/trials.csv >said 2>&1
hinge-run -q films/study.ini >said 2>&1
grep -qx 'recordings  2 of 2 used' said # a front view belongs to its side view
if grep -q NO_REPS said; then cat said; exit 1; fi
# one that names no side view is refused, and the message says what to do
hinge-ingest -q films/nobody.csv -o n.h5
hinge-analyze -q n.h5 -o nr.h5 2>said && code=0 || code=$?
[ "$code" = 4 ]
hinge-table trials nr.h5 >said
grep -q 'name that recording in sync_trial, by its id' said
hinge-check n.h5 >said || true
grep -q 'VIEW_NOT_SAGITTAL: refused by analysis (1 recording' said
grep -q 'sync_trial gone is not a recording of the study' said
# phones that all stood oblique: the title says so, not that repetitions were too few
hinge-simulate -q -n 2 --reps 4 --cue none --format csv-mediapipe --rate 30 --view 40 -o phones
hinge-ingest -q phones/trials.csv -o p.h5
hinge-analyze -q p.h5 -o pr.h5
hinge-report -q pr.h5 -o page.html
grep -q '<h1>No value: in 2 of 2 recordings the camera was not at the side, or the list does not say where it was</h1>' page.html
grep -q 'Recordings without a value because.*film from the side' page.html

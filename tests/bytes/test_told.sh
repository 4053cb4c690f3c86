#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings at 25 Hz of which one side, the beginning, the end or a moment is hidden, of which the list tells where up,
# front and standing are, and that were marked by hand: every number, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
made() { # name option...
    local name=$1
    shift
    hinge-simulate -q -n 1 --stand 1 --cue none --rate 25 "$@" -o "$name" && mv "$name"/p001/* "$name.$(basename "$name"/p001/* | sed 's/.*\.//')"
}
made whole --format trc-whole-a --noise 1 --reps 2 --seed 5
made floor --format trc-whole-a --noise 1 --reps 3 --seed 5 --task deadlift_floor
made gait --format trc-a --noise 1 --reps 2 --seed 7 --heading 40
made chain --format trc-b --noise 1 --reps 2 --seed 6 --task rdl
made coco --format csv-coco --reps 2 --seed 5
made front --format csv-coco --reps 2 --seed 5 --view 90
python3 - <<'PY' || exit 1
import math
import pathlib

listed = []
LEFT, PELVIS = ("_l", "left_", "L"), ("asis", "psis", "LASI", "RASI", "LPSI", "RPSI", "l5")

def table(name): # lines of the head, names of points, times and places of each frame, as texts
    path = next(pathlib.Path(".").glob(name + ".*"))
    trc = path.suffix == ".trc"
    lines = path.read_text().split("\n")
    head = 6 if trc else 1
    names = [n for n in lines[3].split("\t")[2:] if n] if trc else [c[:-2] for c in lines[0].split(",")[1::3]]
    frames = []
    for line in filter(None, lines[head:]):
        cells = line.split("\t" if trc else ",")
        first = 2 if trc else 1
        frames.append((cells[:first], {n: cells[first + 3 * k:first + 3 * k + 3] for k, n in enumerate(names)}))
    return path.suffix, lines[:head], names, frames

def put(name, how, change, clock=0, only=(0, 1), **told):
    """A recording in which change(share of it, points) was done; what the list tells of it."""
    suffix, head, names, frames = tables[name]
    mark = "\t" if suffix == ".trc" else ","
    with open(f"{name}_{how}{suffix}", "w") as file:
        print(*head, sep="\n", file=file)
        for i, (first, points) in enumerate(frames):
            if not only[0] <= i / len(frames) < only[1]:
                continue
            points = dict(points)
            if i == 60: # no two are the same
                points[names[0]] = [f"{float(points[names[0]][0] or 0) + len(listed) / 100:.2f}", *points[names[0]][1:]]
            if clock:
                first = [first[0], f"{clock + float(first[1]):.4f}"]
            change(i / len(frames), points)
            print(mark.join(first + [c for p in points.values() for c in p]), file=file)
    row = {"file": f"{name}_{how}{suffix}", "participant": f"{name}_{how}", "task": "deadlift_floor" if name == "floor" else "rdl", "height_m": 1.7, "mass_kg": 70}
    if suffix == ".csv":
        row |= {"rate_hz": 25, "units": "px", "image_width_px": 1920, "image_height_px": 1080}
    listed.append(row | told)

def hide(which, start=0.0, end=1.0):
    def change(at, points):
        for n in points:
            if start <= at < end and any(n.startswith(w) or n.endswith(w) for w in which):
                points[n] = ["", "", ""]
    return change

def turned(degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    def change(at, points):
        for n, (x, y, z) in points.items():
            x, y = float(x), float(y)
            points[n] = [f"{x * c - y * s:.3f}", f"{x * s + y * c:.3f}", z]
    return change

def zoomed(at, points): # out, and for a moment further
    size = 1 - 0.4 * min(1, max(0, (at - 0.12) / 0.1)) - 0.15 * max(0, 1 - abs(at - 0.33) / 0.06)
    for n, (x, y, score) in points.items():
        points[n] = [f"{960 + (float(x) - 960) * size:.3f}", f"{950 + (float(y) - 950) * size:.3f}", score]

def swap(start, end):
    def change(at, points):
        for n in points:
            other = n.replace("left_", "right_")
            if start <= at < end and other != n:
                points[n], points[other] = points[other], points[n]
    return change

def same(at, points):
    pass

def weight(rest, lifted=(0, 1), still=1.5):
    """The marker of a weight that is in the right hand above its rest."""
    def change(at, points):
        x, y, z = points["wrist_r"]
        above = float(y) - 100 > rest and lifted[0] <= at <= lifted[1]
        points["load"] = [x, f"{float(y) - 100:.2f}", z] if above else ["350", f"{rest + still * math.sin(at * 700):.2f}", "0"]
    return change

tables = {name: table(name) for name in ("whole", "floor", "gait", "chain", "coco", "front")}
for name in ("whole", "floor"):
    suffix, head, names, frames = tables[name]
    tables[name + "_load"] = suffix, [line.replace("\tnose\t", "\tload\t") for line in head], ["load" if n == "nose" else n for n in names], frames
for name in ("whole", "gait", "coco"):
    put(name, "right_alone", hide(LEFT), side="r")
    put(name, "late", hide(("",), 0, 0.1))
    put(name, "knees", hide(("knee", "left_knee", "right_knee", "LKNE", "RKNE"), 0, 0.15), load_kg=20)
for name in ("whole", "chain", "coco"):
    put(name, "left_late", hide(LEFT, 0, 0.35))
    put(name, "early", hide(("",), 0.9))
    put(name, "shoulders", hide(("shoulder", "left_shoulder", "right_shoulder", "c7"), 0.28, 0.36))
for name in ("gait", "chain", "coco"):
    put(name, "moment", hide(("",), 0.3, 0.32))
    put(name, "ankles", hide(("ankle", "left_ankle", "right_ankle", "LANK", "RANK"), 0.3))
for name in ("whole", "gait"):
    for k, lost in enumerate(("asis_l", "asis_r", "psis_l", "psis_r") if name == "whole" else ("LASI", "RASI", "LPSI", "RPSI")):
        put(name, "without_" + lost, hide((lost,), 0.2 + k / 10, 0.5 + k / 8))
    put(name, "pelvis_late", hide(PELVIS, 0, 0.14))
for name in ("whole", "coco"):
    down = -1 if name == "whole" else 1
    c, s = math.cos(math.radians(7)), math.sin(math.radians(7))
    z = " 0" if name == "whole" else ""
    put(name, "gravity", turned(7), gravity=f"{-s * down:.4f} {c * down:.4f}{z}")
    put(name, "plumb", turned(7), plumb=f"{900 - 500 * s:.1f} {500 * c:.1f}{z} 900 0{z}")
    put(name, "leans", turned(7))
    put(name, "no_gravity", same, gravity="0 0" + z)
    put(name, "few_numbers", same, gravity="0;1;" + z + "x")
    put(name, "sideways", same, plumb=f"0 0{z},100 10{z}")
for facing in ("+x", "-x", "+z", "-z"):
    put("gait", "facing" + facing, same, facing=facing)
    put("coco", "facing" + facing, same, facing=facing)
put("coco", "swapped", swap(0.4, 0.6))
put("coco", "zoomed", zoomed, stand_start_s=0.1, stand_end_s=0.9)
put("coco", "mirrored", same, mirrored=1, side="l")
put("coco", "sagittal", hide(LEFT), view="sagittal", height_m="", leg_length_m=0.82)
for k, share in enumerate((0, 0.15, 0.24)): # left is right for so long
    put("coco", f"of_front_{k}", same, id=f"side{k}", side="l", trial=2)
    put("front", f"of_it_{k}", swap(0.3, 0.3 + share), view="frontal", sync_trial=f"side{k}", t_offset_s=0.2)
put("front", "alone", same)
put("front", "told", same, facing="+x")
for k, (start, end) in enumerate(((0, 0.8), (0.5, ""), (3, 3.4), (0.2, 0.1), ("", 0.8), (50, 60))):
    put("chain", f"stood_{k}", same, stand_start_s=start, stand_end_s=end)
for name in ("floor", "chain"):
    put(name, "begins_low", same, start="floor", load_kg=40, load_kept=1)
    put(name, "begins_high", same, start="standing", depth="max", heel_block_cm=2.5)
    put(name, "marked", same, clock=100, load_kg=30)
    put(name, "marked_load", same, load_kg=30)
    put(name, "added", same)
    put(name, "first_part", same, only=(0, 0.36), clock=7)
    put(name, "last_part", same, only=(0.28, 1))
for k, lifted in enumerate(((0, 1), (0.45, 0.9), (0.31, 0.6), (2, 3), (0.31, 1))):
    put("floor_load", f"{k}", weight(350, lifted, 1.5 * (k < 4)), task="deadlift_floor", load_kg=24)
    put("whole_load", f"{k}", weight(400, lifted, 1.5 * (k < 4)), task="kettlebell_deadlift", load_kg=24)
put("whole_load", "held", weight(0), task="kettlebell_deadlift", load_kg=24)
put("floor", "as_hinge", same, task="bodyweight_hinge")
put("chain", "wall", same, cue="wall_tap_3in", wall_gap_cm=30, contact=0)
put("chain", "bench", same, cue="bench", bench_gap_cm=10, bench_height_cm=45)
columns = list(dict.fromkeys(c for row in listed for c in row))
with open("list.csv", "w") as file:
    print(*columns, sep=",", file=file)
    for row in listed:
        print(*(f'"{row.get(c, "")}"' for c in columns), sep=",", file=file)
PY
cat >events.csv <<'END'
file,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude,liftoff_s,setdown_s,why
chain_marked.trc,1,101.1,102.3,102.8,,,102.9,103.5,
chain_marked.trc,,,,,107.9,yes,,,stumbled
chain_marked_load.trc,2,,7.1,,8.7,0,7.9,,
chain_marked_load.trc,1,,,,4.2,,,4.1,
chain_added.trc,,4.5,,,5.3,,,,
chain_added.trc,7,,,3.1,,,,,
chain_added.trc,2,,,,9.48,,,,was slow
chain_added.trc,,0.1,,,0.4,yes,,,was no repetition
floor_marked.trc,1,102.8,104.4,100.4,101.3,,100.5,104.3,
floor_marked.trc,3,,,109.9,,,110.1,,
floor_marked_load.trc,2,7.5,,,6.1,,5.5,9.1,
floor_added.trc,,,,0.05,0.2,1,,,fidgets
floor_marked_load.trc,1,,4.4,,1.4,true,,,too heavy
floor_added.trc,,,,4.55,5.02,,,,
floor_added.trc,2,7.1,,5.2,,,,,
floor_added.trc,3,,,,10.5,,,,
floor_load_1.trc,2,,,,,,5.3,,
END
pin ingest hinge-ingest -q list.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5 --events events.csv
pin agreement hinge-table agreement -q results.h5 --columns all --format csv
pin trials hinge-table trials -q results.h5 --columns all --format csv
pin reps hinge-table reps -q results.h5 --columns all --format csv
pin faults hinge-table faults -q results.h5 --by participant,rep --columns all --format csv
for trial in chain_marked_rdl floor_added_deadlift_floor whole_no_gravity_rdl front_of_it_1_rdl whole_late_rdl; do
    pin "overview-$trial.svg" hinge-plot overview results.h5 --study study.h5 --events events.csv --trial $trial
done
pin exported hinge-export -q study.h5 --processed --trial front_of_it_1_rdl
pin unmarked hinge-plot -q overview results.h5 --study study.h5 --trial floor_added_deadlift_floor
pinned

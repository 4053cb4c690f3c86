#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # of pins.sh, which is checked by itself
# Recordings that sensors alone made: one is lost, starts late, tips back, is still or in a frame of its own, nobody stands
# quietly, the list tells of standing and headings: every number, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
hinge-simulate -q -n 1 --seed 5 --reps 2 --stand 1 --cue none --rate 25 --format dot -o dot
python3 - <<'PY' || exit 1
import math
import pathlib

files = {f.stem: f.read_text().split("\n") for f in sorted(pathlib.Path("dot/p001").rglob("*.csv"))}
head = next(iter(files.values())).index("") + 2
data = {name: [[float(c) for c in line.split(",")] for line in lines[head:] if line] for name, lines in files.items()}
frames = min(map(len, data.values()))
listed = []

def product(p, q):
    a, b, c, d = p
    e, f, g, h = q
    return [a * e - b * f - c * g - d * h, a * f + b * e + c * h - d * g, a * g - b * h + c * e + d * f, a * h + b * g - c * f + d * e]

def yaw(degrees): # the sensor's frame, turned about the vertical
    half = math.radians(degrees) / 2
    return lambda at, q, first: product([math.cos(half), 0, 0, math.sin(half)], q)

def moves(share): # so much of the movement since the first frame
    def change(at, q, first):
        w, x, y, z = product(q, [first[0], -first[1], -first[2], -first[3]])
        if w < 0:
            w, x, y, z = -w, -x, -y, -z
        length = math.hypot(x, y, z)
        half = math.atan2(length, w) * share
        k = math.sin(half) / length if length > 0 else 0
        return product([math.cos(half), k * x, k * y, k * z], first)
    return change

def spins(at, q, first): # never still, and never bent
    return yaw(900 * at * (1 - at))(at, first, first)

def hidden(start, end):
    return lambda at, q, first: None if start <= at < end else q

def put(how, changes, names=None, cut=0, **told):
    """A recording in which changes (by sensor) were done; sensors (by segment) that it has; what the list tells of it."""
    row = {"participant": how, "task": "rdl", "height_m": 1.7, "mass_kg": 70}
    for segment, name in (names or {name: name for name in data}).items():
        file = f"{how}_{segment}.csv"
        first = data[name][0][2:]
        with open(file, "w") as out:
            print(*files[name][:head], sep="\n", file=out)
            for i, cells in enumerate(data[name][:frames]):
                q = cells[2:]
                for change in changes.get(segment, ()) + changes.get("all", ()):
                    q = q and change(i / frames, q, first)
                if q and i >= cut * frames:
                    print(int(cells[0]), int(cells[1]), *(f"{c:.7f}" for c in q), sep=",", file=out)
        row["sensor:" + segment] = file
    listed.append(row | told)

put("whole", {})
for lost in data:
    put("without_" + lost, {}, {name: name for name in data if name != lost})
    put(lost + "_alone", {}, {lost: lost})
    put(lost + "_starts_late", {lost: (hidden(0, 0.12),)})
    put(lost + "_ends_early", {lost: (hidden(0.85, 1),)})
    put(lost + "_is_lost_bent", {lost: (hidden(0.3, 0.33),)})
    put(lost + "_blinks", {lost: (hidden(0.3, 0.315), hidden(0.6, 0.62))})
    put(lost + "_tips_back", {lost: (moves(-1),)})
    put(lost + "_hardly_moves", {lost: (moves(0.15),)})
    put(lost + "_is_still", {lost: (moves(0),)})
    for angle in (4, 35, 180):
        put(f"{lost}_turned_{angle}", {lost: (yaw(angle),)})
put("left_leg", {}, {"pelvis": "pelvis", "l1": "l1", "thigh_l": "thigh_r", "shank_l": "shank_r"})
put("both_legs", {"thigh_l": (moves(0.8),)}, {"pelvis": "pelvis", "l1": "l1", "thigh_r": "thigh_r", "thigh_l": "thigh_r", "shank_l": "shank_r"}, side="r")
put("both_legs_of_no_side", {"thigh_l": (moves(0.8),)}, {"pelvis": "pelvis", "l1": "l1", "thigh_r": "thigh_r", "thigh_l": "thigh_r", "shank_l": "shank_r"})
put("thorax", {"thorax": (moves(1.2),)}, {"pelvis": "pelvis", "thorax": "l1", "thigh_r": "thigh_r"})
put("thorax_and_l1", {"thorax": (moves(1.2),), "head": (moves(0.9),)}, {"pelvis": "pelvis", "l1": "l1", "thorax": "l1", "head": "l1"})
put("never_still", {}, cut=0.12)
put("never_still_from_the_floor", {}, cut=0.24, start="floor")
put("spinning", {"all": (spins,)})
put("slow", {"all": (moves(0.3),)})
put("far", {"pelvis": (moves(-1.4),), "l1": (moves(1.3),)})
put("little_back", {"pelvis": (moves(-0.5),)})
put("l1_back", {"l1": (moves(-0.6),)})
for share in (-0.3, -0.6): # l1 back under a thorax
    put(f"l1_back_{share}", {"l1": (moves(share),)}, {"pelvis": "pelvis", "l1": "l1", "thorax": "l1"})
for heading in ("auto", "recorded", "aligned"):
    put("turned_" + heading, {"thigh_r": (yaw(30),), "pelvis": (yaw(170), moves(1))}, heading=heading)
for k, outward in enumerate(("+z back", "-z front", "+y left", "-x right", "+x back", "-y  left")):
    put(f"outward_{k}", {"thigh_r": (yaw(25),)}, **{"outward:thigh_r": outward})
for k, (start, end) in enumerate(((3.1, 3.7), (0.5, 0.9), (5, 5.4), (3, 3.02), (3.5, ""), (90, 91))):
    put(f"stood_{k}", {}, stand_start_s=start, stand_end_s=end)
columns = list(dict.fromkeys(c for row in listed for c in row))
with open("list.csv", "w") as file:
    print("file", *columns, sep=",", file=file)
    for row in listed:
        print("", *(row.get(c, "") for c in columns), sep=",", file=file)
PY
pin ingest hinge-ingest -q list.csv -o study.h5
for word in "+z up" "++z back" "z" "+w back"; do
    sed "s/+z back/$word/" list.csv >none.csv
    pin "ingest $word" hinge-ingest -q none.csv -o none.h5
done
pin analyze hinge-analyze study.h5 -o results.h5
pin trials hinge-table trials -q results.h5 --columns all --format csv
pin reps hinge-table reps -q results.h5 --columns all --format csv
pinned

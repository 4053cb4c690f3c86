#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A BVH of Xsens' own segments is measured as its MVNX is: planted turns of pelvis, T8 and thigh come back, tier A. The
# same numbers under the joints of a body model stay inferred.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-bvh-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 - <<'END'
import math

tree = ("Hips", [("Chest", [("Chest2", [("Chest3", [("Chest4", [("Neck", [("Head", [])]),
        ("RightCollar", [("RightShoulder", [])]), ("LeftCollar", [("LeftShoulder", [])])])])])])]
        + [(s + "Hip", [(s + "Knee", [(s + "Ankle", [(s + "Toe", [])])])]) for s in ("Right", "Left")])
place = {"Hips": (0, 95, 0), "RightHip": (-8, 0, 0), "LeftHip": (8, 0, 0), "RightCollar": (-3, 8, 0), "LeftCollar": (3, 8, 0),
         "RightShoulder": (-14, 0, 0), "LeftShoulder": (14, 0, 0), "RightToe": (0, -6, 14), "LeftToe": (0, -6, 14)}
down = {s + j: (0, -42, 0) for s in ("Right", "Left") for j in ("Knee", "Ankle")}
# degrees about x, each against its parent: pelvis 41, T8 41 + 4 * 6.5 = 67, thigh 41 - 52 = -11, shank and foot upright
turn = {"Hips": 41, "Chest": 6.5, "Chest2": 6.5, "Chest3": 6.5, "Chest4": 6.5, "RightHip": -52, "LeftHip": -52, "RightKnee": 11, "LeftKnee": 11}
names = []

def joint(node, depth):
    name, below = node
    names.append(name)
    pad = "  " * depth
    x = place.get(name) or down.get(name) or (0, 11, 0)
    out = f"{pad}{'ROOT' if depth == 0 else 'JOINT'} {name}\n{pad}{{\n{pad}  OFFSET {x[0]} {x[1]} {x[2]}\n"
    out += f"{pad}  CHANNELS " + ("6 Xposition Yposition Zposition " if depth == 0 else "3 ") + "Yrotation Xrotation Zrotation\n"
    out += "".join(joint(n, depth + 1) for n in below) or f"{pad}  End Site\n{pad}  {{\n{pad}    OFFSET 0 5 0\n{pad}  }}\n"
    return out + pad + "}\n"

head, rows = "HIERARCHY\n" + joint(tree, 0), []
for i in range(60 * 20):
    t = i / 60 - 3
    b = 0 if t < 0 or t > 15 else (1 - math.cos(2 * math.pi * t / 5)) / 2
    yaw = 20
    cells = [0, 95, 0] + sum(([yaw if n == "Hips" else 0, b * turn.get(n, 0), 0] for n in names), [])
    rows.append(" ".join(f"{c:.4f}" for c in cells))
text = head + f"MOTION\nFrames: {len(rows)}\nFrame Time: 0.016667\n" + "\n".join(rows) + "\n"
open("xsens.bvh", "w").write(text)
for a, b in (("Shoulder\n", "Arm\n"), ("Collar", "Shoulder"), ("Chest4", "Spine3"), ("Chest3", "Spine2"), ("Chest2", "Spine1"), ("Chest\n", "Spine\n")):
    text = text.replace(a, b)
open("model.bvh", "w").write(text)
END
for f in xsens model; do
    hinge-ingest -q $f.bvh -o $f.h5
    hinge-analyze -q $f.h5 -o $f.r.h5 || true
    hinge-table reps $f.r.h5 -q --format csv >$f.csv
done
python3 - <<'END'
import csv

rows = [r for r in csv.DictReader(open("xsens.csv")) if r["phase"] == "descent"]
assert len(rows) == 3, rows
for r in rows:
    assert r["tier"] == "A", r
    for column, want in (("pelvis_excursion_deg", 41), ("lumbar_excursion_deg", 26), ("hip_excursion_deg", 52), ("knee_excursion_deg", 11)):
        assert abs(float(r[column]) - want) < 0.5, (column, r[column], want)
assert all(r["tier"] == "C" and not r["lumbar_excursion_deg"] for r in csv.DictReader(open("model.csv")))
END

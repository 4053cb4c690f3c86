# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies of tables of angles with planted lumbar and hip flexion."""
import csv, os, random

def ease(n):
    return [(i / n) ** 3 * (10 - 15 * i / n + 6 * (i / n) ** 2) for i in range(n)]

def bend(path, lumbar, hip, seed, knee=24):
    each = lumbar if isinstance(lumbar, list) else [lumbar] * 3
    way = [(0.0, each[0])] * 40
    for of in each:
        way += [(x, of) for x in ease(36) + [1.0] * 9 + [1 - x for x in ease(32)] + [0.0] * 24]
    way += [(0.0, each[0])] * 18
    draw = random.Random(seed)
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as out:
        out.write("time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex\n")
        for i, (x, of) in enumerate(way):
            angle = hip * x * .9 + 7, of * x - 18, hip * x + 9, knee * x + 4
            out.write(f"{i / 25:.2f}," + ",".join(f"{a + draw.gauss(0, .15):.3f}" for a in angle) + "\n")

def study(folder, recordings):
    """Each a dict of list columns, and `hip` and `lumbar` in degrees, of each repetition where it is a list."""
    rows = []
    for i, of in enumerate(recordings):
        of = dict(of)
        bend(f"{folder}/r{i:03d}.csv", of.pop("lumbar"), of.pop("hip"), i)
        rows.append(dict(dict(file=f"r{i:03d}.csv", task="bodyweight_hinge", cue="none", trial=1), **of))
    with open(f"{folder}/trials.csv", "w", newline="") as out:
        w = csv.DictWriter(out, list(rows[0]))
        w.writeheader()
        w.writerows(rows)

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Movements of which one marker, angle or axis is lost, mirrored, held, thrown off or of the other side, under many tasks:
# every number of some hundred recordings, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
made() { # name tool option...
    local name=$1 tool=$2
    shift 2
    "$tool" -q -n 1 --seed 5 --reps 2 --stand 1 --cue none --rate 25 "$@" -o "$name" && mv "$name"/p001/* "$name.$(basename "$name"/p001/* | sed 's/.*\.//')"
}
made whole hinge-simulate --format trc-whole-a --noise 1
made floor hinge-simulate --format trc-whole-a --noise 1 --task deadlift_floor
made chain hinge-simulate --format trc-b --noise 1 --task rdl
made coco hinge-simulate --format csv-coco
made angles simulate-more --format angles
made mot simulate-more --format mot
python3 - <<'PY' || exit 1
import pathlib
TASKS = """bodyweight_hinge rdl squat_contrast kettlebell_swing kickstand_hinge weighted_hinge kettlebell_deadlift banded_hinge
single_leg_hinge deadlift_floor hinge_row stand_up maxflex plyo_jump good_morning""".split()
rows = ["file,participant,task,cue,trial,load_kg,mass_kg,height_m,rate_hz,units,image_width_px,image_height_px,side"]
def number(cell):
    return f"{cell:.5f}".rstrip("0").rstrip(".") or "0"
def table(name): # head lines, names of columns, their groups, numbers, and how to write it
    path = next(pathlib.Path(".").glob(name + ".*"))
    lines = path.read_text().split("\n")
    mark = "\t" if path.suffix in (".trc", ".mot") else ","
    first = next(i for i, line in enumerate(lines) if line[:1].isdigit() or line.strip()[:1].isdigit() and mark in line and i > 3)
    if path.suffix == ".trc":
        names, first = lines[3].rstrip("\t").split("\t"), next(i for i in range(5, 9) if lines[i][:1].isdigit())
        groups = [(n, list(range(2 + 3 * k, 5 + 3 * k))) for k, n in enumerate(x for x in names[2:] if x)]
    else:
        names = lines[first - 1].split(mark)
        groups = {}
        for i, n in enumerate(names):
            base = n[:-2] if n[-2:] in ("_x", "_y", "_z") else n
            if i and not n.endswith("score"):
                groups.setdefault(base, []).append(i)
        groups = list(groups.items())
    data = [[float(c) if c.strip() else None for c in line.split(mark)] for line in lines[first:] if line.strip()]
    def write(to, data):
        body = [mark.join("" if c is None else number(c) for c in row) for row in data]
        pathlib.Path(to + path.suffix).write_text("\n".join(lines[:first] + body) + "\n")
        return to + path.suffix
    return groups, data, write
def put(name, how, write, data, k):
    px = name == "coco"
    file = write(f"{name}_{how}", data)
    rows.append(f"{file},{name}_{how},{TASKS[k % len(TASKS)]},none,1,{'' if k % 3 else 8},{'' if k % 4 else 70},1.75,"
                f"{25 if px else ''},{'px' if px else ''},{1920 if px else ''},{1080 if px else ''},{'lr'[k % 2] if k % 5 == 0 else ''}")
for name in ("whole", "floor", "chain", "coco", "angles", "mot"):
    groups, data, write = table(name)
    n, k = len(data), 0
    at = dict(groups)
    put(name, "as_it_is", write, data, k)
    for g, columns in groups:
        for how in range(6):
            k += 1
            if (k + len(g)) % (6 if len(groups) > 24 else 3 if len(groups) > 12 else 1):
                continue
            made = [list(row) for row in data]
            sides = g[:-2] + ("_r" if g.endswith("_l") else "_l"), {"L": "R", "R": "L"}.get(g[0], "") + g[1:], g.replace("left", "right"), g.replace("right", "left")
            other = next((at[s] for s in sides if s != g and s in at), columns)
            for i, row in enumerate(made):
                for a, c in enumerate(columns):
                    middle = n * 2 // 5 <= i < n * 3 // 5
                    if how == 0 or how == 1 and middle:
                        row[c] = None
                    elif how == 2 and a == k % len(columns) and row[c] is not None:
                        row[c] = -row[c]
                    elif how == 3 and i > n // 3:
                        row[c] = data[n // 3][c]
                    elif how == 4 and middle and a < len(other):
                        row[c] = data[i][other[a]]
                    elif how == 5 and i % 29 == 7 and row[c] is not None:
                        row[c] = row[c] * 1.3 + 40
            put(name, f"{g}_{how}".replace(" ", ""), write, made, k)
    for how, change in enumerate((lambda i, row: data[n - 1 - i][1:], lambda i, row: [None if c is None else c / 1000 for c in row[1:]],
                                  lambda i, row: data[i // 2][1:], lambda i, row: data[min(n - 1, 3 * i)][1:],
                                  lambda i, row: [None if c is None else -c for c in row[1:]], lambda i, row: data[0][1:])):
        k += 1
        trc = 2 if name in ("whole", "floor", "chain") else 1
        put(name, f"all_{how}", write, [data[i][:trc] + change(i, row)[trc - 1:] for i, row in enumerate(data)], k)
pathlib.Path("list.csv").write_text("\n".join(rows) + "\n")
PY
pin ingest hinge-ingest -q list.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5
pin trials hinge-table trials -q results.h5 --columns all --format csv
pin reps hinge-table reps -q results.h5 --columns all --format csv
pin faults hinge-table faults -q results.h5 --by participant,rep --columns all --format csv
pin missing hinge-table missing -q results.h5 --by task --columns all --format csv
pin check hinge-check study.h5 --show findings --format csv
pinned

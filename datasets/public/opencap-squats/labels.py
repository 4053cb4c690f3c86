#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: angles/<system>.csv, sagittal inclinations of each body, and labels.csv: of each squat its times by the height of the
markers' pelvis, used for all systems, and the lumbar fraction from start to turn."""
import json, math, re, statistics as st, sys
from study import below, stop, text_of, write
NAMES = {"pelvis_tilt": "pelvis", "thorax_tilt": "torso", "thigh_incl_r": "femur_r", "thigh_incl_l": "femur_l", "shank_incl_r": "tibia_r", "shank_incl_l": "tibia_l"}
FORM = 'squat/sample_mocap.json, sample_mono.json and sample_wham.json with "time" and "bodies" of "rotation" (x, y, z)'
def axes(e):
    """The forward and the upward axis of a body turned by x, then y, then z of its own."""
    (cx, cy, cz), (sx, sy, sz) = ([f(v) for v in e] for f in (math.cos, math.sin))
    return (cy * cz, cx * sz + sx * sy * cz, sx * sz - cx * sy * cz), (-cy * sz, cx * cz - sx * sy * sz, sx * cz + cx * sy * sz)
def angles(take):
    turned = {b: [axes(e) for e in take["bodies"][b]["rotation"]] for b in NAMES.values()}
    ahead = [st.fmean(a[0][k] for a in turned["pelvis"]) for k in (0, 2)]; size = math.hypot(*ahead); ahead = [v / size for v in ahead]
    return {n: [math.degrees(math.atan2(u[0] * ahead[0] + u[2] * ahead[1], u[1])) for _, u in turned[b]] for n, b in NAMES.items()}
def squats(height):
    """Start and turn of each: the deepest frame, and the last before it within 2 % of the way below the top."""
    low, high = min(height), max(height); found, n = [], 0
    while n < len(height):
        if height[n] >= (low + high) / 2: n += 1; continue
        end = next((k for k in range(n, len(height)) if height[k] >= (low + high) / 2), len(height))
        turn = min(range(n, end), key=height.__getitem__); before = found[-1][1] if found else 0; top = max(height[before:turn + 1])
        found.append((max(k for k in range(before, turn + 1) if height[k] >= top - .02 * (top - height[turn])), turn)); n = end
    return found
folder, files = sys.argv[1], {}
for name in below(folder):
    m = re.search(r"(?:^|/)squat(?:/sample)?_(mocap|mono|wham)\.json(\.gz)?$", name)
    if m: files[m[1]] = name
if len(files) != 3: stop(folder, FORM)
try: takes = {s: json.loads(text_of(folder, n)) for s, n in files.items()}; made = {s: angles(t) for s, t in takes.items()}; times = squats([p[1] for p in takes["mocap"]["bodies"]["pelvis"]["translation"]])
except (KeyError, TypeError, ValueError, IndexError) as error: stop(folder, FORM, f"{type(error).__name__}: {error}")
rows = [("system", "rep", "start_s", "turn_s", "pelvis_deg", "lumbar_deg", "hip_deg", "lumbar_fraction")]
for system, a in sorted(made.items()):
    write(folder, f"angles/{system}.csv", [["time", *NAMES], *([t, *(f"{v[n]:.5f}" for v in a.values())] for n, t in enumerate(takes[system]["time"]))])
    for rep, (start, turn) in enumerate(times, 1):
        pelvis, thorax, thigh = (st.fmean(a[k][turn] - a[k][start] for k in keys) for keys in (["pelvis_tilt"], ["thorax_tilt"], ["thigh_incl_r", "thigh_incl_l"]))
        lumbar, hip = thorax - pelvis, pelvis - thigh; rows.append((system, rep, takes[system]["time"][start], takes[system]["time"][turn], *(f"{v:.4f}" for v in (pelvis, lumbar, hip, lumbar / (lumbar + hip)))))
write(folder, "labels.csv", rows)

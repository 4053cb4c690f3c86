#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: points/*.csv, a view of a clip each, and labels.csv: rounding is 1 where the condition "neutral spine" is false."""
import json, re, sys
from study import below, stop, text_of, write
TASKS = (("굿모닝", "weighted_hinge"), ("스티프", "rdl"), ("데드리프트", "deadlift_floor"))
POINTS = {"nose": "Nose", "c7": "Neck", "t8": "Back", "l3": "Waist", **{f"{a}_{s[0].lower()}": f"{s} {b}" for s in ("Left", "Right") for a, b in (
    ("ear", "Ear"), ("shoulder", "Shoulder"), ("elbow", "Elbow"), ("wrist", "Wrist"), ("hjc", "Hip"), ("knee", "Knee"), ("ankle", "Ankle"), ("toe", "Foot"))}}
FORM = 'JSON files with "frames" of "view1" to "view5" ("pts" of "Left Hip": x, y) and "type_info" ("exercise", "conditions")'
folder, rows, others = sys.argv[1], [("file", "participant", "task", "trial", "label:lumbar_rounding")], []
for name in sorted(below(folder)):
    if not name.endswith((".json", ".json.gz")) or "-3d." in name: continue
    try:
        clip = json.loads(text_of(folder, name)); info, frames = clip["type_info"], clip["frames"]
        task = next((t for word, t in TASKS if word in info["exercise"]), None)
        neutral = [c["value"] for c in info["conditions"] if "척추" in c["condition"] and "중립" in c["condition"]]
        if task is None or len(neutral) != 1: others.append(info["exercise"]); continue
        for view in sorted({v for frame in frames for v in frame if re.fullmatch(r"view\d", v)}):
            seen = [f[view] for f in frames if view in f and f[view].get("active", "Yes") == "Yes"]
            if len(seen) < 3: continue
            who = re.search(r"-(Z\d+)_", str(seen[0].get("img_key", ""))); stem = re.sub(r"\W+", "_", re.sub(r"\.json(\.gz)?$", "", name))
            table = [[n] + [v for p in POINTS.values() for v in (lambda q: (q["x"], q["y"]))(f["pts"].get(p, {"x": "", "y": ""}))] for n, f in enumerate(seen)]
            write(folder, f"points/{stem}_{view}.csv", [["frame"] + [f"{p}_{c}" for p in POINTS for c in "xy"], *table])
            rows.append((f"points/{stem}_{view}.csv", who[1] if who else stem, task, len(rows), 0 if neutral[0] else 1))
    except (KeyError, TypeError, ValueError, AttributeError) as error: stop(folder, FORM, f"in {name!r}: {type(error).__name__} {error}")
if len(rows) == 1: stop(folder, FORM + ", of a deadlift or good morning", f"no such exercise, but {', '.join(repr(o) for o in sorted(set(others)))}" if others else None)
write(folder, "labels.csv", rows)

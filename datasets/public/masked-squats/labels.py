#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: points/<kind>.csv from the repetitions of the download, joined end to end, every second of the stretched frames.
A pickle may hold lists of numbers and nothing else."""
import csv, os, pickle, re, sys
from study import below, stop, text_of, write
JOINTS = "Hip Ab Chest Neck Head LShoulder LUArm LFArm LHand RShoulder RUArm RFArm RHand LThigh LShin LFoot RThigh RShin RFoot LToe RToe".split()
POINTS = {"c7": "Neck", "shoulder_l": "LUArm", "shoulder_r": "RUArm", "elbow_l": "LFArm", "elbow_r": "RFArm", "wrist_l": "LHand", "wrist_r": "RHand",
          "hjc_l": "LThigh", "hjc_r": "RThigh", "knee_l": "LShin", "knee_r": "RShin", "ankle_l": "LFoot", "ankle_r": "RFoot", "toe_l": "LToe",
          "toe_r": "RToe", "spine_base": "Hip", "spine_mid": "Ab", "head_top": "Head"}
FORM = "data/pkl/optitrack/single_repetitions/505_frames/squat_good/rep_0.pkl (frames of 21 joints of x, y, z), or good.csv (rep, frame, Hip_x, ...)"
class Numbers(pickle.Unpickler):
    def find_class(self, module, name): raise pickle.UnpicklingError(f"{module + '.' + name!r}, which is no list of numbers")
def repetition(folder, name):
    try:
        with open(os.path.join(folder, name), "rb") as file: frames = Numbers(file).load()
        return [[[float(v) for v in joint] for joint in frame] for frame in frames if len(frame) == len(JOINTS) or stop(folder, FORM, f"{len(frame)} joints in {name!r}")]
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, IndexError) as error: stop(folder, FORM, f"in {name!r}: {error}")
TOLD = {"good": (0, 0, 0), "too_high": (1, 0, 0)}  # of other kinds nobody has looked at the instruction
folder, kinds = sys.argv[1], {}
for name in sorted(below(folder), key=lambda n: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", n)]):
    made, table = re.search(r"(?:^|/)505_frames/squat_(\w+)/rep_\d+\.pkl$", name), re.search(r"(?:^|/)(\w+)\.csv(\.gz)?$", name)
    if made: kinds.setdefault(made[1], []).extend(repetition(folder, name))
    if table and not name.startswith("points/"):
        rows = list(csv.DictReader(text_of(folder, name).splitlines()))
        if not rows or f"{JOINTS[-1]}_z" not in rows[0]: continue
        kinds.setdefault(table[1], []).extend([[float(r[f"{j}_{c}"]) for c in "xyz"] for j in JOINTS] for r in rows)
if not any(kinds.values()): stop(folder, FORM)
for kind, frames in kinds.items():
    rows = [[n] + [f"{v:.5f}" for joint in POINTS.values() for v in frame[JOINTS.index(joint)]] for n, frame in enumerate(frames[::2])]
    write(folder, f"points/{kind}.csv", [["frame"] + [f"{p}_{c}" for p in POINTS for c in "xyz"], *rows])
write(folder, "labels.csv", [("file", "cue", "label:depth_short", "label:knee_valgus", "label:stance_width"),
                             *((f"points/{kind}.csv", f"{kind}_set", *TOLD.get(kind, ("", "", ""))) for kind in sorted(kinds))])

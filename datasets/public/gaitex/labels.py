#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: sensors/<person>_<exercise>.csv, quaternions by segment, and labels.csv with these and the markers of the same recording."""
import csv, json, re, sys
from study import below, stop, text_of, write
SEGMENTS = {"pelvis": "pelvis", "torso": "thorax", "sternum": "thorax", "femur_r": "thigh_r", "femur_l": "thigh_l", "tibia_r": "shank_r", "tibia_l": "shank_l",
            "calcn_r": "foot_r", "calcn_l": "foot_l"}
FORM = 'austra/rd/xsens_imu_data_austra_rd.csv ("time [s]", <sensor>_QX, _QY, _QZ, _QW) beside metadata_austra_rd.json ("inverse_kinematics": segment: "imu_name")'
folder, rows = sys.argv[1], [("file", "participant", "session", "cue")]
files = set(below(folder))
for name in sorted(files):
    m = re.search(r"^(.*/)?xsens_imu_data_(?!segment_)(\w+)_(\w+?)\.csv$", name)
    if not m: continue
    top, who, exercise = m[1] or "", m[2], m[3]
    try: on = {SEGMENTS[s]: v["imu_name"] for s, v in json.loads(text_of(folder, f"{top}metadata_{who}_{exercise}.json"))["inverse_kinematics"].items() if s in SEGMENTS}
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error: stop(folder, FORM, f"beside {name!r}: {type(error).__name__} {error}")
    table = csv.DictReader(text_of(folder, name).splitlines())
    lacks = [c for c in ["time [s]", *(f"{s}_QW" for s in on.values())] if c not in (table.fieldnames or [])]
    if lacks or not on: stop(folder, FORM, f"{name!r} without {', '.join(lacks) or 'a segment'}")
    write(folder, f"sensors/{who}_{exercise}.csv", [["time", *(f"{s}_q{c}" for s in on for c in "wxyz")],
                                                   *([r["time [s]"], *(r[f"{i}_Q{c}"] for i in on.values() for c in "WXYZ")] for r in table)])
    rows.append((f"sensors/{who}_{exercise}.csv", who, exercise, "sensors"))
    trc = f"{top}ik_imus/marker_data_osim_format_{who}_{exercise}.trc"
    if trc in files: rows.append((trc, who, exercise, "markers"))
if len(rows) == 1: stop(folder, FORM)
write(folder, "labels.csv", rows)

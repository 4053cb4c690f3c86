#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: clips/*.csv and labels.csv from the downloaded clips: a line a frame, "x, y, z;" for 16 joints, metres, y up."""
import re, sys
from study import below, stop, text_of, write
folder, found = sys.argv[1], {}
FORM = 'data/good/Good_form_0, data/bad/bad_form1_0, ... with a line a frame, "x, y, z;" sixteen times'
for name in below(folder):
    m = re.search(r"(?:^|/)(?:(Good)_form_(\d+)|bad_form(\d)_(\d+)|(good)_(\d+)\.txt(?:\.gz)?|bad(\d)_(\d+)\.txt(?:\.gz)?)$", name)
    if m:
        form, n = m[3] or m[7], int(m[2] or m[4] or m[6] or m[8])
        found[f"bad{form}_{n:02}" if form else f"good_{n:02}"] = (name, f"bad{form}" if form else "good")
rows = [("file", "participant", "group")]
for clip, (name, kind) in sorted(found.items()):
    frames = []
    for line in text_of(folder, name).splitlines():
        joints = [j.split(",") for j in line.strip().strip(";").split(";") if j.count(",") == 2]
        try: joints = [[float(c) for c in j] for j in joints]
        except ValueError: continue
        if len(joints) == 16: frames.append(joints)
    if not frames: stop(folder, FORM, f"no such line in {name!r}")
    write(folder, f"clips/{clip}.csv", [("action", "subject", "trial", "frame", "skeleton_joint", "x", "y", "z"),
                                        *((1, 1, 1, n, k + 1, *j) for n, frame in enumerate(frames) for k, j in enumerate(frame))])
    rows.append((f"clips/{clip}.csv", clip, kind))
if len(rows) == 1: stop(folder, FORM)
write(folder, "labels.csv", rows)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: clips/*.csv, a repetition each, and labels.csv from the folders by label and multierror.json.
A mistake says nothing about others that are not told; "correct" has none of ours."""
import csv, json, re, statistics, sys
from study import below, stop, text_of, write, write_coco17
HIPS, ROUND = "label:hips_shoot_up", "label:lumbar_rounding"
OURS = (("hips_rising", HIPS), ("back_rounding", ROUND))
VIEWS = ("3D", "2D_L", "2D_FL", "2D_RL")  # of one repetition the first that is there counts
FORM = "LABEL/subjectN/SET/Coordinate/2D_L/*_K.csv (frame, point, x, y) or 3D/*_K.json (keypoints_3d), 17 points of COCO, LABEL as in correct or Lower_back_rounding"
NAME = r"(?:^|/)([^/]+)/([^/]+)/([^/]+)/Coordinate/(3D|2D_[A-Z]+)/[^/]*?_?(\d+)(?:_[23]d)?\.(?:csv|json)(?:\.gz)?$"
folder = sys.argv[1]


def plain(label): return re.sub(r"\W+", "_", label.strip()).lower()


def frames_of(name):
    """Frames of 17 points: of JSON, of rows (frame, point, x, y), or of a table x0, y0 ... x16, y16."""
    text, frames = text_of(folder, name), {}
    if re.search(r"\.json(\.gz)?$", name):
        for n, frame in enumerate(json.loads(text)):
            frames[int(frame.get("frame", n))] = {k: [float(v) for v in point] for k, point in enumerate(frame["keypoints_3d"]) if point}
    elif text.lstrip("\ufeff").startswith("frame,x0"):
        for row in csv.DictReader(text.lstrip("\ufeff").splitlines()):
            frames[int(row["frame"])] = {k: [float(row[f"x{k}"]), float(row[f"y{k}"])] for k in range(17) if row[f"x{k}"] and row[f"y{k}"]}
    else:
        for row in csv.reader(text.splitlines()):
            frames.setdefault(int(float(row[0])), {})[int(float(row[1]))] = [float(v) for v in row[2:4]] if row[2] and row[3] else []
    size = max(len(point) for frame in frames.values() for point in frame.values())
    if size not in (2, 3) or any(k > 16 for frame in frames.values() for k in frame): raise ValueError(f"not 17 points of {size} coordinates")
    lost = [""] * size
    return [[frames.get(n, {}).get(k) or lost for k in range(17)] for n in range(min(frames), max(frames) + 1)]


def pairs(first, other):
    """Clips of two folders that are the same repetitions: of one set by their number, else in their order."""
    if first["set"] == other["set"] and set(first["clips"]) & set(other["clips"]):
        return [(k, k) for k in other["clips"]]
    if len(first["clips"]) == len(other["clips"]): return list(zip(first["clips"], other["clips"]))
    stop(folder, "a list of multierror.json with as many clips of each error", f"{first} and {other}")


def up_of(frames):
    """The axis from the ankles to the knees."""
    two = range(len(frames[0][0]))
    shin = [statistics.median([f[k][c] - f[k + 2][c] for f in frames for k in (13, 14) if "" not in (f[k][c], f[k + 2][c])] or [0]) for c in two]
    at = max(two, key=lambda c: abs(shin[c]))
    return ("-" if shin[at] < 0 else "+") + "xyz"[at], "mm" if abs(shin[at]) > 10 else "m"


clips = {}  # (label, subject, set, clip): file of each view
for name in sorted(below(folder)):
    m = re.search(NAME, name)
    if m and m[4] in VIEWS: clips.setdefault((plain(m[1]), m[2], m[3], int(m[5])), {}).setdefault(m[4], name)
if not clips: stop(folder, FORM)
same = {clip: clip for clip in clips}  # its repetition: the clip that stands for it
errors = {clip: {clip[0]} for clip in clips}
try:
    for name in below(folder):
        if name.rsplit("/", 1)[-1] != "multierror.json": continue
        for subject, lists in json.loads(text_of(folder, name)).items():
            for together in lists:
                for part in together: part.update(error=plain(part["error"]), clips=[int(k) for k in part["clips"]])
                for part in together:
                    for k, k2 in pairs(together[0], part):
                        one, two = (together[0]["error"], subject, together[0]["set"], k), (part["error"], subject, part["set"], k2)
                        same[two] = one = same.get(one, one)
                        errors.setdefault(one, set()).update(p["error"] for p in together)
except (KeyError, TypeError, ValueError, AttributeError) as error:
    stop(folder, '{"subject1": [[{"error": LABEL, "set": SET, "clips": [K]}, ...]]}', f"in multierror.json: {type(error).__name__} {error}")
seen, rows, views = {}, {}, {}  # by repetition; equal files of one person are one repetition too
for clip, files in clips.items():
    view = next(v for v in VIEWS if v in files)
    one = seen.setdefault((clip[1], text_of(folder, files[view])), same[clip])
    rows.setdefault(one, set()).update(errors[clip], errors.get(same[clip], ()))
    if one not in views or VIEWS.index(view) < VIEWS.index(views[one][0]): views[one] = (view, files[view])
out, oblique = [("file", "participant", "session", "trial", "units", "up", HIPS, ROUND)], 0
for n, (one, told) in enumerate(sorted(rows.items(), key=lambda row: row[0][1:] + row[0][:1]), 1):
    view, name = views[one]
    oblique += view in ("2D_FL", "2D_RL")
    try: frames = frames_of(name)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error: stop(folder, FORM, f"in {name!r}: {type(error).__name__} {error}")
    file = f"clips/{one[1]}_{n:04}.csv"
    write_coco17(folder, file, frames, "xyz"[:len(frames[0][0])])
    up, unit = up_of(frames) if view == "3D" else ("-y", "px")
    out.append((file, one[1], one[2], n, unit, up,
                *("1" if any(word in t for t in told) else "0" if told == {"correct"} else "" for word, _ in OURS)))
write(folder, "labels.csv", out)
if oblique: print(f"{oblique} repetitions are seen by an oblique camera alone: their angles are too small")

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: clips/*.csv and labels.csv from STYLE_LABEL_N.npy. A clip with one mistake says nothing about the others;
mirrored copies (_flipped) do not count."""
import ast, os, re, struct, sys
from study import below, stop, write, write_coco17
ROUND, OVER, HIPS = "label:lumbar_rounding", "label:lockout_overextension", "label:hips_shoot_up"
TASKS = {"r": "rdl", "s": "deadlift_floor", "conv": "deadlift_floor"}
FORM = "KPS arrays/STYLE_LABEL_N.npy, frames of 17 points of COCO (y, x, score) of 0 to 1; STYLE R, S, conv; LABEL corr, rb, oe or with hip"
folder, others = sys.argv[1], {}


def frames_of(name):
    """Frames of 17 points (x, y, score) of an array of NumPy; no object in it is made."""
    with open(os.path.join(folder, name), "rb") as file: data = file.read()
    if data[:6] != b"\x93NUMPY": raise ValueError("it is no array of NumPy")
    at, form = (10, "<H") if data[6] == 1 else (12, "<I")
    end = at + struct.unpack_from(form, data, 8)[0]
    told = ast.literal_eval(data[at:end].decode("latin-1").strip())
    kind, shape = re.fullmatch(r"([<>])f([248])", told["descr"]), told["shape"]
    if kind is None or told["fortran_order"] or len(shape) != 3 or shape[1:] != (17, 3):
        raise ValueError(f"numbers {told['descr']}, shape {shape}")
    points = struct.iter_unpack(kind[1] + 3 * {"2": "e", "4": "f", "8": "d"}[kind[2]], data[end:end + shape[0] * 51 * int(kind[2])])
    points = [("" if x != x else f"{x:.6g}", "" if y != y else f"{y:.6g}", f"{score:.4g}") for y, x, score in points]
    if len(points) != 17 * shape[0]: raise ValueError(f"it ends before frame {len(points) // 17} of {shape[0]}")
    return [points[i:i + 17] for i in range(0, len(points), 17)]


def labels_of(word):
    if word in ("corr", "correct"): return "0", "0", "0"
    at = 0 if word == "rb" else 1 if word == "oe" else 2 if "hip" in word else None
    if at is None: others[word] = others.get(word, 0) + 1
    return tuple("1" if k == at else "" for k in range(3))


rows = [("file", "participant", "group", "task", ROUND, OVER, HIPS)]
for name in sorted(below(folder)):
    m = re.search(r"(?:^|/)(r|s|conv)_(.+)_(\d+)\.npy$", name, re.IGNORECASE)
    if not m: continue
    try: frames = frames_of(name)
    except (KeyError, TypeError, ValueError, SyntaxError, struct.error) as error: stop(folder, FORM, f"in {name!r}: {error}")
    stem, style = re.sub(r"[^\w-]", "_", name.rsplit("/", 1)[-1][:-4]), m[1].lower()
    write_coco17(folder, f"clips/{stem}.csv", frames, ("x", "y", "score"))
    rows.append((f"clips/{stem}.csv", stem, {"r": "Romanian", "s": "sumo", "conv": "conventional"}[style], TASKS[style], *labels_of(m[2].lower())))
if len(rows) == 1: stop(folder, FORM)
write(folder, "labels.csv", rows)
if others: print("without a label, as the word is not known: " + ", ".join(f"{word!r} ({n})" for word, n in sorted(others.items())))
print(f"nobody is told apart: each of {len(rows) - 1} clips counts as a person")

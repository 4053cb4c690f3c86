#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a study of a public data set that was downloaded: study.py ID FOLDER

Writes trials.csv and study.ini into FOLDER, from public/ID beside this script. In trials.csv.in the
names of files are patterns: a row becomes one for each file below FOLDER that fits, taken once; its
other files (angles, emg, sensors) are the first that fit, and without one of them there is no row.
labels.py of a set, if it has one, first makes what is listed, and labels.csv; a row whose file is
labels.csv becomes one for each row there, with its columns."""
import csv
import fnmatch
import gzip
import io
import os
import re
import subprocess
import sys

FILES = ("file", "angles", "emg")


def below(folder):
    """Files in and below a folder, sorted by path; nothing that hinge-run made."""
    for top, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if f[0] != "." and not (top == folder and f == "results")]
        for name in names:
            if name[0] != ".":
                yield os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")


def fits(pattern, name):
    """Whether a pattern fits a name, or what follows one of its folders."""
    parts = name.split("/")
    return any(fnmatch.fnmatchcase("/".join(parts[i:]), pattern) for i in range(len(parts)))


def expand(rows, files, folder):
    taken = set()
    for row in rows:
        if row.get("file") == "labels.csv":
            with open(os.path.join(folder, "labels.csv"), encoding="utf-8", newline="") as file:
                yield from ({k: found.get(k) or v for k, v in row.items()} for found in csv.DictReader(file))
            continue
        own = [f for f in files if f not in taken and fits(row["file"], f)] if row.get("file") else [None]
        taken.update(own)
        others = {k: next((f for f in files if fits(v, f)), None) for k, v in row.items()
                  if v and k != "file" and (k in FILES or k.startswith("sensor:"))}
        if None not in others.values():
            yield from ({**row, **others, **({"file": f} if f else {})} for f in own)


# --- for labels.py of a set ---

def text_of(folder, name):
    """The text of a file, packed or not."""
    path = os.path.join(folder, name)
    with (gzip.open if name.endswith(".gz") else open)(path, "rt", encoding="utf-8", errors="replace") as file:
        return file.read()


def write(folder, name, rows):
    """A table, its header first."""
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


COCO17 = ["nose"] + [f"{side}_{part}" for part in ("eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
                     for side in ("left", "right")]


def write_coco17(folder, name, frames, axes):
    """A clip: a row per frame, 17 points of numbers each, one for each of axes, as ("x", "y", "score")."""
    write(folder, name, [["frame", *(f"{point}_{axis}" for point in COCO17 for axis in axes)],
                         *([n, *(number for point in frame for number in point)] for n, frame in enumerate(frames))])


def stop(folder, expected, found=None):
    """One line: what was expected, and what was found."""
    files = sorted(below(folder))
    sys.exit(f"{folder}: expected {expected}; found "
             + (found or f"{len(files)} files" + (f", such as {files[0]!r}" if files else "")))


def label_folders(folder, kinds, expected):
    """labels.csv of recordings in folders that are named by their label. kinds: a pattern of such a
    name and the columns that it gives. A recording is a person, as nothing says whose it is."""
    columns = list(dict.fromkeys(k for _, told in kinds for k in told))
    rows = []
    for name in sorted(below(folder)):
        top, _, file = name.rpartition("/")
        told = next((told for pattern, told in kinds if re.search(pattern, top, re.IGNORECASE)), None)
        if told is not None and file.rsplit(".", 1)[-1] in ("csv", "json", "txt", "trc"):
            rows.append([name, f"clip{len(rows) + 1:04}", *(told.get(k, "") for k in columns)])
    if not rows:
        stop(folder, expected)
    write(folder, "labels.csv", [["file", "participant", *columns], *rows])


def save(path, text):
    """Writes a file, unless it is there and says the same."""
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            if file.read() != text:
                sys.exit(f"{path} is there and says something else: hinge-run {path.rsplit('/', 1)[0]} "
                         "goes on with it, or move it away first")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def main():
    share = os.path.join(os.path.dirname(os.path.abspath(__file__)), "public")
    if len(sys.argv) != 3 or sys.argv[1] not in os.listdir(share):
        sys.exit(f"usage: study.py ID FOLDER; ID is one of {', '.join(sorted(os.listdir(share)))}")
    share, folder = os.path.join(share, sys.argv[1]), sys.argv[2].rstrip("/") or "/"
    if os.path.exists(os.path.join(share, "labels.py")):
        here = os.path.dirname(os.path.abspath(__file__))
        made = subprocess.run([sys.executable, os.path.join(share, "labels.py"), folder],
                              env={**os.environ, "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1"})
        if made.returncode != 0:
            sys.exit(made.returncode)
    with open(os.path.join(share, "trials.csv.in"), encoding="utf-8", newline="") as file:
        patterns = csv.DictReader(file)
        rows = list(expand(list(patterns), sorted(below(folder)), folder))
    if not rows:
        sys.exit(f"{folder}: no file of this data set is in it or below; name the folder of the data set")
    text = io.StringIO()
    out = csv.DictWriter(text, patterns.fieldnames, lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    save(f"{folder}/trials.csv", text.getvalue())
    with open(os.path.join(share, "study.ini"), encoding="utf-8", newline="") as file:
        save(f"{folder}/study.ini", file.read())
    print(f"{len(rows)} recordings listed; now: hinge-run {folder}")


if __name__ == "__main__":
    main()

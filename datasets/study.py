#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a study of a public data set that was downloaded: study.py ID FOLDER

Writes trials.csv and study.ini into FOLDER, from public/ID beside this script. In trials.csv.in the
names of files are patterns: a row becomes one for each file below FOLDER that fits, taken once; its
other files (angles, emg, sensors) are the first that fit, and without one of them there is no row.
labels.py of a set, if it has one, first makes what is listed, and labels.csv."""
import csv
import fnmatch
import io
import os
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


def expand(rows, files):
    taken = set()
    for row in rows:
        own = [f for f in files if f not in taken and fits(row["file"], f)] if row.get("file") else [None]
        taken.update(own)
        others = {k: next((f for f in files if fits(v, f)), None) for k, v in row.items()
                  if v and k != "file" and (k in FILES or k.startswith("sensor:"))}
        if None not in others.values():
            yield from ({**row, **others, **({"file": f} if f else {})} for f in own)


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
        subprocess.run([sys.executable, os.path.join(share, "labels.py"), folder], check=True)
    with open(os.path.join(share, "trials.csv.in"), encoding="utf-8", newline="") as file:
        patterns = csv.DictReader(file)
        rows = list(expand(list(patterns), sorted(below(folder))))
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


main()

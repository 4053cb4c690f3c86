# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers of the files of a folder against those of what hinge-export --raw wrote of them.

lossless.py STUDY.h5 LEDGER.csv FOLDER RAW: reads the originals by plain means of its own (split,
json, XML, struct) and wants every number of their data rows in the exported file, to the last bit.
"""
import collections
import csv
import glob
import json
import os
import re
import struct
import sys
import xml.etree.ElementTree as tree

# what the reader leaves out by design, and says so: docs/formats.md
LEFT_OUT = {
    "markers.csv": "the sub-frame column, all 0",
}
ABOUT = ("version", "person_id")  # of JSON: about the file and who is who, no measurement
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")


def tokens(line):
    return [t for t in re.split(r"[,;\t ]+", line.replace('"', " ").strip()) if t]


def text_numbers(path):
    """Numbers of the rows that are numbers but for words within, a list per row."""
    with open(path, encoding="latin-1") as file:
        text = file.read().replace("\r\n", "\n").replace("\r", "\n")
    rows = []
    for line in text.split("\n")[3 if path.endswith(".trc") else 0:]:  # below rate and counts
        cells = tokens(line)
        values = [float(c) for c in cells if NUMBER.match(c)]
        if len(values) >= 2 and NUMBER.match(cells[0]) and len(values) > 0.6 * len(cells):
            rows.append(values)
    usual = collections.Counter(map(len, rows)).most_common(1)
    least = usual[0][0] / 4 if usual else 0  # not "100 100 580 52 mm" of a header
    return [v for row in rows if len(row) > least for v in row]


def name_numbers(path):
    """Numbers within the names of columns: points that a long table has under a number."""
    with open(path, encoding="latin-1") as file:
        return {float(t) for t in re.findall(r"\d+", file.readline())}


def json_numbers(path):
    def walk(node):
        if isinstance(node, bool):
            return
        if isinstance(node, (int, float)):
            yield float(node)
        elif isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            for key, child in node.items():
                if key not in ABOUT:
                    yield from walk(child)

    with open(path) as file:
        return list(walk(json.load(file)))


def mvnx_numbers(path):
    found = []
    for frame in tree.parse(path).iter():
        if frame.tag.endswith("}frame") and frame.get("type") == "normal":
            for child in frame:
                found += [float(t) for t in (child.text or "").split() if NUMBER.match(t)]
    return found


def c3d_numbers(path):
    """Coordinates of an Intel file of floats; None for the other encodings."""
    with open(path, "rb") as file:
        data = file.read()
    points, analog, first, last = struct.unpack_from("<4H", data, 2)
    scale, start = struct.unpack_from("<fH", data, 12)
    if data[(data[0] - 1) * 512 + 3] != 84 or scale >= 0 or points == 0:
        return None
    found, at = [], (start - 1) * 512
    for _ in range(last - first + 1):
        for p in range(points):
            x, y, z, residual = struct.unpack_from("<4f", data, at + 16 * p)
            if residual >= 0:
                found += [x, y, z]
        at += 16 * points + 4 * analog
    return found


def of_people(path):
    """Numbers of each one in a table of several (a row of individuals above), whom a study follows one of."""
    with open(path, encoding="latin-1") as file:
        rows = list(csv.reader(file))
    names = next((r for r in rows[:4] if r and r[0] == "individuals"), None)
    if names is None:
        return None
    data = [r for r in rows if NUMBER.match(r[0])]
    return [[float(c) for r in data for c, name in zip(r, names) if name in (one, "individuals") and NUMBER.match(c)]
            for one in dict.fromkeys(names[1:])]


def numbers(path):
    if os.path.isdir(path):
        return [v for f in sorted(glob.glob(path + "/*.json")) for v in json_numbers(f)]
    reader = {".json": json_numbers, ".mvnx": mvnx_numbers, ".c3d": c3d_numbers}
    return reader.get(os.path.splitext(path)[1], text_numbers)(path)


def main():
    ledger, folder, raw = sys.argv[1:4]
    wrong = checked = values = 0
    with open(ledger) as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        found = glob.glob(f"{raw}/{glob.escape(row['trial_id'])}.*")
        if not found:
            continue
        path = os.path.join(folder, row["file"])
        got = set(text_numbers(found[0])) | name_numbers(found[0])
        people = of_people(path) if path.endswith(".csv") else None
        wanted = min(people, key=lambda one: len(set(one) - got)) if people else numbers(path)
        if wanted is None:
            continue
        lost = [v for v in set(wanted) if v not in got]
        checked += 1
        values += len(wanted)
        if lost and os.path.basename(row["file"]) not in LEFT_OUT:
            wrong += 1
            print(f"{row['file']}: {len(lost)} of {len(set(wanted))} numbers are lost, such as {sorted(lost)[:4]}")
    print(f"{checked} files, {values} numbers, {wrong} files that lost some")
    sys.exit(wrong > 0 or checked == 0)


main()

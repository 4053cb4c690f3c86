# SPDX-License-Identifier: GPL-3.0-or-later
"""One cell that is no number in the middle of a recording of each text format.

Usage: damaged_cells.py FOLDER

Each is read, and the cell is said with file, line and column, or the file is refused at this cell.
Cells that say "missing" say nothing. Recordings are made by simulate-more, or here; one ingest
reads all of them. The last line counts.
"""
import csv
import math
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import malformed  # noqa: E402

WORDS = ["0.1#2", "inf", "-Infinity", "1e", "?", "ERR", "undefined", "0x1F", "12o4", "1e999"]
MISSING = {"text": ["NaN", "nan", "-", "NA"], "json": ["NaN", "null", '""'], "xml": ["NaN", "nan"]}
NUMBER = re.compile(rb"(?<=[\s\",;\[:>(])-?\d+[.,]\d+(?=[\s,;\]}<)\"])")


# Captury writes numbers without a name behind those with one, trackers what they know of a box.
MORE_FOLLOW = ["captury", "yolo-labels"]
# Rows: without the cell, with one more before it, with a word in each cell.
LESS, MORE, WORDS_ALONE = "a cell less", "a cell more", "words alone"


def changed(data, at, cell):
    """The recording with another cell, or another row."""
    if cell not in (LESS, MORE, WORDS_ALONE):
        return data[: at.start()] + cell.encode() + data[at.end() :]
    begin, end = data.rfind(b"\n", 0, at.start()) + 1, data.index(b"\n", at.end())
    row = data[begin:end]
    mark = max((b"\t", b";", b",", b" "), key=row.count)
    cells = row.rstrip(b"\r").split(mark)
    k = row.count(mark, 0, at.start() - begin)
    cells = {
        LESS: cells[:k] + cells[k + 1 :],
        MORE: cells[:k] + [b"0.5"] + cells[k:],
        WORDS_ALONE: [b"paused" if c.strip(b'"') else c for c in cells],
    }[cell]
    return data[:begin] + mark.join(cells) + data[end:]


def bvh():
    head = open(os.path.join(os.environ["HINGE_DATA"], "formats/bvh.good"), encoding="utf-8").read()
    head = head[: head.index("Frames:")] + "Frames: 100\nFrame Time: 0.033333\n"
    return head + "".join(f"0.0 92.0 0.0 0.0 {i / 3:.3f} 0.5 0.1 -{i / 2:.3f} 0.1 0.2 {i / 4:.3f} 0.2\n" for i in range(100))


def opencap():
    rows = ",\n".join(f"[0.01, {i / 999:.4f}, -0.1]" for i in range(100))
    time = ", ".join(f"{i / 60:.4f}" for i in range(100))
    return '{"time": [%s],\n"bodies": {"pelvis": {"rotation": [%s]}, "torso": {"rotation": [%s]}}}' % (time, rows, rows)


def captury():
    rows = "".join(f"{i};0;;0.1;{900 + i / 7:.3f};0.5;0.2;{800 + i / 7:.3f};1.5;{i / 2:.3f};0.1;0.2\n" for i in range(100))
    return (
        "Recorded at;2024-05-02 10:11:12\nFrames;100\n;;;CenterOfGravity;;;LHipPositions;;;LHipAngles;;\n"
        "Frame;Sub Frame;Annotations;X;Y;Z;X;Y;Z;X;Y;Z\n;;;mm;mm;mm;mm;mm;mm;deg;deg;deg\n" + rows
    )


def inertial():
    rows = ""
    for i in range(200):
        angle = max(0.0, math.sin(i / 30))
        turn = math.cos(i / 30) * 100 / 30 if angle > 0 else 0.0
        rows += f"{i / 100:.2f},{9.81 * math.sin(angle):.4f},0.0,{9.81 * math.cos(angle):.4f},0.0,{turn:.5f},0.0\n"
    return "time_s,ax (m/s^2),ay (m/s^2),az (m/s^2),gx (rad/s),gy (rad/s),gz (rad/s)\n" + rows


MADE = {"bvh": ("a.bvh", bvh), "opencap": ("a.json", opencap), "captury": ("a.csv", captury), "inertial": ("a.csv", inertial)}


def recording(layout):
    """Its list, the folder it is in, and the file to damage."""
    if layout in MADE:
        name, text = MADE[layout]
        os.makedirs(f"{layout}/p001")
        with open(f"{layout}/p001/{name}", "w", encoding="utf-8") as file:
            file.write(text())
        rows = [{"file": f"p001/{name}"}]
    else:
        made = ["simulate-more", "-q", "-n", "1", "--reps", "1", "--rate", "20", "--cue", "none"]
        subprocess.run([*made, "--format", layout, "-o", layout], check=True)
        with open(f"{layout}/trials.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.pop("id", None)
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(f"{layout}/p001") for name in names)
    return rows, files[len(files) // 2]


def main():
    os.chdir(sys.argv[1])
    lists, wrong, expected = [], [], {}
    layouts = [layout for layout in malformed.LAYOUTS if layout != "c3d"] + list(MADE)
    for layout in layouts:
        rows, victim = recording(layout)
        data = open(victim, "rb").read()
        at = NUMBER.search(data, len(data) // 2)
        if at is None:
            sys.exit(f"{victim}: no number in the middle")
        kind = "json" if data[:1] in b"{[" else "xml" if data[:1] == b"<" else "text"
        line = data.count(b"\n", 0, at.start()) + 1
        cells = [(word, word) for word in WORDS]
        cells += [(f'"{word}"', word) for word in WORDS if kind == "json"]
        cells += [(word, None) for word in MISSING[kind]]
        if kind == "text":
            cells += [(LESS, LESS), (WORDS_ALONE, WORDS_ALONE)]
        if kind == "text" and layout not in MORE_FOLLOW:
            cells += [(MORE, MORE)]
        listed = []
        for k, (cell, word) in enumerate(cells):
            shutil.copytree(f"{layout}/p001", f"{layout}/{k}")
            copy = victim.replace("p001", str(k), 1)
            with open(copy, "wb") as file:
                file.write(changed(data, at, cell))
            listed += [
                {column: text.replace("p001/", f"{k}/") for column, text in row.items()} | {"participant": f"{layout}-{k}"}
                for row in rows
            ]
            expected[f"{layout}-{k}"] = (cell, word, line, layout)
        lists.append(f"{layout}/list.csv")
        with open(lists[-1], "w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, listed[0])
            out.writeheader()
            out.writerows(listed)
    done = subprocess.run(["hinge-ingest", *lists, "-o", "study.h5"], capture_output=True, check=False)
    if done.returncode not in (0, 4):
        wrong.append(f"exit {done.returncode}: {done.stderr.decode()[:500]}")
    if b"is no number and counts as missing" not in done.stderr:
        wrong.append("not a word on the console")
    check = ["hinge-check", "study.h5", "--show", "findings", "--format", "csv"]
    found = subprocess.run(check, capture_output=True, check=True, encoding="utf-8").stdout
    said = {}
    for row in csv.DictReader(found.splitlines()):
        if row["code"] in ("NOT_A_NUMBER", "RAGGED", "DAMAGED"):
            said.setdefault(row["participant"], []).append(row["message"])
    counted, rows = {"read": 0, "refused": 0}, 0
    for who, (cell, word, line, layout) in expected.items():
        texts = " / ".join(said.get(who, []))
        if word in (LESS, MORE, WORDS_ALONE):
            rows += 1
            if f":{line}: " not in texts and f"line {line}, " not in texts:
                wrong.append(f"{layout}: {cell} in line {line}: {texts or 'not a word'}")
            continue
        if word is None:
            if texts:
                wrong.append(f"{layout}: {cell} is missing, but: {texts}")
            continue
        shown = f"{re.escape(word)}|-inf" if cell == "-Infinity" else re.escape(word)
        read = re.search(rf'1 cell is no number and counts as missing: .*line {line}, column \d+.*"({shown})"', texts)
        refused = re.search(rf':{line}: column \d+.*("({shown})" is not a number|not JSON)', texts)
        counted["read"] += bool(read)
        counted["refused"] += not read and bool(refused)
        if not read and not refused:
            wrong.append(f"{layout}: {cell} in line {line}: {texts or 'not a word'}")
    # the sensor is still there: its orientation is made of all other samples
    seen = subprocess.run(["hinge-inspect", "inertial/0/a.csv"], capture_output=True, check=True, encoding="utf-8").stdout
    if "orientation by VQF" not in seen:
        wrong.append("inertial: one cell takes the sensor out")
    print("\n".join(wrong))
    print(
        f"{len(layouts)} layouts, {len(WORDS)} words: {counted['read']} cells are missing and said, "
        f"{counted['refused']} files refused at the cell; {rows} rows said or refused"
    )
    sys.exit(bool(wrong))


main()
